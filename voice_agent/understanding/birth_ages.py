"""An age that is told with a birthday: none of its figures, and where no year was said, what gives the year. Pure."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from voice_agent.understanding.numbers import cardinal_at, words

_OLDEST: Final = 120
_COUNT: Final = r"[a-z]+(?:[- ][a-z]+)?|\d{1,3}"
_WHO: Final = (
    r"(?:i'm|i am|he's|he is|she's|she is|they're|they are|(?:i|he|she)'ll be|(?:i|he|she) (?:just )?turned|aged?|"
    r"(?:my|his|her) age(?:'s| is))"
)
_GOES_ON: Final = r",\s*(?:so|and|but|because|which|that|i|i'm|i was|he|she|yeah|yes|no|well|my)\b"
AGE: Final = re.compile(
    rf"(?:^|(?<=[\s,.;!?]))(?:and |so )?{_WHO} (?:now |only |just |about |already |nearly |almost |turning )*"
    rf"(?P<age>{_COUNT})(?: (?:years?(?: old)?|now|today|already))*(?=\s*(?:[.;!?]|$|{_GOES_ON}))"
    r"|\b(?P<years>[a-z]+(?:-[a-z]+)?|\d{1,3})[ -]years?[ -]old\b"
    r"|\b(?:the )?(?P<so_old>(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ][a-z]+)?|[a-z]+|\d{1,3})"
    r"(?:'s| is| was) (?:just |only )?(?:how old (?:i am|i'm|he is|she is|they are)|(?:my|his|her) age)\b",
    re.IGNORECASE,
)
"""An age that is all of what is said between two stops ("She's six."), "six years old", "six is how old he is"."""


def told(text: str) -> int | None:
    """The age that is told in a text."""
    ages = (_number(match[match.lastgroup or 0]) for match in AGE.finditer(text))
    return next((age for age in ages if age is not None), None)


def age_on(born: date, day: date) -> int:
    """Years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def born_at(age: int, birthday: date, today: date) -> date | None:
    """When somebody of that age was born whose birthday is on that day of the year; None where that year had none."""
    years = (today.year - age, today.year - age - 1)
    days = (_in_year(birthday, year) for year in years)
    return next((day for day in days if day and age_on(day, today) == age), None)


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None


def _number(text: str) -> int | None:
    number = cardinal_at(words(text), 0)
    return number.value if number and number.value <= _OLDEST else None
