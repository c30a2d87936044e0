"""Days as callers name them: weekdays, dates, "in two weeks", "a week from Friday", "the day after Christmas"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from voice_agent.understanding.numbers import cardinal_at
from voice_agent.understanding.reader import DateOrder
from voice_agent.understanding.when.calendar_words import is_real, weekday_at
from voice_agent.understanding.when.dates import date_at, day_of_month_at
from voice_agent.understanding.when.durations import add, duration_at
from voice_agent.understanding.when.holidays import holiday_at
from voice_agent.understanding.when.hours import AT
from voice_agent.understanding.when.idle import pronoun_after_minutes
from voice_agent.understanding.when.nth_weeks import nth_week_at
from voice_agent.understanding.when.periods import period_at, shifted_period
from voice_agent.understanding.when.phrases import Said, ends_phrase, is_number, phrases, skip, word
from voice_agent.understanding.when.pieces import (
    Dated,
    DayExpression,
    DayRange,
    Duration,
    OnWeekday,
    Period,
    Sense,
)
from voice_agent.understanding.when.resolve import resolve_day
from voice_agent.understanding.when.weekdays import nth_weekday_at, weekday_named_at, weekday_set_at

Found = tuple[DayExpression, int]


_NOT_FOR: Final = phrases(
    "not for",
    *(
        f"{who} {where} for"
        for who in ("i'm", "i am", "i'll be", "we're", "we'll be", "be")
        for where in ("away", "out of town", "on vacation", "on holiday", "travelling", "traveling", "abroad", "gone")
    ),
    *(f"won't be {how} for" for how in ("back", "home", "able to come", "available", "free", "around", "here")),
    *(f"can't {how} for" for how in ("come", "come in", "make it", "get there", "get away", "do it", "do anything")),
)
_ROUGHLY: Final = frozenset({"about", "around", "exactly", "say", "like", "roughly", "just", "over"})


_MONTH_NUMBERS: Final = frozenset(
    [*(str(n) for n in range(1, 13)), *"one two three four five six seven eight nine ten eleven twelve".split()]
)


def day_at(said: Said, i: int, sense: Sense) -> Found | None:
    """The longest naming of days at `i`, unresolved where neighbours may complete it, and the index after it."""
    readings = [
        reader(said, i, sense)
        for reader in (
            _offset,
            _not_sooner,
            nth_weekday_at,
            nth_week_at,
            _beside,
            _week_of,
            _month_and_day,
            weekday_set_at,
            period_at,
            date_at,
            weekday_named_at,
            day_of_month_at,
            holiday_at,
        )
    ]
    return max((r for r in readings if r), key=lambda r: r[1], default=None)


def _beside(said: Said, i: int, sense: Sense) -> Found | None:
    """ "the Friday before Easter", "the Monday after the 15th", "the week after Easter", "the day before the 20th"."""
    start = skip(said, i, {"the", "first", "very"})
    unit = word(said, start)
    weekday = (0, start + 1) if unit in {"week", "day"} else weekday_at(said, start)
    if weekday is None or (start == i and unit != "week"):
        return None
    number, j = weekday
    j = skip(said, j, {"right", "just", "straight", "immediately", "directly", "following"} & {word(said, j)})
    sign = {"after": 1, "before": -1}.get(word(said, j))
    inner = day_at(said, j + 1, sense) if sign else None
    days = resolve_day(inner[0], sense.now.date()) if inner else None
    if inner is None or sign is None or days is None or days.start is None or days.end is None:
        return None
    near = days.end if sign > 0 else days.start
    if unit == "week":
        return replace(shifted_period("week", sign, near), past=False), inner[1]
    away = 1 if unit == "day" else (sign * (number - near.weekday()) - 1) % 7 + 1
    day = near + timedelta(days=sign * away)
    return Period(day, day), inner[1]


def _month_and_day(said: Said, i: int, sense: Sense) -> Found | None:
    """ "Eleven sixteen" for the 16th of November, where a day is asked for or told: no visit begins so."""
    month = cardinal_at(said, i) if word(said, i) in _MONTH_NUMBERS else None
    day = cardinal_at(said, month.last) if month else None
    if month is None or day is None or day.value % 5 == 0 or sense.date_order is not DateOrder.MDY:
        return None
    if not is_real(day.value, month.value, None) or bool(month.digits) != bool(day.digits):
        return None
    if pronoun_after_minutes(said, i, day.last):
        return None
    beside = skip(said, day.last, {","})
    told_again = weekday_at(said, beside) is not None or holiday_at(said, beside, sense) is not None
    if not (told_again or (sense.expecting_when and ends_phrase(said, day.last))) or is_number(said, i - 1):
        return None
    return (Dated(day.value, month.value), day.last) if word(said, i - 1) not in AT else None


def _week_of(said: Said, i: int, sense: Sense) -> Found | None:
    """ "the week of the 16th", "the weekend of May the 3rd", "the week beginning the 9th"."""
    start = skip(said, i, {"the", "in", "during"})
    kind = word(said, start)
    if kind not in {"week", "weekend"}:
        return None
    lead = skip(said, start + 1, {"that", "which"})
    if word(said, lead) not in {"of", "beginning", "starting", "commencing", "starts", "begins", "with", "containing"}:
        return None
    inner = day_at(said, skip(said, lead + 1, {"on"}), sense)
    if inner is None or not isinstance(inner[0], Dated | OnWeekday | Period):
        return None
    day = resolve_day(inner[0], sense.now.date()).start
    return (shifted_period(kind, 0, day), inner[1]) if day else None


def _offset(said: Said, i: int, sense: Sense) -> Found | None:
    """Counted from a day: "in two weeks", "ten days from now", "a week from Friday", "3 days ago"."""
    today = sense.now.date()
    lead = word(said, i)
    start = skip(said, i + 1, _ROUGHLY) if lead == "in" else i
    found = duration_at(said, start) or _bare_week(said, i)
    if found is None or (found[0].minutes and not found[0].days and not found[0].months):
        return None
    length, j = found
    stays = word(said, j - 1) in {"night", "nights"} or word(said, i - 1) in {"for", "stay", "staying"}
    if lead != "in" and stays and word(said, j) == "from" and word(said, j + 1) not in {"now", "today", "tomorrow"}:
        return None  # "three nights from Sunday", "away for two weeks from the 6th" begin on that day
    if word(said, j) == "'":
        j += 1
    if lead == "in" and word(said, j) == "ago":
        return None
    if lead == "in" and not (word(said, j) == "from" and _base(said, j, sense)):  # not "get in a week from Friday"
        j = j + 1 if word(said, j) == "time" else j
        return ahead(today, length), j
    before = _day_of_event(said, j + 1, sense) if word(said, j) == "before" else None
    until = resolve_day(before[0], today).start if before else None
    if before and until:
        earlier = add(until, length, -1)
        return Period(earlier, earlier), before[1]
    base = _base(said, j, sense)
    if base is None:
        return None
    day, last = base
    if day is None:
        back = add(today, length, -1)
        return Period(back, back, past=True), last
    return ahead(day, length), last


def _day_of_event(said: Said, i: int, sense: Sense) -> Found | None:
    """A day at `i`, or that of something of the caller's: "my surgery on the 20th"."""
    found = day_at(said, skip(said, i, {"the"}), sense)
    if found or word(said, i) not in {"my", "the", "his", "her", "our", "their"}:
        return found
    on = next((k for k in range(i + 2, i + 5) if word(said, k) == "on"), None)
    return day_at(said, skip(said, on + 1, {"the"}), sense) if on else None


def _not_sooner(said: Said, i: int, sense: Sense) -> Found | None:
    """ "At least two weeks from now", "not for another month", "out of town for ten days": from that day on."""
    lead = _NOT_FOR.at(said, i)
    if lead:
        start = skip(said, lead[1], {"at", "least", "another", "about", "the", "next", "good"})
        length = duration_at(said, start) or duration_at(said, lead[1])
        if length is None or length[0].minutes or word(said, length[1]) in {"from", "starting"}:
            return None
        day, last = add(sense.now.date(), length[0]), length[1]
    elif (word(said, i), word(said, i + 1)) in {("at", "least"), ("minimum", "of")}:
        found = _offset(said, i + 2, sense)
        if found is None or not isinstance(found[0], Period) or found[0].start is None or found[0].past:
            return None
        day, last = found[0].start, found[1]
        if any(w.text == "before" for w in said[i:last]):
            return DayRange(None, found[0]), last  # "at least three days before the 20th"
    else:
        return None
    return DayRange(Period(day, day), None), last


def absence_at(said: Said, i: int, sense: Sense) -> tuple[Period, int] | None:
    """ "I'm away for ten days from the 6th": the days on which the caller is not there."""
    lead = _NOT_FOR.at(said, i)
    length = duration_at(said, lead[1]) if lead else None
    if length is None or length[0].minutes or word(said, length[1]) not in {"from", "starting"}:
        return None
    first = day_at(said, skip(said, length[1] + 1, {"on", "from"}), sense)
    start = resolve_day(first[0], sense.now.date()).start if first else None
    return (Period(start, add(start, length[0])), first[1]) if first and start else None


def _bare_week(said: Said, i: int) -> tuple[Duration, int] | None:
    """ "Week on Friday", "fortnight tomorrow": without its article."""
    days = {"week": 7, "fortnight": 14}.get(word(said, i))
    if days is None or word(said, i - 1) in {"the", "this", "next", "every", "each", "that", "last", "of", "a"}:
        return None
    counted = word(said, i + 1) in {"today", "tomorrow"} or (word(said, i + 1) == "on" and weekday_at(said, i + 2))
    return (Duration(days=days), i + 1) if counted else None


def _base(said: Said, j: int, sense: Sense) -> tuple[date | None, int] | None:
    """The day counted from; None for "ago"."""
    text = word(said, j)
    today = sense.now.date()
    if text == "ago":
        return None, j + 1
    if text in {"out", "hence", "away"} and ends_phrase(said, j + 1) and word(said, j + 1) not in {"from", "of"}:
        return today, j + 1
    if text in {"today", "tomorrow"}:
        return today + timedelta(days=text == "tomorrow"), j + 1
    weekday = weekday_at(said, skip(said, j, {"this", "come"}))
    if weekday and word(said, j - 1) in {"week", "fortnight", "weeks"}:  # "a week Wednesday", "two weeks this Friday"
        return resolve_day(OnWeekday(weekday[0]), today).start, weekday[1]
    if text not in {"from", "after", "on"}:
        return None
    if word(said, j + 1) in {"now", "here"}:
        return (today, j + 2) if text != "on" else None
    k = skip(said, j + 1, {"the", "on"})
    inner = day_at(said, j + 1, sense) or (day_at(said, k, sense) if k > j + 1 else None)
    if inner is None or not isinstance(inner[0], OnWeekday | Dated | Period):
        return None
    day = resolve_day(inner[0], today).start
    return (day, inner[1]) if day and (text != "on" or isinstance(inner[0], OnWeekday)) else None


def ahead(day: date, length: Duration) -> Period:
    """Days, weeks or months from a day: that very day, or its week where months or a vague count were said."""
    target = add(day, length)
    if length.or_more:
        latest = add(target, Duration(days=length.or_more))
        weeks = (length.days >= 7 and length.or_more % 7 == 0) or length.months
        week = shifted_period("week", 0, latest) if weeks else Period(latest, latest)
        return Period(target, week.end, refinable=True)
    if (length.vague and length.days >= 7) or length.months:
        week = shifted_period("week", 0, target)
        return replace(week, refinable=True)
    if length.vague:
        return Period(add(day, replace(length, days=2)), add(day, replace(length, days=max(2, length.days + 1))))
    return Period(target, target, refinable=length.days >= 7 and length.days % 7 == 0)
