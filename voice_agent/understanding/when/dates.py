"""Dates, in words or figures, whole or by the day of the month alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from voice_agent.understanding.numbers import ordinal_at
from voice_agent.understanding.when.calendar_words import calendar_date_at, day_number_at, weekday_at, year_at
from voice_agent.understanding.when.phrases import Phrases, Said, ends_phrase, skip, word
from voice_agent.understanding.when.pieces import Dated, Mode, Sense

Found = tuple[Dated, int]

MODES: Final = Phrases(
    {
        "next": Mode.NEXT,
        "this": Mode.THIS,
        "this coming": Mode.COMING,
        "this upcoming": Mode.COMING,
        "the coming": Mode.COMING,
        "coming": Mode.COMING,
        "upcoming": Mode.COMING,
        "this next": Mode.COMING,
        "the very next": Mode.COMING,
        "last": Mode.LAST,
        "past": Mode.LAST,
        "the following": Mode.NEXT,
    }
)


def date_at(said: Said, i: int, sense: Sense) -> Found | None:
    """A date with its month, or with "of this month", and its weekday before or after it."""
    weekday = weekday_at(said, i)
    start = skip(said, weekday[1], {",", "the", "on"}) if weekday else i
    found = calendar_date_at(said, start, sense.date_order)
    if found:
        day, last = _in_named_year(said, Dated(found.day, found.month, found.year), found.last, sense)
    else:
        shifted = _day_of_shifted_month(said, start)
        if shifted is None:
            return None
        day, last = shifted
    if weekday:
        return replace(day, weekday=weekday[0]), last
    after = weekday_at(said, skip(said, last, {",", "a"}))
    if (
        after
        and word(said, last) in {",", "a"}
        and word(said, after[1]) not in {"or", "and"}
        and word(said, after[1]) != "the"
    ):
        return replace(day, weekday=after[0]), after[1]
    return day, last


def _in_named_year(said: Said, day: Dated, last: int, sense: Sense) -> Found:
    """ "January the 11th next year", "the 3rd of May this year"."""
    j = skip(said, last, {",", "of"})
    by = {"this": 0, "next": 1, "last": -1}.get(word(said, j))
    if day.year or by is None or word(said, j + 1) != "year":
        return day, last
    return replace(day, year=sense.now.year + by), j + 2


def _day_of_shifted_month(said: Said, i: int) -> tuple[Dated, int] | None:
    """ "the 13th of this month", "the 25th this month", "the fifth of next month"."""
    number = day_number_at(said, skip(said, i, {"the"}))
    if number is None or not number.ordinal:
        return None
    j = skip(said, skip(said, number.last, {"day"}), {"of", "in"})
    which = {"this": 0, "the": 0, "next": 1, "current": 0}.get(word(said, j))
    if which is None or word(said, j + 1) != "month":
        return None
    if word(said, j) == "the" and word(said, j + 2) == "after":
        which = 1
    return Dated(number.value, month_shift=None if word(said, j) == "the" else which), j + 2


def day_of_month_at(said: Said, i: int, sense: Sense) -> Found | None:
    """ "the 3rd", "the twenty first", "next 30th"; a bare number only in front of a month that another day gives."""
    mode = MODES.at(said, i)
    start = skip(said, mode[1] if mode else i, {"the"})
    number = day_number_at(said, start)
    if number is None:
        return None
    if not number.ordinal:
        range_end = skip(said, number.last, {"to", "-", "through", "until", "till", "and", "or"})
        later = calendar_date_at(said, range_end, sense.date_order) if range_end > number.last else None
        clean = later is not None and not later.year and later.day > number.value and later.first == range_end
        return (Dated(number.value), number.last) if clean else None
    if not ends_phrase(said, number.last) and not ordinal_at(said, number.last):
        return None
    if word(said, number.last) in {"week", "weekend"}:
        return None
    word_ordinal = not number.digits and number.value <= 3
    led = word(said, i - 1) in {"on", "from", "until", "till", "to", "by", "before", "after", "between", "for", "since"}
    choosing = bool(sense.offers) and number.value <= max(4, len(sense.offers)) and not led
    if (word_ordinal and not (sense.expecting_when or led)) or (choosing and word_ordinal):
        return None
    if start == i and word_ordinal:
        return None
    return Dated(number.value), number.last


def with_year(said: Said, day: Dated, last: int) -> Found:
    year = year_at(said, last)
    return (replace(day, year=year[0]), year[1]) if year else (day, last)
