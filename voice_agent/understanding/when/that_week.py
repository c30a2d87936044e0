""" "Any morning that week", "a Tuesday that week": the week of what was offered, or of the visit to be moved."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from voice_agent.understanding.commands import When, Whens

_THAT_WEEK: Final = re.compile(
    r"\b(?<!later )(?<!earlier )(?<!week )(?:that|the same|same|the very same) week\b(?! after| before)", re.IGNORECASE
)
_WEEKDAY: Final = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b", re.IGNORECASE)
_DATED: Final = re.compile(
    r"\d(?:st|nd|rd|th)\b|\d[/-]\d|\b(?:next|this|january|february|march|april|may|june|july|august|september|october|"
    r"november|december)\b|\b\w+(?:teenth|tieth)\b|"
    r"\b(?:the |\w+ty[- ])(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b",
    re.IGNORECASE,
)


def spoken_of(text: str) -> tuple[int, int] | None:
    """Where a week is pointed back at; None where none is."""
    match = _THAT_WEEK.search(text)
    return match.span() if match else None


def placed(whens: Whens, said: str, base: date, today: date) -> Whens:
    """The constraints put into the week of `base`; `said`: their own words. A day that is named with its date stays."""
    monday = base - timedelta(days=base.weekday())
    return tuple(_placed(when, said, monday, today) for when in whens)


def whole(base: date, today: date) -> Whens:
    """Any day of that week."""
    return placed((When(),), "", base, today)


def _placed(when: When, said: str, monday: date, today: date) -> When:
    if when.date_from is None and when.date_to is None:
        return replace(when, date_from=max(monday, today), date_to=monday + timedelta(days=6), relative_to=None)
    one_day = when.date_from is not None and when.date_from == when.date_to
    if not one_day or when.date_from is None or _WEEKDAY.search(said) is None or _DATED.search(said):
        return when
    day = monday + timedelta(days=when.date_from.weekday())
    return replace(when, date_from=day, date_to=day) if day >= today else when
