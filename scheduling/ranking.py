"""Which of many candidates to offer: what fits a constraint, how far the rest is from it, and a few that differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from scheduling.rules import Rules
from scheduling.values import Constraint, NotAllowed

T = TypeVar("T")
DAY_H = 24.0
EARLIEST_GAPS = (timedelta(hours=1), timedelta(minutes=30), timedelta(seconds=1))
ORDINARY_GAPS = (timedelta(hours=20), timedelta(hours=3), *EARLIEST_GAPS)


def check(constraint: Constraint, rules: Rules) -> None:
    """Raises NotAllowed("constraint") for one that nothing can satisfy."""
    days = constraint.date_from, constraint.date_to
    times = constraint.time_from, constraint.time_to
    if days[0] is not None and days[1] is not None and days[0] > days[1]:
        raise NotAllowed("constraint", "the first day lies after the last")
    if times[0] is not None and times[1] is not None and times[0] > times[1]:
        raise NotAllowed("constraint", "the first time lies after the last")
    if constraint.part_of_day is not None and constraint.part_of_day not in rules.parts:
        raise NotAllowed("constraint", f"a part of the day is one of {', '.join(rules.parts)}")
    if not _weekdays(constraint):
        raise NotAllowed("constraint", "that leaves no day of the week")


def _weekdays(constraint: Constraint) -> set[int]:
    return (set(constraint.weekdays) or set(range(7))) - set(constraint.not_weekdays)


def _times(constraint: Constraint, rules: Rules) -> list[tuple[time, time]]:
    """Spans of wall times besides a time itself, each of which must hold the start."""
    spans = []
    if constraint.time_from is not None or constraint.time_to is not None:
        spans.append((constraint.time_from or time(0), constraint.time_to or time.max))
    if constraint.part_of_day is not None:
        spans.append(rules.parts[constraint.part_of_day])
    return spans


def distance(constraint: Constraint, start: datetime, rules: Rules) -> float:
    """Hours by which a local start misses the constraint; 0 where it holds. A day off weighs as 24 hours, and so does
    an hour outside of the hours that somebody can come; not so one from a time, near which others may do."""
    wall = start.time()
    missed = _days_off(constraint, start.date()) * DAY_H
    if constraint.at is not None:
        missed += _outside(wall, (constraint.at, constraint.at))
    return missed + sum(_outside(wall, span) * DAY_H for span in _times(constraint, rules))


def hours_off(constraint: Constraint, start: datetime, rules: Rules) -> float:
    """Hours by which a local start lies outside of the hours that somebody can come."""
    return sum(_outside(start.time(), span) for span in _times(constraint, rules))


def _outside(wall: time, span: tuple[time, time]) -> float:
    first, last = span
    return max(_hours(first) - _hours(wall), _hours(wall) - _hours(last), 0.0)


def _hours(wall: time) -> float:
    return wall.hour + wall.minute / 60 + wall.second / 3600


def _days_off(constraint: Constraint, day: date) -> int:
    first, last = constraint.date_from, constraint.date_to
    off = (first - day).days if first is not None and day < first else 0
    off = (day - last).days if last is not None and day > last else off
    off += day in constraint.not_dates
    if day.weekday() in _weekdays(constraint):
        return off
    return off + min(min((n - day.weekday()) % 7, (day.weekday() - n) % 7) for n in _weekdays(constraint))


def on_day(constraint: Constraint, day: date) -> bool:
    return _days_off(constraint, day) == 0


def fits(constraints: Sequence[Constraint], start: datetime, rules: Rules) -> bool:
    return not constraints or any(distance(constraint, start, rules) == 0 for constraint in constraints)


def nearest(constraints: Sequence[Constraint], start: datetime, rules: Rules) -> float:
    return min((distance(constraint, start, rules) for constraint in constraints), default=0.0)


def spread(
    ranked: Iterable[T], start: Callable[[T], float], limit: int, gaps: Sequence[timedelta] = ORDINARY_GAPS
) -> tuple[list[T], bool]:
    """The best, then the best of those that lie well apart from what is picked already; then, closer ones.

    `ranked` is best first. Returns the picks, the best first and the others by time, and whether all are well apart.
    """
    pool = list(ranked)
    picked = pool[:1]
    for tier, gap in enumerate(gaps):
        for candidate in pool:
            if len(picked) < limit and all(
                abs(start(candidate) - start(other)) >= gap.total_seconds() for other in picked
            ):
                picked.append(candidate)
        if len(picked) >= limit:
            return _by_time(picked, start), tier == 0
    return _by_time(picked, start), False


def _by_time(picked: list[T], start: Callable[[T], float]) -> list[T]:
    return [*picked[:1], *sorted(picked[1:], key=start)]
