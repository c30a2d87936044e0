"""Errors of hearing for calls by text: words that sound alike on a telephone are now and then taken for each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import Random

_ALIKE: tuple[tuple[str, ...], ...] = (
    ("thirteen", "thirty"),
    ("fifteen", "fifty"),
    ("sixteen", "sixty"),
    ("the", "a"),
    ("i'd", "i", "i'll"),
    ("can", "can't"),
    ("please", "peas", ""),
    ("is", "it's"),
    ("to", "the", "two"),
    ("for", "four"),
    ("and", "in", "an"),
    ("would", "could", "will"),
    ("appointment", "appointments", "a point meant"),
    ("this", "the"),
    ("my", "by"),
    ("that", "the"),
    ("cancel", "council"),
    ("physical", "physicals"),
    ("need", "knee"),
    ("book", "look"),
    ("um", ""),
    ("uh", ""),
)
_OTHERS: Mapping[str, tuple[str, ...]] = {
    word: tuple(other for other in group if other != word) for group in _ALIKE for word in group if word
}

RATES: Mapping[str, float] = {"clear": 0.0, "realistic": 0.03, "noisy": 0.06, "lossy": 0.04, "muffled": 0.04}
"""The share of words that could be misheard that are, by line; 0.02 for lines not named here."""


class Hearing:
    """One call's. `heard` is given what was said."""

    def __init__(self, line: str, random: Random) -> None:
        self._rate = RATES.get(line, 0.02)
        self._random = random

    def heard(self, said: str) -> str:
        return re.sub(r" {2,}", " ", re.sub(r"[A-Za-z']+", self._word, said)).strip()

    def _word(self, hit: re.Match[str]) -> str:
        others = _OTHERS.get(hit[0].lower())
        if not others or self._random.random() >= self._rate:
            return hit[0]
        return self._random.choice(others)
