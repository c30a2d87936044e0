"""Weeks, months and stretches of days by name: "next week", "end of next month", "the week of the 16th", "in March"."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import Final

from voice_agent.understanding.numbers import ordinal_at
from voice_agent.understanding.when.calendar_words import is_real, month_at, year_at
from voice_agent.understanding.when.durations import add, duration_at, unit_at
from voice_agent.understanding.when.phrases import Phrases, Said, ends_phrase, phrases, skip, word
from voice_agent.understanding.when.pieces import Duration, Period, Sense


class _Share(StrEnum):
    START = auto()
    MIDDLE = auto()
    END = auto()
    FIRST_HALF = auto()
    SECOND_HALF = auto()
    REST = auto()
    FIRST_WEEK = auto()
    SECOND_WEEK = auto()
    THIRD_WEEK = auto()
    LAST_WEEK = auto()
    WHOLE = auto()


_WEEK: Final = timedelta(days=7)

# (kind, how many units away). Kinds: day, week, weekend, month, quarter, year.
_SHIFTED: Final = Phrases(
    {
        "today": ("day", 0),
        "todays": ("day", 0),
        "today's": ("day", 0),
        "this day": ("day", 0),
        "tomorrow": ("day", 1),
        "tomorrow's": ("day", 1),
        "tomorow": ("day", 1),
        "tommorow": ("day", 1),
        "tommorrow": ("day", 1),
        "day after tomorrow": ("day", 2),
        "the day after tomorrow": ("day", 2),
        "day after": ("", 0),
        "overmorrow": ("day", 2),
        "yesterday": ("day", -1),
        "the day before yesterday": ("day", -2),
        "day before yesterday": ("day", -2),
        "last night": ("day", -1),
        "this week": ("week", 0),
        "the current week": ("week", 0),
        "next week": ("week", 1),
        "next week's": ("week", 1),
        "the coming week": ("week", 1),
        "the week after next": ("week", 2),
        "week after next": ("week", 2),
        "the week after the next": ("week", 2),
        "not next week but the week after": ("week", 2),
        "not next week, the week after": ("week", 2),
        "not next week the week after": ("week", 2),
        "not this week but next": ("week", 1),
        "the week after next week": ("week", 2),
        "last week": ("week", -1),
        "past week": ("week", -1),
        "this weekend": ("weekend", 0),
        "the weekend": ("weekend", 0),
        "weekend": ("weekend", 0),
        "this coming weekend": ("weekend", 0),
        "the coming weekend": ("weekend", 0),
        "next weekend": ("weekend", 1),
        "the weekend after next": ("weekend", 2),
        "the weekend after": ("weekend", 1),
        "last weekend": ("weekend", -1),
        "this month": ("month", 0),
        "the month": ("month", 0),
        "the current month": ("month", 0),
        "next month": ("month", 1),
        "the coming month": ("month", 1),
        "the month after next": ("month", 2),
        "month after next": ("month", 2),
        "last month": ("month", -1),
        "past month": ("month", -1),
        "this quarter": ("quarter", 0),
        "next quarter": ("quarter", 1),
        "this year": ("year", 0),
        "the year": ("year", 0),
        "next year": ("year", 1),
        "the new year": ("year", 1),
        "last year": ("year", -1),
        "past year": ("year", -1),
    }
)
# What part of a period is meant, said before it.
_SHARES: Final = Phrases(
    {
        **{
            f"{article}{word} of": _Share.START
            for article in ("", "the ", "at the ")
            for word in ("beginning", "start", "top")
        },
        **{f"{article}{word} of": _Share.MIDDLE for article in ("", "the ", "in the ") for word in ("middle", "mid")},
        **{
            f"{article}{word} of": _Share.END
            for article in ("", "the ", "at the ")
            for word in ("end", "very end", "back end")
        },
        "early": _Share.START,
        "early in": _Share.START,
        "early on in": _Share.START,
        "mid": _Share.MIDDLE,
        "mid -": _Share.MIDDLE,
        "middle": _Share.MIDDLE,
        "late": _Share.END,
        "late in": _Share.END,
        "the first half of": _Share.FIRST_HALF,
        "first half of": _Share.FIRST_HALF,
        "the second half of": _Share.SECOND_HALF,
        "second half of": _Share.SECOND_HALF,
        "the rest of": _Share.REST,
        "rest of": _Share.REST,
        "later in": _Share.REST,
        "later": _Share.REST,
        "later on in": _Share.REST,
        "the first week of": _Share.FIRST_WEEK,
        "the first week in": _Share.FIRST_WEEK,
        "first week of": _Share.FIRST_WEEK,
        "first week in": _Share.FIRST_WEEK,
        "the second week of": _Share.SECOND_WEEK,
        "the second week in": _Share.SECOND_WEEK,
        "second week of": _Share.SECOND_WEEK,
        "the third week of": _Share.THIRD_WEEK,
        "third week of": _Share.THIRD_WEEK,
        "the last week of": _Share.LAST_WEEK,
        "the last week in": _Share.LAST_WEEK,
        "last week of": _Share.LAST_WEEK,
        "sometime": _Share.WHOLE,
        "some time": _Share.WHOLE,
        "any day": _Share.WHOLE,
        "any time": _Share.WHOLE,
        "anytime": _Share.WHOLE,
        "during": _Share.WHOLE,
        "sometime in": _Share.WHOLE,
        "in": _Share.WHOLE,
        "any day in": _Share.WHOLE,
    }
)
_NAMED: Final = Phrases(
    {"midweek": _Share.MIDDLE, "mid week": _Share.MIDDLE, "mid - week": _Share.MIDDLE, "end of week": _Share.END}
)
_CURRENT: Final = Phrases({"the week": "week", "week": "week", "month": "month"})
_SEASONS: Final = {"spring": (3, 20), "summer": (6, 21), "autumn": (9, 22), "fall": (9, 22), "winter": (12, 21)}
_NEXT: Final = phrases(
    "in the next", "within the next", "over the next", "the next", "next", "during the next", "within"
)
_LAST: Final = phrases("in the last", "over the last", "the last", "last", "past", "the past", "during the last")
_MONTH_FOLLOWS: Final = frozenset({"", ".", "?", "would", "is", "works", "please", "or", "this", "next", "last"})
_MONTH_LEADS: Final = frozenset(
    {"in", "of", "for", "until", "till", "since", "by", "before", "after", "during", "next", "this", "through", "to",
     "late", "early", "mid", "or", "sometime", "about", "around", "end", "and", "from", "-"}
)  # fmt: skip


def period_at(said: Said, i: int, sense: Sense) -> tuple[Period, int] | None:
    """A named or counted stretch of days at `i`, and the index after it."""
    today = sense.now.date()
    share = _SHARES.at(said, i)
    if share:
        current = _CURRENT.at(said, share[1])
        named = (shifted_period(current[0], 0, today), current[1]) if current else _whole(said, share[1], today)
        if named and named[0].start != named[0].end:
            return _share_of(named[0], share[0], today), named[1]
    return _whole(said, i, today) or _counted(said, i, today)


def _whole(said: Said, i: int, today: date) -> tuple[Period, int] | None:
    shifted = _SHIFTED.at(said, i)
    if shifted and shifted[0][0]:
        kind, by = shifted[0]
        return shifted_period(kind, by, today), shifted[1]
    named = _NAMED.at(said, i)
    if named and named[0]:
        week = shifted_period("week", 0, today)
        return _share_of(week, named[0], today), named[1]
    return _month(said, i, today) or _season(said, i, today) or _year(said, i)


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


def _share_of(period: Period, share: _Share, today: date) -> Period:
    """The part of a whole period: of a week by days, of a month in tens, of a longer one in thirds."""
    assert period.start is not None
    assert period.end is not None
    if share is _Share.REST:
        start = max(period.start, today + timedelta(days=1))
        return Period(min(start, period.end), period.end, refinable=True, past=period.past)
    length = (period.end - period.start).days + 1
    first, second = _cuts(length)
    half = 15 if 28 <= length <= 31 else length // 2
    low, high = {
        _Share.START: (0, first),
        _Share.MIDDLE: (first, second),
        _Share.END: (second, length),
        _Share.FIRST_HALF: (0, half),
        _Share.SECOND_HALF: (half, length),
        _Share.FIRST_WEEK: (0, 7),
        _Share.SECOND_WEEK: (7, 14),
        _Share.THIRD_WEEK: (14, 21),
        _Share.LAST_WEEK: (length - 7, length),
    }.get(share, (0, length))
    start, end = period.start + timedelta(days=low), period.start + timedelta(days=min(high, length) - 1)
    return Period(start, end, refinable=True, past=period.past)


def _cuts(length: int) -> tuple[int, int]:
    """Where the middle and the end of a period begin. A week: Monday and Tuesday, Wednesday, Thursday and Friday."""
    if length == 7:
        return 2, 3
    third = 10 if 28 <= length <= 31 else max(1, round(length / 3))
    return third, 2 * third


def _month(said: Said, i: int, today: date) -> tuple[Period, int] | None:
    lead = word(said, i)
    which = {"next": 0, "this": 0, "last": -1}.get(lead)
    start = i + 1 if which is not None else i
    month = month_at(said, start)
    if month is None:
        return None
    led = which is not None or word(said, start - 1) in _MONTH_LEADS
    verb_too = word(said, start) in {"may", "march", "mar"}
    if not led and len(said) > 1 and (verb_too or word(said, month[1]) not in _MONTH_FOLLOWS):
        return None
    number, last = month
    day = ordinal_at(said, skip(said, last, {"the"}))
    if not ends_phrase(said, last) or (day and day.value <= 31):
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
    if season is None or not ends_phrase(said, start + 1) or (start == i and word(said, i - 1) not in _MONTH_LEADS):
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


def _counted(said: Said, i: int, today: date) -> tuple[Period, int] | None:
    """ "the next three days", "within two weeks", "in the last 4 months"."""
    ahead, behind = _NEXT.at(said, i), _LAST.at(said, i)
    lead = ahead or behind
    if lead is None:
        return None
    length = duration_at(said, lead[1])
    if length is None and word(said, i) == "within":
        bare = unit_at(said, skip(said, lead[1], {"the"}))
        length = bare
    if length is None or (length[0].minutes and not (length[0].days or length[0].months)):
        return None
    if ahead:
        return Period(today, add(today, length[0]), refinable=True), length[1]
    return Period(add(today, length[0], -1), today, past=True), length[1]


def real_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none."""
    return date(year, month, day) if is_real(day, month, year) else None
