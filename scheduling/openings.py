"""Which times are bookable: pure sums over half-open stretches of epoch seconds, sorted and disjoint.

Hours (wall times) become open stretches; what is busy is taken out of them, widened by the new visit's buffers; a grid
of starts is laid over what remains. Nothing here knows of databases, providers or the present.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Literal

from scheduling.values import NotAllowed
from scheduling.walltime import DAY, WallClock, local

Stretch = tuple[int, int]
Anchor = Literal["local_midnight", "free_start", "free_start_ceil"]


@dataclass(frozen=True, slots=True)
class Hours:
    """A weekly stretch of working time (0 is Monday); `ends` at or before `starts` is on the next day."""

    weekday: int
    starts: time
    ends: time
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """When somebody works at one place, in its wall times. `overrides` replace a day's hours; `closed` days have none.

    extra: stretches that are open besides; off: stretches that are not open after all.
    """

    clock: WallClock
    hours: tuple[Hours, ...]
    overrides: Mapping[date, tuple[tuple[time, time], ...]] = field(default_factory=dict)
    closed: frozenset[date] = frozenset()
    extra: tuple[Stretch, ...] = ()
    off: tuple[Stretch, ...] = ()

    def opens_on(self, day: date) -> bool:
        """Whether there are hours on that day, whoever is away."""
        if day in self.closed:
            return False
        if day in self.overrides:
            return bool(self.overrides[day])
        return any(hours.weekday == day.weekday() and _valid(hours, day) for hours in self.hours)


@dataclass(frozen=True, slots=True)
class Grid:
    """Where visits may start. Minutes.

    local_midnight: a fixed grid on the wall clock, `offset` + n × `step` after midnight.
    free_start: each free stretch starts its own grid. free_start_ceil: the same, from the next multiple of `round_to`
    past the local hour, plus `offset`.
    """

    anchor: Anchor = "local_midnight"
    step: int = 15
    offset: int = 0
    round_to: int = 15

    def __post_init__(self) -> None:
        if self.step <= 0 or self.round_to <= 0 or self.offset < 0:
            raise NotAllowed("grid", "a grid needs a step and a rounding above zero and no negative offset")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a visit takes up, in minutes. Buffers keep clear of what is busy; `inside_hours`: they lie in hours too."""

    duration: int
    before: int = 0
    after: int = 0
    inside_hours: bool = False


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Sorted and disjoint; stretches that touch become one."""
    out: list[Stretch] = []
    for start, end in sorted(stretches):
        if end <= start:
            continue
        if out and start <= out[-1][1]:
            if end > out[-1][1]:
                out[-1] = out[-1][0], end
        else:
            out.append((start, end))
    return out


def without(stretches: Sequence[Stretch], taken: Sequence[Stretch]) -> list[Stretch]:
    """`stretches` less `taken`. Both are sorted; `taken` may overlap."""
    out: list[Stretch] = []
    first = 0
    for start, end in stretches:
        while first < len(taken) and taken[first][1] <= start:
            first += 1
        at = first
        while at < len(taken) and taken[at][0] < end:
            if taken[at][0] > start:
                out.append((start, taken[at][0]))
            start = max(start, taken[at][1])
            at += 1
        if start < end:
            out.append((start, end))
    return out


def common(one: Sequence[Stretch], other: Sequence[Stretch]) -> list[Stretch]:
    """What lies in both."""
    out: list[Stretch] = []
    i = j = 0
    while i < len(one) and j < len(other):
        start, end = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if start < end:
            out.append((start, end))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return out


def open_stretches(calendar: Calendar, window: Stretch) -> list[Stretch]:
    """The calendar's working time within the window. A stretch over midnight belongs to the day it starts on."""
    clock = calendar.clock
    day, last = clock.day(window[0]) - timedelta(days=1), clock.day(window[1])
    weekly: list[list[Hours]] = [[hours for hours in calendar.hours if hours.weekday == n] for n in range(7)]
    found = [stretch for stretch in calendar.extra if stretch[1] > window[0] and stretch[0] < window[1]]
    while day <= last:
        if day in calendar.closed:
            walls: Iterable[tuple[time, time]] = ()
        elif day in calendar.overrides:
            walls = calendar.overrides[day]
        else:
            walls = [(hours.starts, hours.ends) for hours in weekly[day.weekday()] if _valid(hours, day)]
        for starts, ends in walls:
            following = day if ends > starts else day + timedelta(days=1)
            found.append((clock.instant(day, _minutes(starts)), clock.instant(following, _minutes(ends))))
        day += timedelta(days=1)
    stretches = common(merged(found), [window])
    return without(stretches, merged(calendar.off)) if calendar.off else stretches


def _valid(hours: Hours, day: date) -> bool:
    after_first = hours.valid_from is None or hours.valid_from <= day
    return after_first and (hours.valid_to is None or day <= hours.valid_to)


def _minutes(wall: time) -> int:
    return wall.hour * 60 + wall.minute


def free_stretches(hours: Sequence[Stretch], busy: Iterable[Stretch], shape: Shape) -> list[Stretch]:
    """Where the visit itself (without its buffers) may lie. `busy` includes the buffers of what is busy already."""
    before, after = shape.before * 60, shape.after * 60
    widened = sorted((start - after, end + before) for start, end in busy)
    if shape.inside_hours:
        hours = [(start + before, end - after) for start, end in hours if end - after > start + before]
    return without(hours, widened)


def starts(free: Sequence[Stretch], grid: Grid, duration: int, clock: WallClock) -> list[int]:
    """The grid's starts at which a visit of `duration` minutes fits into one of the free stretches."""
    length = duration * 60
    fitting = [(start, end - length) for start, end in free if end - start >= length]
    if grid.anchor == "local_midnight":
        return _fixed_starts(fitting, grid, clock)
    out: list[int] = []
    for start, last in fitting:
        first = start
        if grid.anchor == "free_start_ceil":
            first = _rounded(start, grid.round_to * 60, clock) + grid.offset * 60
        out.extend(range(first, last + 1, grid.step * 60))
    return out


def _rounded(at: int, unit: int, clock: WallClock) -> int:
    """The next multiple of `unit` seconds past the local hour, `at` itself included."""
    wall = local(at, clock.zone)
    past = wall.minute * 60 + wall.second
    return at - past + -(-past // unit) * unit


def _fixed_starts(fitting: Sequence[Stretch], grid: Grid, clock: WallClock) -> list[int]:
    """Stretches (first start, last start) -> the starts of the wall-clock grid in them."""
    if not fitting:
        return []
    out: list[int] = []
    days: dict[date, list[int]] = {}
    for first, last in fitting:
        day, until = clock.day(first), clock.day(last)
        while day <= until:
            if day not in days:
                days[day] = clock.marks(day, grid.offset, grid.step)
            marks = days[day]
            out.extend(marks[bisect_left(marks, first) : bisect_right(marks, last)])
            day += timedelta(days=1)
    return out


def held_starts(
    groups: Sequence[Sequence[Stretch]], grid: Grid, duration: int, clock: WallClock
) -> list[tuple[int, list[int]]]:
    """Starts at which at least one of the groups can hold the whole visit, with the groups that can.

    The grid is laid over the time that any of them has free, so that colleagues offer the same times.
    """
    if len(groups) == 1:
        return [(at, [0]) for at in starts(groups[0], grid, duration, clock)]
    every = starts(merged(stretch for group in groups for stretch in group), grid, duration, clock)
    holders: list[list[int]] = [[] for _ in every]
    length = duration * 60
    for number, group in enumerate(groups):
        for start, end in group:
            for at in range(bisect_left(every, start), bisect_right(every, end - length)):
                holders[at].append(number)
    return [(at, who) for at, who in zip(every, holders, strict=True) if who]


def pieces(stretch: Stretch) -> list[Stretch]:
    """The stretch cut into pieces of at most a day, as the occupancy table wants them."""
    start, end = stretch
    return [(at, min(at + DAY, end)) for at in range(start, end, DAY)]
