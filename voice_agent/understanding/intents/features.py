"""What the classifier sees of a clause: its words, pairs and triples of words, and pieces of words.

A feature is a 32-bit hash of its text. Pieces carry a clause over a slip of the transcriber.
"""

from __future__ import annotations

import re
from itertools import pairwise
from zlib import crc32

WHEN = "whenword"
"""Stands in for a span that the date grammar has read."""

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'"})
_CONTRACTIONS = (
    ("n't", " not"),
    ("'re", " are"),
    ("'ve", " have"),
    ("'ll", " will"),
    ("'m", " am"),
    ("'d", " would"),
)


def words_of(text: str) -> list[str]:
    """Lower-case words, contractions opened up, digits as one word by their count ("415" -> "000")."""
    text = text.lower().translate(_APOSTROPHES).replace("can't", "can not").replace("won't", "will not")
    for short, long in _CONTRACTIONS:
        text = text.replace(short, long)
    return ["0" * min(len(w), 4) if w[0].isdigit() else w for w in _WORD.findall(text)]


def word_feature(word: str) -> int:
    """The hash of a word on its own."""
    return crc32(f"1 {word}".encode())


def features_of(text: str) -> list[int]:
    """Distinct feature hashes of a clause."""
    words = words_of(text)
    padded = ["^", *words, "$"]
    found = {f"1 {w}" for w in words}
    found.update(f"2 {a} {b}" for a, b in pairwise(padded))
    found.update(f"3 {a} {b} {c}" for a, b, c in zip(padded, padded[1:], padded[2:], strict=False))
    for word in words:
        if word != WHEN and len(word) > 3:
            marked = f"<{word}>"
            found.update(f"c {marked[i : i + 4]}" for i in range(len(marked) - 3))
    found.add(f"n {min(len(words), 12)}")
    return [crc32(f.encode()) for f in sorted(found)]
