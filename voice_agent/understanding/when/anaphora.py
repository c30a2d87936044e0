"""Days counted from the one just named: "not this Thursday, the one after"; "this week or next"; "the day after"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from voice_agent.understanding.when.calendar_words import MONTHS, WEEKDAYS, weekday_at
from voice_agent.understanding.when.nth_weeks import week_of_named
from voice_agent.understanding.when.periods import shifted_period
from voice_agent.understanding.when.phrases import Phrases, Said, ends_phrase, listed, phrases, skip, word
from voice_agent.understanding.when.pieces import (
    Dated,
    DayExpression,
    Joint,
    Mode,
    OnWeekday,
    Period,
    Piece,
    Relative,
    Sense,
)
from voice_agent.understanding.when.resolve import resolve_day

Found = tuple[DayExpression, int]

_ONE_AFTER: Final = phrases(
    "the one after",
    "the one after that",
    "the one after it",
    "the one after this",
    "the following one",
    "the one following",
    "the next one",
)
_THAT_WEEK: Final = phrases("that week", "that same week", "the same week", "the rest of that week", "in that week")
_UNITS_AFTER: Final = Phrases(
    {
        phrase: step
        for step, group in (
            (("week", 1), "the week after | the week after that | the following week | the week following"),
            (("day", 1), "the day after | the day after that | the following day"),
            (("day", -1), "the day before | the day before that"),
            (("month", 1), "the month after | the month after that | the following month"),
        )
        for phrase in listed(group)
    }
)


def counted_from_named(said: Said, i: int, sense: Sense, before: Sequence[Piece]) -> Found | None:
    """A day or a stretch of days at `i` that is counted from the last one named before it."""
    return (
        _bare_next(said, i, sense, before)
        or week_of_named(said, i, next((p.reading for p in reversed(before) if isinstance(p.reading, Period)), None))
        or _after_named(said, i, sense, before)
    )


def _bare_next(said: Said, i: int, sense: Sense, before: Sequence[Piece]) -> Found | None:
    """ "This week or next", "this Thursday or next": the next of what was named before."""
    if word(said, i) != "next" or len(before) < 2 or before[-1].reading is not Joint.OR or before[-1].last != i:
        return None
    named = before[-2].reading
    if not ends_phrase(said, i + 1) or word(said, i + 1) in WEEKDAYS.keys() | MONTHS.keys() | {"week", "weekend"}:
        return None
    if isinstance(named, OnWeekday):
        return replace(named, mode=Mode.NEXT, any=False), i + 1
    if isinstance(named, Period) and named.start and named.end and (named.end - named.start).days in range(1, 7):
        return shifted_period("weekend" if named.start.weekday() == 5 else "week", 1, named.start), i + 1
    return None


def _after_named(said: Said, i: int, sense: Sense, before: Sequence[Piece]) -> Found | None:
    that_week = _THAT_WEEK.at(said, i)
    later = _weekday_after_that(said, i, sense, before)
    if later:
        return later
    if not that_week and (word(said, i) != "the" or any(isinstance(p.reading, Relative) for p in before)):
        return None
    named = next((p.reading for p in reversed(before) if isinstance(p.reading, OnWeekday | Period | Dated)), None)
    offered = sense.offers[-1].start.date() if sense.offers else None
    if named is None and offered and weekday_at(said, i + 1):
        named = Period(offered, offered)
    if named is None:
        return None
    if that_week and (word(said, that_week[1]), word(said, that_week[1] + 2)) == (",", "week"):
        return None  # "the Thursday of that week, the week of the 16th"
    if that_week:
        start = resolve_day(named, sense.now.date()).start
        return (shifted_period("week", 0, start), that_week[1]) if start else None
    one = _ONE_AFTER.at(said, i)
    unit = _UNITS_AFTER.at(said, i)
    following = word(said, i + 1) in {"following", "next"}
    weekday = weekday_at(said, i + 2 if following else i + 1)
    days = resolve_day(named, sense.now.date())
    if days.start is None or days.end is None:
        return None
    if one and _closes(said, one[1]):
        return _next_like(named, days.start, days.end), one[1]
    if unit and _closes(said, unit[1]):
        (kind, by), last = unit
        edge = days.end if by > 0 else days.start
        if kind == "day":
            day = edge + timedelta(days=by)
            return Period(day, day), last
        return (shifted_period(kind, by, edge), last) if days.start != days.end else None
    if weekday and following and isinstance(named, Period):
        return None  # "not next week, the following Tuesday" is read elsewhere
    if weekday and (following or word(said, weekday[1]) == "after"):
        last = weekday[1] if following else skip(said, weekday[1] + 1, {"that", "it"})
        day = days.end + timedelta(days=(weekday[0] - days.end.weekday() - 1) % 7 + 1)
        return (Period(day, day), last) if _closes(said, last) else None
    return None


def _weekday_after_that(said: Said, i: int, sense: Sense, before: Sequence[Piece]) -> Found | None:
    """ "Any Sunday after that", "Tuesday after that": the ones, or the first, after the last day named."""
    indefinite = word(said, i) in {"any", "a", "some"}
    weekday = weekday_at(said, i + 1 if indefinite else i)
    named = next((p.reading for p in reversed(before) if isinstance(p.reading, OnWeekday | Period | Dated)), None)
    if weekday is None or named is None or (word(said, weekday[1]), word(said, weekday[1] + 1)) != ("after", "that"):
        return None
    end = resolve_day(named, sense.now.date()).end
    if end is None:
        return None
    if indefinite:
        return OnWeekday(weekday[0], any=True, scope=Period(end + timedelta(days=1), None)), weekday[1] + 2
    day = end + timedelta(days=(weekday[0] - end.weekday() - 1) % 7 + 1)
    return Period(day, day), weekday[1] + 2


def _next_like(named: OnWeekday | Period | Dated, start: date, end: date) -> DayExpression:
    """The next of its kind: a weekday or a week seven days on, a month the month after."""
    if (end - start).days > 7:
        return shifted_period("month", 1, start)
    week = timedelta(days=7)
    return Period(start + week, end + week, refinable=start != end)


def _closes(said: Said, i: int) -> bool:
    """Whether nothing follows that "after" could be of."""
    return word(said, i) not in WEEKDAYS.keys() | MONTHS.keys() | {"the", "next", "this", "my", "tomorrow"} and (
        ends_phrase(said, i)
    )
