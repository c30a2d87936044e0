"""What is chosen among times that are weighed aloud, and what is asked of it in the same breath, without any mark."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.understanding.clinic import CLINIC
from voice_agent.understanding.commands import Ask, Choose, Command, Set
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Offer, Utterance

NOW = datetime(2026, 11, 30, 9)
OFFERS = (
    Offer("a", datetime(2026, 12, 1, 8, 30), "Dr. Susan Lee"),
    Offer("b", datetime(2026, 12, 1, 11), "Dr. Susan Lee"),
    Offer("c", datetime(2026, 12, 1, 15, 15), "Dr. Susan Lee"),
)
AGENT = "I have Tuesday, December first at eight thirty, eleven or three fifteen. Which one?"


def read(reader: EmbeddedReader, said: str) -> tuple[Command, ...]:
    return reader.understand(Context(NOW, AGENT, "offer", OFFERS, None, CLINIC), Utterance(said)).commands


@pytest.mark.parametrize(
    ("said", "ref"),
    [
        ("the early one", "a"),
        ("that late one please", "c"),
        ("eleven hmm well if there's nothing at ten then I'll take eleven", "b"),
        ("three fifteen or eight thirty, let's go with eight thirty, eleven I'm at work", "a"),
        ("so not eleven, put me down for three fifteen", "c"),
    ],
)
def test_weighed_aloud(reader: EmbeddedReader, said: str, ref: str) -> None:
    assert Choose(ref) in read(reader, said)


@pytest.mark.parametrize(
    "said",
    [
        "eleven is that at the Elm Street place",
        "eleven's fine that's still with Lee right",
        "okay eleven and that's over at Elm Street correct",
        "I'll take eleven is that with Doctor Lee",
        "eleven please where is that",
    ],
)
def test_asked_of_what_is_chosen(reader: EmbeddedReader, said: str) -> None:
    commands = read(reader, said)
    assert Choose("b") in commands
    assert any(isinstance(c, Ask) for c in commands)
    assert not any(isinstance(c, Set) for c in commands)
