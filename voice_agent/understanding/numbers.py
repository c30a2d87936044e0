"""Numbers as callers say them and as a transcriber writes them: words -> ints, with where they stood.

`words` splits a text; the `..._at` functions read one number that begins at a word, or None. All are pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

UNITS: Final = {w: n for n, w in enumerate("one two three four five six seven eight nine".split(), start=1)}
TEENS: Final = {
    word: n
    for n, word in enumerate(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), start=10
    )
}
TENS: Final = {
    word: n * 10 for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
} | {"fourty": 40}
ZEROS: Final = frozenset({"zero", "oh", "o", "nought", "naught"})
"""Words for the digit 0. Of these `cardinal_at` takes "zero" alone: "oh" is also a sigh."""

ORDINAL_UNITS: Final = {
    w: n
    for n, w in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"), start=1
    )
}
ORDINAL_TEENS: Final = {
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "twelveth": 12,
    "thirteenth": 13,
    "fourteenth": 14,
    "fifteenth": 15,
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
}
ORDINAL_TENS: Final = {
    "twentieth": 20,
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "sixtieth": 60,
    "seventieth": 70,
    "eightieth": 80,
    "ninetieth": 90,
}
_SMALL: Final = UNITS | TEENS
_ORDINAL_WORDS: Final = ORDINAL_UNITS | ORDINAL_TEENS | ORDINAL_TENS
_SUFFIXES: Final = frozenset({"st", "nd", "rd", "th"})

_WORD: Final = re.compile(r"\d+(?:st|nd|rd|th)\b|\d+|[ap]\.\s?m\b\.?|[^\W\d_]+(?:'[^\W\d_]+)*|\S", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """One word, run of digits, ordinal ("3rd"), or mark of punctuation; lower case, "a.m." as "am".

    `start` and `end` are its place in the text, in characters.
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from `words[first:last]`. `digits` is how it was written, if in digits ("007"), else ""."""

    value: int
    first: int
    last: int
    ordinal: bool = False
    digits: str = ""


def words(text: str) -> tuple[Word, ...]:
    """Split a text. "2:30pm" gives 2 : 30 pm; "twenty-first" gives twenty - first; "o'clock" is one word."""
    plain = text.replace("\u2019", "'").replace("\u2018", "'")
    return tuple(Word(_normal(m.group()), m.start(), m.end()) for m in _WORD.finditer(plain))


def _normal(word: str) -> str:
    word = word.lower()
    return word[0] + "m" if len(word) > 1 and word[1] == "." else word


def cardinal_at(said: Sequence[Word], i: int) -> Number | None:
    """The longest cardinal from `said[i]` on: "five", "twenty-five", "a hundred and six", "3", "two thousand".

    Digits are one run ("2 30" is 2). Spoken pairs do not add up: "two thirty" is 2, "twenty ten" is 20.
    """
    text = _text(said, i)
    if text.isdecimal():
        return Number(int(text), i, i + 1, digits=text)
    if text == "zero":
        return Number(0, i, i + 1)
    thousands = _below_thousand(said, i)
    if thousands is None:
        return None
    if _text(said, thousands.last) != "thousand":
        return thousands
    value, last = thousands.value * 1000, thousands.last + 1
    rest = _below_thousand(said, last + 1 if _text(said, last) == "and" else last)
    return Number(value + rest.value, i, rest.last) if rest else Number(value, i, last)


def ordinal_at(said: Sequence[Word], i: int) -> Number | None:
    """The ordinal from `said[i]` on, up to the ninety-ninth: "third", "twenty-third", "23rd", "23 rd"."""
    text = _text(said, i)
    if text[:1].isdecimal():
        digits = text.rstrip("stndrh")
        if digits != text:
            return Number(int(digits), i, i + 1, ordinal=True, digits=digits)
        if text.isdecimal() and _text(said, i + 1) in _SUFFIXES:
            return Number(int(text), i, i + 2, ordinal=True, digits=text)
        return None
    if text in _ORDINAL_WORDS:
        return Number(_ORDINAL_WORDS[text], i, i + 1, ordinal=True)
    tens = TENS.get(text)
    if tens is None:
        return None
    j = i + 2 if _text(said, i + 1) == "-" else i + 1
    unit = ORDINAL_UNITS.get(_text(said, j))
    return Number(tens + unit, i, j + 1, ordinal=True) if unit else None


def number_at(said: Sequence[Word], i: int) -> Number | None:
    """An ordinal, else a cardinal."""
    return ordinal_at(said, i) or cardinal_at(said, i)


def digit_at(said: Sequence[Word], i: int) -> int | None:
    """A single digit said or written as one word: "seven", "7", "oh", "nought"; None for anything longer."""
    text = _text(said, i)
    if len(text) == 1 and text.isdecimal():
        return int(text)
    return 0 if text in ZEROS else UNITS.get(text)


def numbers(said: Sequence[Word]) -> tuple[Number, ...]:
    """Every number, left to right, each as long as it can be."""
    found: list[Number] = []
    i = 0
    while i < len(said):
        number = number_at(said, i)
        if number:
            found.append(number)
        i = number.last if number else i + 1
    return tuple(found)


def _text(said: Sequence[Word], i: int) -> str:
    return said[i].text if 0 <= i < len(said) else ""


def _below_hundred(said: Sequence[Word], i: int) -> Number | None:
    text = _text(said, i)
    if text in _SMALL:
        return Number(_SMALL[text], i, i + 1)
    if text not in TENS:
        return None
    j = i + 2 if _text(said, i + 1) == "-" else i + 1
    unit = UNITS.get(_text(said, j))
    return Number(TENS[text] + unit, i, j + 1) if unit else Number(TENS[text], i, i + 1)


def _below_thousand(said: Sequence[Word], i: int) -> Number | None:
    """ "a hundred" counts, "a" alone does not."""
    if _text(said, i) == "a" and _text(said, i + 1) in {"hundred", "thousand"}:
        head: Number | None = Number(1, i, i + 1)
    else:
        head = _below_hundred(said, i)
    if head is None or _text(said, head.last) != "hundred":
        return head
    last = head.last + 1
    rest = _below_hundred(said, last + 1 if _text(said, last) == "and" else last)
    value = head.value * 100
    return Number(value + rest.value, i, rest.last) if rest else Number(value, i, last)
