from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_agent.understanding.numbers import words
from voice_agent.understanding.reader import DateOrder
from voice_agent.understanding.when.calendar_words import calendar_date_at, month_at, weekday_at, year_at


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(DateOrder), st.sampled_from("/.-"))
def test_figures_are_read_by_the_order_of_the_clinic(day: date, order: DateOrder, separator: str) -> None:
    parts = [f"{day.month:02}", f"{day.day:02}"] if order is DateOrder.MDY else [f"{day.day:02}", f"{day.month:02}"]
    read = calendar_date_at(words(separator.join([*parts, str(day.year)])), 0, order)
    assert read is not None
    assert (read.year, read.month, read.day) == (day.year, day.month, day.day)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.booleans())
def test_dates_in_words_keep_their_year(day: date, month_first: bool) -> None:
    said = f"{day:%B} {day.day}, {day.year}" if month_first else f"the {day.day} of {day:%B} {day.year}"
    read = calendar_date_at(words(said), 0, DateOrder.MDY)
    assert read is not None
    assert (read.year, read.month, read.day) == (day.year, day.month, day.day)
    assert read.last == len(words(said))


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ("1984", 1984),
        ("nineteen eighty four", 1984),
        ("nineteen eighty-four", 1984),
        ("nineteen oh six", 1906),
        ("nineteen hundred", 1900),
        ("two thousand and four", 2004),
        ("two thousand", 2000),
        ("twenty twenty six", 2026),
        ("twenty oh one", 2001),
        ("19 84", 1984),
    ],
)
def test_years(said: str, year: int) -> None:
    assert year_at(words(said), 0) == (year, len(words(said)))


@pytest.mark.parametrize("said", ["nineteen", "twenty five", "eighty four", "20 people", "zero"])
def test_what_is_no_year(said: str) -> None:
    assert year_at(words(said), 0) is None


@pytest.mark.parametrize(
    ("said", "order", "expected"),
    [
        ("the third of the fourth nineteen seventy", DateOrder.MDY, (3, 4, 1970)),
        ("25/3/61", DateOrder.MDY, (25, 3, 1961)),
        ("5/3/1961", DateOrder.DMY, (5, 3, 1961)),
        ("march the twenty first nineteen ninety", DateOrder.DMY, (21, 3, 1990)),
        ("Feb. 29", DateOrder.MDY, (29, 2, None)),
        ("1st March", DateOrder.MDY, (1, 3, None)),
    ],
)
def test_dates(said: str, order: DateOrder, expected: tuple[int, int, int | None]) -> None:
    read = calendar_date_at(words(said), 0, order)
    assert read is not None
    assert (read.day, read.month, read.year) == expected


@pytest.mark.parametrize("said", ["February 30", "13/13/2020", "31 June", "2.30", "at 5", "June", "the third"])
def test_what_is_no_date(said: str) -> None:
    assert calendar_date_at(words(said), 0, DateOrder.MDY) is None


def test_names() -> None:
    assert month_at(words("sept. 3"), 0) == (9, 2)
    assert weekday_at(words("thurs. 3"), 0) == (3, 2)
    assert weekday_at(words("he sat down"), 1) is None
    assert weekday_at(words("on sat"), 1) == (5, 2)
