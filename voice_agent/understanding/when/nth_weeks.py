"""Weeks and days counted inside a month or a year: "the second week of May", "the last few days of March"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from voice_agent.understanding.numbers import ordinal_at
from voice_agent.understanding.when.durations import duration_at
from voice_agent.understanding.when.periods import period_at
from voice_agent.understanding.when.phrases import Said, skip, word
from voice_agent.understanding.when.pieces import Period, Sense

_JOINTS: Final = frozenset({"or", "and", "to", "-", "through"})
_ADJECTIVES: Final = frozenset({"full", "whole", "complete"})


def nth_week_at(said: Said, i: int, sense: Sense) -> tuple[Period, int] | None:
    """A counted part of a month or a year at `i`. The first week is its first seven days, the last its last seven.

    The first of two alternatives takes the month that the second one names: "the 2nd or 3rd week of April".
    """
    start = skip(said, i, {"the"})
    counted = _stretch(said, start, sense)
    if counted:
        return counted
    nth = _nth_at(said, start)
    if nth is None:
        return None
    number, j = nth
    if word(said, j) in _JOINTS:
        other = _nth_at(said, skip(said, j + 1, {"the"}))
        whole = _whole_behind_week(said, other[1], sense) if other else None
        week = _week(whole[0], number) if whole else None
        return (week, j) if week else None
    whole = _whole_behind_week(said, j, sense)
    found = _week(whole[0], number) if whole else None
    return (found, whole[1]) if found and whole else None


def week_of_named(said: Said, i: int, named: Period | None) -> tuple[Period, int] | None:
    """ "In January, the second week": of the month named before."""
    if named is None or named.start is None or named.end is None:
        return None
    nth = _nth_at(said, skip(said, i, {"the"}))
    if nth is None or word(said, nth[1]) != "week":
        return None
    if not 27 <= (named.end - named.start).days <= 31 or word(said, nth[1] + 1) in {"of", "in", "or"}:
        return None
    week = _week(named, nth[0])
    return (week, nth[1] + 1) if week else None


def _nth_at(said: Said, i: int) -> tuple[int, int] | None:
    """1 to 5, or -1 for "last"."""
    if word(said, i) == "last":
        return -1, i + 1
    ordinal = ordinal_at(said, i)
    return (ordinal.value, ordinal.last) if ordinal and ordinal.value <= 5 else None


def _whole_behind_week(said: Said, i: int, sense: Sense) -> tuple[Period, int] | None:
    j = skip(said, i, _ADJECTIVES)
    return _whole(said, j + 1, sense) if word(said, j) == "week" else None


def _whole(said: Said, i: int, sense: Sense) -> tuple[Period, int] | None:
    """The month or year that is counted in."""
    whole = period_at(said, skip(said, i, {"of", "in"}), sense)
    if whole is None or whole[0].start is None or whole[0].end is None:
        return None
    return whole if (whole[0].end - whole[0].start).days >= 27 else None


def _week(whole: Period, number: int) -> Period | None:
    if whole.start is None or whole.end is None:
        return None
    week = timedelta(days=6)
    if number < 0:
        return replace(whole, start=whole.end - week)
    start = whole.start + timedelta(days=7 * (number - 1))
    return replace(whole, start=start, end=min(start + week, whole.end)) if start <= whole.end else None


def _stretch(said: Said, i: int, sense: Sense) -> tuple[Period, int] | None:
    """ "The first two weeks of April", "the last few days of May"."""
    if word(said, i) not in {"first", "last"}:
        return None
    length = duration_at(said, i + 1)
    whole = _whole(said, length[1], sense) if length and word(said, length[1]) in {"of", "in"} else None
    if length is None or whole is None or whole[0].start is None or whole[0].end is None:
        return None
    days = timedelta(days=length[0].days - 1)
    if not 0 <= days.days <= (whole[0].end - whole[0].start).days or length[0].months:
        return None
    if word(said, i) == "first":
        return replace(whole[0], end=whole[0].start + days), whole[1]
    return replace(whole[0], start=whole[0].end - days), whole[1]
