"""A yes to a read-back, and beside it that another visit stays."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.understanding.clinic import CLINIC
from voice_agent.understanding.commands import Affirm, Command
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Utterance

NOW = datetime.fromisoformat("2026-03-02T09:00")
HERS = datetime.fromisoformat("2026-03-12T10:00")
"""A Thursday."""
CANCEL, MOVE, LIST = "Shall I cancel it?", "Shall I move it?", "Shall I put you on the waitlist?"
TOLD = "That's a check-up on Thursday, March twelfth, at ten with Doctor Susan Lee. Shall I cancel it?"


def commands(reader: EmbeddedReader, said: str, agent: str, *, for_kin: bool = False) -> tuple[Command, ...]:
    known = HERS if agent in (CANCEL, MOVE) else None
    context = Context(NOW, agent, "confirm", vocabulary=CLINIC, appointment=known, for_kin=for_kin)
    return reader.understand(context, Utterance(said)).commands


@pytest.mark.parametrize("agent", [CANCEL, MOVE, TOLD])
@pytest.mark.parametrize(
    "said",
    [
        "Yes, go ahead. And Ella's stays, right?",
        "Yeah, that one. My daughter's is still on, isn't it?",
        "Yes please, and Max's isn't touched, is it?",
        "Yep. And the nineteenth stays as it is, doesn't it?",
        "Yes. And my Monday one is still there, correct?",
        "Sure, do it. And I still have the one on the twentieth, right?",
        "Yes, that's the one. The other one stays.",
        "Yes. And hers doesn't change, does it?",
    ],
)
def test_another_visit_stays(reader: EmbeddedReader, said: str, agent: str) -> None:
    assert commands(reader, said, agent) == (Affirm(),)


@pytest.mark.parametrize("agent", [CANCEL, MOVE, TOLD])
@pytest.mark.parametrize(
    "said",
    [
        "Yes. And the twelfth stays where it is, right?",
        "Yeah. I still keep my Thursday, right?",
        "Yes, and mine stays, right?",
        "Yes. It stays, doesn't it?",
        "Yes, if Ella's stays.",
        "No. Ella's stays.",
    ],
)
def test_what_may_be_the_very_one_is_no_yes(reader: EmbeddedReader, said: str, agent: str) -> None:
    assert Affirm() not in commands(reader, said, agent)


def test_somebody_elses_visit_is_in_hand(reader: EmbeddedReader) -> None:
    assert Affirm() not in commands(reader, "Yes, go ahead. And Ella's stays, right?", CANCEL, for_kin=True)


@pytest.mark.parametrize(
    "said",
    [
        "Yes please. And the twelfth stays where it is, doesn't it?",
        "Put me down for the list, yes, as long as I keep mine.",
        "Sure, provided I don't lose the one I've got.",
        "Yes, so long as I hold on to my Thursday.",
        "Yes, and my check-up is still on, right?",
        "Add me to the list, please.",
        "Yeah, put me on it.",
    ],
)
def test_the_waitlist_takes_nothing(reader: EmbeddedReader, said: str) -> None:
    assert commands(reader, said, LIST) == (Affirm(),)


@pytest.mark.parametrize(
    "said", ["No, I keep mine.", "Don't put me on the list.", "Yes, as long as it's not with Doctor Lee."]
)
def test_no_yes_to_the_waitlist(reader: EmbeddedReader, said: str) -> None:
    assert Affirm() not in commands(reader, said, LIST)
