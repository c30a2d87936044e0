"""The alternatives of a constraint while it is being put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import time, timedelta

from voice_agent.understanding.commands import PartOfDay
from voice_agent.understanding.when.pieces import (
    Clock,
    ClockRange,
    DayExpression,
    Duration,
    Half,
    Mode,
    OnWeekday,
    Part,
    Period,
    Relative,
    Shift,
    WeekdaySet,
)
from voice_agent.understanding.when.policy import wall_bounds
from voice_agent.understanding.when.resolve import Days


@dataclass(slots=True)
class Option:
    """One alternative while it is being put together. `scope`: a week or month that weekdays are picked from.

    closed: a time said after it is not its own.
    """

    days: Days | None = None
    scope: Period | None = None
    named: OnWeekday | WeekdaySet | None = None
    clock: Clock | None = None
    bounds: ClockRange | None = None
    part: Part | None = None
    time_first: bool = False
    closed: bool = False

    @property
    def timed(self) -> bool:
        return bool(self.clock or self.bounds or self.part)


@dataclass(slots=True)
class Draft:
    """One constraint, with its alternatives, in words[first:last]."""

    first: int
    last: int
    options: list[Option] = field(default_factory=lambda: [Option()])
    not_weekdays: list[int] = field(default_factory=list)
    not_days: list[Days] = field(default_factory=list)
    earliest: bool = False
    any: bool = False
    relative: list[Relative] = field(default_factory=list)
    every: Duration | None = None
    lasting: Duration | None = None
    count: int | None = None
    times: int = 1
    correction: bool = False
    stale: bool = False

    @property
    def empty(self) -> bool:
        said = any(o.days or o.timed for o in self.options) or self.not_weekdays or self.not_days or self.any
        return not (said or self.earliest or self.relative or self.every)


def merged(a: Part, b: Part) -> Part:
    """ "First thing" and "in the morning" are one part of the day; so are "after lunch" and "before school's out"."""
    start = a.start if b.start is None else b.start
    return Part(a.part, start, a.end if b.end is None else b.end, a.earliest or b.earliest)


def plain(named: OnWeekday | WeekdaySet) -> bool:
    return isinstance(named, WeekdaySet) or (named.mode is Mode.BARE and not named.plus_days)


def weekdays_of(named: OnWeekday | WeekdaySet | None) -> tuple[int, ...]:
    if named is None:
        return ()
    return named.weekdays if isinstance(named, WeekdaySet) else (named.weekday,)


def standing(named: OnWeekday | WeekdaySet | None) -> bool:
    """Whether every such weekday is meant: "Tuesdays", "a Tuesday"."""
    return isinstance(named, WeekdaySet) or (isinstance(named, OnWeekday) and named.any)


def told_again(option: Option, reading: DayExpression, days: Days) -> bool:
    """Whether an option is the same day, or a weekday in general of which the reading is one."""
    weekday = isinstance(reading, OnWeekday) and option.named is not None and standing(option.named)
    return option.days == days or (weekday and {*weekdays_of(reading)} <= {*weekdays_of(option.named)})  # type: ignore[arg-type]


def scoped(day: DayExpression | None, scope: Period) -> DayExpression | None:
    return replace(day, scope=scope) if isinstance(day, OnWeekday) and plain(day) else day


def kept(part: Part | None, reading: Clock | ClockRange | Part) -> Part | None:
    """A part of the day outlives a corrected clock time, not a corrected part."""
    return None if isinstance(reading, Part) else part


def complement(a: ClockRange, b: ClockRange, *, either: bool) -> bool:
    """Whether two bounds make one stretch: "after ten but before two"; not "before ten or after four"."""
    if (a.start is None) == (b.start is None) or (a.end is None) == (b.end is None):
        return False
    begin, end = wall_bounds(ClockRange(a.start or b.start, None))[0], wall_bounds(ClockRange(None, a.end or b.end))[1]
    return not either or (begin is not None and end is not None and begin < end)


def around(option: Option, ruled_out: ClockRange) -> tuple[Option, Option]:
    """ "Any time but two to four": before it or after it."""
    begin, end = wall_bounds(ruled_out, option.part.part if option.part else None)
    return (
        replace(option, clock=None, bounds=ClockRange(None, _as_written(begin))),
        replace(option, clock=None, bounds=ClockRange(_as_written(end), None)),
    )


def _as_written(at: time | None) -> Clock | None:
    return Clock(at.hour, at.minute, half=Half.AS_WRITTEN) if at else None


def agrees(clock: Clock, part: Part) -> bool:
    """Whether a part of the day says again what a clock time has said."""
    halves = {
        PartOfDay.MORNING: (Half.AM, Half.MORNING),
        PartOfDay.AFTERNOON: (Half.PM, Half.AFTERNOON),
        PartOfDay.EVENING: (Half.PM, Half.EVENING),
    }
    return part.part is not None and clock.half in halves.get(part.part, ()) and part.start is part.end is None


def trailing_untimed(options: Sequence[Option], reading: Clock | ClockRange | Part) -> list[Option]:
    """The last options that a time can be put into: those without one, or with only a part of the day beside it."""
    run: list[Option] = []
    for option in reversed(options):
        if isinstance(reading, Part):
            free = option.part is None and (option.clock is None or option.clock.half is None or reading.part is None)
        else:
            free = option.clock is None and option.bounds is None
        if not free or (option.closed and run):
            break
        run.append(option)
    return [o for o in run if (o.part is None) == (run[0].part is None) and (o.clock is None) == (run[0].clock is None)]


def put(option: Option, reading: Clock | ClockRange | Part) -> None:
    match reading:
        case Clock():
            option.clock = reading
        case ClockRange():
            option.bounds = reading
        case Part():
            option.part = reading


def bound_by(option: Option, wish: Relative) -> bool:
    """ "The 14th, so before then"; "I finish at five, so after that": what was just said becomes the bound."""
    if wish.by is not None or wish.shift not in (Shift.LATER, Shift.EARLIER, Shift.FROM_THEN):
        return False
    later = wish.shift is not Shift.EARLIER
    edge = option.clock or (
        option.bounds and not (option.bounds.start and option.bounds.end) and (option.bounds.start or option.bounds.end)
    )
    if edge:
        option.bounds = ClockRange(edge, None) if later else ClockRange(None, edge)
        option.clock = None
        return True
    if option.days is None or option.days.start is None or option.days.end is None:
        return False
    start, end, day = option.days.start, option.days.end, timedelta(days=1)
    if wish.shift is Shift.FROM_THEN:
        option.days = Days(start)
    else:
        option.days = Days(end + day) if later else Days(None, start - day)
    return True


def counted_on(options: list[Option], wish: Relative) -> bool:
    """ "Tomorrow or the day after", "this week or the week after": one more, counted from the last."""
    days = options[-1].days
    step = {Shift.NEXT_DAY: 1, Shift.NEXT_WEEK: 7}.get(wish.shift)
    if step is None or days is None or days.start is None or days.end is None:
        return False
    later = timedelta(days=step)
    options.append(replace(options[-1], days=Days(days.start + later, days.end + later)))
    return True
