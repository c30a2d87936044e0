"""A caller who would rather see a woman, or a man: it is asked of what the clinic has written down."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.understanding.clinic import CLINIC, values_of
from voice_agent.understanding.commands import Ask, Command, Field, Start, Task
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Utterance


def said(reader: EmbeddedReader, text: str, expecting: str | None = "task") -> tuple[Command, ...]:
    agent = "How can I help you today?" if expecting == "task" else "When would you like to come in?"
    context = Context(datetime.fromisoformat("2026-03-02T09:00"), agent, expecting, vocabulary=CLINIC)
    return reader.understand(context, Utterance(text)).commands


@pytest.mark.parametrize(
    "text",
    [
        "I need a check-up, and I'd prefer a woman.",
        "Could I get a check-up with a lady doctor?",
        "I'd like a check-up, and I would rather see a man if that's possible.",
        "A check-up please. I'm more comfortable with a female physician.",
    ],
)
def test_the_wish_is_a_question_beside_the_visit(reader: EmbeddedReader, text: str) -> None:
    commands = said(reader, text)
    assert Start(Task.BOOK) in commands
    assert values_of(commands)[Field.VISIT_TYPE] == "Check-up"
    assert any(isinstance(c, Ask) for c in commands)


@pytest.mark.parametrize(
    "text",
    ["Do you have any female doctors?", "Is there a male doctor I could see?", "Which of your doctors are women?"],
)
def test_a_question_alone_books_nothing(reader: EmbeddedReader, text: str) -> None:
    commands = said(reader, text)
    assert [type(c) for c in commands] == [Ask]


def test_a_day_told_beside_it_is_kept(reader: EmbeddedReader) -> None:
    commands = said(reader, "Thursday, and with a woman doctor please.", "when")
    assert Field.WHEN in values_of(commands)
    assert any(isinstance(c, Ask) for c in commands)


@pytest.mark.parametrize(
    "text",
    [
        "I saw a lady doctor last time, and I need a check-up.",
        "I need a check-up with Dr. Susan Lee, since I'd rather see a woman.",
        "I spoke with a man about a check-up.",
        "I'd like a check-up for my man.",
    ],
)
def test_what_is_only_told_asks_nothing(reader: EmbeddedReader, text: str) -> None:
    assert not any(isinstance(c, Ask) for c in said(reader, text))
