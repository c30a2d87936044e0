"""Telephone numbers in any grouping and any mixture of words and figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_agent.understanding.digits import UnknownCountry, digits_of, read_phone

WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
US_NUMBERS = st.from_regex(r"[2-9][0-9]{2}[2-9][0-9]{6}", fullmatch=True)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("four one five, triple five, oh one three two", "+14155550132"),
        ("(415) 555-0132", "+14155550132"),
        ("415 5 5 5 oh 1 32", "+14155550132"),
        ("four fifteen five fifty five oh one thirty two", "+14155550132"),
        ("one four one five double five five zero one three two", "+14155550132"),
        ("one eight hundred five five five twelve twelve", "+18005551212"),
        ("eight hundred double five five two thousand", "+18005552000"),
        ("four one five five five five for to for to", "+14155554242"),
        ("my number is 4155550132 extension 12", "+14155550132"),
        ("415 555 0132 no sorry 415 555 0133", "+14155550133"),
        ("+1 212 555 0199", "+12125550199"),
        ("555 0132", "5550132"),
    ],
)
def test_north_american_numbers(said: str, number: str) -> None:
    assert read_phone([said], "US").best == number


def test_other_countries() -> None:
    said = "oh seven seven double oh, nine double oh, one two three"
    assert read_phone([said], "GB").best == "+447700900123"
    assert read_phone([said]).best == "07700900123"
    assert read_phone(["plus forty four seven seven hundred nine hundred one two three"], "US").best == "+447700900123"


@pytest.mark.parametrize("said", ["", "I don't know", "four one five", "yes", "nineteen eighty two"])
def test_no_number(said: str) -> None:
    assert read_phone([said], "US").best is None


def test_a_number_that_fits_the_plan_goes_first() -> None:
    reading = read_phone(["415 555 013", "415 555 0132"], "US")
    assert reading.best == "+14155550132"
    assert reading.candidates == ("415555013",)


def test_an_unknown_country_is_named() -> None:
    with pytest.raises(UnknownCountry, match=r"'XX'.*US"):
        read_phone(["415 555 0132"], "XX")


@given(US_NUMBERS, st.data())
def test_any_grouping_and_writing(number: str, data: st.DataObject) -> None:
    said: list[str] = []
    place = 0
    while place < len(number):
        size = data.draw(st.integers(1, 4))
        group = number[place : place + size]
        spoken = data.draw(st.booleans())
        said.append(" ".join(WORDS[int(digit)] for digit in group) if spoken else group)
        place += size
    assert read_phone([data.draw(st.sampled_from((" ", ", ", " - "))).join(said)], "US").best == f"+1{number}"


@given(st.text("0123456789", max_size=12))
def test_digits_survive(number: str) -> None:
    assert digits_of(" ".join(number)) == number


@given(st.lists(st.text(), max_size=3))
def test_it_never_fails(hypotheses: list[str]) -> None:
    best = read_phone(hypotheses, "US").best
    assert best is None or 7 <= len(best.lstrip("+")) <= 15
