"""Whether she is a new patient, answered with who she is."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.understanding.clinic import CLINIC, values_of
from voice_agent.understanding.commands import Affirm, Command, Deny, Field, Start, Task
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Utterance

NEW = Context(datetime(2026, 11, 29, 9), "Are you a new patient with us?", Field.NEW_PATIENT.value, vocabulary=CLINIC)


def _read(reader: EmbeddedReader, said: str) -> tuple[Command, ...]:
    return reader.understand(NEW, Utterance(said)).commands


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("No. Teodora Brandt.", "Teodora Brandt"),
        ("Nope, Teodora Brandt, you have me in the system.", "Teodora Brandt"),
        ("No, I'm Teodora Brandt.", "Teodora Brandt"),
        ("No, she's on file. Lena Brandt.", "Lena Brandt"),
        ("No, he's already registered, it's Jonah Pike.", "Jonah Pike"),
        ("No, my son Jonah Pike is.", "Jonah Pike"),
    ],
)
def test_a_no_and_the_name(reader: EmbeddedReader, said: str, name: str) -> None:
    commands = _read(reader, said)
    assert Deny() in commands
    assert values_of(commands)[Field.NAME] == name
    assert not any(isinstance(command, Start) for command in commands)


@pytest.mark.parametrize(
    "said",
    [
        "No, I'm Teodora Brandt, born May ninth 1964.",
        "No, Teodora Brandt, May ninth, nineteen sixty four.",
        "No, it's Teodora Brandt. The ninth of May 1964.",
        "Nope. Teodora Brandt, date of birth 5/9/1964.",
        "No dear, Teodora Brandt, May ninth, sixty-four.",
        "No. Teodora Brandt, the ninth of May, sixty-four.",
        "No, Teodora Brandt, five nine sixty-four",
    ],
)
def test_a_no_the_name_and_the_birthday(reader: EmbeddedReader, said: str) -> None:
    commands = _read(reader, said)
    assert Deny() in commands
    assert values_of(commands) == {Field.NAME: "Teodora Brandt", Field.DATE_OF_BIRTH: date(1964, 5, 9)}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("I'm Teodora Brandt, you know me.", "Teodora Brandt"),
        ("It's Jonah Pike, you've got my details.", "Jonah Pike"),
        ("I'm in your system.", None),
        ("You should have her records.", None),
    ],
)
def test_who_is_known_is_not_new(reader: EmbeddedReader, said: str, name: str | None) -> None:
    values = values_of(_read(reader, said))
    assert values[Field.NEW_PATIENT] is False
    assert values.get(Field.NAME) == name


@pytest.mark.parametrize("said", ["Yes, I'd like to register.", "Yes, she's not registered yet."])
def test_who_wants_to_be_registered_says_so(reader: EmbeddedReader, said: str) -> None:
    assert _read(reader, said) == (Affirm(), Start(Task.REGISTER))


def test_a_yes_is_not_unsaid_by_somebody_else_who_is_known(reader: EmbeddedReader) -> None:
    commands = _read(reader, "Yes, but my husband is on file with you.")
    assert Affirm() in commands
    assert Field.NEW_PATIENT not in values_of(commands)


@pytest.mark.parametrize(
    "said",
    [
        "No. Elm Street Clinic.",
        "No, I'm with Dr. Lee.",
        "No. Susan Lee is my doctor.",
        "No, Blue Cross.",
        "No, Thursday.",
        "Is Jonah Pike on file?",
        "No. Been there before.",
        "I don't know if I'm registered.",
    ],
)
def test_what_is_no_patients_name(reader: EmbeddedReader, said: str) -> None:
    assert Field.NAME not in values_of(_read(reader, said))


@pytest.mark.parametrize(
    "said", ["No, Teodora Brandt. I'd like the ninth of May.", "No, Teodora Brandt, May ninth, nine forty."]
)
def test_a_day_that_is_wished_for_is_no_birthday(reader: EmbeddedReader, said: str) -> None:
    values = values_of(_read(reader, said))
    assert Field.WHEN in values
    assert Field.DATE_OF_BIRTH not in values


@pytest.mark.parametrize("said", ["Never been seen there, so, first visit I guess?", "He's never been seen by you."])
def test_who_was_never_seen_is_new(reader: EmbeddedReader, said: str) -> None:
    assert values_of(_read(reader, said))[Field.NEW_PATIENT] is True


@pytest.mark.parametrize("said", ["The third of June, nineteen eighty.", "June third, eighty."])
def test_a_day_with_its_year_alone_is_her_birthday(reader: EmbeddedReader, said: str) -> None:
    values = values_of(_read(reader, said))
    assert values[Field.DATE_OF_BIRTH] == date(1980, 6, 3)
    assert Field.WHEN not in values
