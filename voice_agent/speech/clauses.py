"""Splits a reply into the pieces that are rendered, sent and marked one by one.

Short pieces let the first sound come early and tell exactly how much was heard; so they end where a speaker would
breathe: at punctuation, else before a word that opens a phrase.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# A full stop inside a number or an initial does not end a sentence; expand abbreviations before splitting.
_BREAK = re.compile(r"(?<=[.!?,;:…])[\"')\]]*\s+|\s+[–—-]\s+")
_CONJUNCTIONS = "and or but because so if when while unless until since where which who before after"
_PREPOSITIONS = "with at for on in to from by about between of than as that"
_OPENERS = (frozenset(_CONJUNCTIONS.split()), frozenset(_PREPOSITIONS.split()))  # the better place first
SENTENCE_PAUSE_MS, COMMA_PAUSE_MS = 260, 130


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a reply, as written, and the silence that belongs after it (0 where the reply ends)."""

    text: str
    pause_ms: int


def split(reply: str, *, first_words: int = 5, most_words: int = 8) -> tuple[Clause, ...]:
    """The clauses of a reply in order; joined by spaces they are the reply again. No clause has more than
    `most_words` words; the first has no more than `first_words` where a phrase begins early enough."""
    pieces: list[str] = []
    for piece in _at_punctuation(reply):
        limit = most_words if pieces else first_words
        words = piece.split()
        while len(words) > limit:
            cut = _cut(words, limit, most_words)
            pieces.append(" ".join(words[:cut]))
            words, limit = words[cut:], most_words
        if words:
            pieces.append(" ".join(words))
    last = len(pieces) - 1
    return tuple(Clause(piece, 0 if at == last else _pause(piece)) for at, piece in enumerate(pieces))


def _at_punctuation(reply: str) -> list[str]:
    """Parts between punctuation marks; a part of one or two words stays with the part before or after it."""
    parts = [part for part in _split_keeping(" ".join(reply.split())) if part]
    joined: list[str] = []
    for part in parts:
        lone = bool(joined) and len(joined[-1].split()) <= 2 and not _ends_sentence(joined[-1])
        if lone and len(f"{joined[-1]} {part}".split()) <= 5:
            joined[-1] = f"{joined[-1]} {part}"
        else:
            joined.append(part)
    return joined


def _split_keeping(text: str) -> list[str]:
    """Split after punctuation and after a dash that stands alone; nothing but white space is dropped."""
    parts, start = [], 0
    for match in _BREAK.finditer(text):
        end = match.end()
        parts.append(text[start:end].strip())
        start = end
    parts.append(text[start:].strip())
    return parts


def _cut(words: list[str], limit: int, most: int) -> int:
    """Where to cut a piece that is too long: before a word that opens a phrase, not leaving a lone word behind."""
    for openers in _OPENERS:
        places = [at for at in range(3, min(limit, len(words) - 2) + 1) if words[at].lower() in openers]
        if places:
            return places[-1]
    if limit < most:
        return _cut(words, most, most) if len(words) > most else len(words)
    return min(most, len(words) - 1)


def _ends_sentence(piece: str) -> bool:
    return piece.rstrip("\"')]")[-1:] in ".!?…"


def _pause(piece: str) -> int:
    if _ends_sentence(piece):
        return SENTENCE_PAUSE_MS
    return COMMA_PAUSE_MS if piece[-1:] in ",;:–—-" else 0
