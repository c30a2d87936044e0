"""What the grammar reads before it is put together: small values for days, clock times, durations and joints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto

from voice_agent.understanding.commands import PartOfDay
from voice_agent.understanding.reader import DateOrder, Offer


@dataclass(frozen=True, slots=True)
class Sense:
    """What the grammar may know besides the words. `expecting_when`: the agent has just asked for a day or a time."""

    now: datetime
    date_order: DateOrder = DateOrder.MDY
    offers: tuple[Offer, ...] = ()
    appointment: datetime | None = None
    expecting_when: bool = False


class Mode(StrEnum):
    """How a weekday was named."""

    BARE = auto()
    THIS = auto()
    NEXT = auto()
    COMING = auto()
    LAST = auto()


@dataclass(frozen=True, slots=True)
class OnWeekday:
    """A weekday by name, 0 being Monday. `plus_days`: "Tuesday week" is 7 more. `any`: "a Tuesday".

    `scope`: the week or month it was said to be in ("Tuesday next week").
    """

    weekday: int
    mode: Mode = Mode.BARE
    plus_days: int = 0
    any: bool = False
    scope: Period | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """A day of the month, with what else was said of it. `month_shift`: 0 this month, 1 next month."""

    day: int
    month: int | None = None
    year: int | None = None
    month_shift: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both in it; an open end is None. `past`: said as something that has been.

    `closing`: the end of something ("before the end of the month" is until its last day).
    `refinable`: a weekday said beside it picks days in it ("next week" and "Tuesday").
    """

    start: date | None
    end: date | None
    refinable: bool = False
    past: bool = False
    closing: bool = False


@dataclass(frozen=True, slots=True)
class WeekdaySet:
    """Some weekdays of every week ("weekdays", "Mondays")."""

    weekdays: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DayRange:
    """From one day to another, unresolved: "from the 3rd to the 6th of January". `exclusive`: its one bound is out."""

    first: DayExpression | None
    last: DayExpression | None
    exclusive: bool = False


DayExpression = OnWeekday | Dated | Period | WeekdaySet | DayRange


class Half(StrEnum):
    """What was said of which half of the day an hour is in."""

    AM = auto()
    PM = auto()
    MORNING = auto()
    AFTERNOON = auto()
    EVENING = auto()
    NIGHT = auto()
    AS_WRITTEN = auto()


@dataclass(frozen=True, slots=True)
class Clock:
    """A time by the clock as said: `hour` 0-24, `shift` minutes to add ("quarter to" is -15), and its half if known."""

    hour: int
    minute: int = 0
    shift: int = 0
    half: Half | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day, or a rough window in it, as minutes after midnight."""

    part: PartOfDay | None = None
    start: int | None = None
    end: int | None = None
    earliest: bool = False


@dataclass(frozen=True, slots=True)
class ClockRange:
    """Bounds on the time of day; one of them may be open."""

    start: Clock | None
    end: Clock | None


TimeExpression = Clock | Part | ClockRange


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time. `vague`: "a few", "a couple of". `or_more`: days to add at most ("two or three weeks": 7)."""

    months: int = 0
    days: int = 0
    minutes: int = 0
    vague: bool = False
    or_more: int = 0


@dataclass(frozen=True, slots=True)
class Series:
    """Visits that repeat: how often (`times` in each `every`), or how many."""

    every: Duration | None = None
    count: int | None = None
    times: int = 1


class Joint(StrEnum):
    """Words that say how their neighbours belong together."""

    FROM = auto()
    BETWEEN = auto()
    TO = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    BUT_NOT = auto()
    BEFORE = auto()
    BY = auto()
    UNTIL = auto()
    AFTER = auto()
    SINCE = auto()
    TAKEN_BACK = auto()
    NO_GOOD = auto()
    ONWARDS = auto()
    EARLIEST = auto()
    ANY = auto()
    LATEST = auto()
    APART = auto()
    STOP = auto()
    IDLE = auto()


class Shift(StrEnum):
    """A wish relative to what was offered or is booked."""

    LATER = auto()
    EARLIER = auto()
    FROM_THEN = auto()
    LATER_THAT_DAY = auto()
    EARLIER_THAT_DAY = auto()
    LATER_THAT_WEEK = auto()
    EARLIER_THAT_WEEK = auto()
    SAME_TIME = auto()
    SAME_DAY = auto()
    OTHER_DAY = auto()
    NEXT_DAY = auto()
    DAY_BEFORE = auto()
    NEXT_WEEK = auto()
    WEEK_BEFORE = auto()


@dataclass(frozen=True, slots=True)
class Relative:
    """`by` is how much later (or, with EARLIER, earlier), if said."""

    shift: Shift
    by: Duration | None = None


Reading = DayExpression | TimeExpression | Duration | Series | Joint | Relative


@dataclass(frozen=True, slots=True)
class Piece:
    """A reading of words[first:last]."""

    reading: Reading
    first: int
    last: int
