"""What a caller says, in one of many ways. A choice is the seed's."""

from __future__ import annotations

from datetime import date, datetime
from random import Random

from voice_agent.evaluation.case import Person
from voice_agent.evaluation.phrases import PHRASES

_MONTHS = "January February March April May June July August September October November December".split()
_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_ONES += "seventeen eighteen nineteen".split()
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINAL = {1: "first", 2: "second", 3: "third", 5: "fifth", 8: "eighth", 9: "ninth", 12: "twelfth"}


class Wording:
    """One caller's way of speaking."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def __call__(self, phrase: str, **values: str) -> str:
        return self.one(PHRASES[phrase]).format(**values)

    def one(self, ways: tuple[str, ...]) -> str:
        return self._random.choice(ways)

    def born(self, on: date) -> str:
        month, day, year = _MONTHS[on.month - 1], ordinal(on.day), spoken_year(on.year)
        return self.one((f"{month} {day}, {year}", f"{month} {day} {year}", f"the {day} of {month}, {year}"))


def opening_phrase(task: str, relation: str | None) -> str:
    return f"{task}_for" if relation else task


def spelling(word: str) -> str:
    """ "J, O, H, N": how a patient caller spells."""
    return ", ".join(word.upper())


def last_name(person: Person) -> str:
    return person.name.rpartition(" ")[2]


def spoken_year(year: int) -> str:
    if 2000 <= year < 2010:
        return "two thousand" + (f" {_ONES[year - 2000]}" if year > 2000 else "")
    return f"{_two_digits(year // 100)} {_two_digits(year % 100)}"


def ordinal(number: int) -> str:
    """1..31: "first", "twenty second"."""
    if number in _ORDINAL:
        return _ORDINAL[number]
    if number > 20 and number % 10:
        return f"{_TENS[number // 10]} {ordinal(number % 10)}"
    return _two_digits(number).removesuffix("y") + ("ieth" if number % 10 == 0 and number > 10 else "th")


def spoken_digits(number: str) -> str:
    """A telephone number, digit by digit, without the country's."""
    return " ".join("oh" if digit == "0" else _ONES[int(digit)] for digit in number.lstrip("+")[-10:])


def clock(moment: datetime) -> str:
    """A time of day as callers say it: "ten fifteen", "three o'clock", "nine oh five"."""
    hour, minute = _ONES[moment.hour % 12 or 12], moment.minute
    return f"{hour} o'clock" if not minute else f"{hour} {'oh ' if minute < 10 else ''}{_two_digits(minute)}"


def in_numbers(on: date) -> tuple[str, ...]:
    """A date of birth month first, as it is said and as it is written down."""
    month, day, year = on.month, on.day, spoken_year(on.year)
    return (f"{month}/{day}/{on.year}", f"{_two_digits(month)} {_two_digits(day)} {year}", f"{month}-{day}-{on.year}")


def _two_digits(number: int) -> str:
    if number < 20:
        return _ONES[number]
    return _TENS[number // 10] + (f" {_ONES[number % 10]}" if number % 10 else "")
