"""Weekdays: by name, all of them, and the nth of a month."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from voice_agent.understanding.numbers import cardinal_at, ordinal_at
from voice_agent.understanding.when.calendar_words import PLURAL_WEEKDAYS, day_number_at, weekday_at, year_at
from voice_agent.understanding.when.dates import MODES, with_year
from voice_agent.understanding.when.periods import period_at, shifted_period
from voice_agent.understanding.when.phrases import Phrases, Said, ends_phrase, listed, phrases, skip, word
from voice_agent.understanding.when.pieces import Dated, Mode, OnWeekday, Period, Sense, WeekdaySet

_WORKDAYS: Final = (0, 1, 2, 3, 4)
_SETS: Final = Phrases(
    dict.fromkeys(
        listed(
            """
            weekdays | a weekday | any weekday | weekday | during the week | in the week | week days | working days |
            monday to friday | monday through friday | mondays to fridays | a school day | school days |
            any school day | a work day | any work day | work days | workdays | a workday | a working day |
            any working day | business days
            """
        ),
        _WORKDAYS,
    )
    | dict.fromkeys(listed("weekends | a weekend | any weekend | at weekends | on a weekend"), (5, 6))
)
_WORKING_WEEK: Final = phrases("all week", "every day", "full time", "most days")
_WEEK_TAILS: Final = Phrases({"week": 7, "fortnight": 14, "and a week": 7, "after next": 7})


def weekday_named_at(said: Said, i: int, sense: Sense) -> tuple[OnWeekday | Dated | WeekdaySet, int] | None:
    """A weekday with "next", "this", "a", "any" before it, and "week" or "the 4th" behind it."""
    mode, start = MODES.at(said, i) or (None, i)
    indefinite = mode is None and word(said, i) in {"a", "any", "some"}
    weekday = weekday_at(said, i + 1 if indefinite else start)
    if weekday is None:
        return None
    number, last = weekday
    tail = _WEEK_TAILS.at(said, last)
    if tail and mode is None:
        return OnWeekday(number, plus_days=tail[0]), tail[1]
    if mode is None and word(said, last) in {"mornings", "afternoons", "evenings", "nights", "lunchtimes"}:
        return WeekdaySet((number,)), last  # "Thursday afternoons"
    after = skip(said, last, {",", "the"})
    day = day_number_at(said, after)
    dated = day is not None and day.ordinal and mode is not Mode.LAST and after - last <= 2
    if day and dated and (ends_phrase(said, day.last) or year_at(said, day.last)):
        return with_year(said, Dated(day.value, weekday=number), day.last)
    return OnWeekday(number, mode or Mode.BARE, any=indefinite), last


def weekday_set_at(said: Said, i: int, sense: Sense) -> tuple[OnWeekday | WeekdaySet, int] | None:
    """Weekdays of every week ("weekdays", "Mondays"), and "two Fridays from now"."""
    found = _SETS.at(said, i, contracted=True)
    if found:
        return WeekdaySet(found[0]), found[1]
    if word(said, i - 1) in {"work", "working"} and _WORKING_WEEK.at(said, i):
        return WeekdaySet(_WORKDAYS), i + 2
    count = cardinal_at(said, i)
    several = PLURAL_WEEKDAYS.get(word(said, count.last)) if count and 1 <= count.value <= 9 else None
    if count and several is not None and word(said, count.last + 1) == "from":
        return OnWeekday(several, plus_days=7 * (count.value - 1)), count.last + 3  # "two Fridays from now"
    plural = PLURAL_WEEKDAYS.get(word(said, i))
    return (WeekdaySet((plural,)), i + 1) if plural is not None else None


def nth_weekday_at(said: Said, i: int, sense: Sense) -> tuple[Period, int] | None:
    """ "the first Monday of February", "the last Friday in May", "the second Tuesday next month"."""
    start = skip(said, i, {"the"})
    ordinal = ordinal_at(said, start)
    last_one = word(said, start) == "last"
    nth = -1 if last_one else ordinal.value if ordinal else 0
    weekday = weekday_at(said, ordinal.last if ordinal and not last_one else start + 1)
    if weekday is None or not (last_one or 1 <= nth <= 5):
        return None
    number, j = weekday
    if word(said, skip(said, j, {"of", "in"})) in {"every", "each"}:
        return _first_of_a_month(said, skip(said, j, {"of", "in"}) - 1, number, nth, sense)
    month = period_at(said, skip(said, j, {"of", "in"}), sense)
    first, end = (month[0].start, month[0].end) if month else (None, None)
    if month is None or first is None or end is None or (end - first).days < 27:
        return None
    day = _nth_in(first, end, number, nth)
    return (Period(day, day), month[1]) if first <= day <= end else None


def _nth_in(first: date, end: date, weekday: int, nth: int) -> date:
    if nth < 0:
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _first_of_a_month(said: Said, j: int, weekday: int, nth: int, sense: Sense) -> tuple[Period, int] | None:
    """The next of "the first Monday of every month", up to "every", which is a rhythm."""
    today = sense.now.date()
    if nth > 4 or word(said, j + 2) != "month":
        return None
    months = (shifted_period("month", by, today) for by in range(2))
    days = [_nth_in(m.start, m.end, weekday, nth) for m in months if m.start and m.end]
    day = next(d for d in days if d > today)
    return Period(day, day), j + 1
