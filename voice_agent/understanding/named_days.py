"""A weekday said to what was offered or read back: it is that day, though the next of its name is another. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from voice_agent.understanding.commands import Weekday, When, Whens
from voice_agent.understanding.reader import Context
from voice_agent.understanding.when import Found

_BARE_DAY = re.compile(
    r"^(?!.*\b(?:next|this|coming|today|tomorrow|week|after|\w+day the|\d+(?:st|nd|rd|th)|january|february|march|april|"
    r"may|june|july|august|september|october|november|december)\b).*"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.IGNORECASE,
)
_BARE_DATE = re.compile(
    r"^(?!.*\b(?:next|this|january|february|march|april|may|june|july|august|september|october|november|december|month|"
    r"\w+day)\b).*(?:\b\d+(?:st|nd|rd|th)\b|\bthe (?:\w+ )?(?:first|second|third|\w+th)\b)",
    re.IGNORECASE,
)
"""A day of a month that is not named."""


def on_days_named(
    found: tuple[Found, ...], text: str, context: Context, expecting: str | None, agent_whens: Whens
) -> tuple[Found, ...]:
    """ "Wednesday" or "the ninth", said to what was offered or read back, is that one, though the next is another; a
    weekday that was not offered is that of the week which all the offers are in."""
    days = [w.date_from for w in agent_whens if w.date_from and w.date_from == w.date_to]
    days = days if expecting == "confirm" else []
    if expecting in ("offer", "confirm") and not days:
        days = [o.start.date() for o in context.offers] + ([context.appointment.date()] if context.appointment else [])

    offered = [o.start.date() for o in context.offers] if expecting == "offer" and not context.own_visits else []

    def meant(f: Found, when: When) -> When:
        bare = when.date_from is not None and when.date_from == when.date_to and _BARE_DAY.search(text[slice(*f.span)])
        day = next((d for d in days if bare and when.date_from and d.weekday() == when.date_from.weekday()), None)
        dated = (
            when.date_from is not None and when.date_from == when.date_to and _BARE_DATE.search(text[slice(*f.span)])
        )
        day = day or next((d for d in days if dated and when.date_from and d.day == when.date_from.day), None)
        day = day or (_in_week_of(offered, when.date_from) if bare and when.date_from else None)
        return replace(when, date_from=day, date_to=day) if day else when

    def ruled_out(when: When) -> When:
        """One engagement rules out the day that was offered, and not every such weekday."""
        once = {o for o in offered for d in when.not_weekdays if Weekday.of(o) is d and _has_something_on(d, text)}
        left = tuple(d for d in when.not_weekdays if all(Weekday.of(o) is not d for o in once))
        return replace(when, not_weekdays=left, not_dates=(*when.not_dates, *sorted(once))) if once else when

    if not days:
        return found
    return tuple(replace(f, whens=tuple(ruled_out(meant(f, w)) for w in f.whens)) for f in found)


def _has_something_on(weekday: Weekday, text: str) -> bool:
    """ "Thursday I've got the dentist"."""
    name = f"{weekday.value}[a-z]*day"
    something = r"(?:i've got|i have|i got|we have|we've got|i'm getting|there's) (?:the|an?) "
    return re.search(rf"\b{name} {something}|\b{something}[\w' ]{{2,20}} (?:on )?{name}\b", text, re.I) is not None


def _in_week_of(offered: Sequence[date], said: date) -> date | None:
    """The day of that name in the week of the offers, where that is a later one."""
    weeks = {day - timedelta(days=day.weekday()) for day in offered}
    day = weeks.pop() + timedelta(days=said.weekday()) if len(weeks) == 1 else None
    return day if day and day > said else None
