"""Names of months and weekdays, years, and dates said or written, without any sense of "now".

Used for visits and for dates of birth alike: `calendar_date_at` gives the parts that were said, nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from voice_agent.understanding.numbers import Number, cardinal_at, ordinal_at
from voice_agent.understanding.reader import DateOrder
from voice_agent.understanding.when.homophones import ordinal_sounding_at
from voice_agent.understanding.when.phrases import Said, ends_phrase, skip, word

_MONTH_NAMES: Final = (
    ("january", "jan"),
    ("february", "feb", "febuary", "feburary"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sep", "sept"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
MONTHS: Final = {name: n for n, names in enumerate(_MONTH_NAMES, start=1) for name in names}
_WEEKDAY_NAMES: Final = (
    ("monday", "mon"),
    ("tuesday", "tues", "tue", "tuseday", "teusday"),
    ("wednesday", "weds", "wed", "wensday", "wednsday", "wendsday", "wenesday"),
    ("thursday", "thurs", "thur", "thu", "thurday", "thirsday"),
    ("friday", "fri"),
    ("saturday", "sat", "saterday", "satday"),
    ("sunday", "sun"),
)
WEEKDAYS: Final = {name: n for n, names in enumerate(_WEEKDAY_NAMES) for name in names} | {
    f"{names[0]}'s": n for n, names in enumerate(_WEEKDAY_NAMES)
}
"""Names and abbreviations of weekdays -> 0 (Monday) to 6."""
PLURAL_WEEKDAYS: Final = {f"{names[0]}s": n for n, names in enumerate(_WEEKDAY_NAMES)}

_WORDS_TOO: Final = frozenset({"sat", "sun", "mon", "wed", "fri", "tue", "thu"})
_SEPARATORS: Final = frozenset({"/", "-", "."})


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """The parts of a date that were said, in words[first:last]. `day` is always there; a month or year may be None."""

    day: int
    month: int | None
    year: int | None
    first: int
    last: int


def month_at(said: Said, i: int) -> tuple[int, int] | None:
    """(month 1-12, index after it) for a month's name at `i`, with the full stop of an abbreviation."""
    month = MONTHS.get(word(said, i))
    if month is None:
        return None
    abbreviated = len(word(said, i)) <= 4 and word(said, i) not in {"may", "june", "july"}
    return month, i + 2 if abbreviated and word(said, i + 1) == "." and i + 2 < len(said) else i + 1


def weekday_at(said: Said, i: int) -> tuple[int, int] | None:
    """(weekday 0-6, index after it). An abbreviation that is also a word ("sat") needs a date or "on" beside it."""
    text = word(said, i)
    weekday = WEEKDAYS.get(text)
    if weekday is None:
        return None
    last = i + 1
    if len(text) <= 5 and word(said, last) == "." and last + 1 < len(said):
        last += 1
    if text in _WORDS_TOO:
        following = skip(said, last, {",", "the"})
        dated = word(said, following) in MONTHS or word(said, following)[:1].isdecimal()
        named = word(said, i - 1) in {"on", "next", "this", "for", "or", "coming", "every"} and ends_phrase(said, last)
        timed = word(said, last) == "at" and cardinal_at(said, last + 1) is not None
        named = named or timed or word(said, last) in {"morning", "afternoon", "evening"}
        if not (dated or named or len(said) == 1):
            return None
    return weekday, last


def year_at(said: Said, i: int) -> tuple[int, int] | None:
    """(year, index after it) for a year said in full, 1900 to 2099: "1984", "nineteen eighty four", "twenty oh six"."""
    number = cardinal_at(said, i)
    if number is None or number.value == 0:
        return None
    if 1900 <= number.value <= 2099:
        return number.value, number.last
    if number.value not in (19, 20) or number.digits not in ("", "19", "20"):
        return None
    j = skip(said, number.last, {"-"})
    if word(said, j) in {"oh", "o"}:
        unit = cardinal_at(said, j + 1)
        return (number.value * 100 + unit.value, unit.last) if unit and 1 <= unit.value <= 9 else None
    if word(said, j) == "hundred":
        return number.value * 100, j + 1
    rest = cardinal_at(said, j)
    if rest and 10 <= rest.value <= 99 and not (number.digits and not rest.digits):
        return number.value * 100 + rest.value, rest.last
    return None


def calendar_date_at(said: Said, i: int, order: DateOrder) -> CalendarDate | None:
    """A date at `i` that names its day and month, in words or figures, with its year if said.

    "the 3rd of March 2026", "March the third", "3 March", "03/05/2026" (by `order`), "2026-03-05", "5.3.26".
    Years of two digits in figures are read as 20xx up to 49 and 19xx from 50.
    """
    return _figures(said, i, order) or _day_then_month(said, i) or _month_then_day(said, i)


def day_number_at(said: Said, i: int) -> Number | None:
    """A day of the month at `i`, as an ordinal or a cardinal from 1 to 31."""
    number = ordinal_sounding_at(said, i) or cardinal_at(said, i)
    return number if number and 1 <= number.value <= 31 and len(number.digits) <= 2 else None


def is_real(day: int, month: int, year: int | None) -> bool:
    """Whether such a day exists (in a leap year, where no year was said)."""
    try:
        date(year or 2024, month, day)
    except ValueError:
        return False
    return True


def _with_year(said: Said, day: int, month: int, first: int, last: int) -> CalendarDate | None:
    if not is_real(day, month, None):
        return None
    year = year_at(said, skip(said, last, {",", "of", "in", "the", "year"}))
    between = said[last : skip(said, last, {",", "of", "in", "the", "year"})]
    if year is None or [w.text for w in between] in (["in"], ["the"]):
        return CalendarDate(day, month, None, first, last)
    return CalendarDate(day, month, year[0], first, year[1])


def _day_then_month(said: Said, i: int) -> CalendarDate | None:
    start = skip(said, i, {"the"})
    number = day_number_at(said, start)
    if number is None:
        return None
    j = skip(said, number.last, {"day", "of", ",", "-"})
    month = month_at(said, j) or _numbered_month(said, number)
    if month is None or (word(said, j) in {"may", "march"} and not number.ordinal and word(said, j + 1) in {"i", "we"}):
        return None
    return _with_year(said, number.value, month[0], i, month[1])


def _numbered_month(said: Said, day: Number) -> tuple[int, int] | None:
    """ "The tenth of the fourth": the month by its number."""
    j = skip(said, day.last, {"day"})
    if not day.ordinal or (word(said, j), word(said, j + 1)) != ("of", "the"):
        return None
    month = ordinal_at(said, j + 2)
    if month is None or month.value > 12:
        return None
    followed = ends_phrase(said, month.last) or cardinal_at(said, month.last) is not None
    return (month.value, month.last) if followed else None


def _month_then_day(said: Said, i: int) -> CalendarDate | None:
    month = month_at(said, i)
    if month is None:
        return None
    number = day_number_at(said, skip(said, month[1], {"the", ",", "-"}))
    if number is None or (not number.ordinal and word(said, number.last) in {"pm", "am", "o'clock", ":"}):
        return None
    return _with_year(said, number.value, month[0], i, number.last)


def _figures(said: Said, i: int, order: DateOrder) -> CalendarDate | None:
    """Dates in figures: two or three runs of digits around one kind of separator, without spaces."""
    parts: list[str] = []
    j = i
    separator = word(said, i + 1)
    if separator not in _SEPARATORS:
        return None
    while word(said, j).isdecimal() and len(parts) < 3:
        parts.append(word(said, j))
        joined = word(said, j + 1) == separator and said[j + 1].start == said[j].end
        if not joined or j + 2 >= len(said) or said[j + 2].start != said[j + 1].end:
            j += 1
            break
        j += 2
    if len(parts) == 3 and len(parts[0]) == 4:
        year, month, day = (int(p) for p in parts)
    elif len(parts) == 3 and len(parts[2]) in (2, 4) and max(len(parts[0]), len(parts[1])) <= 2:
        month, day = _in_order(int(parts[0]), int(parts[1]), order)
        year = int(parts[2]) if len(parts[2]) == 4 else int(parts[2]) + (2000 if int(parts[2]) < 50 else 1900)
    elif len(parts) == 2 and separator == "/" and max(map(len, parts)) <= 2:
        month, day = _in_order(int(parts[0]), int(parts[1]), order)
        return CalendarDate(day, month, None, i, j) if month and is_real(day, month, None) else None
    else:
        return None
    if not 1 <= month <= 12 or not 1900 <= year <= 2099 or not is_real(day, month, year):
        return None
    return CalendarDate(day, month, year, i, j)


def _in_order(a: int, b: int, order: DateOrder) -> tuple[int, int]:
    """(month, day); the other way round where only that is possible; month 0 where neither is."""
    month, day = (a, b) if order is DateOrder.MDY else (b, a)
    if month > 12 >= day:
        month, day = day, month
    return (month, day) if 1 <= month <= 12 else (0, day)
