"""The words of a spoken date of birth as tokens: numbers (in digits), months, and the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
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
    digit_at,
    number_at,
    words,
)
from voice_agent.understanding.spelling import spelled_runs
from voice_agent.understanding.when.calendar_words import MONTHS

_SOUNDS_LIKE: Final = {
    "to": 2, "too": 2, "tu": 2, "for": 4, "fore": 4, "forth": 4, "ate": 8, "won": 1, "tree": 3, "free": 3, "sex": 6,
    "sicks": 6, "nein": 9, "niner": 9, "tense": 10, "leven": 11, "fist": 1, "fort": 4, "force": 4, "sixt": 6,
    "or": 0, "ore": 0, "owe": 0, "ol": 0,
}  # fmt: skip
"""Number words as a transcriber mishears them. Each costs some doubt."""
_TWENTY: Final = frozenset({"antique", "auntie", "aunty", "anti", "empty", "plenty"})
"""A "twenty" without its beginning, before a unit."""
_DAYS: Final = {
    **UNITS, **TEENS, **ORDINAL_UNITS, **ORDINAL_TEENS,
    **{word: value for word, value in ORDINAL_TENS.items() if value <= 30}, "twenty": 20, "thirty": 30,
}  # fmt: skip
_DAY_SOUNDS: Final = {
    jellyfish.metaphone(word): value for word, value in _DAYS.items() if len(jellyfish.metaphone(word)) > 1
}
_RHYMES: Final = {
    word: day
    for day, words_alike in {
        1: "fist burst worst thirst", 2: "seconds", 3: "bird heard herd word", 4: "both forth force fort ford north",
        5: "fit fish this if stiff", 6: "sick cyst", 7: "heaven", 8: "age ache ace hate", 9: "night nights mine",
        10: "tent tense an en n", 12: "well wealth health shelf shells bells tells", 14: "fortune", 20: "plenty",
        30: "dirty thirsty",
    }.items()
    for word in words_alike.split()
}  # fmt: skip
"""What ordinals are misheard for; believed only where a day must stand."""
_MONTH_RHYMES: Final = {
    word: month
    for month, words_alike in {
        3: "match marsh much", 4: "able apple", 5: "maid made mate", 6: "dune tune junior", 7: "julie julia",
        8: "august's gust", 10: "octopus",
    }.items()
    for word in words_alike.split()
}  # fmt: skip
"""What months are misheard for; believed only beside "of" or an ordinal, where no month was named."""
_FEASTS: Final = tuple(
    (re.compile(rf"\b{pattern}\b", re.IGNORECASE), day)
    for pattern, day in (
        (r"christmas eve", "24 december"),
        (r"christmas(?: day)?", "25 december"),
        (r"boxing day", "26 december"),
        (r"new year'?s eve", "31 december"),
        (r"new year'?s(?: day)?", "1 january"),
        (r"valentine'?s(?: day)?", "14 february"),
        (r"hallowe'?en", "31 october"),
    )
)
_TAKES_BACK: Final = frozenset({"no", "sorry", "mean", "actually", "rather", "correction", "wait"})
_LINKS: Final = frozenset({"of", "the", "and", "in", "st", "nd", "rd", "th", ",", ".", "/", "-", ":"})
_MISHEARD: Final = 0.5
_GUESSED: Final = 1.2


@dataclass(frozen=True, slots=True)
class Token:
    """digits: a number as written ("07") or said; month: 1-12. doubt: the cost of having taken it for a number.

    guessed_day: no number, but a word that sounds like one and stands before a month. stray: a word without a use.
    takes_back: it may take back what was said before it. of_the: it was said after "of" ("the 3rd of the 9th").
    in_words: "thirty seven", not "37".
    """

    digits: str = ""
    month: int = 0
    ordinal: bool = False
    doubt: float = 0.0
    guessed_day: bool = False
    stray: bool = False
    takes_back: bool = False
    of_the: bool = False
    in_words: bool = False


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of one hypothesis, in order; words that only link ("of the") are left out."""
    named = any(word.text in MONTHS for word in words(text))
    for feast, day in () if named else _FEASTS:  # "the fourteenth of February, a Valentine's baby"
        text = feast.sub(day, text)
    said = words(text)
    named = any(word.text in MONTHS for word in said)
    spelled = _spelled_months(said)
    tokens: list[Token] = []
    i, of_the = 0, False
    while i < len(said):
        text = said[i].text
        token, i = spelled.get(i) or (None if named else _misheard_month(said, i)) or _token_at(said, i)
        if token:
            tokens.append(replace(token, of_the=of_the) if of_the else token)
        of_the = text == "of" or (of_the and text == "the")
    return tuple(tokens)


def _spelled_months(said: tuple[Word, ...]) -> dict[int, tuple[Token | None, int]]:
    """Months spelled out ("M A Y", "juliet uniform november echo"), by the place where they begin."""
    runs = spelled_runs([word.text for word in said])
    return {run.first: (Token(month=MONTHS[run.text]), run.last) for run in runs if run.text in MONTHS}


def _misheard_month(said: tuple[Word, ...], i: int) -> tuple[Token | None, int] | None:
    """A word that sounds like a month and stands where one must: "5th of match 1980", "made the fifth 1980"."""
    month = _MONTH_RHYMES.get(said[i].text)
    after = i + 2 if i + 1 < len(said) and said[i + 1].text == "the" else i + 1
    following = number_at(said, after) if after < len(said) else None
    preceding = said[i - 1].text if i else ""
    beside = preceding == "of" or (i and number_at(said, i - 1)) or (following is not None and following.ordinal)
    return (Token(month=month, doubt=_MISHEARD), i + 1) if month and beside else None


def _token_at(said: tuple[Word, ...], i: int) -> tuple[Token | None, int]:
    text = said[i].text
    if text in MONTHS:
        return Token(month=MONTHS[text]), i + 1
    number = number_at(said, i)
    if number:
        digits = number.digits or str(number.value)
        unit = _sounds_like_day(said, number.last)
        if number.value in (20, 30) and 0 < unit < 10:
            return Token(digits=str(number.value + unit), ordinal=True, doubt=_MISHEARD), number.last + 1
        return Token(digits=digits, ordinal=number.ordinal, in_words=not number.digits), number.last
    if text in _TWENTY and (unit_said := number_at(said, i + 1)):
        digits = unit_said.digits or str(unit_said.value)
        return Token(digits="2" + digits, ordinal=unit_said.ordinal, doubt=_MISHEARD), unit_said.last
    if text in ZEROS:
        return Token(digits="0"), i + 1
    if text == "double" and i + 1 < len(said) and (digit := digit_at(said, i + 1)) is not None:
        return Token(digits=f"{digit}{digit}"), i + 2
    if text in _SOUNDS_LIKE:
        return Token(digits=str(_SOUNDS_LIKE[text]), doubt=_MISHEARD), i + 1
    if text in _LINKS:
        return None, i + 1
    if text in _TAKES_BACK:
        return Token(takes_back=True, stray=True), i + 1
    return _guess(said, i), i + 1


def _guess(said: tuple[Word, ...], i: int) -> Token:
    """A word that sounds like a day and stands where one must: before a month or a number ("the fort of May")."""
    following = next((word.text for word in said[i + 1 :] if word.text not in _LINKS), "")
    day = _sounds_like_day(said, i) if following in MONTHS or following[:1].isdecimal() else 0
    return Token(digits=str(day), doubt=_GUESSED, guessed_day=True) if day else Token(stray=True)


def _sounds_like_day(said: tuple[Word, ...], i: int) -> int:
    """The day that a word is misheard for; 0 for none."""
    text = said[i].text if i < len(said) else ""
    return _RHYMES.get(text) or _DAY_SOUNDS.get(jellyfish.metaphone(text)) or 0
