"""What people hear: dates, times, numbers and names in words."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dialogue.script import whens
from tests.dialogue.world import opening
from voice_agent.dialogue import spoken
from voice_agent.understanding.commands import When


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-12-01T09:30", "Tuesday, December first, at nine thirty in the morning"),
        ("2026-12-02T12:00", "Wednesday, December second, at noon"),
        ("2026-12-03T12:15", "Thursday, December third, at twelve fifteen in the afternoon"),
        ("2026-12-12T08:05", "Saturday, December twelfth, at eight oh five in the morning"),
        ("2026-12-22T17:40", "Tuesday, December twenty second, at five forty in the afternoon"),
        ("2026-12-30T18:00", "Wednesday, December thirtieth, at six in the evening"),
    ],
)
def test_a_moment(at: str, said: str) -> None:
    assert spoken.moment(datetime.fromisoformat(at)) == said


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(1984, 3, 5), "March fifth, nineteen eighty four"),
        (date(1907, 1, 20), "January twentieth, nineteen oh seven"),
        (date(1900, 2, 8), "February eighth, nineteen hundred"),
        (date(2000, 10, 9), "October ninth, two thousand"),
        (date(2006, 6, 12), "June twelfth, two thousand six"),
        (date(2016, 7, 31), "July thirty first, twenty sixteen"),
    ],
)
def test_a_birth_date(on: date, said: str) -> None:
    assert spoken.birth_date(on) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("4155550132", "four one five, five five five, oh one three two"),
        ("+1 (415) 555-0132", "four one five, five five five, oh one three two"),
        ("5550132", "five five five, oh one three two"),
        ("442079460018", "four four two, oh seven nine, four six oh, oh one eight"),
        ("12", "one two"),
        ("", ""),
    ],
)
def test_a_phone_number(number: str, said: str) -> None:
    assert spoken.digits(number) == said


@given(st.text(alphabet="0123456789 -()+", max_size=20))
def test_a_phone_number_is_said_digit_by_digit(number: str) -> None:
    words = {"oh": "0", **{word: str(n) for n, word in enumerate(spoken.ONES[:10])}}
    heard = "".join(words[w] for w in spoken.digits(number).replace(",", "").split())
    only = "".join(c for c in number if c.isdigit())
    assert heard in (only, only[1:] if len(only) == 11 and only.startswith("1") else only)
    assert all(len(group.split()) > 1 for group in spoken.digits(number).split(", ")[1:])


@given(st.integers(0, 9999), st.integers(0, 9999))
def test_no_two_numbers_sound_alike(one: int, other: int) -> None:
    assert (spoken.cardinal(one) == spoken.cardinal(other)) == (one == other)
    assert (spoken.ordinal(one) == spoken.ordinal(other)) == (one == other)


@pytest.mark.parametrize(("number", "said"), [(1, "first"), (12, "twelfth"), (20, "twentieth"), (31, "thirty first")])
def test_an_ordinal(number: int, said: str) -> None:
    assert spoken.ordinal(number) == said


def test_a_number_too_big_to_say_is_refused() -> None:
    with pytest.raises(ValueError, match="give 0 to 9999"):
        spoken.cardinal(10_000)


@given(st.times(), st.times())
def test_no_two_times_of_a_day_sound_alike(one: time, other: time) -> None:
    one, other = one.replace(second=0, microsecond=0), other.replace(second=0, microsecond=0)
    assert (spoken.clock(one) == spoken.clock(other)) == (one == other)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(1, 300))
def test_no_two_days_of_a_year_sound_alike(on: date, later: int) -> None:
    assert spoken.day(on) != spoken.day(on + timedelta(days=later))
    assert spoken.birth_date(on) != spoken.birth_date(on + timedelta(days=later))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("2026-12-01 at 09:30", "Tuesday, December first, at nine thirty in the morning"),
        ("2026-12-01..2026-12-04 morning", "between December first and December fourth, in the morning"),
        ("mon tue afternoon or fri", "on Monday or Tuesday, in the afternoon, or on Friday"),
        ("noon", "around noon"),
        ("earliest", "as early as possible"),
    ],
)
def test_a_constraint_told_back(said: str, told: str) -> None:
    assert spoken.constraint(whens(said)) == told


def test_bounds_and_exceptions_told_back() -> None:
    when = When(date_from=date(2026, 12, 1), time_from=time(14), time_to=time(16), not_dates=(date(2026, 12, 24),))
    assert (
        spoken.constraint((when,))
        == "from December first not December twenty fourth, between two and four in the afternoon"
    )
    assert spoken.constraint((When(),)) == ""


def test_openings_share_their_day() -> None:
    same_day = [opening("a", "2026-12-01T09:30"), opening("b", "2026-12-01T14:00"), opening("c", "2026-12-01T18:15")]
    assert spoken.openings(same_day) == ("Tuesday, December first at nine thirty, two or six fifteen in the evening")


def test_openings_on_several_days_and_in_two_months() -> None:
    offered = [opening("a", "2026-11-30T12:00"), opening("b", "2026-12-01T14:00"), opening("c", "2026-12-03T16:05")]
    assert spoken.openings(offered) == (
        "Monday, November thirtieth at noon, Tuesday, December first at two, or Thursday the third at four oh five"
    )


def test_openings_with_their_providers() -> None:
    offered = [opening("a", "2026-12-01T09:00", "Dr. Osei"), opening("b", "2026-12-01T10:00", "Dr. Vance")]
    assert spoken.openings(offered, spoken.full_names(o.provider for o in offered)) == (
        "Tuesday, December first at nine with Doctor Osei, or at ten with Doctor Vance"
    )


@pytest.mark.parametrize(
    ("noun", "said"),
    [
        ("check-up", "a check-up"),
        ("annual physical", "an annual physical"),
        ("X-ray", "an X-ray"),
        ("Blood draw", "a blood draw"),
        ("lab tests", "lab tests"),
    ],
)
def test_an_article(noun: str, said: str) -> None:
    assert spoken.a(noun) == said


@pytest.mark.parametrize(("every", "said"), [("P1W", "every week"), ("P2W", "every two weeks"), ("P1M", "every month")])
def test_an_interval(every: str, said: str) -> None:
    assert spoken.interval(every) == said


@pytest.mark.parametrize("every", ["", "2W", "P0W", "PT5M", "P1W2D"])
def test_what_is_no_interval_is_refused(every: str) -> None:
    with pytest.raises(ValueError, match="not an interval"):
        spoken.interval(every)
