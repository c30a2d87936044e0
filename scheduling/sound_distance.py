"""How far apart two strings of sounds are: an edit distance whose costs know which sounds are mistaken for which."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scheduling.phonetics import CONSONANTS, VOWELS

_SOUNDS = VOWELS + CONSONANTS
_CODE = {sound: code for code, sound in enumerate(_SOUNDS, start=1)}

_CLOSE: tuple[tuple[str, float], ...] = (
    # Sounds of one group are taken for each other at this cost; the cheapest group that holds both counts.
    ("pb", 0.4),
    ("td", 0.35),
    ("kg", 0.4),
    ("fv", 0.3),
    ("sz", 0.15),
    ("SCJ", 0.35),
    ("Tf", 0.3),
    ("Tsd", 0.5),
    ("mn", 0.4),
    ("nN", 0.2),
    ("mnN", 0.5),
    ("lrw", 0.6),
    ("bvm", 0.6),
    ("ptk", 0.6),
    ("bdg", 0.6),
    ("fTs", 0.6),
    ("sS", 0.4),
    ("kC", 0.7),
    ("yJ", 0.7),
    ("hf", 0.8),
    ("ei", 0.2),
    ("ae", 0.2),
    ("iE", 0.15),
    ("oQ", 0.2),
    ("ouO", 0.3),
    ("uU", 0.2),
    ("au", 0.3),
    ("aQ", 0.3),
    ("eA", 0.3),
    ("IY", 0.3),
    ("aiueo@", 0.35),
    ("aeiouAEIOUQWY@", 0.5),
)
_OTHER_SOUND = 1.0
_VOWEL_FOR_CONSONANT = 1.4
_DROPPED = {"@": 0.3, "h": 0.4, "y": 0.5, "w": 0.6, "t": 0.7, "d": 0.7, "s": 0.7, "z": 0.7, "r": 0.7}
_DROPPED_VOWEL = 0.5
_DROPPED_CONSONANT = 0.9
_ADDED = 1.2
_CLIPPED = 0.8


def _substitution_costs() -> NDArray[np.float32]:
    costs = np.full((len(_SOUNDS) + 1, len(_SOUNDS) + 1), _OTHER_SOUND, dtype=np.float32)
    for one in _SOUNDS:
        for other in _SOUNDS:
            if (one in VOWELS) != (other in VOWELS):
                costs[_CODE[one], _CODE[other]] = _VOWEL_FOR_CONSONANT
    for group, cost in _CLOSE:
        for one in group:
            for other in group:
                costs[_CODE[one], _CODE[other]] = min(cost, costs[_CODE[one], _CODE[other]])
    np.fill_diagonal(costs, 0.0)
    return costs


def _gap_costs() -> NDArray[np.float32]:
    by_sound = [_DROPPED.get(sound, _DROPPED_VOWEL if sound in VOWELS else _DROPPED_CONSONANT) for sound in _SOUNDS]
    return np.array([0.0, *by_sound], dtype=np.float32)


_SUBSTITUTION = _substitution_costs()
_GAP = _gap_costs()


def distances(heard: Sequence[str], meant: Sequence[str]) -> NDArray[np.float32]:
    """What it costs to take each meant string for each heard one; shape (len(heard), len(meant)); 0 is the same.

    Not symmetric: a telephone line clips sounds, at the start above all, more often than it adds any.
    """
    if not heard or not meant:
        return np.zeros((len(heard), len(meant)), dtype=np.float32)
    rows, row_lengths = _encode(heard)
    columns, column_lengths = _encode(meant)
    table = _fill(rows, columns)
    row, column = np.arange(len(heard))[:, None], np.arange(len(meant))[None, :]
    return table[row_lengths[:, None], column_lengths[None, :], row, column]


def _encode(strings: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Codes, zero padded, shape (n, longest); and lengths, shape (n,)."""
    lengths = np.array([len(string) for string in strings], dtype=np.intp)
    codes = np.zeros((len(strings), max(1, int(lengths.max()))), dtype=np.intp)
    for row, string in enumerate(strings):
        codes[row, : len(string)] = [_CODE[sound] for sound in string]
    return codes, lengths


def _fill(rows: NDArray[np.intp], columns: NDArray[np.intp]) -> NDArray[np.float32]:
    """The table of the edit distance, all pairs at once: shape (row length + 1, column length + 1, rows, columns)."""
    height, width = rows.shape[1], columns.shape[1]
    added = _GAP[rows].T[:, :, None] * _ADDED
    clipped = _GAP[columns].T[:, None, :] * _CLIPPED
    clipped[0] *= _CLIPPED
    table = np.zeros((height + 1, width + 1, len(rows), len(columns)), dtype=np.float32)
    table[1:, 0] = np.cumsum(added, axis=0)
    table[0, 1:] = np.cumsum(clipped, axis=0)
    for i in range(height):
        for j in range(width):
            replaced = table[i, j] + _SUBSTITUTION[rows[:, i, None], columns[None, :, j]]
            gap = np.minimum(table[i, j + 1] + added[i], table[i + 1, j] + clipped[j])
            np.minimum(replaced, gap, out=table[i + 1, j + 1])
    return table
