"""Word error rate, with spoken and written numbers counted alike ("nine thirty" is "9:30")."""

from __future__ import annotations

import re

_TO_TWELVE = "zero one two three four five six seven eight nine ten eleven twelve"
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_DECADES = "twenty thirty forty fifty sixty seventy eighty ninety"
_EARLY_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
_TENS = {word: 10 * n for n, word in enumerate(_DECADES.split(), 2)}
_CARDINAL = {word: n for n, word in enumerate(f"{_TO_TWELVE} {_TEENS}".split())} | {"oh": 0}
_ORDINAL = {word: n for n, word in enumerate(_EARLY_ORDINALS.split(), 1)}
_ORDINAL |= {f"{word}th": n for word, n in _CARDINAL.items() if 14 <= n <= 19}
_ORDINAL |= {f"{word[:-1]}ieth": n for word, n in _TENS.items()}
_SPELT = {"doctor": "dr", "okay": "ok", "checkup": "check up", "alright": "all right", "mister": "mr", "dont": "do not"}
_TOKEN = re.compile(r"\d+|[a-z]+")


def words_of(text: str) -> list[str]:
    """Lower-case words without punctuation; every number as its single digits ("21st" and "twenty-first": 2, 1)."""
    text = re.sub(r"\b([ap])\.\s?m\b\.?", r"\1m", text.lower()).replace("'", "").replace("’", "")
    text = re.sub(r"(\d):00\b", r"\1", re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", text))
    tokens = " ".join(_SPELT.get(token, token) for token in _TOKEN.findall(text)).split()
    words: list[str] = []
    at = 0
    while at < len(tokens):
        number, used = _number(tokens, at)
        words.extend([tokens[at]] if number is None else number)
        at += used
    return words


def _number(tokens: list[str], at: int) -> tuple[str | None, int]:
    """The digits of the number at this token, and how many tokens it takes."""
    token = tokens[at]
    if token.isdigit():
        return token, 1
    if token in _TENS:
        unit = tokens[at + 1] if at + 1 < len(tokens) else ""
        value = _CARDINAL.get(unit, _ORDINAL.get(unit, 0))
        return (str(_TENS[token] + value), 2) if 1 <= value <= 9 else (str(_TENS[token]), 1)
    value = _CARDINAL.get(token, _ORDINAL.get(token, -1))
    return (str(value), 1) if value >= 0 else (None, 1)


def errors(reference: str, heard: str) -> tuple[int, int]:
    """(substitutions + insertions + deletions, words of the reference)."""
    truth, said = words_of(reference), words_of(heard)
    row = list(range(len(said) + 1))
    for i, word in enumerate(truth, 1):
        diagonal, row[0] = row[0], i
        for j, other in enumerate(said, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (word != other))
    return row[-1], len(truth)
