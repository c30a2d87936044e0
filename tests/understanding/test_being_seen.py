"""A complaint with the wish to be seen is a booking; a complaint with a question is a nurse's."""

from __future__ import annotations

import pytest

from tests.understanding.test_embedded import context, short
from voice_agent.understanding.being_seen import wishes_to_be_seen
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Utterance


def _read(reader: EmbeddedReader, said: str) -> list[str]:
    return [short(c) for c in reader.understand(context("task"), Utterance(said)).commands]


@pytest.mark.parametrize(
    "said",
    [
        "He's been throwing up since yesterday and won't keep anything down, is there any way somebody could see him?",
        "My husband has had a sore throat for days, he can hardly eat. Could you take a look at him today?",
        "I've got this rash that won't go away, can somebody look at it tomorrow?",
        "She's been coughing all night long. I'd like to get her seen this afternoon.",
        "My ear has been bugging me for a week, I was wondering whether Dr. Lee could squeeze me in.",
        "My mother can't shake this cold, I want someone to take a look at her.",
        "He woke up with a fever and an earache, any chance you can fit him in today?",
        "She's got a nasty stomach bug and can barely get up, I'm hoping for a doctor to see her.",
    ],
)
def test_who_wants_to_be_seen_books(reader: EmbeddedReader, said: str) -> None:
    commands = _read(reader, said)
    assert "start:book" in commands
    assert not [c for c in commands if c.startswith("handoff")]


@pytest.mark.parametrize(
    "said",
    [
        "She's been coughing all night. Should I give her cough syrup?",
        "My throat hurts, can I talk to a nurse about it?",
        "I feel dizzy since I take the new pills, should I stop taking them?",
        "She has a rash, could a nurse call me back about it?",
        "Could someone look at my results and tell me what they mean?",
    ],
)
def test_who_wants_advice_gets_a_nurse(reader: EmbeddedReader, said: str) -> None:
    commands = _read(reader, said)
    assert "handoff:clinical" in commands
    assert "start:book" not in commands


@pytest.mark.parametrize(
    "said",
    [
        "She can't breathe, can somebody see her right now?",
        "He has crushing chest pain, could someone take a look at him today?",
    ],
)
def test_an_emergency_stays_one(reader: EmbeddedReader, said: str) -> None:
    assert _read(reader, said) == ["emergency"]


@pytest.mark.parametrize(
    "said", ["could you take a look at my bill", "can someone check my chart", "could you get me in touch with billing"]
)
def test_papers_are_not_seen(said: str) -> None:
    assert not wishes_to_be_seen(said)
