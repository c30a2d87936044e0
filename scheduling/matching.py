"""Which registered name was meant: ranks names against what was heard, by sound and by spelling.

`heard` are the readings of one name, the likeliest first, as a transcriber gives them. Pure; knows no patients.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Indel

from scheduling.nicknames import other_forms
from scheduling.phonetics import letters, sounds
from scheduling.sound_distance import distances
from scheduling.spelled import rhyme_costs

_MOST_READINGS = 24
_MOST_WORDS = 6
_GIVEN_UNLIKE = 3.0
_FAMILY_UNLIKE = 4.0
_SPELLING_WEIGHT = 4.0
_SPELT_ALIKE = 0.2
_SPELT_UNLIKE = 0.5
"""How much of the spelling counts: this share where the sounds are the same, and this much more a unit of distance."""
_RANK_DECAY = 0.1
_UNLIKE_FROM = 0.9
_UNLIKE_SLOPE = 0.1
"""Ranking: past this share of `unlike` a part's cost rises little: it says only which of the unlike is nearer."""
_HELD_BY_MORE = 0.05
"""Ranking: names that sound the same are taken for the one that more people have."""
_SHORTLIST = 80
_GLUED = 9
_GLUED_READINGS = 10
_PARTICLES = frozenset("al bin bint da de del della der di dos du el la le mac mc o saint st ten ter van von".split())

ACCEPTABLE = 0.72
"""`accept` at or over this is the same name misheard; two people's names reach it less than once in 2,000 pairs."""
_MARGIN = 0.1
_RANK_COST = 0.05

Floats = NDArray[np.float32]
Indices = NDArray[np.intp]
Variant = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Match:
    """`index` into the names given; score from 0 (nothing alike) to 1 (every reading is the name).

    A name that several people have scores a little more, and may pass 1.
    """

    index: int
    score: float


@dataclass(frozen=True, slots=True)
class _Parts:
    """Distinct parts of names: as written (letters alone) and as said."""

    written: tuple[str, ...]
    said: tuple[str, ...]

    @classmethod
    def of(cls, parts: Sequence[tuple[str, ...]]) -> _Parts:
        return cls(tuple(letters("".join(part)) for part in parts), tuple("".join(map(sounds, part)) for part in parts))


@dataclass(frozen=True, slots=True)
class _Readings:
    """Every way to cut the readings into given and family name: `reading[i]` is cut into `given[i]`, `family[i]`."""

    reading: Indices
    given: Indices
    family: Indices
    givens: _Parts
    families: _Parts


class NameIndex:
    """Names to be ranked many times. Holds each distinct given and family name once."""

    def __init__(self, names: Sequence[str]) -> None:
        rows = [(owner, *parts) for owner, name in enumerate(names) for parts in _variants(_words(name))]
        givens = {given: None for _, given, _ in rows}
        families = {family: None for _, _, family in rows}
        given_at = {given: i for i, given in enumerate(givens)}
        family_at = {family: i for i, family in enumerate(families)}
        held = Counter(name.casefold() for name in names)
        holders = np.array([held[names[owner].casefold()] for owner, _, _ in rows], dtype=np.float32)
        self._weight: Floats = holders**_HELD_BY_MORE
        self._owner: Indices = np.array([owner for owner, _, _ in rows], dtype=np.intp)
        self._given: Indices = np.array([given_at[given] for _, given, _ in rows], dtype=np.intp)
        self._family: Indices = np.array([family_at[family] for _, _, family in rows], dtype=np.intp)
        self._givens = _Parts.of(list(givens))
        self._families = _Parts.of(list(families))

    def rank(self, heard: Sequence[str], limit: int = 10) -> list[Match]:
        """The likeliest names, best first, at most `limit`; none where nothing was heard. Ties keep the given order."""
        readings = _cut(heard)
        if readings is None or not len(self._owner):
            return []
        given = _part_costs(readings.givens, self._givens, _GIVEN_UNLIKE)
        family = _part_costs(readings.families, self._families, _FAMILY_UNLIKE)
        costs = _reading_costs(readings, given[:, self._given], family[:, self._family])
        scores = _pooled(costs) * self._weight
        best: dict[int, float] = {}
        for row in np.argsort(-scores, kind="stable"):
            best.setdefault(int(self._owner[row]), float(scores[row]))
            if len(best) == limit:
                break
        return [Match(index, score) for index, score in best.items()]


def accept(heard: Sequence[str], person_name: str) -> float:
    """How well the likeliest reading fits one person's name, 0..1; the same person from `ACCEPTABLE` on.

    Given and family name must both have been heard: half a name never reaches `ACCEPTABLE`; a usual short form will do.
    """
    return float(likenesses(heard, (person_name,))[0])


def choose(heard: Sequence[str], names: Sequence[str]) -> int | None:
    """Which of a few names (the people born on the day that was said) was meant; None where none is, or two may be."""
    likeness = likenesses(heard, names)
    order = sorted(range(len(names)), key=lambda i: -likeness[i])
    if not order or likeness[order[0]] < ACCEPTABLE:
        return None
    if len(order) > 1 and likeness[order[0]] - likeness[order[1]] < _MARGIN and likeness[order[1]] >= ACCEPTABLE:
        return None
    return order[0]


def likenesses(heard: Sequence[str], names: Sequence[str]) -> list[float]:
    """`accept` for several names at once."""
    readings = _cut(heard)
    rows = [(owner, *parts) for owner, name in enumerate(names) for parts in _called(_variants(_words(name)))]
    likeness = [0.0] * len(names)
    if readings is None or not rows:
        return likeness
    given = _costs(readings.givens, _Parts.of([given for _, given, _ in rows]), _GIVEN_UNLIKE)[readings.given]
    families = _Parts.of([family for _, _, family in rows])
    spelled = rhyme_costs(readings.families.written, families.written)
    family = np.minimum(_costs(readings.families, families, _FAMILY_UNLIKE), spelled)[readings.family]
    costs = (given + family + _RANK_COST * readings.reading[:, None]).min(axis=0)
    for row, (owner, _, _) in enumerate(rows):
        likeness[owner] = max(likeness[owner], 1.0 - float(costs[row]) / (_GIVEN_UNLIKE + _FAMILY_UNLIKE))
    return likeness


def _words(name: str) -> tuple[str, ...]:
    return tuple(word for word in re.split(r"[\s\-.,]+", name) if letters(word))


def _variants(words: tuple[str, ...]) -> list[Variant]:
    """(given, family) as people say them: middle names left out or not, either of two family names left out or not."""
    if len(words) < 2:
        return [((), words)] if words else []
    first = next((i for i in range(1, len(words)) if letters(words[i]) in _PARTICLES), len(words) - 1)
    cuts = [(words[:first], words[first:]), (words[:1], words[first:]), (words[:1], words[1:])]
    if len(words) > 2 and letters(words[-2]) not in _PARTICLES:
        cuts.append((words[:1], words[1:-1]))
    return list(dict.fromkeys(cuts))


def _called(variants: list[Variant]) -> list[Variant]:
    """The variants, and the same with the given name's other forms ("Kate" for "Catherine")."""
    short = [((form,), family) for given, family in variants if len(given) == 1 for form in other_forms(given[0])]
    return variants + short


def _cut(heard: Sequence[str]) -> _Readings | None:
    cuts: list[tuple[int, tuple[str, ...], tuple[str, ...]]] = []
    for reading, text in enumerate(list(dict.fromkeys(heard))[:_MOST_READINGS]):
        words = _words(text)[:_MOST_WORDS]
        if len(words) == 1:
            cuts += [(reading, (), words), (reading, words, ())]
            cuts += [(reading, (words[0][:i],), (words[0][i:],)) for i in _glued_cuts(words[0], reading)]
        cuts += [(reading, words[:i], words[i:]) for i in range(1, len(words))]
    if not cuts:
        return None
    givens = list(dict.fromkeys(given for _, given, _ in cuts))
    families = list(dict.fromkeys(family for _, _, family in cuts))
    return _Readings(
        np.array([reading for reading, _, _ in cuts], dtype=np.intp),
        np.array([givens.index(given) for _, given, _ in cuts], dtype=np.intp),
        np.array([families.index(family) for _, _, family in cuts], dtype=np.intp),
        _Parts.of(givens),
        _Parts.of(families),
    )


def _glued_cuts(word: str, reading: int) -> range:
    """Where a long word may be two, given and family name spelled in one breath ("johnsmith")."""
    return range(2, len(word) - 1) if len(word) >= _GLUED and reading < _GLUED_READINGS else range(0)


def _part_costs(heard: _Parts, meant: _Parts, unlike: float) -> Floats:
    """What it costs to take each of many meant parts for each heard one: worked out for a shortlist, unlike the rest.

    Beyond `unlike` the cost still tells the nearer from the farther, where `_costs` ends.
    """
    if len(meant.said) <= _SHORTLIST:
        return _unlike_flattened(_whole_costs(heard, meant), unlike)
    spelt = process.cdist(heard.written, meant.written, scorer=Indel.normalized_similarity, dtype=np.float32)
    said = process.cdist(heard.said, meant.said, scorer=Indel.normalized_similarity, dtype=np.float32)
    shortlist = np.argpartition(-(spelt + said).max(axis=0), _SHORTLIST)[:_SHORTLIST]
    few = _Parts(tuple(meant.written[i] for i in shortlist), tuple(meant.said[i] for i in shortlist))
    listed = _unlike_flattened(_whole_costs(heard, few), unlike)
    costs = np.broadcast_to(listed.max(axis=1, keepdims=True), spelt.shape).copy()
    costs[:, shortlist] = listed
    return costs


def _unlike_flattened(costs: Floats, unlike: float) -> Floats:
    knee = unlike * _UNLIKE_FROM
    return np.asarray(np.minimum(costs, knee + _UNLIKE_SLOPE * (costs - knee)), dtype=np.float32)


def _costs(heard: _Parts, meant: _Parts, unlike: float) -> Floats:
    """What it costs to take each meant part for each heard one, at most `unlike`; shape (heard, meant)."""
    return np.asarray(np.minimum(_whole_costs(heard, meant), unlike), dtype=np.float32)


def _whole_costs(heard: _Parts, meant: _Parts) -> Floats:
    """`_costs` without an end."""
    spelt = process.cdist(heard.written, meant.written, scorer=Indel.normalized_similarity, dtype=np.float32)
    sound = distances(heard.said, meant.said)
    spelling = _SPELLING_WEIGHT * (1.0 - spelt) * np.minimum(_SPELT_ALIKE + _SPELT_UNLIKE * sound, 1.0)
    return np.asarray(sound + spelling, dtype=np.float32)


def _reading_costs(readings: _Readings, given: Floats, family: Floats) -> Floats:
    """Each reading's cost for each name, cut the best way; shape (readings, names)."""
    costs = given[readings.given] + family[readings.family]
    starts = np.flatnonzero(np.diff(readings.reading, prepend=-1))
    return np.asarray(np.minimum.reduceat(costs, starts, axis=0), dtype=np.float32)


def _pooled(costs: Floats) -> Floats:
    """One score a name: the readings' likelihoods, weighted by rank."""
    weights = np.exp(-_RANK_DECAY * np.arange(len(costs), dtype=np.float32))
    return np.asarray((weights / weights.sum()) @ np.exp(-costs), dtype=np.float32)
