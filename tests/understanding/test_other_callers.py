"""Calls that are no patient's errand: meant for a dentist, from a pharmacy, or to have something passed on."""

from __future__ import annotations

import pytest

from tests.understanding.test_embedded import context, short
from voice_agent.understanding.commands import OutOfScope
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.other_callers import by_caller
from voice_agent.understanding.reader import Term, Utterance, Vocabulary


def _read(reader: EmbeddedReader, said: str, expecting: str = "task", agent: str = "How can I help you?") -> list[str]:
    return [short(c) for c in reader.understand(context(expecting, agent), Utterance(said)).commands]


@pytest.mark.parametrize(
    "said",
    [
        "I lost a filling and need to see my dentist this week.",
        "Hi, is this Sunny Valley Dental?",
        "Did I reach Doctor Hart's orthodontist office?",
        "I'd like to book a dental cleaning.",
        "My crown came off, I want an appointment with the dentist.",
        "Isn't this Main Street Dentistry?",
    ],
)
def test_who_wants_a_dentist_has_the_wrong_number(reader: EmbeddedReader, said: str) -> None:
    assert _read(reader, said) == ["out_of_scope"]


def test_so_she_has_when_asked_what_kind_of_visit(reader: EmbeddedReader) -> None:
    assert _read(reader, "Wait, is this Sunny Valley Dental?", "visit_type") == ["out_of_scope"]


@pytest.mark.parametrize(
    "said",
    [
        "My dentist says I need a check-up before the surgery.",
        "I need a check-up for my dentist, he wants a form.",
        "I had dental work last week and now I have a fever, can I come in?",
    ],
)
def test_a_dentist_spoken_of_is_not_the_wrong_number(reader: EmbeddedReader, said: str) -> None:
    commands = _read(reader, said)
    assert "out_of_scope" not in commands
    assert "start:book" in commands


def test_a_clinic_with_dentists_is_the_right_number() -> None:
    teeth = Vocabulary(visit_types=(Term("Dental cleaning"),))
    said = "I need to see the dentist."
    assert by_caller(said, (), teeth) == ()
    assert by_caller(said, (), Vocabulary()) == (OutOfScope(),)


@pytest.mark.parametrize(
    "said",
    [
        "Hi, this is Tom from the pharmacy on Elm Street, I have a question about a script Dr. Lee wrote.",
        "Good morning, I'm a pharmacist, we got a prescription of Dr. Osei's and I can't read the strength.",
        "Hello, it's Rite Aid pharmacy, we need the doctor to approve a substitute.",
        "Calling from Walgreens about the dose on a prescription.",
        "This is the pharmacy, I need to check an interaction for one of your patients.",
    ],
)
def test_a_pharmacy_gets_a_nurse_at_once(reader: EmbeddedReader, said: str) -> None:
    assert _read(reader, said) == ["handoff:clinical"]


@pytest.mark.parametrize(
    "said",
    [
        "I'm at the pharmacy and they don't have my prescription.",
        "I'm at CVS, where is my refill?",
        "My pharmacy is Walgreens, on Third.",
        "I need a check-up, and my pharmacy is the CVS on Main.",
    ],
)
def test_a_patient_speaks_of_her_pharmacy(reader: EmbeddedReader, said: str) -> None:
    assert by_caller(said, (), Vocabulary()) == ()


@pytest.mark.parametrize(
    "said",
    [
        "Could Dr. Lee be told that my father passed his stress test?",
        "I was asked to let you know my brother is at the hospital in Salem.",
        "Can you pass a message on to Dr. Osei for me?",
        "I just wanted somebody to know that she's in rehab now.",
        "Would you tell the doctor my mother has moved to Salem?",
        "I was supposed to tell them that he's been admitted.",
    ],
)
def test_a_message_goes_to_staff(reader: EmbeddedReader, said: str) -> None:
    commands = _read(reader, said, agent="Your visit on Friday is cancelled. Is there anything else?")
    assert "handoff:asked" in commands
    assert not [c for c in commands if c.startswith("start")]


@pytest.mark.parametrize(
    ("said", "task"),
    [
        ("I wanted to let you know that I can't come on Friday, can we move it to Monday?", "start:reschedule"),
        ("I was told to let you know that I need a check-up.", "start:book"),
        ("Can you tell me when my appointment is?", "start:lookup"),
        ("I'm calling to let you know I want to cancel my appointment.", "start:cancel"),
    ],
)
def test_an_errand_in_such_words_stays_one(reader: EmbeddedReader, said: str, task: str) -> None:
    assert task in _read(reader, said)
