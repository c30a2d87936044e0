"""How many visits there are to be in all, said where the agent has asked for that number. Pure.

There a bare number is no hour ("I need six"), and "six in all" takes leave of nobody.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from voice_agent.understanding.commands import Field, When
from voice_agent.understanding.heard import Heard, Said
from voice_agent.understanding.numbers import cardinal_at, words
from voice_agent.understanding.pieces import INFORM, SURE
from voice_agent.understanding.reader import Context

_ASKED: Final = re.compile(r"\bhow many visits\b", re.IGNORECASE)
_MOST: Final = 60
_OTHER_THINGS: Final = frozenset(
    """
    am pm o'clock : day days week weeks month months year years minute minutes hour hours a per each every apart
    january february march april may june july august september october november december st nd rd th
    """.split()
)
"""Behind a number, it counts something else than the visits, or is an hour or a day."""
_RHYTHM: Final = frozenset({"every", "each", "at", "by", "before", "after", "in", "on", "than"})
"""In front of a number, likewise."""
_COUNTED: Final = {"once": 1, "twice": 2, "thrice": 3}
_UNITS: Final = frozenset({"a", "per", "each", "every", "weekly", "daily", "monthly"})
_OF_OTHER_THINGS: Final = frozenset({"abort", "cancel", "reschedule", "restart", "hold_on", "handoff_asked"})
"""Kinds of clause in which a number is none of this question's."""


def with_count(heard: Heard, context: Context) -> Heard:
    """The same, with the number of visits where it was asked for; as it was where none, or more than one, was said."""
    if context.expecting != Field.WHEN.value or not _ASKED.search(context.agent):
        return heard
    for piece in heard.pieces:
        count = None if piece.kind in _OF_OTHER_THINGS else visit_count(piece.text)
        if count is None:
            continue
        within = [v for v in heard.values if v.field is Field.WHEN and piece.start <= v.start < piece.end]
        if any(w.date_from or w.date_to or w.weekdays or w.count for v in within for w in v.whens):
            return heard
        said = Said(Field.WHEN, (When(count=count),), piece.start)
        told = replace(piece, kind=INFORM, probability=max(piece.probability, SURE))
        return replace(
            heard,
            pieces=tuple(told if p is piece else p for p in heard.pieces),
            values=(*(v for v in heard.values if v not in within), said),
        )
    return heard


def visit_count(text: str) -> int | None:
    """The one number in `text` that counts visits: "I need six", "six, two a week"; None where there is none."""
    said = words(text)
    counts: list[int] = []
    i = 0
    while i < len(said):
        number = cardinal_at(said, i)
        value, last = (number.value, number.last) if number else (_COUNTED.get(said[i].text, 0), i + 1)
        following = said[last].text if last < len(said) else ""
        others = _OTHER_THINGS if number else _UNITS
        if 1 <= value <= _MOST and following not in others and not (i and said[i - 1].text in _RHYTHM):
            counts.append(value)
        i = last
    return counts[0] if len(counts) == 1 else None
