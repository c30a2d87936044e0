"""Weeks, months and stretches of days by name: "next week", "end of next month", "the week of the 16th", "in March"."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from voice_agent.understanding.numbers import cardinal_at, ordinal_at
from voice_agent.understanding.when.calendar_words import is_real, month_at, year_at
from voice_agent.understanding.when.durations import add, duration_at, unit_at
from voice_agent.understanding.when.period_words import (
    CURRENT,
    ENDING,
    LAST,
    MONTH_FOLLOWS,
    MONTH_LEADS,
    NAMED,
    NEXT,
    SHARES,
    SHIFTED,
    Share,
)
from voice_agent.understanding.when.phrases import Said, ends_phrase, skip, word
from voice_agent.understanding.when.pieces import Duration, Period, Sense

_WEEK: Final = timedelta(days=7)
_SATURDAY, _SUNDAY = 5, 6

_SEASONS: Final = {"spring": (3, 20), "summer": (6, 21), "autumn": (9, 22), "fall": (9, 22), "winter": (12, 21)}


def period_at(said: Said, i: int, sense: Sense) -> tuple[Period, int] | None:
    """A named or counted stretch of days at `i`, and the index after it."""
    today = sense.now.date()
    weeks = _this_week(sense.now)
    share = SHARES.at(said, i)
    if share:
        current = CURRENT.at(said, share[1]) if share[0] is not Share.WHOLE else None
        named = _current(said, current, today, weeks) if current else _whole(said, share[1], today, weeks)
        if named and named[0].start != named[0].end:
            return _share_of(named[0], share[0], today), named[1]
    return _whole(said, i, today, weeks) or _counted(said, i, today) or _twenties(said, i, today)


def _this_week(now: datetime) -> int:
    """How many weeks ahead "this week" is: on a Sunday, or a Saturday from noon on, the one that is about to begin."""
    return int(now.weekday() == _SUNDAY or (now.weekday() == _SATURDAY and now.hour >= 12))


def _whole(said: Said, i: int, today: date, weeks: int) -> tuple[Period, int] | None:
    """A whole period at `i`. weeks: how many weeks ahead this week is."""
    ending = ENDING.at(said, i)
    if ending:
        by = weeks if ending[0] == "week" else 0
        return replace(shifted_period(ending[0], by, today), closing=True), ending[1]
    shifted = SHIFTED.at(said, i)
    if shifted and shifted[0][0]:
        kind, by = shifted[0]
        return shifted_period(kind, _weeks_ahead(said, by, weeks) if kind == "week" else by, today), shifted[1]
    named = NAMED.at(said, i)
    if named and named[0]:
        by, last = _week_behind(said, named[1], weeks)
        return _share_of(shifted_period("week", by, today), named[0], today), last
    return _month(said, i, today) or _season(said, i, today) or _year(said, i)


def _weeks_ahead(said: Said, by: int, weeks: int) -> int:
    """How many weeks from today's "this week" (by 0) and "next week" (1) are.

    Where this week is about to begin, next week is the same one, unless both are told apart.
    """
    both = any((word(said, k), word(said, k + 1)) == ("this", "week") for k in range(len(said)))
    return by + weeks if by == 0 or (by > 0 and both) else by


def _current(said: Said, current: tuple[str, int], today: date, weeks: int) -> tuple[Period, int]:
    kind, last = current
    by, last = _week_behind(said, last, weeks) if kind == "week" else (0, last)
    return shifted_period(kind, by, today), last


def _week_behind(said: Said, i: int, weeks: int) -> tuple[int, int]:
    """The week that a part of "the week" is said to be of ("midweek next week"), else this one: in weeks from today."""
    other = SHIFTED.at(said, skip(said, i, {",", "of"}))
    return (_weeks_ahead(said, other[0][1], weeks), other[1]) if other and other[0][0] == "week" else (weeks, i)


def shifted_period(kind: str, by: int, today: date) -> Period:
    """The day, week (Monday to Sunday), weekend, month, quarter or year that is `by` units from today's."""
    past = by < 0
    monday = today - timedelta(days=today.weekday())
    match kind:
        case "day":
            day = today + timedelta(days=by)
            return Period(day, day, past=past)
        case "week":
            start = monday + by * _WEEK
            return Period(start, start + timedelta(days=6), refinable=True, past=past)
        case "weekend":
            start = monday + by * _WEEK + timedelta(days=5)
            return Period(start, start + timedelta(days=1), refinable=True, past=past)
        case "month":
            start = add(today.replace(day=1), Duration(months=by))
            return Period(start, _month_end(start), refinable=True, past=past)
        case "quarter":
            start = add(date(today.year, (today.month - 1) // 3 * 3 + 1, 1), Duration(months=3 * by))
            return Period(start, _month_end(add(start, Duration(months=2))), refinable=True, past=past)
    return Period(date(today.year + by, 1, 1), date(today.year + by, 12, 31), refinable=True, past=past)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _share_of(period: Period, share: Share, today: date) -> Period:
    """The part of a whole period: of a week by days, of a month in tens, of a season in thirds.

    Of a year the start is January and February, the end November and December.
    """
    assert period.start is not None
    assert period.end is not None
    if share is Share.REST:
        start = max(period.start, today + timedelta(days=1))
        return Period(min(start, period.end), period.end, refinable=True, past=period.past)
    length = (period.end - period.start).days + 1
    first, second = _cuts(length)
    half = 15 if 28 <= length <= 31 else length // 2
    low, high = {
        Share.START: (0, first),
        Share.MIDDLE: (first, second),
        Share.END: (second, length),
        Share.EARLIER_PART: (0, second),
        Share.LATER_PART: (first, length),
        Share.FIRST_HALF: (0, half),
        Share.SECOND_HALF: (half, length),
    }.get(share, (0, length))
    start, end = period.start + timedelta(days=low), period.start + timedelta(days=min(high, length) - 1)
    return Period(start, end, refinable=True, past=period.past, closing=share is Share.END)


def _cuts(length: int) -> tuple[int, int]:
    """Where the middle and the end of a period begin. A week: Monday and Tuesday, Wednesday, Thursday and Friday."""
    if length == 7:
        return 2, 3
    if length > 360:
        return 60, 304
    third = 10 if 28 <= length <= 31 else max(1, round(length / 3))
    return third, 2 * third


def _month(said: Said, i: int, today: date) -> tuple[Period, int] | None:
    lead = word(said, i)
    which = {"next": 0, "this": 0, "last": -1}.get(lead)
    start = i + 1 if which is not None else i
    month = month_at(said, start)
    if month is None:
        return None
    led = which is not None or word(said, start - 1) in MONTH_LEADS
    verb_too = word(said, start) in {"may", "march", "mar"}
    if not led and len(said) > 1 and (verb_too or word(said, month[1]) not in MONTH_FOLLOWS):
        return None
    number, last = month
    day = ordinal_at(said, skip(said, last, {"the"}))
    year_follows = word(said, last) in {"last", "next", "this"} and word(said, last + 1) == "year"
    if not (ends_phrase(said, last) or year_follows or word(said, last) == "some") or (day and day.value <= 31):
        return None
    year = today.year + (1 if number < today.month else 0)
    if which == -1:
        year = today.year - (0 if number < today.month else 1)
    elif lead == "next" and number == today.month:
        year += 1
    after = skip(said, last, {",", "of", "in"})
    said_year = year_at(said, after)
    if said_year:
        year, last = said_year
    relative = {"this year": 0, "next year": 1, "last year": -1}.get(f"{word(said, after)} {word(said, after + 1)}")
    if relative is not None:
        year, last = today.year + relative, after + 2
    first = date(year, number, 1)
    return Period(first, _month_end(first), refinable=True, past=which == -1 or relative == -1), last


def _season(said: Said, i: int, today: date) -> tuple[Period, int] | None:
    lead = word(said, i)
    start = skip(said, i, {"the", "this", "next"})
    season = _SEASONS.get(word(said, start))
    if season is None or not ends_phrase(said, start + 1) or (start == i and word(said, i - 1) not in MONTH_LEADS):
        return None
    first = date(today.year, *season)
    end = add(first, Duration(months=3))
    if end < today or (lead == "next" and first <= today):
        first = add(first, Duration(months=12))
    return Period(first, add(first, Duration(months=3, days=-1)), refinable=True), start + 1


def _year(said: Said, i: int) -> tuple[Period, int] | None:
    year = year_at(said, i)
    if year is None or word(said, i - 1) not in {"in", "during", "from", "since", "on", "to", "until", "by"}:
        return None
    if not ends_phrase(said, year[1]):
        return None
    return Period(date(year[0], 1, 1), date(year[0], 12, 31), refinable=True), year[1]


def _twenties(said: Said, i: int, today: date) -> tuple[Period, int] | None:
    """ "The twenty something of March"."""
    start_at = skip(said, i, {"the"})
    number = cardinal_at(said, start_at) if word(said, start_at) in {"10", "20", "ten", "twenty"} else None
    if number is None or number.value not in (10, 20) or word(said, number.last) not in {"something", "somethingth"}:
        return None
    month = _month(said, skip(said, number.last + 1, {"of"}), today)
    if month is None or month[0].start is None:
        return None
    start = month[0].start + timedelta(days=number.value - 1)
    return Period(start, start + timedelta(days=9)), month[1]


def _counted(said: Said, i: int, today: date) -> tuple[Period, int] | None:
    """ "the next three days", "within two weeks", "in the last 4 months"."""
    ahead, behind = NEXT.at(said, i), LAST.at(said, i)
    lead = ahead or behind
    if lead is None:
        return None
    length = duration_at(said, lead[1])
    if length is None and word(said, i) in {"within", "in", "over", "during"}:
        bare = unit_at(said, skip(said, lead[1], {"the"}))
        length = bare
    if length is None or (length[0].minutes and not (length[0].days or length[0].months)):
        return None
    if ahead:
        few_days = length[0].vague and length[0].days < 7 and not length[0].months
        more = timedelta(days=length[0].or_more or int(few_days))
        return Period(today, add(today, length[0]) + more, refinable=True), length[1]
    return Period(add(today, length[0], -1), today, past=True), length[1]


def real_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none."""
    return date(year, month, day) if is_real(day, month, year) else None
