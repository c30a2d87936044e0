"""A yes to a read-back, and what else is said in the same breath."""

from __future__ import annotations

from datetime import datetime

import pytest

from voice_agent.understanding.commands import Affirm, Ask
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Term, Utterance, Vocabulary

NOW = datetime.fromisoformat("2026-03-02T09:00")
CLINIC = Vocabulary(providers=(Term("Dr. Susan Lee"),), visit_types=(Term("Check-up", ("checkup",)),))
READ_BACK = "Let me check: a check-up with Doctor Susan Lee on Tuesday, March third, at nine. Shall I book it?"
NUMBER = "Is four one five, five five five, oh one oh oh the best number for you?"


def commands(reader: EmbeddedReader, said: str, agent: str = READ_BACK) -> tuple[object, ...]:
    return reader.understand(Context(NOW, agent, "confirm", vocabulary=CLINIC), Utterance(said)).commands


@pytest.mark.parametrize(
    "said",
    [
        "Yes, and I'll bring my insurance card.",
        "Yes. My husband will be driving me.",
        "Yeah, that's perfect, my sister can watch the kids.",
        "Yes, I'll have the forms ready.",
    ],
)
def test_a_remark_takes_no_yes_back(reader: EmbeddedReader, said: str) -> None:
    assert Affirm() in commands(reader, said)


@pytest.mark.parametrize(
    "said", ["Yes, what should I bring?", "Yes please, how long does it take?", "Yes, will it hurt?"]
)
def test_a_question_of_another_matter(reader: EmbeddedReader, said: str) -> None:
    read = commands(reader, said)
    assert Affirm() in read
    assert any(isinstance(c, Ask) for c in read)


@pytest.mark.parametrize(
    "said",
    [
        "Yes, but I'd rather have a later one.",
        "Yeah, what about Thursday?",
        "Yes, no, wait.",
        "Yeah, I don't know about that.",
        "Yes, make it ten.",
        "Yes, the other doctor.",
        "Yeah, cancel that.",
    ],
)
def test_what_may_change_it_is_no_yes(reader: EmbeddedReader, said: str) -> None:
    assert Affirm() not in commands(reader, said)


@pytest.mark.parametrize(
    "said",
    [
        "Well, it's my landline, but yes.",
        "Yes, but please don't leave a voicemail.",
        "Yeah, it's my wife's phone but okay.",
    ],
)
def test_the_number_is_right_all_the_same(reader: EmbeddedReader, said: str) -> None:
    assert commands(reader, said, NUMBER) == (Affirm(),)


@pytest.mark.parametrize(
    "said", ["Yes, but my cell is better.", "No, that's the old one.", "Yeah, no, use my work number."]
)
def test_another_number_is_wanted(reader: EmbeddedReader, said: str) -> None:
    assert Affirm() not in commands(reader, said, NUMBER)


def agrees(reader: EmbeddedReader, said: str) -> bool:
    context = Context(NOW, READ_BACK, "confirm", vocabulary=CLINIC)
    return Affirm() in reader.understand(context, Utterance(said)).commands


@pytest.mark.parametrize("said", ["Yes please. And I should bring my card, I suppose?", "Yes, I should come early."])
def test_what_she_should_bring_takes_nothing_back(reader: EmbeddedReader, said: str) -> None:
    assert agrees(reader, said)


@pytest.mark.parametrize(
    "said",
    [
        "Yes. I should ask my husband first.",
        "Yeah, I'd better ask my daughter first.",
        "Okay, I'll talk to my wife about it.",
        "Sure, I need to think about it.",
    ],
)
def test_whom_she_will_ask_first_does(reader: EmbeddedReader, said: str) -> None:
    assert not agrees(reader, said)
