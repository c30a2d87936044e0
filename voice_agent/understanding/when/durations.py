"""Lengths of time: "three weeks and two days", "half an hour", "a couple of months", "a fortnight"."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from voice_agent.understanding.numbers import cardinal_at
from voice_agent.understanding.when.phrases import Phrases, Said, skip, word
from voice_agent.understanding.when.pieces import Duration

_UNITS: Final = {
    name: unit
    for names, unit in (
        (("minute", "minutes", "min", "mins"), Duration(minutes=1)),
        (("hour", "hours", "hr", "hrs"), Duration(minutes=60)),
        (("day", "days", "night", "nights"), Duration(days=1)),
        (("week", "weeks", "wk", "wks"), Duration(days=7)),
        (("fortnight", "fortnights"), Duration(days=14)),
        (("month", "months"), Duration(months=1)),
        (("quarter", "quarters"), Duration(months=3)),
        (("year", "years", "yr", "yrs"), Duration(months=12)),
    )
    for name in names
}
_SHORT: Final = Phrases(
    {
        "half an hour": Duration(minutes=30),
        "half hour": Duration(minutes=30),
        "a half hour": Duration(minutes=30),
        "quarter of an hour": Duration(minutes=15),
        "a quarter of an hour": Duration(minutes=15),
        "three quarters of an hour": Duration(minutes=45),
        "an hour and a half": Duration(minutes=90),
        "a week and a half": Duration(days=10, vague=True),
        "half a year": Duration(months=6),
        "overnight": Duration(days=1),
    }
)
_VAGUE: Final = Phrases(
    {
        "a couple of": 2,
        "a couple": 2,
        "couple of": 2,
        "couple": 2,
        "a few": 3,
        "few": 3,
        "several": 3,
        "some": 3,
    }
)
_ADJECTIVES: Final = frozenset(
    {"more", "full", "whole", "good", "solid", "other", "calendar", "-", "working", "business"}
)


def unit_at(said: Said, i: int) -> tuple[Duration, int] | None:
    """One unit of time by name."""
    unit = _UNITS.get(word(said, i).removesuffix("'s"))
    return (unit, i + 1) if unit else None


def duration_at(said: Said, i: int) -> tuple[Duration, int] | None:
    """The longest duration at `i`, and the index after it."""
    short = _SHORT.at(said, i)
    if short:
        return short
    first = _counted(said, i)
    if first is None:
        return _uncounted(said, i)
    total, last = first
    second = _at_most(said, last) if total.vague is False and word(said, i) in {"a", "an", "one"} else None
    if second and word(said, last) == "or" and second[0] == 2 and unit_at(said, second[1]) is None:
        more_days = total.days + 30 * total.months
        return Duration(total.months, total.days, total.minutes, vague=True, or_more=more_days), second[1]
    following = skip(said, last, {"and", ","})
    more = _counted(said, following) if following - last <= 1 else None
    smaller = more and more[0].vague is False and _size(more[0]) < _size(total)
    return (_sum(total, more[0]), more[1]) if more and smaller else (total, last)


def _uncounted(said: Said, i: int) -> tuple[Duration, int] | None:
    """ "For days", "it's been weeks", "in the last hour"."""
    unit = unit_at(said, i)
    if unit is None or word(said, i - 1) not in {"for", "been", "last", "past"} or word(said, i) in {"night", "day"}:
        return None
    count = 3 if word(said, i).endswith("s") else 1
    one, last = unit
    return Duration(one.months * count, one.days * count, one.minutes * count, vague=True), last


def _counted(said: Said, i: int) -> tuple[Duration, int] | None:
    vague = _VAGUE.at(said, i)
    if vague:
        count, j = vague
    elif word(said, i) in {"a", "an", "one"}:
        count, j = 1, i + 1
    else:
        number = cardinal_at(said, i)
        if number is None:
            return None
        count, j = number.value, number.last
    most = _at_most(said, j) if count else None
    unit = unit_at(said, skip(said, most[1] if most else j, _ADJECTIVES))
    if unit is None or count > 10_000:
        return None
    one, last = unit
    if most and most[0] > count:
        more = (most[0] - count) * (one.days + 30 * one.months)
        return Duration(one.months * count, one.days * count, one.minutes * count, vague=True, or_more=more), last
    return Duration(one.months * count, one.days * count, one.minutes * count, vague is not None), last


def _at_most(said: Said, i: int) -> tuple[int, int] | None:
    """The second number of "two or three", "two to three", "ten, fifteen"."""
    if word(said, i) not in {"or", "to", "-", ","}:
        return None
    number = cardinal_at(said, skip(said, i + 1, {"maybe", "even"}))
    return (number.value, number.last) if number else None


def _size(duration: Duration) -> float:
    return duration.months * 30 + duration.days + duration.minutes / 1440


def _sum(a: Duration, b: Duration) -> Duration:
    return Duration(a.months + b.months, a.days + b.days, a.minutes + b.minutes, a.vague)


def add(day: date, duration: Duration, sign: int = 1) -> date:
    """The day a duration's months and days away; the 31st becomes a month's last day. Stays within year 1 to 9999."""
    months = day.year * 12 + day.month - 1 + sign * duration.months
    year, month = divmod(months, 12)
    if not 1 <= year <= 9998:
        return date.max if sign > 0 else date.min
    moved = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    try:
        return moved + timedelta(days=sign * duration.days)
    except OverflowError:
        return date.max if sign > 0 else date.min
