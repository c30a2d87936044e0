from __future__ import annotations

import itertools
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling import Rules
from scheduling.ranking import ORDINARY_GAPS, distance, fits, spread
from scheduling.values import Constraint

RULES = Rules()
THURSDAY = datetime(2026, 3, 5, 10, 0)


@pytest.mark.parametrize(
    ("constraint", "hours"),
    [
        (Constraint(), 0),
        (Constraint(at=time(10)), 0),
        (Constraint(at=time(11, 30)), 1.5),
        (Constraint(part_of_day="afternoon"), 2 * 24),
        (Constraint(time_to=time(9)), 24),
        (Constraint(weekdays=(0,)), 3 * 24),
        (Constraint(not_weekdays=(3,)), 24),
        (Constraint(date_from=THURSDAY.date() + timedelta(days=2)), 2 * 24),
        (Constraint(date_to=THURSDAY.date() - timedelta(days=1), at=time(9)), 24 + 1),
    ],
)
def test_how_far_a_start_is_from_what_was_asked(constraint: Constraint, hours: float) -> None:
    assert distance(constraint, THURSDAY, RULES) == hours
    assert fits([constraint], THURSDAY, RULES) == (hours == 0)


@given(st.lists(st.integers(0, 5_000), max_size=40), st.integers(1, 6))
def test_picks_are_the_best_and_some_others_no_two_alike(minutes: list[int], limit: int) -> None:
    starts = [minute * 60.0 for minute in sorted(minutes)]
    picked, apart = spread(starts, lambda start: start, limit)
    assert len(picked) == min(limit, len(set(starts)))
    assert picked[:1] == starts[:1]
    assert picked == sorted(picked)
    if apart:
        assert all(b - a >= ORDINARY_GAPS[0].total_seconds() for a, b in itertools.pairwise(picked))
