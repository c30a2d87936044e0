"""Visits that repeat: "every two weeks, six times", "once a week for a month", "six weekly sessions"."""

from __future__ import annotations

from math import ceil
from typing import Final

from voice_agent.understanding.numbers import cardinal_at, ordinal_at
from voice_agent.understanding.when.durations import duration_at, unit_at
from voice_agent.understanding.when.phrases import Phrases, Said, skip, word
from voice_agent.understanding.when.pieces import Duration, Series

_RHYTHMS: Final = Phrases(
    {
        "weekly": Duration(days=7),
        "once a week": Duration(days=7),
        "once weekly": Duration(days=7),
        "one a week": Duration(days=7),
        "every week": Duration(days=7),
        "each week": Duration(days=7),
        "per week": Duration(days=7),
        "fortnightly": Duration(days=14),
        "every fortnight": Duration(days=14),
        "biweekly": Duration(days=14),
        "bi weekly": Duration(days=14),
        "bi - weekly": Duration(days=14),
        "every other week": Duration(days=14),
        "every second week": Duration(days=14),
        "once a fortnight": Duration(days=14),
        "one a fortnight": Duration(days=14),
        "one a month": Duration(months=1),
        "one every week": Duration(days=7),
        "one per week": Duration(days=7),
        "one each week": Duration(days=7),
        "week on week": Duration(days=7),
        "alternate weeks": Duration(days=14),
        "every alternate week": Duration(days=14),
        "monthly": Duration(months=1),
        "once a month": Duration(months=1),
        "every month": Duration(months=1),
        "each month": Duration(months=1),
        "every other month": Duration(months=2),
        "every second month": Duration(months=2),
        "quarterly": Duration(months=3),
        "every half year": Duration(months=6),
        "once a year": Duration(months=12),
        "yearly": Duration(months=12),
        "annually": Duration(months=12),
        "every year": Duration(months=12),
        "daily": Duration(days=1),
        "every day": Duration(days=1),
        "every single day": Duration(days=1),
        "every other day": Duration(days=2),
        "every second day": Duration(days=2),
    }
)
_VISITS: Final = frozenset(
    {"times", "visits", "visit", "sessions", "session", "appointments", "treatments", "in", "bookings", "altogether",
     "slots", "weeks'"}
)  # fmt: skip
_YEARLY: Final = frozenset(
    {"physical", "exam", "examination", "check", "checkup", "check-up", "visit", "review", "screening", "wellness",
     "appointment", "cleaning", "medical", "eye", "skin", "blood"}
)  # fmt: skip
"""With these "yearly" names a kind of visit: one of them is wanted, not a series."""
_ORDER: Final = frozenset({"other", "second", "2nd"})


def series_at(said: Said, i: int) -> tuple[Series, int] | None:
    """A rhythm or a number of visits at `i`, and the index after it. "Every four hours" is no series of visits."""
    if word(said, i) == "yearly" and word(said, i + 1) in _YEARLY:
        return None
    rhythm = _RHYTHMS.at(said, i)
    if rhythm:
        return Series(every=rhythm[0]), rhythm[1]
    if word(said, i) in {"every", "each"}:
        return _every(said, i + 1)
    return _times_per(said, i) or _apart(said, i) or _count(said, i)


def _every(said: Said, i: int) -> tuple[Series, int] | None:
    """ "every six weeks", "every third week"; "every Tuesday" and "every other Tuesday" up to the weekday."""
    duration = duration_at(said, i)
    if duration:
        return (Series(every=duration[0]), duration[1]) if not duration[0].minutes else None
    ordinal = ordinal_at(said, i)
    if ordinal and word(said, i) not in _ORDER:
        unit = unit_at(said, ordinal.last)
        if unit and not unit[0].minutes:
            n = ordinal.value
            return Series(every=Duration(unit[0].months * n, unit[0].days * n)), unit[1]
    return None


def every_weekday_at(said: Said, i: int) -> tuple[Duration, int] | None:
    """ "every", "every other", "each" before a weekday: its rhythm and the index of the weekday."""
    if word(said, i) not in {"every", "each"}:
        return None
    if word(said, i + 1) in _ORDER:
        return Duration(days=14), i + 2
    return Duration(days=7), i + 2 if word(said, i + 1) == "single" else i + 1


def _apart(said: Said, i: int) -> tuple[Series, int] | None:
    duration = duration_at(said, i)
    if duration and not duration[0].minutes and word(said, duration[1]) in {"apart", "between"}:
        return Series(every=duration[0]), duration[1] + 1
    return None


def _count(said: Said, i: int) -> tuple[Series, int] | None:
    """ "six times", "four sessions", "a course of six", "ten in total"; never "three times a day"."""
    twice = {"twice": 2, "thrice": 3}.get(word(said, i))
    if twice and word(said, i + 1) not in {"a", "per", "daily", "every", "this", "in"}:
        return Series(count=twice), i + 1
    course = word(said, i) in {"course", "series", "total"} and word(said, i + 1) == "of"
    number = cardinal_at(said, i + 2 if course else i)
    if number is None or not 2 <= number.value <= 60:
        return None
    them = (word(said, number.last), word(said, number.last + 1)) in {("of", "them"), ("of", "those"), ("of", "these")}
    if them and any(_RHYTHMS.at(said, k) for k in range(max(0, i - 6), i)):
        return Series(count=number.value), number.last + 2  # "one a week, eight of them"
    j = skip(said, number.last, {"more", "weekly", "monthly", "fortnightly", "physio", "follow", "-", "up", "therapy"})
    if j - number.last > 4 or (word(said, j) not in _VISITS and not course):
        return None
    if word(said, j) == "in" and word(said, j + 1) not in {"total", "all"}:
        return None
    last = j if course and word(said, j) not in _VISITS else j + (2 if word(said, j) == "in" else 1)
    if word(said, last) in {"a", "per", "each", "every"} and word(said, last + 1) in {"day", "night", "hour"}:
        return None
    rhythm = next((r[0] for k in range(number.last, j) if (r := _RHYTHMS.at(said, k))), None)
    return Series(every=rhythm, count=number.value), last


def _times_per(said: Said, i: int) -> tuple[Series, int] | None:
    """ "Twice a week", "three times monthly"; never "three times a day"."""
    number = cardinal_at(said, i)
    n = {"twice": 2, "thrice": 3}.get(word(said, i), number.value if number else 0)
    j = number.last + 1 if number else i + 1
    if number and word(said, number.last) not in {"times", "visits", "sessions", "appointments"}:
        j = number.last  # "two a week"
    if not 2 <= n <= 12:
        return None
    unit = unit_at(said, j + 1) if word(said, j) in {"a", "per", "each", "every"} else None
    if word(said, j) in {"weekly", "monthly"} and (j > i + 1 or not number):
        unit = Duration(days=7) if word(said, j) == "weekly" else Duration(months=1), j + 1  # "twice weekly"
    if unit is None or not (unit[0].months or unit[0].days >= 7) or word(said, unit[1]) in {"apart", "between"}:
        return None  # "two visits a week apart" are no two a week
    return Series(every=unit[0], times=n), unit[1]


def spread(every: Duration, times: int, weekdays: tuple[int, ...]) -> Duration:
    """The rhythm of visits that are so many in each `every`: evenly apart, unless as many weekdays were named."""
    if times == 1 or len(weekdays) == times:
        return every
    if every.months and every.months % times == 0:
        return Duration(months=every.months // times)
    days = (every.days + every.months * 30) // times
    return Duration(days=days - days % 7 if days >= 14 else max(1, days))


def visits_in(lasting: Duration, every: Duration) -> int:
    """How many visits at a rhythm fit a stretch of time, the first on its first day."""
    days, step = lasting.months * 30.4 + lasting.days, every.months * 30.4 + every.days
    return max(1, ceil(days / step - 0.2)) if step else 1


def iso(duration: Duration) -> str:
    """ISO 8601: "P2W", "P3M", "P10D"; whole weeks as weeks, whole years as years."""
    if duration.months:
        return f"P{duration.months // 12}Y" if duration.months % 12 == 0 else f"P{duration.months}M"
    return f"P{duration.days // 7}W" if duration.days % 7 == 0 else f"P{duration.days}D"
