"""From units to constraints: which time belongs to which day, what is an alternative, and what was taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from voice_agent.understanding.when.completing import near
from voice_agent.understanding.when.exclusions import contrasts, rule_out, undo
from voice_agent.understanding.when.options import (
    Draft,
    Option,
    agrees,
    bound_by,
    complement,
    counted_on,
    kept,
    merged,
    put,
    standing,
    told_again,
    trailing_untimed,
    weekdays_of,
)
from voice_agent.understanding.when.phrases import Said
from voice_agent.understanding.when.pieces import (
    Clock,
    ClockRange,
    Dated,
    DayExpression,
    Duration,
    Joint,
    OnWeekday,
    Part,
    Period,
    Relative,
    Sense,
    Series,
    Shift,
    WeekdaySet,
)
from voice_agent.understanding.when.refining import refined
from voice_agent.understanding.when.resolve import Days, day_within, resolve_day
from voice_agent.understanding.when.scan import FILLERS
from voice_agent.understanding.when.units import Unit

_INSISTING: Final = frozenset({"said", "mean", "meant", "scratch", "change", "correction", "strike"})
"""Words of a correction that says by itself that something before it was wrong."""
_IS_WHICH: Final = frozenset({"that's", "it's", "which", "that'd", "that'll", "falls"})
_EACH: Final = frozenset({"any", "most", "every"})
_ONLY: Final = frozenset({"only", "just"})
_SUITS_TOO: Final = frozenset("too also okay ok fine works work good possible would".split())
_COULD: Final = frozenset({"i", "we", "could", "can", "also", "do", "come", "make"})


class Combiner:
    """Takes the units of one utterance in order; `drafts` are the constraints found."""

    def __init__(self, said: Said, sense: Sense) -> None:
        self._said = said
        self._today = sense.now.date()
        self._offered = bool(sense.offers or sense.appointment)
        self.drafts: list[Draft] = []
        self._taking_back = False
        self._insists = False
        self._or = False
        self._next: Unit | None = None
        self._apart = True
        self._last = 0
        self._ruled_out: Unit | None = None

    def run(self, units: Sequence[Unit]) -> list[Draft]:
        """All units; returns the drafts that say something."""
        for n, unit in enumerate(units, start=1):
            self._next = units[n] if n < len(units) else None
            self._take(unit)
        return [d for d in self.drafts if not d.empty]

    def _take(self, unit: Unit) -> None:
        if self._taking_back and self._says_which(unit):
            return
        match unit.reading:
            case Joint():
                self._joint(unit, unit.reading)
                return
            case Duration():
                self._duration(unit, unit.reading)
                return
            case Series():
                draft = self._current(unit)
                if unit.reading.every:
                    draft.every, draft.times = unit.reading.every, unit.reading.times
                draft.count = unit.reading.count or draft.count
            case Relative():
                draft = self._current(unit)
                refers = unit.reading.shift is Shift.FROM_THEN or self._said[unit.last - 1].text in {"that", "then"}
                if unit.reading.shift is Shift.OTHER_DAY and self._rules_out_alone(draft):
                    draft.any = True
                    return
                too = self._said[unit.first].text == "too" and self._next is not None and self._next.is_time
                if too and self._taking_back and not self._offered:
                    return  # "eight, no, that's too early, nine thirty"
                bound = refers and bound_by(draft.options[-1], unit.reading)
                if not bound and not (self._or and counted_on(draft.options, unit.reading)):
                    draft.relative.append(unit.reading)
            case _ if unit.since:
                self._apart = True
            case _ if unit.negative:
                rule_out(self._said, self._current(unit), unit, self._today)
            case Clock() | ClockRange() | Part():
                self._time(unit, unit.reading)
            case _:
                self._day(unit, unit.reading)
        self._or = False
        self._taking_back = False
        self._ruled_out = unit if unit.negative else None
        self._last = unit.last

    def _says_which(self, unit: Unit) -> bool:
        """ "March 12th, wait, that's a Thursday, so the 13th": the weekday of the day that is being taken back."""
        days = self.drafts[-1].options[-1].days if self.drafts else None
        if not isinstance(unit.reading, OnWeekday) or days is None or days.start is None or days.start != days.end:
            return False
        lead = {w.text for w in self._said[max(0, unit.first - 3) : unit.first]}
        return days.start.weekday() == unit.reading.weekday and bool(lead & _IS_WHICH)

    def _joint(self, unit: Unit, joint: Joint) -> None:
        match joint:
            case Joint.TAKEN_BACK:
                self._take_back(unit)
            case Joint.OR:
                self._or = True
                if self._next and self._next.is_day and self.drafts and self._stands_alone(unit, self.drafts[-1]):
                    self.drafts[-1].options[-1].closed = True  # "any day after five, or on Saturday"
                    self.drafts[-1].options.append(Option())
            case Joint.BUT_NOT:
                self._or = self._next is not None and self._offers_more(unit.last, self._next)
                for option in self.drafts[-1].options if self._or and self.drafts else ():
                    option.closed = True
            case Joint.APART:
                self._apart = True
            case Joint.EARLIEST:
                self._current(unit).earliest = True
                self._last = unit.last
            case Joint.ANY:
                self._current(unit).any = True
                self._last = unit.last
            case Joint.STOP:
                self._or = False
                if self.drafts and self._said[unit.first].text == "?":
                    self.drafts[-1].options[-1].closed = True  # "Anything Wednesday? Or Thursday before noon?"

    def _stands_alone(self, joint: Unit, draft: Draft) -> bool:
        """Whether hours without a day, before an "or", are not those of the day behind it."""
        option = draft.options[-1]
        apart = draft.any or (joint.last < len(self._said) and self._said[joint.last].text == "on")
        return apart and option.days is None and option.bounds is not None

    def _offers_more(self, first: int, following: Unit) -> bool:
        """Whether "but" goes on with another possibility: "Monday is best but I could also do Wednesday". A time right
        behind it narrows what was said: "any of those, but after lunch"."""
        between = {w.text for w in self._said[first : following.first]}
        verdict = {w.text for w in self._said[following.last : following.last + 4]}
        if following.is_time and between <= _ONLY and not verdict & _SUITS_TOO:
            return False
        return between <= FILLERS | _COULD

    def _take_back(self, unit: Unit) -> None:
        """Something is replaced if it was said just before; "… and I need to change that to …" begins anew."""
        words = {w.text for w in self._said[unit.first : unit.last]}
        self._insists = self._insists or not words.isdisjoint(_INSISTING)
        if near(self._said, self._last, unit.first) or self._taking_back or self._said[unit.first].text != "change":
            self._taking_back = True
        elif self.drafts:
            self._apart = True

    def _rules_out_alone(self, draft: Draft) -> bool:
        """ "Any other day", where nothing was offered and a day was ruled out: that is the one it is other than."""
        return not self._offered and bool(draft.not_days or draft.not_weekdays)

    def _duration(self, unit: Unit, duration: Duration) -> None:
        """A length after a rhythm is how long the series lasts; any other length is no constraint."""
        draft = self.drafts[-1] if self.drafts else None
        said_for = unit.first > 0 and self._said[unit.first - 1].text == "for"
        if draft and draft.every and not draft.count and (said_for or near(self._said, draft.last, unit.first)):
            draft.lasting = duration
            draft.last = unit.last

    def _current(self, unit: Unit) -> Draft:
        """The draft that a unit adds to; a new one where none is open."""
        if not self.drafts or self._apart:
            self.drafts.append(Draft(unit.first, unit.last, correction=self._insists))
            self._apart = self._insists = False
        draft = self.drafts[-1]
        draft.last = max(draft.last, unit.last)
        return draft

    def _joined(self, unit: Unit) -> bool:
        """Whether a second day or time is an alternative to the last one, not a new subject."""
        return self._or or near(self._said, self._last, unit.first, over_and=True)

    def _day(self, unit: Unit, reading: DayExpression) -> None:
        draft = self._current(unit)
        options = draft.options
        days = resolve_day(reading, self._today)
        if self._ruled_out and contrasts(self._said, self._ruled_out, unit, days, self._today):
            undo(draft, self._ruled_out)
            draft.correction = True
        if self._said[unit.first - 1].text == "so" and any(told_again(o, reading, days) for o in options):
            draft.options, self.drafts = [Option()], [draft]  # "my wife says Wednesday, so Wednesday"
            options = draft.options
        scope = reading if isinstance(reading, Period) and reading.refinable else None
        named = reading if isinstance(reading, OnWeekday | WeekdaySet) else None
        month = self._month_put_right(unit, options[-1], days) if self._taking_back else None
        if self._taking_back and options[-1].days:
            days = month or days
            draft.options = [replace(options[-1], days=days, scope=scope, named=named)]
            draft.correction, draft.stale = True, options[-1].timed
            return
        if self._taking_back and not options[-1].days:
            draft.correction = draft.correction or not draft.empty
        lacking = [o for o in options if o.days is None and not (o.closed and o.timed)]
        if lacking:
            for option in lacking:
                option.days, option.scope, option.named = days, scope, named
                option.time_first = option.timed
            return
        apart = self._or or not near(self._said, self._last, unit.first)
        another_week = self._or and isinstance(reading, Period)  # "Friday, or next week"
        if another_week or not refined(options, reading, days, self._today, apart=apart):
            self._another_day(unit, draft, Option(days, scope, named))

    def _month_put_right(self, unit: Unit, last: Option, days: Days) -> Days | None:
        """ "The 16th of April, no, of March": the day stays."""
        told = last.days.start if last.days and last.days.start == last.days.end else None
        if told is None or not isinstance(unit.reading, Period) or days.start is None or days.end is None:
            return None
        if (days.end - days.start).days < 27 or self._said[unit.first - 1].text not in {"of", "in"}:
            return None
        return day_within(unit.reading, Dated(told.day))

    def _another_day(self, unit: Unit, draft: Draft, option: Option) -> None:
        last = draft.options[-1]
        if not self._joined(unit):
            draft.last = self._last
            self._apart = True
            draft = self._current(unit)
            draft.options = [option]
            return
        kind = standing(option.named) or (draft.every is not None and option.named is not None)
        if standing(last.named) and kind and (last.time_first or not last.timed):
            both = WeekdaySet(tuple(sorted({*weekdays_of(last.named), *weekdays_of(option.named)})))
            last.named, last.days = both, resolve_day(both, self._today)
            return
        if last.time_first:
            option = replace(option, clock=last.clock, bounds=last.bounds, part=last.part, time_first=True)
        if last.scope and option.named and last.scope != option.scope:
            option = replace(option, scope=last.scope)
        draft.options.append(option)

    def _time(self, unit: Unit, reading: Clock | ClockRange | Part) -> None:
        draft = self._current(unit)
        last = draft.options[-1]
        if (self._taking_back or draft.stale) and last.timed:
            draft.options = [replace(o, clock=None, bounds=None, part=kept(o.part, reading)) for o in draft.options]
            draft.correction, draft.stale = True, False
            last = draft.options[-1]
        ahead = self._next
        if self._or and last.days and ahead and ahead.is_day and near(self._said, unit.last, ahead.first):
            last.closed = True  # "today or first thing tomorrow": the time belongs to what follows
            draft.options.append(Option())
        if isinstance(reading, Part) and not self._or and last.clock and agrees(last.clock, reading):
            return  # "at nine am tomorrow morning"
        if isinstance(reading, ClockRange) and reading == last.bounds:
            return  # "I'm busy till eleven, so after eleven"
        run = trailing_untimed(draft.options, reading)
        if run:
            for option in run:
                put(option, reading)
        elif not self._or and isinstance(reading, Part) and last.part and _narrows(reading, last.part):
            last.part = replace(merged(last.part, reading), part=reading.part or last.part.part)
        elif isinstance(reading, ClockRange) and last.bounds and complement(last.bounds, reading, either=self._or):
            last.bounds = ClockRange(last.bounds.start or reading.start, last.bounds.end or reading.end)
        elif self._joined(unit) or not last.days:
            option = replace(last, clock=None, bounds=None, part=None)
            if isinstance(reading, Part) and self._or and self._said[unit.first - 1].text in _EACH:
                option = Option()  # "Saturday morning, otherwise any evening"
            put(option, reading)
            draft.options.append(option)
        else:
            draft.last = self._last
            self._apart = True
            put(self._current(unit).options[-1], reading)


def _narrows(reading: Part, said: Part) -> bool:
    """Whether a part of the day goes with one said before it: "no mornings, late in the afternoon"."""
    return reading.part in (said.part, None) or said.part is None
