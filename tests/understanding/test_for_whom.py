"""For whom a visit is, where more than one person is spoken of."""

from __future__ import annotations

from datetime import date

import pytest

from tests.understanding.clinic import values_of
from tests.understanding.test_embedded import context, short
from voice_agent.understanding.commands import Command, Field, Set
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Utterance


def _read(reader: EmbeddedReader, said: str) -> tuple[Command, ...]:
    return reader.understand(context("task", "How can I help you?"), Utterance(said)).commands


@pytest.mark.parametrize(
    ("said", "relation", "name"),
    [
        ("I'm calling for my husband, Jonah Pike. He needs a check-up.", "husband", "Jonah Pike"),
        ("Yes, my son, Theo Brandt. He needs a flu shot.", "son", "Theo Brandt"),
        ("It's about my mother, Ida Stern, she needs a check-up.", "mother", "Ida Stern"),
        ("I need a check-up for my daughter, her name is Wilma Brandt.", "daughter", "Wilma Brandt"),
        ("I'd like to bring in my little girl, Wilma Brandt, for a check-up.", "daughter", "Wilma Brandt"),
        ("Hi, this is Ida Brandt, I want to cancel the check-up for my father, Otto Brandt.", "father", "Otto Brandt"),
    ],
)
def test_the_patient_is_named_beside_whose_kin_it_is(
    reader: EmbeddedReader, said: str, relation: str, name: str
) -> None:
    values = values_of(_read(reader, said))
    assert (values.get(Field.RELATION), values.get(Field.NAME)) == (relation, name)


def test_all_of_a_new_child_in_one_breath(reader: EmbeddedReader) -> None:
    said = "My son, Theo Brandt. He needs a check-up and he's new to you. He was born May third, 2019."
    heard = _read(reader, said)
    assert values_of(heard) == {
        Field.RELATION: "son",
        Field.NAME: "Theo Brandt",
        Field.VISIT_TYPE: "Check-up",
        Field.NEW_PATIENT: True,
        Field.DATE_OF_BIRTH: date(2019, 5, 3),
    }
    assert "start:book" in [short(c) for c in heard]


@pytest.mark.parametrize(
    "said",
    [
        "My wife, Rosa Pike, told me to call. I need a check-up.",
        "My husband Jonah Pike sees Dr. Lee and I'd like to see her too.",
        "My sister, Rosa Pike, recommended you. I need a check-up.",
        "My dad Otto Brandt is with you. I want a check-up as well.",
    ],
)
def test_kin_that_is_only_spoken_of_is_not_the_patient(reader: EmbeddedReader, said: str) -> None:
    assert not {Field.RELATION, Field.NAME} & set(values_of(_read(reader, said)))


@pytest.mark.parametrize(
    "said",
    [
        "My son Theo has a check-up with you and I have my own too, can we move his to the same day?",
        "I'd like to move my son's check-up next to mine.",
        "My son has a check-up on Friday, I've got mine on Monday, can you move his to that day?",
    ],
)
def test_her_own_visit_beside_it_makes_her_not_the_patient(reader: EmbeddedReader, said: str) -> None:
    heard = [c for c in _read(reader, said) if isinstance(c, Set) and c.field is Field.RELATION]
    assert [c.value for c in heard] == ["son"]
    assert "start:reschedule" in [short(c) for c in _read(reader, said)]


@pytest.mark.parametrize(
    ("said", "relation", "kind"),
    [
        ("I need a check-up for myself and then also a flu shot for my son, he's a new patient.", "self", "Check-up"),
        ("I'd like to book a check-up, and my wife needs a flu shot too.", "self", "Check-up"),
        ("Two things: a flu shot for me, plus a check-up for my boy, he's never been there.", "self", "Vaccination"),
        ("My daughter needs a flu shot, and I need a check-up as well.", "daughter", "Vaccination"),
        ("It's Ida Brandt. I need a check-up, and then a flu shot for my mother, she's new.", "self", "Check-up"),
    ],
)
def test_of_two_errands_the_first_is_read(reader: EmbeddedReader, said: str, relation: str, kind: str) -> None:
    heard = _read(reader, said)
    told = [(c.field, c.value) for c in heard if isinstance(c, Set) and c.field is not Field.NAME]
    assert sorted(told) == sorted([(Field.RELATION, relation), (Field.VISIT_TYPE, kind)])
    assert [short(c) for c in heard].count("start:book") == 1


def test_who_calls_for_herself_first_is_named(reader: EmbeddedReader) -> None:
    said = "Hi, it's Ida Brandt. I need a check-up, and then a flu shot for my mother, she's new."
    assert values_of(_read(reader, said))[Field.NAME] == "Ida Brandt"


@pytest.mark.parametrize(
    ("said", "kin"),
    [
        ("My son is sick, and my wife can't bring him, so I need an appointment for him.", "son"),
        ("I need a check-up for my daughter and an appointment with Dr. Lee after that.", "daughter"),
        ("I'd like a check-up for my son and could my husband bring him?", "son"),
    ],
)
def test_two_people_are_not_two_errands(reader: EmbeddedReader, said: str, kin: str) -> None:
    heard = _read(reader, said)
    assert values_of(heard)[Field.RELATION] == kin
    assert "start:book" in [short(c) for c in heard]


@pytest.mark.parametrize(
    "said",
    [
        "My sister had her flu shot last week and I should get mine too.",
        "My wife got her flu shot yesterday. I guess I'd better get one as well.",
        "Everybody at work has had the flu shot, so I probably need one too, what with all the coughing.",
        "My mom got her flu shot here and it's time I got mine.",
        "I'd like a flu shot soon, what with the wedding coming.",
        "My friend already had a flu shot, she says I ought to have one before winter.",
    ],
)
def test_what_somebody_else_had_is_booked_for_her(reader: EmbeddedReader, said: str) -> None:
    heard = _read(reader, said)
    assert values_of(heard).get(Field.VISIT_TYPE) == "Vaccination"
    assert "start:book" in [short(c) for c in heard]
    assert "ask" not in [short(c) for c in heard]
    assert not {Field.RELATION, Field.REASON} & set(values_of(heard))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("My neighbor got her flu shot, does she need another one?", "ask"),
        ("My wife had her flu shot, now my son needs one too.", "start:book"),
    ],
)
def test_what_somebody_else_had_is_not_always_hers(reader: EmbeddedReader, said: str, kept: str) -> None:
    assert kept in [short(c) for c in _read(reader, said)]


@pytest.mark.parametrize(
    ("said", "task"),
    [
        ("I need to come in about my knee, I'm not sure which kind of visit that would be.", "start:book"),
        ("I'd like an appointment, I couldn't tell you what type of visit it is.", "start:book"),
        ("I have an appointment on Friday but I don't know what kind of appointment it is.", "start:lookup"),
    ],
)
def test_not_knowing_the_kind_of_a_new_visit_looks_nothing_up(reader: EmbeddedReader, said: str, task: str) -> None:
    assert [c for c in map(short, _read(reader, said)) if c.startswith("start")] == [task]
