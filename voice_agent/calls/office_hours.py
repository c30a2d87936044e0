"""When staff answer: "Mon-Fri 08:00-17:00, Sat 09:00-12:00" as a value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PART = re.compile(
    r"^(?P<from>[A-Za-z]{3})(?:-(?P<to>[A-Za-z]{3}))?\s+(?P<open>\d{1,2}:\d{2})-(?P<close>\d{1,2}:\d{2})$"
)
_HELP = 'write hours like "Mon-Fri 08:00-17:00, Sat 09:00-12:00", or "always"'


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """Open stretches: (weekday with 0 for Monday, opens, closes), wall times, half-open."""

    stretches: tuple[tuple[int, time, time], ...]

    @classmethod
    def parse(cls, text: str) -> OfficeHours:
        """Raises ValueError, with what to write instead."""
        if text.strip().lower() == "always":
            return cls(tuple((day, time.min, time.max) for day in range(7)))
        stretches: list[tuple[int, time, time]] = []
        for part in filter(None, (piece.strip() for piece in text.split(","))):
            stretches += _stretches(part)
        return cls(tuple(stretches))

    def open_at(self, now: datetime) -> bool:
        """`now` in the clinic's zone."""
        return any(day == now.weekday() and opens <= now.time() < closes for day, opens, closes in self.stretches)


def _stretches(part: str) -> list[tuple[int, time, time]]:
    match = _PART.match(part)
    days = [match["from"].lower(), (match["to"] or match["from"]).lower()] if match else []
    if match is None or not all(day in _DAYS for day in days):
        raise ValueError(f'"{part}" is not understood: {_HELP}')
    opens, closes = (_time(match[name], part) for name in ("open", "close"))
    if closes <= opens:
        raise ValueError(f'"{part}" closes before it opens: {_HELP}')
    first, last = (_DAYS.index(day) for day in days)
    return [((first + i) % 7, opens, closes) for i in range((last - first) % 7 + 1)]


def _time(text: str, part: str) -> time:
    hours, minutes = text.split(":")
    try:
        return time.max if text == "24:00" else time(int(hours), int(minutes))
    except ValueError:
        raise ValueError(f'"{part}" has no such time as {text}: {_HELP}') from None
