"""Days as callers name them: weekdays, dates, "in two weeks", "a week from Friday", "the day after Christmas"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from voice_agent.understanding.numbers import cardinal_at, ordinal_at
from voice_agent.understanding.when.calendar_words import (
    PLURAL_WEEKDAYS,
    day_number_at,
    month_at,
    weekday_at,
    year_at,
)
from voice_agent.understanding.when.dates import MODES, date_at, day_of_month_at, with_year
from voice_agent.understanding.when.durations import add, duration_at
from voice_agent.understanding.when.holidays import holiday_at
from voice_agent.understanding.when.periods import period_at, shifted_period
from voice_agent.understanding.when.phrases import Phrases, Said, ends_phrase, skip, word
from voice_agent.understanding.when.pieces import (
    Dated,
    DayExpression,
    Duration,
    Mode,
    OnWeekday,
    Period,
    Sense,
    WeekdaySet,
)
from voice_agent.understanding.when.resolve import resolve_day

Found = tuple[DayExpression, int]

_SETS: Final = Phrases(
    {
        "weekdays": (0, 1, 2, 3, 4),
        "a weekday": (0, 1, 2, 3, 4),
        "any weekday": (0, 1, 2, 3, 4),
        "weekday": (0, 1, 2, 3, 4),
        "during the week": (0, 1, 2, 3, 4),
        "in the week": (0, 1, 2, 3, 4),
        "week days": (0, 1, 2, 3, 4),
        "monday to friday": (0, 1, 2, 3, 4),
        "monday through friday": (0, 1, 2, 3, 4),
        "mondays to fridays": (0, 1, 2, 3, 4),
        "working days": (0, 1, 2, 3, 4),
        "weekends": (5, 6),
        "a weekend": (5, 6),
        "any weekend": (5, 6),
        "at weekends": (5, 6),
        "on a weekend": (5, 6),
    }
)
_NTH: Final = {1, 2, 3, 4, 5}


def day_at(said: Said, i: int, sense: Sense) -> Found | None:
    """The longest naming of days at `i`, unresolved where neighbours may complete it, and the index after it."""
    readings = [
        reader(said, i, sense)
        for reader in (
            _offset,
            _nth_weekday,
            _weekday_beside,
            _week_of,
            period_at,
            date_at,
            _weekday,
            _weekday_set,
            day_of_month_at,
            holiday_at,
        )
    ]
    return max((r for r in readings if r), key=lambda r: r[1], default=None)


def _weekday(said: Said, i: int, sense: Sense) -> Found | None:
    """A weekday with "next", "this", "a", "any" before it and "week", "the 4th", "2018" behind."""
    mode = MODES.at(said, i)
    start = mode[1] if mode else i
    indefinite = not mode and word(said, i) in {"a", "any", "some"}
    weekday = weekday_at(said, i + 1 if indefinite else start)
    if weekday is None:
        return None
    number, last = weekday
    tail = Phrases.at(_WEEK_TAILS, said, last)
    if tail and not mode:
        return OnWeekday(number, Mode.BARE, plus_days=tail[0]), tail[1]
    after = skip(said, last, {",", "the"})
    day = day_number_at(said, after)
    if (
        day
        and day.ordinal
        and not mode_blocks(mode)
        and after - last <= 2
        and (ends_phrase(said, day.last) or year_at(said, day.last))
    ):
        return with_year(said, Dated(day.value, weekday=number), day.last)
    return OnWeekday(number, mode[0] if mode else Mode.BARE, any=indefinite), last


_WEEK_TAILS: Final = Phrases({"week": 7, "fortnight": 14, "and a week": 7, "after next": 7})


def mode_blocks(mode: tuple[Mode, int] | None) -> bool:
    """Whether a day of the month cannot follow ("last Friday the 3rd" can)."""
    return mode is not None and mode[0] is Mode.LAST


def _weekday_set(said: Said, i: int, sense: Sense) -> Found | None:
    found = _SETS.at(said, i)
    if found:
        return WeekdaySet(found[0]), found[1]
    count = cardinal_at(said, i)
    several = PLURAL_WEEKDAYS.get(word(said, count.last)) if count and 1 <= count.value <= 9 else None
    if count and several is not None and word(said, count.last + 1) == "from":
        return OnWeekday(several, plus_days=7 * (count.value - 1)), count.last + 3  # "two Fridays from now"
    plural = PLURAL_WEEKDAYS.get(word(said, i))
    return (WeekdaySet((plural,)), i + 1) if plural is not None else None


def _nth_weekday(said: Said, i: int, sense: Sense) -> Found | None:
    """ "the first Monday of February", "the last Friday in May", "the second Tuesday next month"."""
    start = skip(said, i, {"the"})
    ordinal = ordinal_at(said, start)
    last_one = word(said, start) == "last"
    if not last_one and (ordinal is None or ordinal.value not in _NTH):
        return None
    weekday = weekday_at(said, start + 1 if last_one or ordinal is None else ordinal.last)
    if weekday is None:
        return None
    number, j = weekday
    month = period_at(said, skip(said, j, {"of", "in"}), sense)
    if month is None or month[0].start is None or month[0].end is None or (month[0].end - month[0].start).days < 27:
        return None
    if last_one:
        day = month[0].end - timedelta(days=(month[0].end.weekday() - number) % 7)
    else:
        assert ordinal is not None
        day = month[0].start + timedelta(days=(number - month[0].start.weekday()) % 7 + 7 * (ordinal.value - 1))
    if not last_one and day < sense.now.date() and month_at(said, skip(said, j, {"of", "in"})):
        return None
    return Period(day, day), month[1]


def _weekday_beside(said: Said, i: int, sense: Sense) -> Found | None:
    """ "the Friday before Easter", "the Monday after the 15th", "the week after Easter"."""
    weekday = weekday_at(said, i + 1) if word(said, i) == "the" else None
    week = word(said, skip(said, i, {"the"})) == "week"
    if week:
        weekday = 0, skip(said, i, {"the"}) + 1
    if weekday is None or word(said, weekday[1]) not in {"before", "after"}:
        return None
    inner = day_at(said, weekday[1] + 1, sense)
    days = resolve_day(inner[0], sense.now.date()) if inner else None
    if inner is None or days is None or days.start is None or days.end is None:
        return None
    if word(said, weekday[1]) == "after":
        day = days.end + timedelta(days=(weekday[0] - days.end.weekday() - 1) % 7 + 1)
    else:
        day = days.start - timedelta(days=(days.start.weekday() - weekday[0] - 1) % 7 + 1)
    if not week:
        return Period(day, day), inner[1]
    by = 1 if word(said, weekday[1]) == "after" else -1
    return replace(shifted_period("week", by, days.end if by > 0 else days.start), past=False), inner[1]


def _week_of(said: Said, i: int, sense: Sense) -> Found | None:
    """ "the week of the 16th", "the weekend of May the 3rd", "the week beginning the 9th"."""
    start = skip(said, i, {"the", "in", "during"})
    kind = word(said, start)
    if kind not in {"week", "weekend"}:
        return None
    tail = word(said, start + 1)
    if tail not in {"of", "beginning", "starting", "commencing"} and (tail, word(said, start + 2)) != (
        "that",
        "starts",
    ):
        return None
    inner = day_at(said, skip(said, start + 2, {"on", "starts"}), sense)
    if inner is None or not isinstance(inner[0], Dated | OnWeekday | Period):
        return None
    day = resolve_day(inner[0], sense.now.date()).start
    return (shifted_period(kind, 0, day), inner[1]) if day else None


def _offset(said: Said, i: int, sense: Sense) -> Found | None:
    """Counted from a day: "in two weeks", "ten days from now", "a week from Friday", "3 days ago"."""
    today = sense.now.date()
    lead = word(said, i)
    start = (
        skip(said, i + 1, {"about", "around", "exactly", "say", "like", "roughly", "just", "over", "in"})
        if lead == "in"
        else i
    )
    found = duration_at(said, start)
    if found is None or (found[0].minutes and not found[0].days and not found[0].months):
        return None
    length, j = found
    if lead != "in" and word(said, j - 1) in {"night", "nights"}:
        return None  # "three nights from Sunday" begin on Sunday
    if word(said, j) == "'":
        j += 1
    if lead == "in" and word(said, j) == "ago":
        return None
    if lead == "in":
        j = j + 1 if word(said, j) == "time" else j
        return ahead(today, length), j
    base = _base(said, j, sense)
    if base is None:
        return None
    day, last = base
    if day is None:
        back = add(today, length, -1)
        return Period(back, back, past=True), last
    return ahead(day, length), last


def _base(said: Said, j: int, sense: Sense) -> tuple[date | None, int] | None:
    """The day counted from; None for "ago"."""
    text = word(said, j)
    today = sense.now.date()
    if text in {"ago", "back", "earlier"} and text == "ago":
        return None, j + 1
    if text in {"today", "tomorrow"}:
        return today + timedelta(days=text == "tomorrow"), j + 1
    if text not in {"from", "after", "on"}:
        return None
    if word(said, j + 1) in {"now", "here"}:
        return (today, j + 2) if text != "on" else None
    k = skip(said, j + 1, {"the", "on"})
    inner = day_at(said, j + 1, sense) or day_at(said, k, sense)
    if inner is None or not isinstance(inner[0], OnWeekday | Dated | Period):
        return None
    day = resolve_day(inner[0], today).start
    return (day, inner[1]) if day and (text != "on" or isinstance(inner[0], OnWeekday)) else None


def ahead(day: date, length: Duration) -> Period:
    """Days, weeks or months from a day: that very day, or its week where months or a vague count were said."""
    target = add(day, length)
    if length.or_more:
        latest = add(target, Duration(days=length.or_more))
        week = shifted_period("week", 0, latest) if length.days >= 7 or length.months else Period(latest, latest)
        return Period(target, week.end, refinable=True)
    if (length.vague and length.days >= 7) or length.months:
        week = shifted_period("week", 0, target)
        return replace(week, refinable=True)
    if length.vague:
        return Period(add(day, replace(length, days=2)), add(day, replace(length, days=max(2, length.days + 1))))
    return Period(target, target, refinable=length.days >= 7 and length.days % 7 == 0)
