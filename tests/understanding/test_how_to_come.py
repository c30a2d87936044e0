"""Questions of how one comes, in one breath with an answer."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.understanding.clinic import CLINIC, values_of
from voice_agent.understanding.commands import (
    Affirm,
    Alternatives,
    Ask,
    Choose,
    Command,
    Correct,
    Field,
    Set,
    Start,
    Task,
)
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.how_to_come import questions
from voice_agent.understanding.reader import Context, Offer, Utterance

NOW = datetime(2026, 11, 30, 9)
OFFERS = (Offer("o1", datetime(2026, 12, 1, 13, 30), "Dr. Lee"), Offer("o2", datetime(2026, 12, 2, 8), "Dr. Lee"))
OFFERED = Context(
    NOW,
    "I have Tuesday, December first at one thirty, or Wednesday the second at eight, with Doctor Susan Lee. Which one?",
    "offer",
    OFFERS,
    vocabulary=CLINIC,
)
READ_BACK = Context(
    NOW,
    "Let me check: a check-up with Doctor Susan Lee on Wednesday, December second, at eight in the morning, at Elm "
    "Street Clinic. Shall I book it?",
    "confirm",
    OFFERS[1:],
    vocabulary=CLINIC,
)
CANCELLING = Context(
    NOW, "That's a check-up on Wednesday, December second. Shall I cancel it?", "confirm", vocabulary=CLINIC
)
BEGINNING = Context(NOW, "How can I help?", "task", vocabulary=CLINIC)


def _read(reader: EmbeddedReader, context: Context, said: str) -> tuple[Command, ...]:
    return reader.understand(context, Utterance(said)).commands


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("wednesday at eight and am i allowed to eat before that", "am i allowed to eat before that"),
        ("the second one oh and what do i need to bring", "what do i need to bring"),
        ("i'll take wednesday but where can we park by the way", "where can we park"),
        ("eight is good you never said if i should bring it", "you never said if i should bring it"),
        ("wednesday then how long is that gonna take cause i have work at ten", "how long is that gonna take"),
    ],
)
def test_beside_a_choice(reader: EmbeddedReader, said: str, question: str) -> None:
    commands = _read(reader, OFFERED, said)
    assert set(commands) == {Choose("o2"), Ask(question)}


@pytest.mark.parametrize(
    "said",
    [
        "yes please and should i skip breakfast that day",
        "yeah book it oh and does he have to not drink anything before",
        "yes do that and what's the address or is that on elm street",
        "sure go ahead and can he come by himself or does he need a parent there",
    ],
)
def test_beside_a_yes(reader: EmbeddedReader, said: str) -> None:
    commands = _read(reader, READ_BACK, said)
    assert Affirm() in commands
    assert any(isinstance(c, Ask) for c in commands)
    assert not any(isinstance(c, Alternatives | Set | Correct) for c in commands)


@pytest.mark.parametrize(
    "said",
    [
        "yes and my chart does that go along with me or do i sign for it at the new place",
        "yeah cancel it and how do i get my records sent to the doctor in ohio",
        "yes please what happens with my records when i sign up with somebody else",
    ],
)
def test_records_that_are_to_go_along_are_no_registration(reader: EmbeddedReader, said: str) -> None:
    commands = _read(reader, CANCELLING, said)
    assert Affirm() in commands
    assert any(isinstance(c, Ask) for c in commands)
    assert Start(Task.REGISTER) not in commands


def test_beside_a_wish(reader: EmbeddedReader) -> None:
    commands = _read(reader, BEGINNING, "hi i need a check-up on thursday and do i need to come hungry")
    assert Start(Task.BOOK) in commands
    assert Ask("do i need to come hungry") in commands
    (when,) = values_of(commands)[Field.WHEN]
    assert when.date_from == date(2026, 12, 3)


@pytest.mark.parametrize(
    "said",
    [
        "can i bring my son in on thursday",
        "is there anything early in the day so i can eat after",
        "do you have something later when i've parked the truck",
        "can you change my address",
        "can you look for something near menlo park",
        "will it take new patients",
    ],
)
def test_what_is_no_such_question(said: str) -> None:
    assert questions(said) == []
