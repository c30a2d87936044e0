"""The week of what was offered, pointed back at."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from voice_agent.understanding.commands import PartOfDay
from voice_agent.understanding.reader import Offer
from voice_agent.understanding.when import find_whens

NOW = datetime(2026, 11, 30, 9)
OFFERS = (
    Offer("a", datetime(2026, 12, 16, 14, 15), "Dr. Susan Lee"),
    Offer("b", datetime(2026, 12, 16, 15, 15), "Dr. Susan Lee"),
)
WEEK = (date(2026, 12, 14), date(2026, 12, 20))


@pytest.mark.parametrize(
    "said", ["any day that week", "that week is fine", "any morning that week", "I can do the same week"]
)
def test_any_of_its_days(said: str) -> None:
    (found,) = find_whens(said, NOW, offers=OFFERS)
    (when,) = found.whens
    assert (when.date_from, when.date_to) == WEEK
    assert when.part_of_day == (PartOfDay.MORNING if "morning" in said else None)


def test_its_own_weekdays() -> None:
    (found,) = find_whens("a Tuesday or Thursday that week would be best", NOW, offers=OFFERS)
    assert [w.date_from for w in found.whens] == [date(2026, 12, 15), date(2026, 12, 17)]


def test_the_week_of_the_visit_that_is_moved() -> None:
    (found,) = find_whens("Friday that week", NOW, appointment=datetime(2026, 12, 8, 10))
    assert found.whens[0].date_from == date(2026, 12, 11)


def test_of_this_week_what_is_left() -> None:
    (found,) = find_whens("any day that week", datetime(2026, 12, 17, 9), offers=OFFERS)
    assert found.whens[0].date_from == date(2026, 12, 17)


@pytest.mark.parametrize("said", ["the week after that week", "any day this week", "Tuesday the first"])
def test_another_week_is_another(said: str) -> None:
    for found in find_whens(said, NOW, offers=OFFERS):
        assert all((w.date_from, w.date_to) != WEEK for w in found.whens)


def test_nothing_to_point_back_at() -> None:
    assert find_whens("that week", NOW) == ()


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Thursday at 3 that week", date(2026, 12, 17)),
        ("first thing on Tuesday that week", date(2026, 12, 15)),
        ("Thursday the third, not that week", date(2026, 12, 3)),
    ],
)
def test_an_hour_beside_the_day_makes_no_other_of_it_and_a_date_does(said: str, day: date) -> None:
    (found,) = find_whens(said, NOW, offers=OFFERS)
    assert found.whens[0].date_from == day
