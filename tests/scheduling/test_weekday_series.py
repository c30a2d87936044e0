"""Series on several days of the week."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from scheduling.recurring import days_after

WEDNESDAY = date(2026, 3, 25)


@pytest.mark.parametrize(
    ("every", "weekdays", "days"),
    [
        (7, (0, 2), ["2026-03-30", "2026-04-01", "2026-04-06", "2026-04-08"]),
        (14, (0, 2), ["2026-04-06", "2026-04-08", "2026-04-20", "2026-04-22"]),
        (7, (4,), ["2026-03-27", "2026-04-03", "2026-04-10", "2026-04-17"]),
        (7, (), ["2026-04-01", "2026-04-08", "2026-04-15", "2026-04-22"]),
    ],
)
def test_the_days_of_the_others(every: int, weekdays: tuple[int, ...], days: list[str]) -> None:
    found = [WEDNESDAY + timedelta(days=n) for n in days_after(WEDNESDAY, every, 4, weekdays)]
    assert [str(day) for day in found] == days
