"""Remarks beside a name: "it's a tricky one", "you had that right". Pure.

Sentences of everyday talk next to one that can be a name, or in which it is spelled, are no part of it.
"""

from __future__ import annotations

import re
from typing import Final

from voice_agent.understanding import name_talk
from voice_agent.understanding.spelling import spelled_runs

_SENTENCE: Final = re.compile(r"(?<=[^\W\d_]{2}[.?!]) +")
_WORD: Final = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_OF_A_NAME: Final = re.compile(r"\b(?:sur)?names?\b|\bspell|(?<![\w'])[b-hj-z](?![\w'])", re.IGNORECASE)
"""Tells of a part of the name, or of a letter."""
_LEAST_LETTERS: Final = 3


def without_remarks(plain: str) -> str:
    """Of several sentences (in lower case) those that may tell the name; all of them where none does."""
    sentences = _SENTENCE.split(plain)
    kept = [sentence for sentence in sentences if not is_remark(sentence)]
    return " ".join(kept).strip(" .,!?") if kept else plain


def is_remark(sentence: str) -> bool:
    """Everyday words stand in it, and nothing of a name that is told or spelled."""
    lower = sentence.lower()
    if is_spelled(lower) or _OF_A_NAME.search(lower):
        return False
    words = _WORD.findall(name_talk.TAIL.sub("", name_talk.LEAD.sub("", lower.strip(" .,!?"))))
    return any(word in name_talk.NOT_NAMES for word in words)


def is_spelled(text: str) -> bool:
    """Whether a word is spelled in it."""
    runs = spelled_runs(_WORD.findall(text.lower()))
    return any(len(run.text) >= _LEAST_LETTERS for run in runs)
