"""An offer that is called good, with reasons beside it that have times of their own."""

from __future__ import annotations

from datetime import datetime

import pytest

from voice_agent.understanding.commands import Choose
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Offer, Utterance

OFFERS = (
    Offer("o1", datetime.fromisoformat("2026-03-03T14:15"), "Dr. Susan Lee"),
    Offer("o2", datetime.fromisoformat("2026-03-03T15:30"), "Dr. Amara Osei"),
)


def chosen(reader: EmbeddedReader, said: str) -> list[str]:
    agent = (
        "I have Tuesday, March third at two fifteen with Doctor Lee, or at three thirty with Doctor Osei. Which one?"
    )
    context = Context(datetime.fromisoformat("2026-03-02T09:00"), agent, "offer", OFFERS)
    return [c.ref for c in reader.understand(context, Utterance(said)).commands if isinstance(c, Choose)]


@pytest.mark.parametrize(
    "said",
    [
        "Half past three would be better, I only get off work at three.",
        "Three thirty works, my shift is over at two forty five.",
        "I'm at school until three, so three thirty would be great.",
    ],
)
def test_it_is_that_one(reader: EmbeddedReader, said: str) -> None:
    assert chosen(reader, said) == ["o2"]


@pytest.mark.parametrize("said", ["Four o'clock would be better.", "Wednesday would be better."])
def test_a_time_that_was_not_offered_chooses_nothing(reader: EmbeddedReader, said: str) -> None:
    assert chosen(reader, said) == []
