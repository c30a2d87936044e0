"""A second way of saying the same days: "next week" and "Tuesday", "tomorrow" and "the 2nd of March"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from voice_agent.understanding.when.options import Option, plain, scoped, standing, weekdays_of
from voice_agent.understanding.when.pieces import Dated, DayExpression, DayRange, OnWeekday, Period, WeekdaySet
from voice_agent.understanding.when.resolve import Days, day_within, resolve_day, within


def refined(options: list[Option], reading: DayExpression, days: Days, today: date, *, apart: bool) -> bool:
    """Put `reading`, which is `days`, into the last options. False where it is another day altogether.

    apart: "or", or more than small words, stand before it.
    """
    last = options[-1]
    match reading:
        case OnWeekday() | WeekdaySet() if not apart and plain(reading) and _weekday_beyond(last, reading, today):
            return True
        case Period(refinable=True) if _week_for_weekdays(options, reading):
            return True
        case Dated() if last.scope and last.named is None and (inside := day_within(last.scope, reading)):
            last.days = inside
            return True
        case OnWeekday() | WeekdaySet() if last.scope and plain(reading):
            _weekday_in(options, last.scope, reading)
            return True
        case DayRange() if not apart and _told_of(last, days):
            return True
        case DayRange() if _range_in(last, reading, days, today):
            return True
    return _same_day(last, reading, days)


def _week_for_weekdays(options: Sequence[Option], week: Period) -> bool:
    """ "Monday or Tuesday next week": the week is that of all of them."""
    run = [o for o in options if o.named and not o.scope and plain(o.named)]
    if not run or run[-1] is not options[-1]:
        return False
    for option in run:
        option.scope, option.days = week, within(week, weekdays_of(option.named))
    return True


def _weekday_beyond(last: Option, named: OnWeekday | WeekdaySet, today: date) -> bool:
    """ "After the 20th, on a Tuesday" is any such Tuesday; "after the 20th, so the Tuesday" the first of them."""
    old = last.days
    if old is None or last.named or (old.start is None) == (old.end is None):
        return False
    last.named = named
    first = old.start or today + timedelta(days=1)
    day = first + timedelta(days=(weekdays_of(named)[0] - first.weekday()) % 7)
    if standing(named) or (old.end and day > old.end):
        last.days = replace(old, weekdays=weekdays_of(named))
    else:
        last.days = Days(day, day)
    return True


def _weekday_in(options: list[Option], scope: Period, named: OnWeekday | WeekdaySet) -> None:
    """ "Next week on Tuesday", and a further option for "or Thursday", with the time that was said before them."""
    last, inside = options[-1], within(scope, weekdays_of(named))
    if last.named is None:
        last.named, last.days = named, inside
    elif last.time_first:
        options.append(replace(last, days=inside, named=named))
    else:
        options.append(Option(inside, scope, named))


def _range_in(last: Option, reading: DayRange, days: Days, today: date) -> bool:
    """ "Next week from Tuesday to Thursday", "Mondays until May", "after the 3rd but before the 10th"."""
    old = last.days or Days()
    if last.scope:
        narrowed = DayRange(scoped(reading.first, last.scope), scoped(reading.last, last.scope), reading.exclusive)
        if narrowed != reading:
            inside = resolve_day(narrowed, today)
            last.days = Days(inside.start or last.scope.start, inside.end or last.scope.end)
            return True
    if last.scope and old.start and old.end and days.start and not days.end and old.start <= days.start <= old.end:
        last.days = replace(old, start=days.start)  # "in January, after the second week"
    elif old.weekdays and not old.start:
        last.days = replace(old, start=days.start, end=days.end)
    elif old.start and old.end is None and days.start is None:
        last.days = replace(old, end=days.end)
    elif old.end and old.start is None and days.end is None:
        last.days = replace(old, start=days.start)
    else:
        return False
    return True


def _told_of(last: Option, days: Days) -> bool:
    """ "The 8th, that's after Labor Day": a bound that the day already keeps."""
    day = last.days.start if last.days and last.days.start == last.days.end else None
    return day is not None and (days.start or day) <= day <= (days.end or day)


def _same_day(last: Option, reading: DayExpression, days: Days) -> bool:
    """ "Tomorrow, the 3rd", "today, Monday"."""
    day = last.days.start if last.days and last.days.start == last.days.end else None
    if day is None:
        return False
    if days.start == days.end == day:
        return True
    return (
        isinstance(reading, OnWeekday)
        and last.named is None
        and reading.scope is None
        and day.weekday() == reading.weekday
    )
