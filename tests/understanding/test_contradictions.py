from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from voice_agent.understanding.commands import Affirm, Command, Correct, Deny, Field
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Utterance

MATCH = Context(
    datetime(2026, 11, 24, 10, 0),
    agent="Did I hear that right?",
    expecting="confirm",
    checking=(Field.DATE_OF_BIRTH, Field.NAME),
)


def _read(reader: EmbeddedReader, said: str, context: Context = MATCH) -> tuple[Command, ...]:
    return reader.understand(context, Utterance(said)).commands


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ("No, it's Teodora Brandt.", Field.NAME, "Teodora Brandt"),
        ("Now it's Teodora Brandt.", Field.NAME, "Teodora Brandt"),
        ("Know, my name is Teodora Brandt.", Field.NAME, "Teodora Brandt"),
        ("Nope, Teodora Brandt.", Field.NAME, "Teodora Brandt"),
        ("No, that's wrong, it's Teodora Brandt.", Field.NAME, "Teodora Brandt"),
        ("No, it's the ninth of May, nineteen sixty four.", Field.DATE_OF_BIRTH, date(1964, 5, 9)),
        ("No, May 9th, 1964.", Field.DATE_OF_BIRTH, date(1964, 5, 9)),
        ("That's not right, 5/9/1964.", Field.DATE_OF_BIRTH, date(1964, 5, 9)),
    ],
)
def test_what_follows_the_no_puts_right_what_was_heard(
    reader: EmbeddedReader, said: str, field: Field, value: object
) -> None:
    deny, put_right = _read(reader, said)
    assert isinstance(deny, Deny)
    assert isinstance(put_right, Correct)
    assert (put_right.field, put_right.value) == (field, value)


@pytest.mark.parametrize("said", ["No.", "No, that's not right.", "No, the date is wrong.", "No, nineteen sixty four."])
def test_a_no_alone_corrects_nothing(reader: EmbeddedReader, said: str) -> None:
    assert not any(isinstance(command, Correct) for command in _read(reader, said))


def test_a_yes_is_a_yes(reader: EmbeddedReader) -> None:
    assert _read(reader, "Yes, that's right.") == (Affirm(),)


def test_nothing_is_put_right_that_was_not_asked_about(reader: EmbeddedReader) -> None:
    assert _read(reader, "No, it's Teodora Brandt.", replace(MATCH, checking=())) == (Deny(),)


@pytest.mark.parametrize("name", ["Kevin March", "April Jones", "Teodora May"])
def test_a_month_is_a_name_where_nothing_but_the_name_is_asked_about(reader: EmbeddedReader, name: str) -> None:
    _, put_right = _read(reader, f"No, it's {name}.", replace(MATCH, checking=(Field.NAME,)))
    assert isinstance(put_right, Correct)
    assert put_right.value == name
