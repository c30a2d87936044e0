"""From days and times to ranges of them, closed or open at one end."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from voice_agent.understanding.when.pieces import (
    Clock,
    ClockRange,
    Dated,
    DayExpression,
    DayRange,
    OnWeekday,
    Part,
    Period,
    Piece,
    TimeExpression,
)


def between(first: Piece, last: Piece) -> DayRange | ClockRange | Part | None:
    match first.reading, last.reading:
        case Clock() as a, Clock() as b:
            if b.half and not a.half and a.hour <= b.hour and a.hour + b.hour < 24 and b.hour <= 12:
                a = replace(a, half=b.half if _not_past(a, b) else a.half)
            return ClockRange(a, b)
        case Part() as a, Part() as b:
            return Part(start=_begin(a), end=_end(b))
        case (OnWeekday() | Dated() | Period()) as a, (OnWeekday() | Dated() | Period()) as b:
            return DayRange(_one(a), _one(b))
        case Clock() as a, Part() as b if b.end:
            return ClockRange(a, Clock(b.end // 60, b.end % 60))
    return None


def _one(day: OnWeekday | Dated | Period) -> DayExpression:
    """ "A Thursday to Friday" is from one Thursday."""
    return replace(day, any=False) if isinstance(day, OnWeekday) else day


def _not_past(a: Clock, b: Clock) -> bool:
    """Whether the first of two hours may take the half of the second: "from 2 to 4 pm"; not "from 11 to 1 pm"."""
    return a.hour % 12 <= b.hour % 12


_PART_BOUNDS: Final = {"morning": (0, 720), "noon": (720, 840), "afternoon": (720, 1020), "evening": (1020, 1439)}


def _begin(part: Part) -> int | None:
    return part.start if part.start is not None or part.part is None else _PART_BOUNDS[part.part][0]


def _end(part: Part) -> int | None:
    return part.end if part.end is not None or part.part is None else _PART_BOUNDS[part.part][1]


def opened(reading: object, *, inclusive: bool) -> DayExpression | TimeExpression:
    match reading:
        case Clock():
            return ClockRange(reading, None)
        case Part():
            return Part(start=_begin(reading) if inclusive else _end(reading))
        case OnWeekday() | Dated() | Period():
            return DayRange(reading, None, exclusive=not inclusive)
    return reading  # type: ignore[return-value]


def closed(reading: object, *, before: bool) -> DayExpression | TimeExpression:
    match reading:
        case Clock():
            return ClockRange(None, reading)
        case Part():
            return Part(end=_begin(reading) if before else _end(reading))
        case OnWeekday() | Dated() | Period():
            return DayRange(None, reading, exclusive=before)
    return reading  # type: ignore[return-value]
