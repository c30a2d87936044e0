"""`find_whens`: the days and times that an utterance asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from voice_agent.understanding.commands import RelativeTo, When, Whens
from voice_agent.understanding.numbers import words
from voice_agent.understanding.reader import DateOrder, Offer
from voice_agent.understanding.when import that_week
from voice_agent.understanding.when.anchor import anchored
from voice_agent.understanding.when.circumstances import without_circumstances
from voice_agent.understanding.when.combine import Combiner
from voice_agent.understanding.when.gates import about_a_visit
from voice_agent.understanding.when.options import Draft, Option
from voice_agent.understanding.when.pieces import Duration, Part, Sense, Shift
from voice_agent.understanding.when.policy import is_open, wall_bounds, wall_time
from voice_agent.understanding.when.resolve import Days
from voice_agent.understanding.when.scan import scan
from voice_agent.understanding.when.series import iso, spread, visits_in
from voice_agent.understanding.when.units import bind, weekday_of


@dataclass(frozen=True, slots=True)
class Found:
    """One constraint in `text[span[0]:span[1]]`: alternatives in the order said.

    correction: the caller took something back in saying it ("Tuesday, no, Wednesday"; "I said Thursday").
    """

    span: tuple[int, int]
    whens: Whens
    correction: bool = False


def find_whens(
    text: str,
    now: datetime,
    *,
    date_order: DateOrder = DateOrder.MDY,
    offers: tuple[Offer, ...] = (),
    appointment: datetime | None = None,
    expecting_when: bool = False,
) -> tuple[Found, ...]:
    """Every constraint on when a visit may be that `text` states, in the order said. Pure; never raises for a text.

    now: the clinic's wall time, without zone. offers, appointment: what "later" and "the week after" are counted from.
    expecting_when: the agent has just asked for a day or a time, so that a bare "three" is one.
    """
    sense = Sense(now, date_order, offers, appointment, expecting_when)
    said = words(text)
    units = without_circumstances(said, about_a_visit(said, bind(said, scan(said, sense)), sense))
    found = []
    for draft in Combiner(said, sense).run(units):
        whens = _whens(draft, sense)
        if whens:
            span = said[draft.first].start, said[draft.last - 1].end
            found.append(Found(span, whens, draft.correction))
    return _in_that_week(text, tuple(found), sense)


def _in_that_week(text: str, found: tuple[Found, ...], sense: Sense) -> tuple[Found, ...]:
    """With "that week" told of the week of the openings last offered, or of the visit to be moved."""
    span = that_week.spoken_of(text)
    base = sense.offers[0].start if sense.offers else sense.appointment
    if span is None or base is None:
        return found
    day, today = base.date(), sense.now.date()
    if not found:
        return (Found(span, that_week.whole(day, today)),)
    return tuple(replace(f, whens=that_week.placed(f.whens, text[slice(*f.span)], day, today)) for f in found)


def _whens(draft: Draft, sense: Sense) -> Whens:
    options = tuple(dict.fromkeys(_when(draft, option, sense) for option in draft.options))
    if options == (When(),) and not (draft.any and sense.expecting_when):
        return ()
    return options


def _when(draft: Draft, option: Option, sense: Sense) -> When:
    days = option.days or Days()
    if {*days.weekdays} <= {*draft.not_weekdays}:
        days = replace(days, weekdays=())  # "not Fridays, I have my class on Fridays"
    relative_to: RelativeTo | None = None
    at, time_from, time_to = _times(option, days, sense.now)
    based = bool(sense.offers or sense.appointment)
    wishes = [w for w in draft.relative if based or w.shift is not Shift.SAME_DAY or not option.days]
    if wishes:
        days, at_base, time_from_base, time_to_base, relative_to = anchored(wishes, days, sense)
        at, time_from, time_to = at or at_base, time_from or time_from_base, time_to or time_to_base
        if at:
            time_from = time_to = None  # "same time, after the morning"
    part = option.part.part if option.part and not at and not (time_from and time_to and option.bounds) else None
    count = draft.count
    every = spread(draft.every, draft.times, days.weekdays) if draft.every else None
    if count and not every and len(days.weekdays) > 0 and days.start is None:
        every = Duration(days=7)  # "ten sessions, Mondays and Thursdays"
    if draft.every and draft.lasting and not count:
        in_each = draft.times if draft.times > 1 else max(1, len(days.weekdays))  # "every Monday and Thursday"
        count = visits_in(draft.lasting, draft.every) * in_each
    return When(
        date_from=_from_today(days.start, days.end, sense.now.date()),
        date_to=days.end,
        weekdays=tuple(weekday_of(n) for n in days.weekdays),
        not_weekdays=tuple(weekday_of(n) for n in dict.fromkeys(draft.not_weekdays) if _open_on(days, n)),
        not_dates=tuple(d for d in _not_dates([*draft.not_days, *_offered_days(draft, sense)]) if _open_for(days, d)),
        time_from=time_from,
        time_to=time_to,
        at=at,
        part_of_day=part,
        earliest=draft.earliest or bool(option.part and option.part.earliest),
        relative_to=relative_to,
        every=iso(every) if every else None,
        count=count if every else None,
    )


def _from_today(start: date | None, end: date | None, today: date) -> date | None:
    """A stretch of days that has begun starts today."""
    return today if start and end and start < today <= end and start != end else start


def _offered_days(draft: Draft, sense: Sense) -> list[Days]:
    """The days of the openings last offered, where another day is wanted."""
    if not any(wish.shift is Shift.OTHER_DAY for wish in draft.relative):
        return []
    return [Days(day, day) for day in dict.fromkeys(o.start.date() for o in sense.offers)]


def _not_dates(ruled_out: Sequence[Days]) -> tuple[date, ...]:
    """Single days ruled out, and those of stretches up to a month."""
    days: list[date] = []
    for stretch in ruled_out:
        if stretch.start and stretch.end:
            length = min((stretch.end - stretch.start).days, 31)
            days += [stretch.start + timedelta(days=n) for n in range(length + 1)]
    return tuple(dict.fromkeys(days))


def _open_on(days: Days, weekday: int) -> bool:
    """Whether a weekday is among those wished for, so that it has to be ruled out."""
    return not days.weekdays or weekday in days.weekdays


def _open_for(days: Days, day: date) -> bool:
    """Whether a day is among those wished for, so that it has to be ruled out."""
    within = (days.start is None or days.start <= day) and (days.end is None or day <= days.end)
    return within and _open_on(days, day.weekday())


def _times(option: Option, days: Days, now: datetime) -> tuple[time | None, time | None, time | None]:
    """(at, from, to) of an option. The part of the day decides which half of it an open hour is in."""
    part = option.part or Part()
    at = wall_time(option.clock, part.part) if option.clock else None
    if at and option.clock and is_open(option.clock) and part.part is None and days.start == days.end == now.date():
        later = time((at.hour + 12) % 24, at.minute)
        at = later if at <= now.time() < later else at
    if at:
        return at, None, None
    begin, end = wall_bounds(option.bounds, part.part) if option.bounds else (None, None)
    begin = begin if begin is not None else _minutes(part.start)
    end = end if end is not None else _minutes(part.end)
    return None, begin, end


def _minutes(value: int | None) -> time | None:
    return None if value is None else time(value // 60, value % 60)
