"""What is said around a date of birth tells which one it is; an age is no part of it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from voice_agent.understanding.birth_hints import read_dates_of_birth
from voice_agent.understanding.commands import Correct, Field, Set
from voice_agent.understanding.dates_of_birth import DateReading
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, DateOrder, Term, Utterance, Vocabulary

TODAY = date(2026, 3, 5)  # a Thursday
ASKED = "What's your date of birth?"
ASKED_OF_SON = "What's your son's date of birth?"
CENTURIES = "Sorry. Did you mean July ninth, twenty eighteen, or July ninth, nineteen eighteen?"
ORDERS = "Did you mean April seventh, nineteen eighty, or July fourth, nineteen eighty?"


def _read(said: str, agent: str = ASKED) -> DateReading:
    return read_dates_of_birth((said,), agent, DateOrder.MDY, TODAY)


@pytest.mark.parametrize(
    ("said", "agent", "born"),
    [
        ("Twenty eighteen. He's seven.", CENTURIES, date(2018, 7, 9)),
        ("Nineteen eighteen.", CENTURIES, date(1918, 7, 9)),
        ("The first one.", CENTURIES, date(2018, 7, 9)),
        ("The latter date, please.", CENTURIES, date(1918, 7, 9)),
        ("The seventh of April.", ORDERS, date(1980, 4, 7)),
        ("July.", ORDERS, date(1980, 7, 4)),
    ],
)
def test_a_part_of_it_picks_one_of_two_dates(said: str, agent: str, born: date) -> None:
    assert _read(said, agent) == DateReading(born)


def test_another_date_than_the_two_is_taken_too() -> None:
    assert _read("No, the tenth of August, twenty seventeen", CENTURIES).best == date(2017, 8, 10)


def test_what_fits_both_picks_neither() -> None:
    assert _read("nineteen eighty", ORDERS).best is None


@pytest.mark.parametrize(
    ("said", "born"),
    [
        ("She's nine. October second, twenty sixteen.", date(2016, 10, 2)),
        ("October second, twenty sixteen, she's nine.", date(2016, 10, 2)),
        ("October second, twenty sixteen, so nine years old", date(2016, 10, 2)),
        ("October second, forty nine. I'm seventy six.", date(1949, 10, 2)),
    ],
)
def test_an_age_is_none_of_the_figures(said: str, born: date) -> None:
    assert _read(said).best == born


def test_a_birthday_told_as_he_is_is_no_age() -> None:
    assert _read("He's four nine sixty-one").best == date(1961, 4, 9)


def test_of_two_births_the_one_that_was_asked_for_is_read() -> None:
    both = "Mine is May first, sixty-two. His is the ninth of June, twenty fourteen."
    assert _read(both, ASKED).best == date(1962, 5, 1)
    assert _read(both, ASKED_OF_SON).best == date(2014, 6, 9)
    assert _read("His is June ninth, twenty fourteen, and mine's May first, sixty-two", "").best == date(2014, 6, 9)


@pytest.mark.parametrize(
    ("said", "born"),
    [
        ("Last Sunday, the first of March.", date(2026, 3, 1)),
        ("On this past Sunday. March first.", date(2026, 3, 1)),
        ("He's newborn, the twenty-eighth of December.", date(2025, 12, 28)),
        ("Last Sunday.", date(2026, 3, 1)),
        ("Yesterday!", date(2026, 3, 4)),
        ("Three days ago.", date(2026, 3, 2)),
        ("two weeks ago", date(2026, 2, 19)),
        ("This morning.", TODAY),
    ],
)
def test_somebody_newborn_has_no_year(said: str, born: date) -> None:
    assert _read(said, ASKED_OF_SON).best == born


@pytest.mark.parametrize("said", ["The first of March.", "Next Tuesday, the tenth.", "Sunday", "I don't know"])
def test_half_a_date_without_a_word_of_how_lately_is_none(said: str) -> None:
    assert _read(said, ASKED_OF_SON).best is None


def test_what_puts_a_birthday_right_is_no_day_to_come_on(reader: EmbeddedReader) -> None:
    checking = (Field.DATE_OF_BIRTH,)
    context = Context(
        datetime(2026, 3, 5, 9),
        "Did you say November first, nineteen ninety?",
        "confirm",
        vocabulary=Vocabulary(visit_types=(Term("Check-up"),)),
        checking=checking,
    )
    heard = reader.understand(context, Utterance("No, November this 1990."))
    assert not any(isinstance(c, Set | Correct) and c.field is Field.WHEN for c in heard.commands)


@pytest.mark.parametrize(
    ("said", "born"),
    [
        ("The fourteenth of February nineteen sixty one, a Valentine's baby.", date(1961, 2, 14)),
        ("March third nineteen seventy, and she has an appointment on May ninth.", date(1970, 3, 3)),
        ("August ninth nineteen fifty eight, not nineteen fifteen.", date(1958, 8, 9)),
        ("Valentine's Day, nineteen sixty one.", date(1961, 2, 14)),
    ],
)
def test_what_is_told_beside_a_birthday_is_none_of_it(said: str, born: date) -> None:
    assert read_dates_of_birth((said,), "", DateOrder.MDY, date(2026, 11, 30)).best == born
