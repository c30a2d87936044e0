"""The words of a spoken date of birth as tokens: numbers (in digits), months, and the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import jellyfish

from voice_agent.understanding.numbers import (
    ORDINAL_TEENS,
    ORDINAL_TENS,
    ORDINAL_UNITS,
    TEENS,
    UNITS,
    ZEROS,
    Word,
    number_at,
    words,
)
from voice_agent.understanding.when.calendar_words import MONTHS

_SOUNDS_LIKE: Final = {
    "to": 2, "too": 2, "tu": 2, "for": 4, "fore": 4, "forth": 4, "ate": 8, "won": 1, "tree": 3, "free": 3, "sex": 6,
    "sicks": 6, "nein": 9, "niner": 9, "tense": 10, "leven": 11, "fist": 1, "fort": 4, "force": 4, "sixt": 6,
}  # fmt: skip
"""Number words as a transcriber mishears them. Each costs some doubt."""
_DAYS: Final = {
    **UNITS, **TEENS, **ORDINAL_UNITS, **ORDINAL_TEENS,
    **{word: value for word, value in ORDINAL_TENS.items() if value <= 30}, "twenty": 20, "thirty": 30,
}  # fmt: skip
_DAY_SOUNDS: Final = {
    jellyfish.metaphone(word): value for word, value in _DAYS.items() if len(jellyfish.metaphone(word)) > 1
}
_LINKS: Final = frozenset({"of", "the", "and", "in", "st", "nd", "rd", "th", ",", ".", "/", "-", ":"})
_MISHEARD: Final = 0.5
_GUESSED: Final = 1.2


@dataclass(frozen=True, slots=True)
class Token:
    """digits: a number as written ("07") or said; month: 1-12. doubt: the cost of having taken it for a number.

    guessed_day: no number, but a word that sounds like one and stands before a month. stray: a word without a use.
    """

    digits: str = ""
    month: int = 0
    ordinal: bool = False
    doubt: float = 0.0
    guessed_day: bool = False
    stray: bool = False


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of one hypothesis, in order; words that only link ("of the") are left out."""
    said = words(text)
    tokens: list[Token] = []
    i = 0
    while i < len(said):
        token, i = _token_at(said, i)
        if token:
            tokens.append(token)
    return tuple(tokens)


def _token_at(said: tuple[Word, ...], i: int) -> tuple[Token | None, int]:
    text = said[i].text
    if text in MONTHS:
        return Token(month=MONTHS[text]), i + 1
    number = number_at(said, i)
    if number:
        digits = number.digits or str(number.value)
        return Token(digits=digits, ordinal=number.ordinal), number.last
    if text in ZEROS:
        return Token(digits="0"), i + 1
    if text in _SOUNDS_LIKE:
        return Token(digits=str(_SOUNDS_LIKE[text]), doubt=_MISHEARD), i + 1
    if text in _LINKS:
        return None, i + 1
    return _guess(said, i), i + 1


def _guess(said: tuple[Word, ...], i: int) -> Token:
    """A word that sounds like a day and is followed by a month ("the fort of May")."""
    following = next((word.text for word in said[i + 1 :] if word.text not in _LINKS), "")
    day = _DAY_SOUNDS.get(jellyfish.metaphone(said[i].text)) if following in MONTHS else None
    return Token(digits=str(day), doubt=_GUESSED, guessed_day=True) if day else Token(stray=True)
