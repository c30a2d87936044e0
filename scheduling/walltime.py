"""Wall times of a place as instants. A repeated hour is its first occurrence; a skipped one is moved on by the gap."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from scheduling.values import NotAllowed

DAY = 86_400


def zone(name: str) -> ZoneInfo:
    """Raises NotAllowed("zone") for a name that the tz database does not know."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise NotAllowed("zone", f"no time zone is called {name!r}: use a name such as America/New_York") from error


def instant(day: date, wall: time, zone: ZoneInfo) -> int:
    """Epoch seconds of a wall time."""
    return int(datetime.combine(day, wall, zone).timestamp())


def local(at: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(at, zone)


class WallClock:
    """`instant` and local days for one zone, fast over many days: a day without a change of offset is plain sums."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self._days: dict[date, tuple[int, bool]] = {}

    def midnight(self, day: date) -> int:
        return self._day(day)[0]

    def instant(self, day: date, minutes: int) -> int:
        """`minutes` after midnight on the wall clock, 0 to 1439."""
        midnight, plain = self._day(day)
        if plain:
            return midnight + minutes * 60
        return instant(day, time(minutes // 60, minutes % 60), self.zone)

    def marks(self, day: date, offset: int, step: int) -> list[int]:
        """The day's wall times every `step` minutes from `offset` minutes after midnight, each once."""
        midnight, plain = self._day(day)
        if plain:
            return list(range(midnight + offset * 60, midnight + DAY, step * 60))
        return sorted({self.instant(day, minutes) for minutes in range(offset, DAY // 60, step)})

    def day(self, at: int) -> date:
        return local(at, self.zone).date()

    def _day(self, day: date) -> tuple[int, bool]:
        """Midnight, and whether all of the day has midnight's offset."""
        if (known := self._days.get(day)) is not None:
            return known
        first = datetime.combine(day, time(0), self.zone)
        following = datetime.combine(day + timedelta(days=1), time(0), self.zone)
        length = following.timestamp() - first.timestamp()
        found = int(first.timestamp()), length == DAY and first.utcoffset() == following.utcoffset()
        self._days[day] = found
        return found
