"""Times that are told of something else than the visit that is wanted."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from voice_agent.understanding.commands import Weekday
from voice_agent.understanding.when import find_whens

NOW = datetime(2026, 11, 30, 9)


@pytest.mark.parametrize(
    "said",
    [
        "I haven't been seen there in about three years",
        "it's been two years",
        "my back has hurt since I moved a piano over Thanksgiving",
        "she's turning four in three weeks",
        "I go there every year",
        "my trip is on Friday",
        "school starts next Monday",
    ],
)
def test_it_is_no_wish(said: str) -> None:
    assert find_whens(said, NOW) == ()


@pytest.mark.parametrize(
    "said", ["as soon as possible, the wedding is on Saturday", "the soonest you have, my flight is on Friday"]
)
def test_what_is_wanted_beside_it_is(said: str) -> None:
    (found,) = find_whens(said, NOW, expecting_when=True)
    (when,) = found.whens
    assert when.earliest
    assert when.date_from is None


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("I'd like to come on Friday", date(2026, 12, 4)),
        ("can you see me before my birthday, on the tenth", date(2026, 12, 10)),
        ("any time on Christmas Eve", date(2026, 12, 24)),
        ("February tenth", date(2027, 2, 10)),
    ],
)
def test_a_wish_is_one(said: str, day: date) -> None:
    whens = [when for found in find_whens(said, NOW, expecting_when=True) for when in found.whens]
    assert day in [when.date_from for when in whens]


def test_children_at_home_rule_a_day_out() -> None:
    (found,) = find_whens("any day after four, except I have my kids on Wednesdays", NOW, expecting_when=True)
    (when,) = found.whens
    assert (when.time_from, when.not_weekdays) == (time(16), (Weekday.WED,))


def test_hours_or_a_day() -> None:
    (found,) = find_whens("any day after five, or on Saturday", NOW, expecting_when=True)
    evening, saturday = found.whens
    assert (evening.time_from, evening.date_from) == (time(17), None)
    assert (saturday.date_from, saturday.time_from) == (date(2026, 12, 5), None)
