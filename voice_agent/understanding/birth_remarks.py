"""Remarks behind a whole birthday: "eighty-eight. Easy one to remember". Their figures are no part of it. Pure."""

from __future__ import annotations

import re
from typing import Final

from voice_agent.understanding.birth_phrases import DAY_AND_YEAR
from voice_agent.understanding.birth_tokens import Token, tokens_of

_COUNTED: Final = re.compile(
    r"\b[\w-]+ (?:of \w+|(?:hours?|minutes?|pounds?|ounces?|kids|children|siblings|brothers|sisters|"
    r"days?|weeks?|months?)\b)",
    re.IGNORECASE,
)
"""How many of something: no part of a date."""
_EMPTY: Final = re.compile(r"\b(?:it'?s|it|is|was|that'?s|i|in|on|year|born|um+|uh+|yes|yeah|so|well)\b", re.IGNORECASE)
_LEAST_WORDS: Final = 2


def without_remark(text: str) -> str:
    """The text up to the end of the birthday, where what follows is talk that has no part of one."""
    born = DAY_AND_YEAR.search(text)
    return text[: born.end()] if born and is_remark(text[born.end() :]) else text


def is_remark(rest: str) -> bool:
    """Some words of talk, and neither a day, a month, a year nor the taking back of one."""
    tokens = tokens_of(_COUNTED.sub(" some ", _EMPTY.sub(" ", rest)))
    figures = [t for t in tokens if t.digits and not t.guessed_day]
    if any(t.month or t.takes_back for t in tokens) or any(map(_may_be_of_a_date, figures)):
        return False
    return sum(t.stray for t in tokens) >= _LEAST_WORDS


def _may_be_of_a_date(figure: Token) -> bool:
    """A misheard or a small figure ("one to remember") is none."""
    return not figure.doubt and (len(figure.digits) > 1 or figure.ordinal)
