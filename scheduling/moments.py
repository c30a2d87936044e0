"""Days and times as people type them, settled on a location's clock."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from scheduling.values import NotAllowed


def read_day(text: str) -> date:
    """Raises ValueError, with what to write."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("not a day: write it as YYYY-MM-DD") from None


def read_moment(text: str) -> datetime:
    """A day and time: naive (a wall time) or, with an offset, an instant. Raises ValueError, with what to write."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or not re.search(r"\d[T ]\d", text):
        raise ValueError("not a day and time: write it as YYYY-MM-DDTHH:MM")
    return found


def settled(moment: datetime, zone: ZoneInfo) -> datetime:
    """The instant in the zone. Raises NotAllowed("ambiguous") for a wall time that its clock shows twice or never."""
    if moment.tzinfo is not None:
        return moment.astimezone(zone)
    first, second = (moment.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first
    skipped = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment
    told = "does not exist" if skipped else "happens twice"
    raise NotAllowed("ambiguous", f"that wall time {told} when the clocks change: give the offset (…T01:30-05:00)")
