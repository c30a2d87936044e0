"""Spelled words: "S M I T H", "D as in dog, double E", "bravo oscar bravo", and letters as a transcriber mangles them.

`spelled_runs` finds each run of letters in a list of words and joins it. Pure; English letter names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import jellyfish

NATO: Final = {
    word: letter
    for letter, spoken in {
        "a": "alpha alfa", "b": "bravo", "c": "charlie", "d": "delta", "e": "echo", "f": "foxtrot", "g": "golf",
        "h": "hotel", "i": "india", "j": "juliet juliett juliette", "k": "kilo", "l": "lima", "m": "mike",
        "n": "november", "o": "oscar", "p": "papa", "q": "quebec", "r": "romeo", "s": "sierra", "t": "tango",
        "u": "uniform", "v": "victor", "w": "whiskey whisky", "x": "xray x-ray", "y": "yankee", "z": "zulu",
    }.items()
    for word in spoken.split()
}  # fmt: skip

_LETTER_NAMES: Final = {
    word: letter
    for letter, spoken in {
        "a": "ay eh hey", "b": "be bee", "c": "see sea cee", "d": "dee", "e": "ee", "f": "ef eff", "g": "gee",
        "h": "aitch haitch", "i": "eye aye", "j": "jay", "k": "kay", "l": "el ell", "m": "em", "n": "en and",
        "o": "oh", "p": "pea pee", "q": "queue cue", "r": "are ar our", "s": "es ess", "t": "tea tee",
        "u": "you yu", "v": "vee", "w": "dub", "x": "ex", "y": "why wye", "z": "zed zee",
    }.items()
    for word in spoken.split()
}  # fmt: skip
"""Letters written out as the words they sound like; trusted only between letters that are certain."""

_MARKS: Final = {"hyphen": "-", "dash": "-", "apostrophe": "'"}
_TIMES: Final = {"double": 2, "triple": 3}
_AS: Final = (("as", "in"), ("like", "in"), ("as",), ("for",), ("like",), ("4",))
_SKIPPED: Final = frozenset({"capital", "then", ","})
_SOUND_ALIKE: Final = (frozenset("bcdegptvz"), frozenset("mn"), frozenset("fsx"))
"""Letters whose names are taken for each other on a telephone."""
MOST_LETTERS: Final = 20
"""Of one word, or of a first and a last name spelled in one breath."""
_MOST_WORDS = 4
_LEAST = 3
_LEAST_NATO = 4
_NEARLY = 0.88
_PIECE = 3
"""Letters of a word that may be a piece of another."""


@dataclass(frozen=True, slots=True)
class Run:
    """A spelled word: `text` in lower case; it stood in `words[first:last]`."""

    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Fit:
    """Words said that were spelled in one go: `said[first : first + len(parts)]`, spelled as `parts`."""

    first: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """One letter or more. certain: it can be nothing but a letter. likely: it cannot after two certain ones."""

    text: str
    last: int
    certain: bool
    likely: bool = False


def spelled_runs(words: Sequence[str]) -> tuple[Run, ...]:
    """Every run of at least three letters, two of them certain, left to right. `words` in lower case."""
    runs: list[Run] = []
    i = 0
    while i < len(words):
        run = _run_at(words, i)
        if run:
            runs.append(run)
        i = run.last if run else i + 1
    return tuple(runs)


def fitted(said: Sequence[str], spelled: str) -> Fit | None:
    """The neighbouring words of `said` that the letters `spelled` spell, the likest (of the same, the last ones)."""
    fits = [
        Fit(first, parts)
        for count in range(1, min(len(said), _MOST_WORDS) + 1)
        for first in range(len(said) - count + 1)
        for parts in _cuts(said[first : first + count], spelled)
    ]
    return max(fits, key=lambda fit: (_likeness(said, fit), fit.first), default=None)


def same_word(said: str, spelled: str) -> bool:
    """A word and its spelling: they begin alike and share most letters, or differ only by letters that sound alike."""
    shared = len(set(said) & set(spelled))
    begins = said[:1] == spelled[:1] and shared * 2 > max(len(set(said)), len(set(spelled)))
    return begins or sounds_alike(said, spelled)


def sounds_alike(said: str, spelled: str) -> bool:
    """Whether the two differ, and only by letters that are taken for each other on a telephone."""
    if len(said) != len(spelled) or len(said) < _LEAST or said == spelled:
        return False
    pairs = [{a, b} for a, b in zip(said, spelled, strict=True) if a != b]
    return 2 * len(pairs) < len(said) and all(any(pair <= group for group in _SOUND_ALIKE) for pair in pairs)


def _cuts(said: Sequence[str], spelled: str) -> Iterator[tuple[str, ...]]:
    """Every way to cut `spelled` into the words' spellings. Of several words, each is about as long as it was said."""
    word = said[0]
    if len(said) == 1:
        if same_word(word, spelled):
            yield (spelled,)
        return
    for at in range(max(1, len(word) - 1), min(len(word) + 2, len(spelled))):
        if same_word(word, spelled[:at]):
            yield from ((spelled[:at], *rest) for rest in _cuts(said[1:], spelled[at:]))


def _likeness(said: Sequence[str], fit: Fit) -> float:
    pairs = zip(said[fit.first :], fit.parts, strict=False)
    return sum(jellyfish.jaro_winkler_similarity(a, b) * len(b) for a, b in pairs) / sum(map(len, fit.parts))


def glued(words: Sequence[str]) -> str | None:
    """A whole utterance of letters that were partly written together ("ma RTI n"), joined; None if it is no such thing.

    Where the words end is lost.
    """
    singles = sum(len(word) == 1 for word in words)
    if len(words) < _LEAST or any(len(word) > 3 for word in words) or singles < max(2, len(words) / 3):
        return None
    joined = "".join(re.sub(r"[^a-z]", "", _LETTER_NAMES.get(word, word)) for word in words)
    return joined if _LEAST <= len(joined) <= MOST_LETTERS else None


def fragments(words: Sequence[str]) -> str | None:
    """An utterance of letters and pieces of words ("w IL L I am son"), joined; None where most of it is words.

    A guess, for the matching alone. Of whole words there is one at most.
    """
    if sum(len(word) > _PIECE for word in words) > 1:
        return None
    short = sum(len(word) <= 2 for word in words)
    if len(words) < _LEAST or short * 2 < len(words) or not any(len(word) == 1 for word in words):
        return None
    joined = "".join(re.sub(r"[^a-z]", "", _LETTER_NAMES.get(word, word)) for word in words)
    return joined if _LEAST < len(joined) <= MOST_LETTERS else None


def _run_at(words: Sequence[str], first: int) -> Run | None:
    start = _piece_at(words, first)
    if start is None or not start.certain:
        return None
    text, last, end, certain = "", first, first, 0
    kept = ""
    while True:
        piece = _piece_at(words, last)
        if piece is None:
            if last < len(words) and words[last] in _SKIPPED and last > first:
                last += 1
                continue
            break
        text += piece.text
        last = piece.last
        if piece.certain or (piece.likely and certain >= 2):
            certain, kept, end = certain + 1, text, last
    letters = sum(character.isalpha() for character in kept)
    return Run(kept, first, end) if letters >= _LEAST and certain >= 2 else None


def _piece_at(words: Sequence[str], i: int) -> _Piece | None:
    """The letter, repeated letter, explained letter or mark that begins at `i`."""
    if i >= len(words):
        return None
    word = words[i]
    if word in _TIMES:
        if word == "double" and _word(words, i + 1) in {"you", "u"}:
            return _Piece("w", i + 2, certain=True)
        piece = _piece_at(words, i + 1)
        return _Piece(piece.text * _TIMES[word], piece.last, certain=True) if piece and len(piece.text) == 1 else None
    if word in _MARKS:
        return _Piece(_MARKS[word], i + 1, certain=False)
    if word in NATO:
        return _Piece(NATO[word], i + 1, certain=True)
    letter = word if len(word) == 1 and word.isalpha() else _LETTER_NAMES.get(word)
    if letter is None:
        nearly = _nearly_nato(word)
        return _Piece(nearly, i + 1, certain=False, likely=True) if nearly else None
    example = _example_after(words, i + 1, letter)
    if example:
        return _Piece(letter, example, certain=True)
    return _Piece(letter, i + 1, certain=len(word) == 1)


@lru_cache(maxsize=4096)
def _nearly_nato(word: str) -> str | None:
    """The letter of a word of the spelling alphabet that was a little misheard ("yanky", "elfa")."""
    if len(word) < _LEAST_NATO:
        return None
    nearest = max(NATO, key=lambda known: jellyfish.jaro_winkler_similarity(word, known))
    return NATO[nearest] if jellyfish.jaro_winkler_similarity(word, nearest) >= _NEARLY else None


def _example_after(words: Sequence[str], i: int, letter: str) -> int | None:
    """Where "as in dog" ends, if it begins at `i` and its word begins with the letter."""
    for link in _AS:
        example = i + len(link)
        if tuple(words[i:example]) == link and _word(words, example)[:1] == letter and len(words[example]) > 1:
            return example + 1
    return None


def _word(words: Sequence[str], i: int) -> str:
    return words[i] if i < len(words) else ""
