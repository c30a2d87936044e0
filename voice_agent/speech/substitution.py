"""What was heard, with a stretch of it put in words that were to be expected: "a thick leather" as "a sick visit".

Whether they fit the sound, the network is asked afterwards; here only texts are compared, by how alike they sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import Levenshtein

LEAST_ALIKE: Final = 0.5
"""Likeness, 0..1, from which a stretch of what was heard may have been the expected words."""
_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SOUNDS: Final = (
    (r"tch|ch", "C"), (r"sh|tion", "S"), (r"th", "0"), (r"ph|gh(?=t)", "f"), (r"ck|q|c(?![eiy])", "k"), (r"c", "s"),
    (r"x", "ks"), (r"z", "s"), (r"dg|j", "C"), (r"^kn", "n"), (r"^wr", "r"), (r"wh", "w"), (r"(?<=[^aeiou])e$", ""),
    (r"[aeiouy]+", "a"), (r"h", ""), (r"(.)\1+", r"\1"),
)  # fmt: skip
_KINDS: Final = str.maketrans("S0fCbvwdgmr", "ssssppptknl")
"""Sounds that a telephone line makes one of."""


@dataclass(frozen=True, slots=True)
class Substitute:
    """`text`: what was heard with the expected words in it. likeness: 0..1, of those words to what they replace."""

    text: str
    likeness: float


def mentions(text: str, phrases: Sequence[str]) -> bool:
    """One of the phrases stands in the text, word for word."""
    plain = f" {' '.join(_words(text))} "
    return any(f" {' '.join(_words(phrase))} " in plain for phrase in phrases)


def substitutes(texts: Sequence[str], phrases: Sequence[str], most: int) -> tuple[Substitute, ...]:
    """The `most` likeliest, by likeness, best first; each text is distinct. Phrases are a few words each."""
    found: dict[str, Substitute] = {}
    for text in texts:
        for substitute in _within(text, phrases):
            before = found.get(substitute.text)
            if before is None or before.likeness < substitute.likeness:
                found[substitute.text] = substitute
    return tuple(sorted(found.values(), key=lambda s: -s.likeness)[:most])


def _within(text: str, phrases: Sequence[str]) -> Iterator[Substitute]:
    """For each phrase, the place in the text that sounds most like it, if it sounds like it at all."""
    spans = [match.span() for match in _WORD.finditer(text)]
    for phrase in phrases:
        size = len(phrase.split())
        places = [
            (alike(text[spans[i][0] : spans[j - 1][1]], phrase), spans[i][0], spans[j - 1][1])
            for i in range(len(spans))
            for j in range(max(i + 1, i + size - 1), min(len(spans), i + size + 2) + 1)
        ]
        likeness, start, end = max(places, default=(0.0, 0, 0))
        if likeness >= LEAST_ALIKE:
            words = phrase[0].upper() + phrase[1:] if start == 0 else phrase
            whole = (text[:start] + words + text[end:]).rstrip(" .,!?…") + "."
            yield Substitute(whole, likeness)


def alike(one: str, other: str) -> float:
    """How much two stretches of words sound alike, 0..1; spaces and spelling count for nothing."""
    a, b = _sounds(one), _sounds(other)
    fine = Levenshtein.normalized_similarity(a, b)
    return (fine + Levenshtein.normalized_similarity(a.translate(_KINDS), b.translate(_KINDS))) / 2


@lru_cache(maxsize=8192)
def _sounds(words: str) -> str:
    """The words as a string of rough sounds: consonants, and `a` for any vowel."""
    sounds = []
    for word in _words(words):
        for pattern, sound in _SOUNDS:
            word = re.sub(pattern, sound, word)
        sounds.append(word)
    return "".join(sounds)


def _words(text: str) -> list[str]:
    return [match.group().lower().replace("’", "'") for match in _WORD.finditer(text)]
