"""One pass over the words: every day, time, duration, joint and rhythm, each as long as it can be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from voice_agent.understanding.commands import PartOfDay
from voice_agent.understanding.numbers import cardinal_at
from voice_agent.understanding.when.anaphora import counted_from_named
from voice_agent.understanding.when.calendar_words import day_number_at, weekday_at
from voice_agent.understanding.when.clock import clock_at
from voice_agent.understanding.when.days import absence_at, day_at
from voice_agent.understanding.when.durations import duration_at, unit_at
from voice_agent.understanding.when.first_fitting import first_fitting_at
from voice_agent.understanding.when.hidden import hidden_at
from voice_agent.understanding.when.joints import joint_at
from voice_agent.understanding.when.parts import part_at
from voice_agent.understanding.when.period_words import NEXT
from voice_agent.understanding.when.phrases import (
    STOPS,
    Phrases,
    Said,
    ends_phrase,
    is_number,
    listed,
    phrases,
    skip,
    word,
)
from voice_agent.understanding.when.pieces import (
    Clock,
    ClockRange,
    Dated,
    Duration,
    Half,
    Joint,
    OnWeekday,
    Part,
    Period,
    Piece,
    Reading,
    Sense,
    Series,
    WeekdaySet,
)
from voice_agent.understanding.when.relative import relative_at
from voice_agent.understanding.when.series import every_weekday_at, series_at

FILLERS: Final = frozenset(
    """
    on at in the , for around about maybe please say um uh er erm like some time sometime possibly preferably
    ideally then of is would be good well so yeah hmm perhaps also any a an anytime roughly approximately just
    it ' really you know during which that ( ) works fine ok okay only or
    """.split()
)
_SET_PHRASES: Final = phrases(
    *listed(
        """
    good morning | good afternoon | good evening | good day | good night | have a good weekend | have a nice day |
    have a good day | have a good evening | have a good one | the other day | one second | just a second |
    just a minute | one moment | one minute | wait a minute | give me a minute | the first time | first time |
    every time | this time | last time | next time | a long time | at the moment | time of day | first name |
    what day | what time | which day | long day | all day long | day care | every single time | mid year |
    in the first place | second opinion | may i | may we | could we | why not | help today | help you today |
    that's all today | be all today | is all today | all for today | all i need today | it for today |
    are you today | doing today | for you today | your help today | you doing this morning | the last thing |
    are you this morning | help you this morning | are you this afternoon | help you this afternoon | in a minute |
    in a second | in a moment | that early | this early | so early | that late | this late | so late | that soon |
    this soon | so soon | so not then | not then | the second time
        """
    )
)
"""Words that name a time and mean none."""
_TODAY_PARTS: Final = Phrases(
    {
        "tonight": PartOfDay.EVENING,
        "this morning": PartOfDay.MORNING,
        "this afternoon": PartOfDay.AFTERNOON,
        "this evening": PartOfDay.EVENING,
        "this lunchtime": PartOfDay.NOON,
        "later today": None,
        "later on today": None,
        "earlier today": None,
        "later this morning": PartOfDay.MORNING,
        "later this afternoon": PartOfDay.AFTERNOON,
        "later this evening": PartOfDay.EVENING,
    }
)
_AN_HOUR: Final = 60
_NOW_LEADS: Final = frozenset({"about", "around", "like", "exactly", "just", "say", "another", "roughly"})


def scan(said: Said, sense: Sense) -> tuple[Piece, ...]:
    """The pieces in the order said. What belongs to a long number or to an address is passed over."""
    hidden = hidden_at(said, sense)
    pieces: list[Piece] = []
    i = 0
    while i < len(said):
        read = [] if i in hidden else _read(said, i, sense, pieces)
        pieces += read
        i = read[-1].last if read else i + 1
    return tuple(pieces)


def _read(said: Said, i: int, sense: Sense, before: Sequence[Piece]) -> list[Piece]:
    """The pieces that begin at `i`: one, or two that were said as one ("tonight", "in half an hour")."""
    text = said[i].text
    set_phrase = _SET_PHRASES.at(said, i)
    if set_phrase:
        return [Piece(Joint.IDLE, i, set_phrase[1])]
    two = _two_in_one(said, i, sense)
    found: list[tuple[Reading, int]] = []
    for read in (
        _day_after_date(said, i, before),
        counted_from_named(said, i, sense, before),
        _lasting(said, i, before),
        series_at(said, i),
        day_at(said, i, sense),
        clock_at(said, i, sense, after_time_words=_primed(said, i, before)),
        part_at(said, i),
        joint_at(said, i),
        relative_at(said, i, sense),
        duration_at(said, i),
    ):
        if read:
            found.append(read)
    best = max(found, key=lambda r: r[1], default=None)
    if two and (best is None or two[-1].last >= best[1]):
        return two
    if text == "now" and before and before[-1].last == i and before[-1].reading in (Joint.FROM, Joint.BETWEEN):
        return [Piece(Period(sense.now.date(), sense.now.date()), i, i + 1)]
    from_on = text == "on" and len(before) > 1 and before[-1].last == i and before[-2].reading is Joint.FROM
    if from_on and word(said, i + 1) in {"", ".", ",", "please", "is", "would", "works"}:
        return [Piece(Joint.ONWARDS, i, i + 1)]
    if best is None:
        return [Piece(Joint.STOP, i, i + 1)] if text in STOPS else []
    return [Piece(best[0], i, best[1])]


def _day_after_date(said: Said, i: int, before: Sequence[Piece]) -> tuple[Dated, int] | None:
    """ "March 12 or 13", "February 14 to 22": a bare number that takes its month from the date before it."""
    if len(before) < 2 or before[-1].reading not in (Joint.OR, Joint.AND, Joint.TO, Joint.UNTIL):
        return None
    date, number = before[-2].reading, day_number_at(said, i)
    if not isinstance(date, Dated) or date.month is None or number is None or not ends_phrase(said, number.last):
        return None
    if before[-1].last != i or before[-2].last != before[-1].first or number.value <= date.day:
        return None
    return Dated(number.value, date.month, date.year), number.last


def _lasting(said: Said, i: int, before: Sequence[Piece]) -> tuple[Duration, int] | None:
    """ "Every Tuesday for the next five weeks": behind a rhythm a stretch is how long it lasts."""
    lead = NEXT.at(said, i) if word(said, i - 1) == "for" else None
    repeated = any(isinstance(p.reading, Series) and p.reading.every for p in before)
    return (duration_at(said, lead[1]) or unit_at(said, lead[1])) if lead and repeated else None


def _two_in_one(said: Said, i: int, sense: Sense) -> list[Piece]:
    part = _TODAY_PARTS.at(said, i)
    today = sense.now.date()
    if part:
        day = Piece(Period(today, today, past=word(said, i) == "earlier"), i, part[1])
        return [day, Piece(Part(part[0]), i, part[1])] if part[0] else [day]
    every = every_weekday_at(said, i)
    weekday = weekday_at(said, every[1]) if every else None
    if every and weekday:
        rhythm = Piece(Series(every=every[0]), i, weekday[1])
        return [rhythm, Piece(WeekdaySet((weekday[0],)), i, weekday[1])]
    if first := first_fitting_at(said, i):
        return first
    absence = absence_at(said, i, sense)
    if absence:
        return [Piece(Joint.NOT, i, absence[1]), Piece(absence[0], absence[1], absence[1])]
    return _from_now(said, i, sense.now)


def _from_now(said: Said, i: int, now: datetime) -> list[Piece]:
    """ "in 2 hours", "an hour from now": a day and a time. Less than an hour: from then on, the earliest."""
    lead = word(said, i) == "in"
    found = duration_at(said, skip(said, i + 1, _NOW_LEADS) if lead else i)
    if found is None or found[0].days or found[0].months or not found[0].minutes:
        return []
    last = found[1]
    if not lead:
        if (word(said, last), word(said, last + 1)) != ("from", "now"):
            return []
        last += 2
    elif word(said, last) == "'" or word(said, last) == "time":
        last = skip(said, last, {"'", "time"})
    then = now + timedelta(minutes=min(found[0].minutes, 60 * 24 * 365))
    clock = Clock(then.hour, then.minute, half=Half.AS_WRITTEN)
    day = Piece(Period(then.date(), then.date()), i, last)
    if found[0].minutes < _AN_HOUR:
        return [day, Piece(ClockRange(clock, None), i, last), Piece(Joint.EARLIEST, i, last)]
    return [day, Piece(clock, i, last)]


def _primed(said: Said, i: int, before: Sequence[Piece]) -> bool:
    """Whether a bare number right here is an hour: after a day, a part of the day, or a joint that follows a time."""
    if not before or not all(w.text in FILLERS - {"of", "a", "an", "it"} for w in said[before[-1].last : i]):
        return False
    previous = before[-1].reading
    if isinstance(previous, Part | Period | OnWeekday):
        return not isinstance(previous, Period) or previous.start == previous.end
    if previous in (Joint.TO, Joint.AND, Joint.OR, Joint.UNTIL, Joint.TAKEN_BACK, Joint.BUT_NOT) and len(before) > 1:
        named = next((p.reading for p in reversed(before[:-1]) if p.reading is not Joint.TAKEN_BACK), None)
        return isinstance(named, Clock)
    if isinstance(previous, Clock) and word(said, i - 1) == ",":
        number = cardinal_at(said, i)  # "at 9, 10 or 11"
        return number is not None and word(said, number.last) in {"or", "and", ","}
    if previous in (Joint.FROM, Joint.BETWEEN, Joint.NOT):
        number = cardinal_at(said, i)
        after = joint_at(said, number.last) if number else None
        if previous is Joint.NOT:
            return after is not None and after[0] in (Joint.TO, Joint.UNTIL) and is_number(said, after[1])
        if number and word(said, number.last) == "on":
            return True
        return after is not None and after[0] in (Joint.TO, Joint.AND, Joint.UNTIL, Joint.ONWARDS)
    return previous in (Joint.BEFORE, Joint.AFTER, Joint.BY, Joint.UNTIL, Joint.SINCE)
