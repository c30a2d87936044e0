"""The year of a birthday put right alone, and remarks behind a whole one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.understanding.clinic import values_of
from voice_agent.understanding.birth_corrections import said_back
from voice_agent.understanding.commands import Affirm, Deny, Field, Value
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Utterance

NOW = datetime(2026, 11, 24, 10, 0)
ASKED = Context(NOW, agent="And your date of birth?", expecting="date_of_birth")
SAID_BACK = Context(
    NOW,
    agent="Let me check: Ann Wells, born March ninth, twenty fourteen, phone six four six, five five five, oh one. "
    "Is that right?",
    expecting="confirm",
    checking=(Field.DATE_OF_BIRTH, Field.PHONE, Field.NAME),
)
IN_NEUTRAL_WORDS = replace(SAID_BACK, agent="Is that right?")


def _values(reader: EmbeddedReader, said: str, context: Context) -> dict[Field, Value]:
    return values_of(reader.understand(context, Utterance(said)).commands)


@pytest.mark.parametrize(
    ("said", "born"),
    [
        ("The ninth of March, eighty-four. Hard to forget, that one.", date(1984, 3, 9)),
        ("March ninth, oh four. Sixteen hours of labor for that one.", date(2004, 3, 9)),
        ("the ninth of March, sixty-two, same as my twin, two of a kind.", date(1962, 3, 9)),
        ("March ninth, ninety. One day before my mother's.", date(1990, 3, 9)),
        ("the ninth of March, sixty-one.", date(1961, 3, 9)),
        ("March ninth, oh two.", date(2002, 3, 9)),
        ("March ninth, eighty-four. No, sorry, eighty-five.", date(1985, 3, 9)),
        ("March ninth, eighty-four. Nineteen eighty-four.", date(1984, 3, 9)),
    ],
)
def test_a_remark_behind_a_birthday_is_none_of_it(reader: EmbeddedReader, said: str, born: date) -> None:
    assert _values(reader, said, ASKED)[Field.DATE_OF_BIRTH] == born


@pytest.mark.parametrize(
    "said",
    [
        "It's in June, my mind's gone. Can you do without?",
        "Sometime in May, I can't recall the day.",
        "It's in August. Would you need the exact day?",
    ],
)
def test_a_birthday_half_known_is_no_wish(reader: EmbeddedReader, said: str) -> None:
    assert Field.WHEN not in _values(reader, said, ASKED)


def test_a_day_to_come_on_is_one(reader: EmbeddedReader) -> None:
    assert Field.WHEN in _values(reader, "Actually, could I come in June?", ASKED)


@pytest.mark.parametrize(
    "said",
    [
        "No, he was born in nineteen eighty-four, not twenty fourteen.",
        "No, nineteen eighty four.",
        "The year's off, it's nineteen eighty-four.",
        "No, it's eighty-four, not fourteen.",
        "It should be 1984.",
        "No, the day's right but I was born in eighty-four.",
    ],
)
def test_a_year_alone_puts_the_year_right(reader: EmbeddedReader, said: str) -> None:
    assert _values(reader, said, SAID_BACK) == {Field.DATE_OF_BIRTH: date(1984, 3, 9)}


def test_a_year_beside_a_spelled_name(reader: EmbeddedReader) -> None:
    said = "No, my first name is Joan, J O A N, and I was born in nineteen eighty-four, not twenty fourteen."
    assert _values(reader, said, SAID_BACK) == {Field.NAME: "Joan", Field.DATE_OF_BIRTH: date(1984, 3, 9)}
    assert _values(reader, said, IN_NEUTRAL_WORDS) == {Field.NAME: "Joan"}


@pytest.mark.parametrize("said", ["No, I was born in nineteen eighty-four.", "No, it's eighty-four, not fourteen."])
def test_a_year_alone_is_no_birthday_where_the_day_is_not_known(reader: EmbeddedReader, said: str) -> None:
    assert reader.understand(IN_NEUTRAL_WORDS, Utterance(said)).commands == (Deny(),)


def test_a_year_denied_that_was_not_said_puts_nothing_right(reader: EmbeddedReader) -> None:
    assert _values(reader, "No, it's eighty-four, not twenty twelve.", SAID_BACK) == {}


def test_a_whole_birthday_is_taken_whole(reader: EmbeddedReader) -> None:
    assert _values(reader, "No, April ninth, nineteen eighty-four.", SAID_BACK) == {
        Field.DATE_OF_BIRTH: date(1984, 4, 9)
    }


def test_a_yes_stays_a_yes(reader: EmbeddedReader) -> None:
    assert reader.understand(SAID_BACK, Utterance("Yes, that's right, twenty fourteen.")).commands == (Affirm(),)


def test_the_birthday_in_the_agents_words() -> None:
    assert said_back(SAID_BACK) == date(2014, 3, 9)
    assert said_back(IN_NEUTRAL_WORDS) is None
