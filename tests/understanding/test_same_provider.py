"""A visit "with her", right after the agent has told of one provider."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.understanding.clinic import CLINIC, values_of
from voice_agent.understanding.commands import Field
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Utterance

TOLD = "Dr. Susan Lee is usually here on Mondays and Fridays. Is there anything else?"


def wished(reader: EmbeddedReader, text: str, agent: str) -> object:
    context = Context(datetime.fromisoformat("2026-03-02T09:00"), agent, "task", vocabulary=CLINIC)
    return values_of(reader.understand(context, Utterance(text)).commands).get(Field.PROVIDER)


@pytest.mark.parametrize(
    "text",
    [
        "Okay, then I'd like a check-up with her this Friday.",
        "Great, can I see her on Monday for a check-up?",
        "Then book me a check-up with that doctor, please.",
    ],
)
def test_it_is_the_one_just_named(reader: EmbeddedReader, text: str) -> None:
    assert wished(reader, text, TOLD) == "Dr. Susan Lee"


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("I'd like a check-up with her this Friday.", "Dr. Susan Lee and Dr. Amara Osei are women. Anything else?"),
        ("I'd like a check-up with her this Friday.", "How can I help you today?"),
        ("My daughter needs a check-up, and I'd come with her on Friday.", TOLD),
    ],
)
def test_of_two_or_none_nobody_is_meant(reader: EmbeddedReader, text: str, agent: str) -> None:
    assert wished(reader, text, agent) is None


def test_a_name_that_is_said_is_taken_as_it_is(reader: EmbeddedReader) -> None:
    assert wished(reader, "A check-up with Dr. Amara Osei, not with her.", TOLD) == "Dr. Amara Osei"
