"""A caller who is asked when she would like to come, and leaves it to the clinic."""

from __future__ import annotations

from datetime import datetime

import pytest

from voice_agent.understanding.commands import Field, Set, When
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.left_open import left_open
from voice_agent.understanding.reader import Context, Utterance


def wished(reader: EmbeddedReader, said: str, expecting: str = "when") -> list[object]:
    context = Context(datetime.fromisoformat("2026-03-02T09:00"), "When would you like to come in?", expecting)
    commands = reader.understand(context, Utterance(said)).commands
    return [c.value for c in commands if isinstance(c, Set) and c.field is Field.WHEN]


@pytest.mark.parametrize(
    "said",
    [
        "What have you got?",
        "Which days do you have?",
        "Well, what times are available?",
        "I'm totally flexible.",
        "Um, I don't know.",
        "Whatever works for you.",
        "You pick.",
        "I don't really have a preference.",
    ],
)
def test_any_time_will_do(reader: EmbeddedReader, said: str) -> None:
    assert wished(reader, said) == [(When(),)]


@pytest.mark.parametrize(
    "said", ["When's the soonest you can see me?", "How soon can he be seen?", "When can you get me in?"]
)
def test_the_soonest(reader: EmbeddedReader, said: str) -> None:
    ((when,),) = wished(reader, said)  # type: ignore[misc]
    assert when.earliest


@pytest.mark.parametrize(
    "said", ["What's the copay?", "What should I bring?", "Do you have parking?", "Who is Dr. Lee?"]
)
def test_another_question_is_no_answer(said: str) -> None:
    assert left_open(said) == ()


def test_a_day_that_is_said_counts(reader: EmbeddedReader) -> None:
    ((when,),) = wished(reader, "I'm flexible, but not on a Monday.")  # type: ignore[misc]
    assert when.not_weekdays
