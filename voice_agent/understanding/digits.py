"""Telephone numbers as callers say them: "four one five, triple five, oh one three two", in any grouping.

Digits out, in E.164 ("+14155550132") where the clinic's country is known and the number fits it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from voice_agent.understanding.numbers import ZEROS, Word, cardinal_at, words

_SHORTEST: Final = 7
_LONGEST: Final = 15
_TIMES: Final = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4}
_SOUNDS_LIKE: Final = {"to": "2", "too": "2", "tu": "2", "for": "4", "fore": "4", "ate": "8", "won": "1", "tree": "3"}
_ROUND: Final = {"hundred": "00", "thousand": "000"}
"""In a telephone number "eight hundred five" is 8005: nothing is added up."""
_TAKEN_BACK: Final = frozenset({"no", "sorry", "actually", "wait", "rather", "correction"})
_EXTENSION: Final = frozenset({"extension", "ext"})
_BREAKS: Final = frozenset({"or", "born", "birth", "appointment"})


@dataclass(frozen=True, slots=True)
class NumberingPlan:
    """code: the country's; trunk: what is dialled before a national number at home; lengths: without either."""

    code: str
    trunk: str
    lengths: frozenset[int]


_NORTH_AMERICA: Final = NumberingPlan("1", "1", frozenset({10}))
PLANS: Final = {
    "US": _NORTH_AMERICA,
    "CA": _NORTH_AMERICA,
    "GB": NumberingPlan("44", "0", frozenset({9, 10})),
    "IE": NumberingPlan("353", "0", frozenset({7, 8, 9})),
    "AU": NumberingPlan("61", "0", frozenset({9})),
    "NZ": NumberingPlan("64", "0", frozenset({8, 9, 10})),
}


class UnknownCountry(ValueError):
    """No numbering plan is known for that country code."""

    def __init__(self, country: str) -> None:
        super().__init__(f"no telephone plan for country {country!r}: use one of {', '.join(sorted(PLANS))}, or none")


@dataclass(frozen=True, slots=True)
class PhoneReading:
    """best: digits, or E.164 with its "+"; None where no number of 7 to 15 digits was heard. candidates: the others."""

    best: str | None
    candidates: tuple[str, ...] = ()


def read_phone(hypotheses: Sequence[str], country: str | None = None) -> PhoneReading:
    """The telephone number in an utterance, from every hypothesis (best first). `country` is ISO 3166 ("US").

    A reading that fits the country's plan goes before one that does not. Raises UnknownCountry.
    """
    plan = _plan(country)
    heard = [number for text in dict.fromkeys(hypotheses) for number in _numbers(text)]
    fitting = [number for number in (_e164(digits, plan) for digits in heard) if number]
    plain = [digits.lstrip("+") for digits in heard if not _e164(digits, plan)]
    readings = list(dict.fromkeys([*fitting, *plain]))
    return PhoneReading(readings[0], tuple(readings[1:])) if readings else PhoneReading(None)


def digits_of(text: str) -> str:
    """All digits said in a text, in order, whatever their grouping."""
    return "".join(piece for piece in _pieces(words(text)) if piece.isdecimal())


def _plan(country: str | None) -> NumberingPlan | None:
    if country is None:
        return None
    if country not in PLANS:
        raise UnknownCountry(country)
    return PLANS[country]


def _e164(digits: str, plan: NumberingPlan | None) -> str | None:
    """The number with its country code, if it fits the plan (or was said with a plus)."""
    if digits.startswith("+"):
        return digits
    if plan is None:
        return None
    bare = digits.removeprefix(plan.trunk)
    for national in (bare, bare.removeprefix(plan.code)):
        if len(national) in plan.lengths:
            return f"+{plan.code}{national}"
    return None


def _numbers(text: str) -> list[str]:
    """The numbers in one hypothesis, the one that counts first: a correction replaces what came before it."""
    spans, corrected = [""], False
    for piece in _pieces(words(text)):
        if piece.isdecimal():
            spans[-1] += piece
        elif piece == "+" and not spans[-1]:
            spans[-1] = "+"
        elif piece in _TAKEN_BACK or piece in _BREAKS:
            corrected = corrected or (piece in _TAKEN_BACK and bool(spans[-1]))
            spans.append("")
    long = [span for span in spans if _SHORTEST <= len(span.lstrip("+")) <= _LONGEST]
    if long:
        return long[::-1] if corrected else long
    whole = "".join(spans)
    return [whole] if _SHORTEST <= len(whole.lstrip("+")) <= _LONGEST else []


def _pieces(said: Sequence[Word]) -> list[str]:
    """Runs of digits, "+", and the words that part numbers; up to an extension, which is no part of the number."""
    pieces: list[str] = []
    i = 0
    while i < len(said) and said[i].text not in _EXTENSION:
        digits, i = _digits_at(said, i, following=bool(pieces) and pieces[-1].isdecimal())
        pieces.append(digits)
    return pieces


def _digits_at(said: Sequence[Word], i: int, *, following: bool) -> tuple[str, int]:
    """The digits said at `i` (or the word itself), and where they end. following: digits stand right before it."""
    text = said[i].text
    if text in _TIMES and i + 1 < len(said):
        digits, last = _digits_at(said, i + 1, following=True)
        if digits.isdecimal():
            return digits[0] * _TIMES[text] + digits[1:], last
    if text in ZEROS:
        return "0", i + 1
    if text == "plus":
        return "+", i + 1
    if following and text in _SOUNDS_LIKE:
        return _SOUNDS_LIKE[text], i + 1
    spelled = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", text)
    if spelled:
        return spelled[1], i + 1
    zeros = _ROUND.get(said[i + 1].text) if i + 1 < len(said) else None
    number = cardinal_at(said[: i + 1], i) if zeros else cardinal_at(said, i)
    if number and zeros:
        return f"{number.value}{zeros}", i + 2
    if number:
        return number.digits or str(number.value), number.last
    return text, i + 1
