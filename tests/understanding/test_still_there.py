"""A visit of hers, spoken of once nothing more is wanted."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.understanding.clinic import CLINIC, values_of
from voice_agent.understanding.commands import Abort, Command, Deny, Field, Start, Task
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Utterance

NOW = datetime.fromisoformat("2026-03-02T09:00")
MORE, BOOKS = "Is there anything else?", "Would you like to book a visit?"


def commands(reader: EmbeddedReader, said: str, agent: str = MORE) -> tuple[Command, ...]:
    expecting = "task" if agent == MORE else "confirm"
    return reader.understand(Context(NOW, agent, expecting, vocabulary=CLINIC), Utterance(said)).commands


@pytest.mark.parametrize(
    "said",
    [
        "No, that's it. And to be sure, I still have my Thursday with him?",
        "Nope, all good. I'm still down for the twelfth, right?",
        "No. So my Friday's still there?",
        "That's all. Do I still have my check-up?",
        "No, thanks. My appointment is still on, isn't it?",
    ],
)
def test_whether_it_stands(reader: EmbeddedReader, said: str) -> None:
    read = commands(reader, said)
    assert Start(Task.LOOKUP) in read
    assert Deny() not in read
    assert Field.WHEN not in values_of(read)


@pytest.mark.parametrize("said", ["No, that's all, I've still got some errands to do.", "No, I'm still at work."])
def test_what_else_is_still_so(reader: EmbeddedReader, said: str) -> None:
    assert Start(Task.LOOKUP) not in commands(reader, said)


@pytest.mark.parametrize(
    "said",
    [
        "Ah, it's the Thursday. I'll leave it as it is then. Where do I park?",
        "Okay, so it is Thursday. Good, I'll keep it. It's only a check-up.",
        "It's on Monday, great. That's all.",
    ],
)
def test_what_she_was_told_is_no_wish(reader: EmbeddedReader, said: str) -> None:
    read = commands(reader, said)
    assert not values_of(read)
    assert not any(isinstance(c, Start | Abort) for c in read)


@pytest.mark.parametrize(
    "said",
    [
        "Oh no, I have mine, the Monday one. That's everything.",
        "No, I've got mine, on the seventh.",
        "No, mine is Friday.",
    ],
)
def test_her_own_is_no_other_day(reader: EmbeddedReader, said: str) -> None:
    assert commands(reader, said, BOOKS) == (Deny(),)


def test_a_wish_stays_one(reader: EmbeddedReader) -> None:
    read = commands(reader, "Yes, another visit. It's a check-up.")
    assert values_of(read) == {Field.VISIT_TYPE: "Check-up"}
