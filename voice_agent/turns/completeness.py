"""Do these words finish the turn? Judged from the words, and from whether they answer what was asked."""

from __future__ import annotations

import re

from voice_agent.turns.endpointing import Completeness

_TRAILING = re.compile(
    r"(?:\b(?:a|an|the|and|or|but|so|because|to|for|of|on|at|by|from|with|is|are|it's|i'm|my|your|his|her|our|their|"
    r"if|than|um+|uh+|er+|hmm+|erm|let's see|let me see|would|could|maybe|either|doctor|dr|number is|name is|born|"
    r"january|february|march|april|june|july|august|september|october|november|december)|,|-|\.\.\.|…)\s*$",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"[^.][.?!]\s*$")
"""The transcriber heard the melody of an ending."""
_DIGITS = re.compile(r"\d|\b(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple)\b", re.IGNORECASE)
_SPELLING = re.compile(r"(?:\b[a-z]\b[\s.,-]*){2,}$", re.IGNORECASE)
_OPEN_QUESTIONS = frozenset({None, "task", "reason", "when"})
"""After these, callers tend to add to what would have been enough."""


def judge(text: str, *, expecting: str | None, answered: bool) -> Completeness:
    """`answered`: the words were understood and settle what was asked, or ask for something by themselves.

    expecting: as in the reader's context ("confirm", "offer", "task", a field's name, or None).
    """
    words = text.strip()
    if not words:
        return Completeness.NEUTRAL
    bare = re.sub(r"[.?!]+\s*$", "", words)
    if _TRAILING.search(bare) or words.endswith(("...", "…", ",", "-")):
        return Completeness.NEUTRAL if answered and _CLOSED.search(words) else Completeness.OPEN
    if answered:
        return Completeness.COMPLETE if expecting not in _OPEN_QUESTIONS else Completeness.LIKELY
    match expecting:
        case "phone" | "date_of_birth":
            return Completeness.OPEN if _DIGITS.search(words) else Completeness.NEUTRAL
        case "name":
            return Completeness.OPEN if _SPELLING.search(bare) else Completeness.NEUTRAL
        case _:
            return Completeness.NEUTRAL
