"""Every day, time and length of time in a text, each by itself: what `find_whens` is made of, before any policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from voice_agent.understanding.commands import PartOfDay
from voice_agent.understanding.numbers import words
from voice_agent.understanding.reader import DateOrder
from voice_agent.understanding.when.completing import with_weeks
from voice_agent.understanding.when.pieces import Clock, ClockRange, Duration, Part, Piece, Relative, Sense, Series
from voice_agent.understanding.when.policy import wall_time
from voice_agent.understanding.when.resolve import resolve_day
from voice_agent.understanding.when.scan import scan
from voice_agent.understanding.when.units import DAYS


@dataclass(frozen=True, slots=True)
class Reading:
    """One expression in `text[span[0]:span[1]]`: days from `start` to `end`, or a time `at`, a part, or a `length`."""

    span: tuple[int, int]
    start: date | None = None
    end: date | None = None
    at: time | None = None
    part: PartOfDay | None = None
    length: Duration | None = None


def find_readings(
    text: str, now: datetime, *, date_order: DateOrder = DateOrder.MDY, expecting_when: bool = False
) -> tuple[Reading, ...]:
    """Expressions in the order said, past ones and mere lengths of time among them. Pure."""
    sense = Sense(now, date_order, expecting_when=expecting_when)
    said = words(text)
    pieces = with_weeks(said, scan(said, sense))
    read = (_reading((said[p.first].start, said[p.last - 1].end), p, now.date()) for p in pieces)
    return tuple(r for r in read if r)


def _reading(span: tuple[int, int], piece: Piece, today: date) -> Reading | None:
    match piece.reading:
        case Clock():
            return Reading(span, at=wall_time(piece.reading))
        case ClockRange(Clock() as start, None):  # "in ten minutes"
            return Reading(span, at=wall_time(start))
        case Part():
            return Reading(span, part=piece.reading.part)
        case Duration():
            return Reading(span, length=piece.reading)
        case Series() | Relative() as timed:
            return Reading(span, length=timed.every if isinstance(timed, Series) else timed.by)
    if isinstance(piece.reading, DAYS):
        days = resolve_day(piece.reading, today)
        return Reading(span, days.start, days.end)
    return None
