"""Names spelled on a telephone: letters whose names rhyme are taken for each other ("G O M C A L E C" is Gonzalez)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_RHYMES = ("bcdegptvz", "mn", "fsx", "ajk", "iy", "quw")
_CLASS = {letter: rhyme[0] for rhyme in _RHYMES for letter in rhyme}
_LEAST = 5
"""Letters of a name that may be taken so: of a short one, too many other names are made."""
_MOST_SHARE = 0.5
_COST = 0.25
"""Of each letter taken for another."""


def rhyme_costs(heard: Sequence[str], meant: Sequence[str]) -> NDArray[np.float32]:
    """What it costs to take each meant word for each heard one, letter by letter; shape (heard, meant), infinite where
    that can't be. Words in lower case, letters alone."""
    costs = np.full((len(heard), len(meant)), np.inf, np.float32)
    rhymes = [_rhyme(word) for word in meant]
    for row, word in enumerate(heard):
        if len(word) < _LEAST:
            continue
        rhyme = _rhyme(word)
        for column, other in enumerate(meant):
            if rhyme == rhymes[column]:
                wrong = sum(a != b for a, b in zip(word, other, strict=True))
                if wrong <= _MOST_SHARE * len(word):
                    costs[row, column] = _COST * wrong
    return costs


def _rhyme(word: str) -> str:
    return "".join(_CLASS.get(letter, letter) for letter in word)
