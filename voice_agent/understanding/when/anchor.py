"""What "later", "the same time" and "the week after" mean, counted from the offer or from the visit that is booked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from voice_agent.understanding.commands import RelativeTo
from voice_agent.understanding.when.durations import add
from voice_agent.understanding.when.periods import shifted_period
from voice_agent.understanding.when.pieces import Duration, Relative, Sense, Shift
from voice_agent.understanding.when.resolve import Days

Anchored = tuple[Days, time | None, time | None, time | None, RelativeTo | None]


def anchored(wishes: Sequence[Relative], days: Days, sense: Sense) -> Anchored:
    """(days, at, time from, time to, what it was counted from). Without an offer or a visit, only what was said."""
    starts = sorted(o.start for o in sense.offers)
    base = RelativeTo.OFFER if starts else RelativeTo.APPOINTMENT if sense.appointment else RelativeTo.OFFER
    if not starts and sense.appointment:
        starts = [sense.appointment]
    result: Anchored = (days, None, None, None, base)
    same_time = any(w.shift is Shift.SAME_TIME for w in wishes)
    for wish in wishes:
        if starts:
            result = _one(wish, result, starts[0], starts[-1], same_time)
    return result


def _one(wish: Relative, result: Anchored, first: datetime, last: datetime, same_time: bool) -> Anchored:
    days, at, time_from, time_to, base = result
    on_day = Days(first.date(), first.date())
    one_day = first.date() == last.date()
    match wish.shift:
        case Shift.SAME_TIME:
            at = first.time()
            if days.start and days.end and (days.end - days.start).days == 6:
                days = _in_week(on_day, days)  # "same time next week"
        case Shift.SAME_DAY:
            days = on_day
        case Shift.LATER | Shift.EARLIER if wish.by:
            days, at = _moved(wish, first if wish.shift is Shift.EARLIER else last, same_time)
        case Shift.LATER | Shift.FROM_THEN | Shift.LATER_THAT_DAY:
            if not days.start and not days.end:
                same_day = one_day or wish.shift is Shift.LATER_THAT_DAY
                days = Days(last.date(), last.date()) if same_day else Days(last.date())
            time_from = _plus_minute(last) if days.start == days.end == last.date() else None
        case Shift.EARLIER | Shift.EARLIER_THAT_DAY:
            if wish.shift is Shift.EARLIER_THAT_DAY or days.start == days.end == first.date():
                days, time_to = on_day, _minus_minute(first)
            elif not days.start and not days.end:
                days = Days(None, first.date())
        case Shift.LATER_THAT_WEEK | Shift.EARLIER_THAT_WEEK:
            week = shifted_period("week", 0, first.date())
            later = wish.shift is Shift.LATER_THAT_WEEK
            beside = first.date() + timedelta(days=1 if later else -1)
            rest = Days(beside, week.end) if later else Days(week.start, beside)
            days = _in_week(days, Days(week.start, week.end)) if days.start and days.start == days.end else rest
        case Shift.OTHER_DAY:
            pass
        case Shift.NEXT_DAY | Shift.DAY_BEFORE:
            day = first.date() + timedelta(days=1 if wish.shift is Shift.NEXT_DAY else -1)
            days = Days(day, day)
        case Shift.NEXT_WEEK | Shift.WEEK_BEFORE:
            by = 1 if wish.shift is Shift.NEXT_WEEK else -1
            day = first.date() + timedelta(days=7 * by)
            week = shifted_period("week", by, first.date())
            days = _in_week(days, Days(day, day) if same_time else Days(week.start, week.end))
    return days, at, time_from, time_to, base


def _in_week(said: Days, week: Days) -> Days:
    """A weekday said beside "the week after" is the one in that week."""
    if said.start and said.start == said.end and week.start:
        day = week.start - timedelta(days=week.start.weekday()) + timedelta(days=said.start.weekday())
        return Days(day, day)
    return replace(week, weekdays=said.weekdays)


def _moved(wish: Relative, start: datetime, same_time: bool) -> tuple[Days, time | None]:
    length = wish.by or Duration()
    sign = 1 if wish.shift is Shift.LATER else -1
    if length.minutes and not length.days and not length.months:
        moved = start + timedelta(minutes=sign * length.minutes)
        return Days(moved.date(), moved.date()), moved.time()
    day = add(start.date(), length, sign)
    return Days(day, day), start.time() if same_time else None


def _plus_minute(start: datetime) -> time:
    return (start + timedelta(minutes=1)).time()


def _minus_minute(start: datetime) -> time:
    return (start - timedelta(minutes=1)).time()
