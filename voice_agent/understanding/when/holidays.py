"""Days that callers name by a holiday. The clinic's own closures are the calendar's business, not this grammar's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from dateutil.easter import easter  # type: ignore[import-untyped]

from voice_agent.understanding.when.calendar_words import year_at
from voice_agent.understanding.when.phrases import Phrases, Said, phrases, skip, word
from voice_agent.understanding.when.pieces import Period, Sense

OfYear = Callable[[int], date]


def _fixed(month: int, day: int) -> OfYear:
    return lambda year: date(year, month, day)


def _nth(month: int, weekday: int, nth: int) -> OfYear:
    """The nth weekday of a month; nth -1 is the last."""

    def of(year: int) -> date:
        if nth < 0:
            end = date(year, month + 1, 1) - timedelta(days=1)
            return end - timedelta(days=(end.weekday() - weekday) % 7)
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))

    return of


def _from_easter(days: int) -> OfYear:
    def of(year: int) -> date:
        day: date = easter(year)
        return day + timedelta(days=days)

    return of


_HOLIDAYS: Final = Phrases[OfYear](
    {
        "christmas": _fixed(12, 25),
        "christmas day": _fixed(12, 25),
        "xmas": _fixed(12, 25),
        "christmas eve": _fixed(12, 24),
        "boxing day": _fixed(12, 26),
        "new year's eve": _fixed(12, 31),
        "new years eve": _fixed(12, 31),
        "new year's": _fixed(1, 1),
        "new years": _fixed(1, 1),
        "new year's day": _fixed(1, 1),
        "new years day": _fixed(1, 1),
        "new year": _fixed(1, 1),
        "halloween": _fixed(10, 31),
        "valentine's day": _fixed(2, 14),
        "valentines day": _fixed(2, 14),
        "valentine's": _fixed(2, 14),
        "saint patrick's day": _fixed(3, 17),
        "st patrick's day": _fixed(3, 17),
        "independence day": _fixed(7, 4),
        "fourth of july": _fixed(7, 4),
        "juneteenth": _fixed(6, 19),
        "veterans day": _fixed(11, 11),
        "thanksgiving": _nth(11, 3, 4),
        "thanksgiving day": _nth(11, 3, 4),
        "black friday": lambda year: _nth(11, 3, 4)(year) + timedelta(days=1),
        "labor day": _nth(9, 0, 1),
        "labour day": _nth(9, 0, 1),
        "memorial day": _nth(5, 0, -1),
        "columbus day": _nth(10, 0, 2),
        "indigenous peoples day": _nth(10, 0, 2),
        "indigenous people's day": _nth(10, 0, 2),
        "veterans' day": _fixed(11, 11),
        "veteran's day": _fixed(11, 11),
        "mlk day": _nth(1, 0, 3),
        "mlk": _nth(1, 0, 3),
        "martin luther king jr day": _nth(1, 0, 3),
        "president's day": _nth(2, 0, 3),
        "cyber monday": lambda year: _nth(11, 3, 4)(year) + timedelta(days=4),
        "election day": lambda year: _nth(11, 0, 1)(year) + timedelta(days=1),
        "tax day": _fixed(4, 15),
        "cinco de mayo": _fixed(5, 5),
        "groundhog day": _fixed(2, 2),
        "st . patrick's day": _fixed(3, 17),
        "saint paddy's day": _fixed(3, 17),
        "st paddy's day": _fixed(3, 17),
        "july fourth": _fixed(7, 4),
        "mothers day": _nth(5, 6, 2),
        "fathers day": _nth(6, 6, 3),
        "ash wednesday": _from_easter(-46),
        "palm sunday": _from_easter(-7),
        "mardi gras": _from_easter(-47),
        "presidents day": _nth(2, 0, 3),
        "presidents' day": _nth(2, 0, 3),
        "martin luther king day": _nth(1, 0, 3),
        "mother's day": _nth(5, 6, 2),
        "father's day": _nth(6, 6, 3),
        "easter": _from_easter(0),
        "easter sunday": _from_easter(0),
        "easter monday": _from_easter(1),
        "good friday": _from_easter(-2),
    }
)
_THE_HOLIDAYS: Final = phrases("the holidays", "the christmas holidays", "the holiday season", "the winter holidays")
_BESIDE: Final = Phrases({"the day after": 1, "day after": 1, "the day before": -1, "day before": -1})


def _around(day: date, kind: str) -> Period:
    """ "Thanksgiving week"; "Labor Day weekend", with the holiday itself where it touches it."""
    monday = day - timedelta(days=day.weekday())
    if kind == "week":
        return Period(monday, monday + timedelta(days=6), refinable=True)
    saturday = monday + timedelta(days=5 if day.weekday() > 2 else -2)
    return Period(min(saturday, day), max(saturday + timedelta(days=1), day))


def _over_the_year(said: Said, i: int, today: date) -> tuple[Period, int] | None:
    """ "The holidays": Christmas Eve to New Year's Day; "the new year" to come is that year."""
    found = _THE_HOLIDAYS.at(said, i)
    if found is None:
        return None
    year = today.year - 1 if (today.month, today.day) == (1, 1) else today.year
    return Period(date(year, 12, 24), date(year + 1, 1, 1)), found[1]


def holiday_at(said: Said, i: int, sense: Sense) -> tuple[Period, int] | None:
    """A holiday at `i`, or the day before or after one: its next occurrence, or that of the year said."""
    season = _over_the_year(said, i, sense.now.date())
    if season:
        return season
    beside = _BESIDE.at(said, i)
    found = _HOLIDAYS.at(said, skip(said, beside[1] if beside else i, {"the"} if beside else ()))
    if found is None:
        return None
    of_year, last = found
    year = year_at(said, skip(said, last, {","}))
    shift = timedelta(days=beside[0] if beside else 0)
    if year:
        return Period(of_year(year[0]) + shift, of_year(year[0]) + shift), year[1]
    today = sense.now.date()
    day = of_year(today.year) + shift
    if day < today:
        day = of_year(today.year + 1) + shift
    if word(said, last) in {"weekend", "week"} and not beside:
        return _around(day, word(said, last)), last + 1
    return Period(day, day), last + 1 if word(said, last) in {"holiday", "holidays"} else last
