"""A provider or a place as it was read back, said again beside a yes; and another one than that."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.understanding.clinic import CLINIC, values_of
from voice_agent.understanding.commands import Affirm, Command, Deny, Field
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Term, Utterance, Vocabulary

NOW = datetime.fromisoformat("2026-03-02T09:00")
TWO_PLACES = Vocabulary(
    CLINIC.providers, CLINIC.visit_types, (*CLINIC.locations, Term("Harbor Clinic", ("Harbor", "the harbor")))
)
NAMED = ("Dr. Susan Lee", "Elm Street Clinic", "Check-up")


def commands(reader: EmbeddedReader, said: str, agent: str = "Shall I book it?") -> tuple[Command, ...]:
    named = NAMED if agent == "Shall I book it?" else ()
    context = Context(NOW, agent, "confirm", vocabulary=TWO_PLACES, named=named)
    return reader.understand(context, Utterance(said)).commands


@pytest.mark.parametrize(
    "said",
    [
        "Elm Street, all right, yes. Go ahead and book it.",
        "Doctor Lee, great. Yeah, book it.",
        "At Elm Street. Okay. Yes.",
        "With Doctor Lee, yes please.",
        "Yes, the check-up at Elm Street.",
    ],
)
def test_what_was_read_back_is_no_correction(reader: EmbeddedReader, said: str) -> None:
    assert commands(reader, said) == (Affirm(),)


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ("Harbor, okay, yeah. Book it.", Field.LOCATION, "Harbor Clinic"),
        ("Doctor Osei, good, yes.", Field.PROVIDER, "Dr. Amara Osei"),
        ("Elm Street? No, the harbor, please.", Field.LOCATION, "Harbor Clinic"),
    ],
)
def test_another_one_is_a_correction(reader: EmbeddedReader, said: str, field: Field, value: str) -> None:
    read = commands(reader, said)
    assert Affirm() not in read
    assert values_of(read)[field] == value


@pytest.mark.parametrize("said", ["Not at Elm Street.", "Yes, but not with Doctor Lee.", "Elm Street is too far."])
def test_one_that_is_refused_is_no_yes(reader: EmbeddedReader, said: str) -> None:
    assert Affirm() not in commands(reader, said)


def test_two_clinics_are_told_apart_in_the_words_of_the_read_back(reader: EmbeddedReader) -> None:
    told = "A check-up with Doctor Lee on Tuesday, March third, at nine, at Elm Street Clinic. Shall I book it?"
    assert Deny() in commands(reader, "Harbor Clinic, okay, yeah. Book it.", told)
    assert Affirm() in commands(reader, "Elm Street, okay, yeah. Book it.", told)
