"""Dates of birth: every date in every spoken style, transcribers' slips, and what is no date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from voice_agent.understanding.dates_of_birth import read_date_of_birth
from voice_agent.understanding.reader import DateOrder

TODAY = date(2026, 3, 2)
DAYS = st.dates(date(1915, 1, 1), TODAY)
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINALS = (
    "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
)  # fmt: skip


def _number(value: int) -> str:
    if value < 20:
        return ONES[value]
    return TENS[value // 10] + (f" {ONES[value % 10]}" if value % 10 else "")


def _ordinal(day: int) -> str:
    if day <= 20:
        return ORDINALS[day]
    return "thirtieth" if day == 30 else f"{TENS[day // 10]} {ORDINALS[day % 10]}"


def _suffixed(day: int) -> str:
    suffix = "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{suffix}"


def _year(year: int) -> str:
    century, rest = divmod(year, 100)
    if 2000 <= year < 2010:
        return "two thousand" + (f" and {_number(rest)}" if rest else "")
    return f"{_number(century)} {'hundred' if not rest else f'oh {_number(rest)}' if rest < 10 else _number(rest)}"


def _styles(born: date, order: DateOrder) -> list[str]:
    month = MONTHS[born.month - 1]
    first, second = (born.day, born.month) if order is DateOrder.DMY else (born.month, born.day)
    return [
        f"the {_ordinal(born.day)} of {month} {_year(born.year)}",
        f"{month} {_ordinal(born.day)}, {_year(born.year)}",
        f"{_suffixed(born.day)} of {month.lower()} {born.year}",
        f"{month} the {_suffixed(born.day)} {born.year}",
        f"my date of birth is {born.day} {month} {born.year}",
        f"I was born on {month[:3]} {born.day} {born.year}",
        f"{first}/{second}/{born.year}",
        f"{first:02d}-{second:02d}-{born.year}",
        f"{first:02d} {second:02d} {born.year}",
        f"{first:02d}{second:02d} {born.year}",
        f"{_number(first)} {_number(second)} {_year(born.year)}",
    ]


@given(DAYS, st.sampled_from(DateOrder), st.integers(0, 10))
def test_every_date_is_read_in_every_style(born: date, order: DateOrder, style: int) -> None:
    # "one thirty two thousand" is also the third of January, or thirty-two thousand: nobody can tell
    assume(not (style == 10 and order is DateOrder.MDY and born.day in (20, 30) and 2000 <= born.year < 2010))
    assert read_date_of_birth([_styles(born, order)[style]], order, TODAY).best == born


@given(DAYS)
def test_a_decade_and_a_digit_are_one_year(born: date) -> None:
    decade, digit = born.year // 10 * 10, born.year % 10
    heard = f"{_suffixed(born.day)} of {MONTHS[born.month - 1]} {decade} {digit}" if digit else str(born)
    assert read_date_of_birth([heard], DateOrder.DMY, TODAY).best == born


@given(st.text(), st.sampled_from(DateOrder))
def test_it_never_fails_and_never_reads_a_birth_to_come(text: str, order: DateOrder) -> None:
    reading = read_date_of_birth([text], order, TODAY)
    assert all(born <= TODAY for born in reading.readings)
    assert len(set(reading.readings)) == len(reading.readings)


@pytest.mark.parametrize(
    ("said", "born"),
    [
        ("march fifth eighty two", date(1982, 3, 5)),
        ("it's the fifth of march eighty-two", date(1982, 3, 5)),
        ("oh three oh five nineteen eighty two", date(1982, 3, 5)),
        ("3 5 82", date(1982, 3, 5)),
        ("twelve twenty five nineteen ninety", date(1990, 12, 25)),
        ("1982-03-05", date(1982, 3, 5)),
        ("25 12 1990", date(1990, 12, 25)),
        ("march 5th 1980 too", date(1982, 3, 5)),
        ("the force of july 1976", date(1976, 7, 4)),
        ("january 1st 2000 and 11", date(2011, 1, 1)),
        ("the 4th of the 11th 1987", date(1987, 11, 4)),
        ("third of the ninth ninety-five", date(1995, 9, 3)),
        ("march the 20 seconds 1969", date(1969, 3, 22)),
        ("M A Y 9th 1961", date(1961, 5, 9)),
        ("the ninth of juliet uniform november echo 1961", date(1961, 6, 9)),
        ("august 7th 19th 1933", date(1933, 8, 7)),
        ("made the fifth 1971", date(1971, 5, 5)),
        ("the fifth of match 1971", date(1971, 3, 5)),
        ("born on christmas day 1975", date(1975, 12, 25)),
        ("Hallowe'en, nineteen ninety", date(1990, 10, 31)),
        ("new year's eve 1980", date(1980, 12, 31)),
        ("double one eleven seventy", date(1970, 11, 11)),
        ("february second double oh seven", date(2007, 2, 2)),
    ],
)
def test_slips_and_shortcuts(said: str, born: date) -> None:
    assert read_date_of_birth([said], DateOrder.MDY, TODAY).best == born


@pytest.mark.parametrize(
    ("said", "born"),
    [
        ("2 907 1997", date(1997, 7, 29)),
        ("2907 1997", date(1997, 7, 29)),
        ("18007 1914", date(1914, 7, 18)),
        ("14th of the 5th 65", date(1965, 5, 14)),
        ("2nd May 3rd 1948", date(1948, 3, 2)),
        ("12 25 1990", date(1990, 12, 25)),
        ("23121 958", date(1958, 12, 23)),
        ("29 1931", date(1931, 9, 20)),
        ("twenty one two thousand", date(2000, 1, 20)),
        ("2nd of the 3rd 24th of the 3rd 1952", date(1952, 3, 24)),
    ],
)
def test_figures_however_they_were_cut(said: str, born: date) -> None:
    assert born in read_date_of_birth([said], DateOrder.DMY, TODAY).readings[:2]


@pytest.mark.parametrize(
    ("said", "born"),
    [
        ("march 5th 1980, no, 1981", date(1981, 3, 5)),
        ("the third of march, I mean april, 1979", date(1979, 4, 3)),
        ("the third, sorry, the fourth of march 1979", date(1979, 3, 4)),
        ("3 4 79, no, 3 5 79", date(1979, 3, 5)),
        ("no, march 5th 1980", date(1980, 3, 5)),
    ],
)
def test_a_slip_that_the_caller_takes_back(said: str, born: date) -> None:
    assert read_date_of_birth([said], DateOrder.MDY, TODAY).best == born


@pytest.mark.parametrize(
    ("heard", "day"),
    [("this of june 1971", 5), ("fortune of june 1971", 14), ("tense june 1971", 10), ("dirty june 1971", 30)],
)
def test_a_word_in_the_place_of_the_day_is_guessed_by_its_sound(heard: str, day: int) -> None:
    assert read_date_of_birth([heard], DateOrder.DMY, TODAY).best == date(1971, 6, day)


def test_no_day_is_guessed_where_none_was_said() -> None:
    assert read_date_of_birth(["of june 1971", "june 1971"], DateOrder.DMY, TODAY).best is None


def test_figures_follow_the_order() -> None:
    assert read_date_of_birth(["03 05 1982"], DateOrder.MDY, TODAY).best == date(1982, 3, 5)
    assert read_date_of_birth(["03 05 1982"], DateOrder.DMY, TODAY).best == date(1982, 5, 3)


def test_the_other_order_is_a_candidate() -> None:
    assert date(1982, 5, 3) in read_date_of_birth(["03 05 1982"], DateOrder.MDY, TODAY).candidates


def test_a_later_hypothesis_fills_what_the_first_lost() -> None:
    heard = ["July 1946", "five July 1946", "July 1940 6"]
    assert read_date_of_birth(heard, DateOrder.DMY, TODAY).best == date(1946, 7, 5)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "I don't know",
        "the fifth",
        "1982",
        "March",
        "the 31st of February 1990",
        "March 5th 2027",
        "5 6",
        "yes please",
    ],
)
def test_half_a_date_is_none(said: str) -> None:
    assert read_date_of_birth([said], DateOrder.MDY, TODAY).best is None


def test_a_year_whose_last_word_was_clipped_is_taken_from_the_hypothesis_that_has_it() -> None:
    heard = ["the 9th of June 1960", "the 9th of June 1960 3"]
    assert read_date_of_birth(heard, DateOrder.MDY, TODAY).readings[:2] == (date(1963, 6, 9), date(1960, 6, 9))


def test_a_decade_stands_where_the_other_hypotheses_are_of_other_days() -> None:
    heard = ["the 9th of June 1960", "the 5th of June 1963"]
    assert read_date_of_birth(heard, DateOrder.MDY, TODAY).best == date(1960, 6, 9)


@pytest.mark.parametrize("said", ["4 or 6 1978", "or 4 or 6 1978", "owe 4 ol 6 1978"])
def test_an_oh_that_was_written_as_a_word(said: str) -> None:
    assert read_date_of_birth([said], DateOrder.MDY, TODAY).best == date(1978, 4, 6)


@pytest.mark.parametrize(
    "said", ["the 3rd of May 1880", "the 30th of February 1980", "the 3rd of May 2027", "31 4 1980"]
)
def test_dates_that_nobody_alive_was_born_on(said: str) -> None:
    readings = read_date_of_birth([said], DateOrder.DMY, TODAY).readings
    assert all(date(1906, 1, 1) <= born <= TODAY for born in readings)
    assert all((born.year, born.day) not in {(1880, 3), (2027, 3), (1980, 31)} for born in readings)


@pytest.mark.parametrize(
    "said",
    [
        "May 7th, 1968. It's May 7th, 1968.",
        "The seventh of May, 1968. My date of birth is May 7, 1968.",
        "May 9th, 1968. No, sorry, I mean May 7th, 1968. The 7th of May 1968.",
        "5/7/1968. That's 5/7/1968.",
        "Sorry, I mean the 7th of May, 1968, the 7th of May, 1968 is my birthday.",
    ],
)
def test_a_date_said_again_is_the_one_said_last(said: str) -> None:
    read = read_date_of_birth((said,), DateOrder.MDY, TODAY)
    assert read.best == date(1968, 5, 7)
    assert all(day.year == 1968 for day in read.candidates)
