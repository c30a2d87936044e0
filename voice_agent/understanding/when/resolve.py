"""From what was said to dates: the policy for weekdays and for dates whose month or year was left out.

Written down in docs/decisions/spoken-dates.md: a change here is a change there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from voice_agent.understanding.when.periods import real_date
from voice_agent.understanding.when.pieces import Dated, DayExpression, DayRange, Mode, OnWeekday, Period, WeekdaySet


@dataclass(frozen=True, slots=True)
class Days:
    """Dates from `start` to `end` (None: open), on some weekdays only, if any are given."""

    start: date | None = None
    end: date | None = None
    weekdays: tuple[int, ...] = ()
    past: bool = False


def resolve_day(said: DayExpression, today: date) -> Days:
    """The days meant by someone speaking on `today`."""
    match said:
        case Period():
            return Days(said.start, said.end, past=said.past)
        case WeekdaySet():
            return Days(weekdays=said.weekdays)
        case OnWeekday(scope=Period()):
            return within(said.scope or Period(None, None), (said.weekday,))
        case OnWeekday(any=True):
            return Days(weekdays=(said.weekday,))
        case OnWeekday():
            day = weekday_date(said, today)
            return Days(day, day, past=said.mode is Mode.LAST)
        case Dated():
            return _dated(said, today)
        case DayRange():
            return _range(said, today)


def _dated(said: Dated, today: date) -> Days:
    """A date; where a weekday was said that it is not, both, so that no day fits and the caller has to be asked."""
    day = date_of(said, today)
    if day is None:
        return Days()
    wrong = said.weekday is not None and day.weekday() != said.weekday
    return Days(day, day, weekdays=(said.weekday,) if wrong and said.weekday is not None else ())


def weekday_date(said: OnWeekday, today: date) -> date:
    """Bare or coming: the first after today. This: that of this week, or the first after. Next: that of next week."""
    ahead = (said.weekday - today.weekday()) % 7
    match said.mode:
        case Mode.THIS:
            days = ahead
        case Mode.NEXT:
            days = 7 - today.weekday() + said.weekday
        case Mode.LAST:
            days = ahead - 7
        case _:
            days = ahead or 7
    return today + timedelta(days=days + said.plus_days)


def date_of(said: Dated, today: date) -> date | None:
    """The day said, if in a year as said; else its next occurrence, today counting; None where there is none.

    With a weekday and no month, the first of the next three months in which both agree, if any.
    """
    if said.month and said.year:
        return real_date(said.year, said.month, said.day)
    if said.month:
        years = (today.year + n for n in range(9))  # a 29th of February may be eight years off
        return next((d for y in years if (d := real_date(y, said.month, said.day)) and d >= today), None)
    if said.month_shift is not None:
        year, month = divmod(today.year * 12 + today.month - 1 + said.month_shift, 12)
        return real_date(year, month + 1, said.day)
    months = (divmod(today.year * 12 + today.month - 1 + n, 12) for n in range(4))
    coming = [d for y, m in months if (d := real_date(y, m + 1, said.day)) and d >= today]
    agreeing = [d for d in coming[:3] if said.weekday is None or d.weekday() == said.weekday]
    return next(iter(agreeing or coming), None)


def within(scope: Period, weekdays: tuple[int, ...]) -> Days:
    """The weekdays of a period: the very day where it holds one, else the period with its weekdays.

    A period of one day ("in two weeks") stands for its week.
    """
    start, end = scope.start, scope.end
    if start is None or end is None or not weekdays:
        return Days(start, end, weekdays, past=scope.past)
    if start == end:
        start -= timedelta(days=start.weekday())
        end = start + timedelta(days=6)
    if len(weekdays) == 1 and (end - start).days < 7:
        day = start + timedelta(days=(weekdays[0] - start.weekday()) % 7)
        if day <= end:
            return Days(day, day, past=scope.past)
    return Days(start, end, weekdays, past=scope.past)


def day_within(scope: Period, said: Dated) -> Days | None:
    """The day of the month in a period, if it has it: "next month" and "the 5th"."""
    if said.month or said.month_shift is not None or scope.start is None or scope.end is None:
        return None
    days = (scope.start + timedelta(days=n) for n in range(min(31, (scope.end - scope.start).days + 1)))
    day = next((d for d in days if d.day == said.day), None)
    return Days(day, day) if day else None


def _range(said: DayRange, today: date) -> Days:
    first, last = said.first, said.last
    if isinstance(first, Dated) and isinstance(last, Dated):
        if first.month is None and last.month and first.month_shift is None:
            same = first.day <= last.day
            month = last.month if same else (last.month - 2) % 12 + 1
            first = Dated(first.day, month, last.year if same or last.month > 1 else None)
        elif last.month is None and first.month and last.day >= first.day:
            last = Dated(last.day, first.month, first.year)
    start = resolve_day(first, today) if first else None
    begin = start.start if start else None
    end = resolve_day(last, max(begin, today) if begin else today) if last else None
    finish = end.end if end else None
    if begin and finish and isinstance(last, OnWeekday) and last.mode in (Mode.BARE, Mode.COMING):
        finish = begin + timedelta(days=(finish - begin).days % 7 or 7)
    if said.exclusive and begin:
        begin = (start.end if start and start.end else begin) + timedelta(days=1)
    if said.exclusive and end and not (isinstance(last, Period) and last.closing) and (end.start or finish):
        finish = (end.start or finish or today) - timedelta(days=1)
    past = bool((start and start.past and end is None) or (end and end.past))
    return Days(begin, finish, past=past)
