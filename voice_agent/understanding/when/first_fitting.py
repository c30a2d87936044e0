""" "The first Friday that has something": no date, but any Friday, the earliest."""

from __future__ import annotations

from typing import Final

from voice_agent.understanding.when.calendar_words import weekday_at
from voice_agent.understanding.when.phrases import Said, skip, word
from voice_agent.understanding.when.pieces import Joint, Piece, WeekdaySet

_FIRST: Final = frozenset({"first", "earliest", "soonest", "next"})
_FITTING: Final = frozenset({"that", "which", "you", "you've", "where", "there's", "when"})
_OPEN: Final = frozenset({"available", "open", "free"})


def first_fitting_at(said: Said, i: int) -> list[Piece]:
    """What is asked of the openings of a weekday, if it is told right behind it."""
    start = skip(said, i, {"the", "your", "very"})
    if word(said, start) not in _FIRST:
        return []
    weekday = weekday_at(said, skip(said, start + 1, _OPEN))
    if weekday is None:
        return []
    number, last = weekday
    opening = word(said, start) != "next" and word(said, last) in {"with", "available"}
    if word(said, last) not in _FITTING and not opening:
        return []
    return [Piece(Joint.EARLIEST, i, last), Piece(WeekdaySet((number,)), i, last)]
