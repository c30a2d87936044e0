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
_FULL_NAME: Final = 2
_TALK: Final = re.compile(
    r"[\s,.;!-]+(?:(?:and|but|so|because|'?cause|like|as) )?"
    r"(?:(?:i|you|we|he|she|they)(?:'(?:m|s|re|ve|d|ll))?|can|could|do|did|does|just|what|when|where|"
    r"that's (?:what|how)|it's(?= (?:just|about|for|the|in|on|been|me)\b))(?![\w'-])"
)
"""Where talk begins behind a name."""
_PART: Final = re.compile(
    r"\b(?:sur|first|last|family|given|full|sir)? ?names?\b|\b(?:i|he|she)(?:'m| am| is)? called\b"
)
_LETTERS: Final = re.compile(r"(?<![\w'])(?:double [a-z]|[a-z])(?:[\s,.-]+(?:double )?[a-z](?![\w'])){2,}")
_NEXT_LETTER: Final = re.compile(r"[\s,.-]*(?:[a-z](?![\w'])|$)")


def without_remarks(plain: str) -> str:
    """Of several sentences (in lower case) those that may tell the name; all of them where none does. Talk that goes on
    behind a name in one breath ("ann wells i just said that") is no part of it either."""
    plain = without_talk(plain)
    sentences = _SENTENCE.split(plain)
    kept = [sentence for sentence in sentences if not is_remark(sentence)]
    return " ".join(kept).strip(" .,!?") if kept else plain


def without_talk(plain: str) -> str:
    """The text (in lower case) up to where talk begins behind a full name, and what is spelled in that talk."""
    for talk in _TALK.finditer(plain):
        before, rest = plain[: talk.start()].rstrip(" ,.;!-"), plain[talk.start() :]
        words = [w for w in _WORD.findall(name_talk.LEAD.sub("", before)) if len(w) > 1]
        if _is_letter(plain, talk) or len(words) < _FULL_NAME or not _named_first(words):
            continue
        if _PART.search(rest):
            return plain
        letters = _LETTERS.search(rest)
        return f"{before}. {without_talk(rest[letters.start() :])}" if letters else before
    return plain


def _is_letter(plain: str, talk: re.Match[str]) -> bool:
    """Whether it is a letter behind another: "h i l l", or "you" as the letter sounds."""
    if re.search(r"(?<![\w'])[a-z]$", plain[: talk.start()]) is None:
        return False
    return talk[0].strip(" ,.-") == "i" or _NEXT_LETTER.match(plain, talk.end()) is not None


def _named_first(words: list[str]) -> bool:
    return all(word not in name_talk.NOT_NAMES for word in words[:_FULL_NAME])


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
