"""What is ruled out of a constraint: days, hours, parts of the day; and what an exclusion was only leading up to."""

from __future__ import annotations

from datetime import date
from typing import Final

from voice_agent.understanding.commands import PartOfDay
from voice_agent.understanding.when.completing import near
from voice_agent.understanding.when.options import Draft, Option, around, standing
from voice_agent.understanding.when.parts import LUNCH, opposite
from voice_agent.understanding.when.phrases import Said
from voice_agent.understanding.when.pieces import (
    Clock,
    ClockRange,
    Dated,
    DayRange,
    Duration,
    Mode,
    OnWeekday,
    Part,
    Period,
    WeekdaySet,
)
from voice_agent.understanding.when.resolve import Days, resolve_day
from voice_agent.understanding.when.units import Unit

_BETWEEN: Final = frozenset({"but", "rather", "instead", "make", "it", "do", "want", "i"})
"""Words between a day that was ruled out and the one that takes its place."""


def rule_out(said: Said, draft: Draft, unit: Unit, today: date) -> None:
    """Take a unit that was said to be no good out of a constraint."""
    if swaps(said, unit) and any(o.days for o in draft.options):
        return
    if isinstance(unit.reading, OnWeekday | Dated | Period) and _named_again(draft, unit, today):
        return
    if draft.every == Duration(days=1):
        draft.every = None  # "every day except Sunday" is no series
    match unit.reading:
        case OnWeekday(mode=Mode.BARE | Mode.COMING, plus_days=0):
            draft.not_weekdays.append(unit.reading.weekday)
        case WeekdaySet():
            draft.not_weekdays += unit.reading.weekdays
        case Period() if standing(draft.options[-1].named) and "rest" in {w.text for w in said[unit.first : unit.last]}:
            pass  # "Mondays, I'm at my daughter's the rest of the week"
        case OnWeekday() | Dated() | Period() | DayRange():
            draft.not_days.append(resolve_day(unit.reading, today))
        case Clock():
            for option in draft.options:
                option.clock = None if option.clock == unit.reading else option.clock  # "at ten, no, not ten"
        case ClockRange(start=Clock(), end=Clock()):
            draft.options = [beside for option in draft.options for beside in around(option, unit.reading)]
        case Part(part=PartOfDay.NOON):
            draft.options = [beside for option in draft.options for beside in around(option, LUNCH)]
        case Part():
            for option in draft.options:
                option.part = option.part or opposite(unit.reading)


def swaps(said: Said, unit: Unit) -> bool:
    """ "Instead of Tuesday": that day gives way to the one that is named, and is not ruled out for good."""
    return unit.is_day and said[unit.first].text in {"instead", "rather"}


def contrasts(said: Said, out: Unit | None, unit: Unit, days: Days, today: date) -> bool:
    """ "Not Thursday, Friday": what was ruled out was only the wrong one. Not so before a stretch of days."""
    if out is None or not out.is_day or isinstance(out.reading, WeekdaySet):
        return False
    if swaps(said, out):
        return True
    single = resolve_day(out.reading, today)  # type: ignore[arg-type]
    stretch = days.start != days.end and single.start == single.end
    beside = said[out.last : unit.first]
    close = near(said, out.last, unit.first) or (
        said[out.first].text == "not" and all(near([w], 0, 1) or w.text in _BETWEEN for w in beside)
    )
    return close and not stretch


def undo(draft: Draft, unit: Unit) -> None:
    """Forget what was ruled out last."""
    if isinstance(unit.reading, OnWeekday) and draft.not_weekdays:
        draft.not_weekdays.pop()
    elif draft.not_days:
        draft.not_days.pop()


def _named_again(draft: Draft, unit: Unit, today: date) -> bool:
    """ "Thursday, no, not Thursday, Friday": an option just named is ruled out, unless only hours of it are."""
    days = resolve_day(unit.reading, today)  # type: ignore[arg-type]
    if days.start != days.end or days not in [o.days for o in draft.options]:
        return False
    if not unit.timed:
        draft.options = [o for o in draft.options if o.days != days] or [Option()]
        draft.correction = True
    return True
