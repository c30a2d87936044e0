"""Reads the neutral case schema for availability rules, and answers a case with the project's own functions."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from scheduling.openings import (
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
)
from scheduling.walltime import WallClock, zone

Case = dict[str, Any]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def seconds(text: str) -> int:
    return int(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


def _calendar(raw: Case) -> Calendar:
    return Calendar(
        clock=WallClock(zone(raw["tz"])),
        hours=tuple(
            Hours(WEEKDAYS.index(day), time.fromisoformat(line["start"]), time.fromisoformat(line["end"]))
            for line in raw.get("hours", ())
            for day in line["days"]
        ),
        overrides={
            date.fromisoformat(line["date"]): tuple(
                (time.fromisoformat(start), time.fromisoformat(end)) for start, end in line["windows"]
            )
            for line in raw.get("overrides", ())
        },
        closed=frozenset(date.fromisoformat(day) for day in raw.get("days_off", ())),
        extra=tuple(_stretch(line) for line in raw.get("extra_free", ())),
    )


def _stretch(line: Any) -> Stretch:
    start, end = (line["start"], line["end"]) if isinstance(line, dict) else line
    return seconds(start), seconds(end)


def _blocks(line: Case, case: Case) -> bool:
    match line.get("status"):
        case "cancelled" | "rejected" | "unconfirmed":
            return False
        case "hold":
            running = "expires_at" not in line or seconds(line["expires_at"]) > seconds(case["now"])
            return running and line.get("owner") != case.get("caller", object())
    return True


def _busy(raw: Case, case: Case) -> list[Stretch]:
    return [
        (
            seconds(line["start"]) - 60 * line.get("buffer_before_min", 0),
            seconds(line["end"]) + 60 * line.get("buffer_after_min", 0),
        )
        for line in raw.get("busy", ())
        if _blocks(line, case)
    ]


def _free(raw: Case, case: Case, window: Stretch) -> list[Stretch]:
    service = case.get("service", {"duration_min": 1})
    shape = Shape(
        service["duration_min"],
        raw.get("new_buffer_before_min", service.get("buffer_before_min", 0)),
        raw.get("new_buffer_after_min", service.get("buffer_after_min", 0)),
        inside_hours=case.get("buffer_rule") == "inside_hours",
    )
    wide = window[0] - 2 * 86_400, window[1] + 2 * 86_400  # a grid starts where its stretch does, not where we look
    return free_stretches(open_stretches(_calendar(raw), wide), _busy(raw, case), shape)


def _groups(case: Case, free: dict[str, list[Stretch]]) -> list[list[Stretch]]:
    def all_of(names: list[str]) -> list[Stretch]:
        together = free[names[0]]
        for name in names[1:]:
            together = common(together, free[name])
        return together

    match case.get("combine", "any"):
        case "all":
            return [all_of(list(free))]
        case {"required": required, "one_of": choices}:
            names = [required] if isinstance(required, str) else list(required)
            return [all_of([*names, choice]) for choice in choices]
    return list(free.values())


def answer(case: Case) -> list[str] | list[list[str]]:
    """The starts, or the open windows where the case asks for them, in its own form."""
    window = seconds(case["window"]["start"]), seconds(case["window"]["end"])
    free = {raw["name"]: _free(raw, case, window) for raw in case["calendars"]}
    if "expected_windows" in case:
        every = merged(stretch for stretches in free.values() for stretch in stretches)
        return [[_text(start), _text(end)] for start, end in common(every, [window])]
    raw = case.get("grid", {"anchor": "local_midnight", "step_min": 15})
    grid = Grid(raw["anchor"], raw["step_min"], raw.get("offset_min", 0), raw.get("round_to_min", 1))
    clock = WallClock(zone(case["tz"]))
    duration = case["service"]["duration_min"]
    found = [start for start, _ in held_starts(_groups(case, free), grid, duration, clock)]
    earliest = seconds(case["now"]) + 60 * case.get("min_notice_min", 0)
    earliest += 0 if case.get("notice_inclusive", True) else 1
    latest = min(window[1], seconds(case["horizon_end"])) if "horizon_end" in case else window[1]
    full = _full_days(case, clock)
    return [
        _text(start)
        for start in found
        if start >= max(earliest, window[0]) and start + duration * 60 <= latest and clock.day(start) not in full
    ]


def _full_days(case: Case, clock: WallClock) -> set[date]:
    most = case.get("service_max_per_day")
    if most is None:
        return set()
    days = [
        clock.day(seconds(line["start"]))
        for raw in case["calendars"]
        for line in raw.get("busy", ())
        if _blocks(line, case)
    ]
    return {day for day in days if days.count(day) >= most}


def _text(at: int) -> str:
    return datetime.fromtimestamp(at, zone("UTC")).strftime("%Y-%m-%dT%H:%M:%SZ")
