"""What a bare hour means on a clinic's phone, and what the parts of a day do to it.

Written down in docs/decisions/spoken-dates.md: a change here is a change there.
"""

from __future__ import annotations

from datetime import time
from typing import Final

from voice_agent.understanding.commands import PartOfDay
from voice_agent.understanding.when.pieces import Clock, ClockRange, Half

AFTERNOON_HOURS: Final = range(1, 7)
"""Hours that mean the afternoon when nothing else was said: one to six. Seven to eleven are in the morning."""

_HALF_OF: Final = {
    PartOfDay.MORNING: Half.MORNING,
    PartOfDay.NOON: None,
    PartOfDay.AFTERNOON: Half.AFTERNOON,
    PartOfDay.EVENING: Half.EVENING,
}


def wall_time(clock: Clock, part: PartOfDay | None = None) -> time | None:
    """The time of day meant by `clock`, said beside `part`; None where there is no such time ("25 o'clock")."""
    if clock.hour > 24 or clock.minute > 59:
        return None
    half = clock.half or (_HALF_OF[part] if part else None)
    before_noon = clock.hour == 12 and clock.shift < 0 and half in (Half.AM, Half.MORNING)
    hour = 12 if before_noon else _hour(clock.hour, half)
    minutes = hour * 60 + clock.minute + clock.shift
    if half is None and 1 <= clock.hour <= 12:
        minutes = _clinic_sense(minutes % 720)
    minutes %= 1440
    return time(minutes // 60, minutes % 60)


def is_open(clock: Clock) -> bool:
    """Whether nothing said which half of the day the hour is in."""
    return clock.half is None and 1 <= clock.hour <= 12


def wall_bounds(bounds: ClockRange, part: PartOfDay | None = None) -> tuple[time | None, time | None]:
    """The times of day meant by a range, said beside `part`; None at an open end."""
    start, end = bounds.start, bounds.end
    begin = wall_time(start, part) if start else None
    finish = wall_time(end, part) if end else None
    if begin and finish and finish <= begin and start and end:
        begin, finish = _untangled(start, end, begin, finish)
    return begin, finish


def _untangled(start: Clock, end: Clock, begin: time, finish: time) -> tuple[time, time]:
    """ "Between five and seven" is 17:00 to 19:00: an open hour is moved by half a day where the other demands it."""
    if is_open(end) and finish.hour < 12 and finish.hour + 12 > begin.hour:
        return begin, time(finish.hour + 12, finish.minute)
    if is_open(start) and begin.hour >= 12:
        return time(begin.hour - 12, begin.minute), finish
    return begin, finish


def _clinic_sense(minutes: int) -> int:
    """Minutes since midnight or noon to those since midnight: 12 is noon, 1 to 6 the afternoon, 7 to 11 the morning."""
    hour = minutes // 60
    return minutes + 720 if hour == 0 or hour in AFTERNOON_HOURS else minutes


def _hour(hour: int, half: Half | None) -> int:
    match half:
        case Half.AM | Half.MORNING:
            return 0 if hour == 12 else hour
        case Half.PM | Half.AFTERNOON:
            return hour + 12 if hour < 12 else hour
        case Half.EVENING:
            return hour + 12 if 1 <= hour < 12 else hour % 12 if hour == 12 else hour
        case Half.NIGHT:
            return hour + 12 if 5 <= hour < 12 else 0 if hour == 12 else hour
    return hour
