"""Open and free time, and the starts laid over it, against a walk over the minutes."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.openings import (
    Anchor,
    Calendar,
    Grid,
    Hours,
    Shape,
    Stretch,
    common,
    free_stretches,
    held_starts,
    merged,
    open_stretches,
    pieces,
    starts,
    without,
)
from scheduling.values import NotAllowed
from scheduling.walltime import DAY, WallClock, instant, zone

# A zone of every kind of change: an hour at two, at one, at midnight, half an hour, two hours, a day left out, none.
ZONES = (
    "America/New_York",
    "Europe/London",
    "America/Santiago",
    "Africa/Cairo",
    "Asia/Beirut",
    "Australia/Lord_Howe",
    "Antarctica/Troll",
    "Pacific/Apia",
    "Asia/Kolkata",
    "America/St_Johns",
    "Africa/Casablanca",
    "Pacific/Chatham",
)


def changes(name: str, first: int = 2011, last: int = 2027) -> list[date]:
    """The days on which the zone's offset changes."""
    place = ZoneInfo(name)
    at, found = datetime(first, 1, 1, 12, tzinfo=UTC), []
    while at.year < last:
        following = at + timedelta(days=1)
        if at.astimezone(place).utcoffset() != following.astimezone(place).utcoffset():
            found.append(following.astimezone(place).date())
        at = following
    return found or [date(2026, 3, 2)]


CHANGES = {name: changes(name) for name in ZONES}
spans = st.lists(st.tuples(st.integers(0, 300), st.integers(1, 60)).map(lambda s: (s[0], s[0] + s[1])), max_size=8)


@given(spans)
def test_merged_stretches_cover_the_same_time_and_lie_apart(raw: list[Stretch]) -> None:
    out = merged(raw)
    assert {at for start, end in out for at in range(start, end)} == {at for s, e in raw for at in range(s, e)}
    assert all(one[1] < other[0] for one, other in itertools.pairwise(out))


@given(spans, spans)
def test_without_and_common_are_set_sums(one: list[Stretch], other: list[Stretch]) -> None:
    one, taken = merged(one), sorted(other)
    here = {at for start, end in one for at in range(start, end)}
    there = {at for start, end in taken for at in range(start, end)}
    assert {at for start, end in without(one, taken) for at in range(start, end)} == here - there
    assert {at for start, end in common(one, merged(taken)) for at in range(start, end)} == here & there


@given(st.integers(0, 10**6), st.integers(1, 5 * DAY))
def test_pieces_are_the_whole_in_days(start: int, length: int) -> None:
    parts = pieces((start, start + length))
    assert parts[0][0] == start
    assert parts[-1][1] == start + length
    assert all(0 < end - begin <= DAY for begin, end in parts)
    assert merged(parts) == [(start, start + length)]


@settings(deadline=None)
@given(st.sampled_from(ZONES), st.data())
def test_the_fast_clock_agrees_with_the_exact_one(name: str, data: st.DataObject) -> None:
    day = data.draw(st.sampled_from(CHANGES[name])) + timedelta(days=data.draw(st.integers(-2, 2)))
    minutes = data.draw(st.integers(0, 1439))
    clock = WallClock(zone(name))
    assert clock.instant(day, minutes) == instant(day, time(minutes // 60, minutes % 60), zone(name))


def wall(at: int, place: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(at, place)


def exact(day: date, minutes: int, place: ZoneInfo) -> int:
    """The rule by search: the first instant that shows the wall time; for one that is skipped, the time that the old
    offset would have made of it."""
    noon = int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())
    want = datetime.combine(day, time(minutes // 60, minutes % 60))
    for at in range(noon - 30 * 3600, noon + 42 * 3600, 60):
        if wall(at, place).replace(tzinfo=None, fold=0) == want:
            return at
        if wall(at, place).replace(tzinfo=None) > want and wall(at - 60, place).replace(tzinfo=None) < want:
            before = wall(at - 60, place).utcoffset()
            assert before is not None
            return int(want.replace(tzinfo=UTC).timestamp() - before.total_seconds())
    raise AssertionError("a wall time that no instant comes near")


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(ZONES), st.data())
def test_open_and_free_time_in_weeks_of_change(name: str, data: st.DataObject) -> None:
    """Every minute is open just where one of the day's windows, put on the clock by search, holds it."""
    place, change = zone(name), data.draw(st.sampled_from(CHANGES[name]))
    quarter = st.integers(0, 95).map(lambda n: n * 15)
    lines = data.draw(st.lists(st.tuples(st.integers(0, 6), quarter, quarter), min_size=1, max_size=6))
    walk_over_the_week(place, change, lines)


EVERY_ZONE = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))


@pytest.mark.parametrize("part", range(8))
def test_open_time_in_every_zones_weeks_of_change(part: int) -> None:
    """The same, in every zone of the world, on each day of 2026 on which its clocks change."""
    for name in EVERY_ZONE[part::8]:
        place = zone(name)
        for change in changes(name, 2026, 2027):
            walk_over_the_week(place, change, [(change.weekday(), 45, 225), ((change.weekday() + 1) % 7, 1380, 60)])


def walk_over_the_week(place: ZoneInfo, change: date, lines: list[tuple[int, int, int]]) -> None:
    """Hours by (weekday, opens, closes) in minutes of the day, against a search minute by minute."""
    calendar = Calendar(
        WallClock(place), tuple(Hours(day, time(a // 60, a % 60), time(b // 60, b % 60)) for day, a, b in lines)
    )
    first = change - timedelta(days=1)
    window = instant(first, time(0), place), instant(first + timedelta(days=3), time(0), place)
    windows = []
    for offset in range(-1, 4):
        day = first + timedelta(days=offset)
        for weekday, begins, ends in lines:
            if day.weekday() == weekday:
                closing = day if ends > begins else day + timedelta(days=1)
                windows.append((exact(day, begins, place), exact(closing, ends, place)))
    open_ = {at for start, end in open_stretches(calendar, window) for at in range(start, end, 60)}
    assert open_ == {at for at in range(*window, 60) if any(start <= at < end for start, end in windows)}


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(ZONES),
    st.sampled_from(["local_midnight", "free_start"]),
    st.sampled_from([10, 15, 20, 30]),
    st.sampled_from([15, 30, 45]),
    st.booleans(),
    st.data(),
)
def test_starts_are_those_that_a_walk_over_the_minutes_finds(
    name: str, anchor: Anchor, step: int, duration: int, inside: bool, data: st.DataObject
) -> None:
    place, day = zone(name), data.draw(st.sampled_from(CHANGES[name]))
    clock, midnight = WallClock(place), instant(day, time(0), place)
    at = st.integers(0, 24 * 12).map(lambda n: midnight + n * 300)
    hours = merged(data.draw(st.lists(st.tuples(at, at).map(lambda s: (min(s), max(s))), min_size=1, max_size=3)))
    busy = data.draw(st.lists(at.map(lambda start: (start, start + 1200)), max_size=3))
    shape = Shape(duration, before=5, after=10, inside_hours=inside)
    found = starts(free_stretches(hours, busy, shape), Grid(anchor, step), duration, clock)

    def fits(start: int) -> bool:
        end = start + duration * 60
        whole = start - 300, end + 600
        inner = whole if inside else (start, end)
        in_hours = any(a <= inner[0] and inner[1] <= b for a, b in hours)
        return in_hours and all(b <= whole[0] or whole[1] <= a for a, b in busy)

    if anchor == "local_midnight":
        days = [day + timedelta(days=n) for n in (-1, 0, 1, 2)]
        marks = {instant(d, time(n // 60, n % 60), place) for d in days for n in range(0, 1440, step)}
        assert found == sorted(mark for mark in marks if fits(mark))
    else:
        assert all(fits(start) for start in found)
        fitting = {start for start in range(midnight - DAY, midnight + 3 * DAY, 60) if fits(start)}
        begins = [start for start in fitting if start - 60 not in fitting]
        walked = {
            n
            for b in begins
            for n in range(b, b + 2 * DAY, step * 60)
            if all(x in fitting for x in range(b, n + 1, 60))
        }
        assert found == sorted(walked)


def test_colleagues_share_a_grid() -> None:
    clock = WallClock(zone("UTC"))
    early, late = [(9 * 3600, 12 * 3600)], [(10 * 3600 + 600, 13 * 3600)]
    found = held_starts([early, late], Grid("free_start", 60), 60, clock)
    assert found == [(9 * 3600, [0]), (10 * 3600, [0]), (11 * 3600, [0, 1]), (12 * 3600, [1])]


def test_overrides_closed_days_and_time_off() -> None:
    clock = WallClock(zone("America/New_York"))
    monday = date(2026, 3, 2)
    calendar = Calendar(
        clock,
        tuple(Hours(day, time(9), time(17)) for day in range(5)),
        overrides={monday: ((time(10), time(12)), (time(14), time(15)))},
        closed=frozenset({monday + timedelta(days=1)}),
        off=((clock.instant(monday, 11 * 60), clock.instant(monday, 14 * 60 + 30)),),
        extra=((clock.instant(monday + timedelta(days=1), 600), clock.instant(monday + timedelta(days=1), 660)),),
    )
    window = clock.midnight(monday), clock.midnight(monday + timedelta(days=2))
    walls = [
        (wall(a, clock.zone).strftime("%a %H:%M"), wall(b, clock.zone).strftime("%H:%M"))
        for a, b in open_stretches(calendar, window)
    ]
    assert walls == [("Mon 10:00", "11:00"), ("Mon 14:30", "15:00"), ("Tue 10:00", "11:00")]


def test_hours_are_valid_from_and_to_a_day() -> None:
    clock = WallClock(zone("UTC"))
    monday = date(2026, 3, 2)
    calendar = Calendar(clock, (Hours(0, time(9), time(10), monday + timedelta(days=7), monday + timedelta(days=7)),))
    found = open_stretches(calendar, (clock.midnight(monday), clock.midnight(monday + timedelta(days=30))))
    assert [clock.day(start) for start, _ in found] == [monday + timedelta(days=7)]


@pytest.mark.parametrize("bad", [{"step": 0}, {"step": -15}, {"round_to": 0}, {"offset": -1}])
def test_a_grid_without_a_step_is_refused(bad: dict[str, int]) -> None:
    with pytest.raises(NotAllowed):
        Grid(**bad)  # type: ignore[arg-type]


def test_an_unknown_zone_is_refused_by_name() -> None:
    with pytest.raises(NotAllowed) as refusal:
        zone("America/Nowhere")
    assert refusal.value.rule == "zone"
