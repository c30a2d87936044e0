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
_WHOLE = {"date_of_birth": 8, "phone": 10}
"""Digits of a number that is said as digits alone."""
_OTHER_WORDS = re.compile(
    r"\b(?!(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|um+|uh+|and|it|it's|is|my|the|number|"
    r"phone|area|code|born|on)\b)[a-z]",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"\W*(?:(?:good (?:morning|afternoon|evening|day)|hi|hello|hey|there|doctor'?s?|um+|uh+)\W*)+", re.IGNORECASE
)
"""Said before what the call is about."""
_NODDING = re.compile(
    r"\W*(?:(?:okay|ok|oh|well|right|alright|all right|good|great|fine|perfect|lovely|wonderful|sure|i see|got it|"
    r"that's (?:good|great|fine))\W*)+",
    re.IGNORECASE,
)
"""Takes note of what was said. Only after a question that it answers is it all."""
_YES_OR_NO = frozenset({"confirm", "offer"})
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
    if _part_of_a_number(bare, expecting):
        return Completeness.OPEN
    if _GREETING.fullmatch(words) and expecting in _OPEN_QUESTIONS:
        return Completeness.OPEN
    if _NODDING.fullmatch(words) and expecting not in _YES_OR_NO:
        return Completeness.NEUTRAL
    if answered:
        return Completeness.COMPLETE if expecting not in _OPEN_QUESTIONS else Completeness.LIKELY
    match expecting:
        case "phone" | "date_of_birth":
            one_word = len(words.split()) == 1  # the first digit of a number is easily misheard
            return Completeness.OPEN if one_word or _DIGITS.search(words) else Completeness.NEUTRAL
        case "name":
            return Completeness.OPEN if _SPELLING.search(bare) else Completeness.NEUTRAL
        case _:
            return Completeness.NEUTRAL


def _part_of_a_number(words: str, expecting: str | None) -> bool:
    """Fewer digits than asked for, and nothing else: "12 05" may be read as a date, and the year is still to come."""
    digits = len(_DIGITS.findall(words))
    return 0 < digits < _WHOLE.get(expecting or "", 0) and not _OTHER_WORDS.search(words)
