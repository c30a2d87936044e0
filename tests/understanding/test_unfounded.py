"""Moves and alternatives that no word of an opening bears out."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.understanding.clinic import CLINIC
from voice_agent.understanding.commands import Alternatives, Start, Task
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Utterance
from voice_agent.understanding.unfounded import without_unfounded_moves

BOOK, MOVE = Start(Task.BOOK), Start(Task.RESCHEDULE)


def test_beside_a_booking_no_visit_is_moved_that_nobody_spoke_of() -> None:
    said = "I have a fever, and I teach, so it would have to be in the afternoon."
    assert without_unfounded_moves(said, (BOOK, MOVE), offered=False) == (BOOK,)


@pytest.mark.parametrize(
    "said", ["I can't make Monday and need one for my son too.", "Move mine, and book one for him."]
)
def test_one_that_is_spoken_of_is(said: str) -> None:
    assert without_unfounded_moves(said, (BOOK, MOVE), offered=False) == (BOOK, MOVE)


def test_a_move_alone_stands() -> None:
    assert without_unfounded_moves("My slot on Monday is no good.", (MOVE,), offered=False) == (MOVE,)


def test_with_nothing_offered_there_is_nothing_to_be_other_than() -> None:
    assert not any(
        isinstance(c, Alternatives)
        for c in without_unfounded_moves("I've got a rash and it itches.", (Alternatives(),), offered=False)
    )


@pytest.mark.parametrize("said", ["Do you have anything earlier?", "I'd like a different day."])
def test_something_else_is_asked_for_in_so_many_words(said: str) -> None:
    assert Alternatives() in without_unfounded_moves(said, (Alternatives(),), offered=False)


def test_a_sore_arm_is_no_visit_to_be_moved(reader: EmbeddedReader) -> None:
    context = Context(
        datetime.fromisoformat("2026-03-02T09:00"), "How can I help you today?", "task", vocabulary=CLINIC
    )
    said = "There's this bump on my arm, it's been there for weeks, and it won't go, so I want it looked at."
    commands = reader.understand(context, Utterance(said)).commands
    assert not any(isinstance(c, Alternatives) or c == MOVE for c in commands)
