"""A weekday said to what was offered or read back: it is that day, though the next of its name is another. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from voice_agent.understanding.commands import When, Whens
from voice_agent.understanding.reader import Context
from voice_agent.understanding.when import Found

_BARE_DAY = re.compile(
    r"^(?!.*\b(?:next|this|coming|today|tomorrow|week|after|\w+day the|\d+(?:st|nd|rd|th)|january|february|march|april|"
    r"may|june|july|august|september|october|november|december)\b).*"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.IGNORECASE,
)


def on_days_named(
    found: tuple[Found, ...], text: str, context: Context, expecting: str | None, agent_whens: Whens
) -> tuple[Found, ...]:
    """ "Wednesday", said to what was offered or read back, is that Wednesday, though the next one is another."""
    days = [w.date_from for w in agent_whens if w.date_from and w.date_from == w.date_to]
    days = days if expecting == "confirm" else []
    if expecting in ("offer", "confirm") and not days:
        days = [o.start.date() for o in context.offers] + ([context.appointment.date()] if context.appointment else [])

    def meant(f: Found, when: When) -> When:
        bare = when.date_from is not None and when.date_from == when.date_to and _BARE_DAY.search(text[slice(*f.span)])
        day = next((d for d in days if bare and when.date_from and d.weekday() == when.date_from.weekday()), None)
        return replace(when, date_from=day, date_to=day) if day else when

    return tuple(replace(f, whens=tuple(meant(f, w) for w in f.whens)) for f in found) if days else found
