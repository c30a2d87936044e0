"""From pieces to units: ranges, bounds, exclusions and corrections are bound to the day or the time they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from voice_agent.understanding.commands import Weekday
from voice_agent.understanding.when.bounds import between, closed, opened
from voice_agent.understanding.when.completing import completed, near
from voice_agent.understanding.when.phrases import STOPS, Said, word
from voice_agent.understanding.when.pieces import (
    Clock,
    ClockRange,
    Dated,
    DayExpression,
    DayRange,
    Duration,
    Joint,
    OnWeekday,
    Part,
    Period,
    Piece,
    Relative,
    Series,
    TimeExpression,
    WeekdaySet,
)

DAYS: Final = (OnWeekday, Dated, Period, WeekdaySet, DayRange)
TIMES: Final = (Clock, Part, ClockRange)
_OPENING: Final = (Joint.FROM, Joint.AFTER)
_CLOSING: Final = (Joint.BEFORE, Joint.BY, Joint.UNTIL)
_RANGE_ENDS: Final = (Joint.TO, Joint.UNTIL, Joint.AND, Joint.BY)
_WHOSE: Final = frozenset({"my", "the", "his", "her", "our", "their"})
_SOMEBODY: Final = frozenset({"i", "we", "he", "she", "they"})
_ON: Final = frozenset({"on", "at"})
_ROUGHLY: Final = frozenset({"around", "about", "by"})
_STOPPERS: Final = frozenset({"so", "but", "and", "or", "because", "can", "could", "would", "please", ".", "?"})
_SHIFTS: Final = frozenset("days nights during full nine 9 weekdays lates".split())
"""Behind "I work": when that is, and not the time that was said before it."""
_DENIALS: Final = frozenset("won't can't don't isn't not doesn't cannot aren't couldn't never".split())
_MOVES: Final = frozenset(
    {"move", "change", "switch", "reschedule", "push", "shift", "swap", "moved", "changed", "moving", "rescheduled",
     "switched", "changing", "rebook", "transfer", "bring", "switching", "rescheduling"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """A day, a time, or something that bears on the whole, from words[first:last].

    negative: it is ruled out, at a time of its own if `timed`. since: it says since when something has been.
    """

    reading: DayExpression | TimeExpression | Series | Relative | Duration | Joint
    first: int
    last: int
    negative: bool = False
    since: bool = False
    timed: bool = False

    @property
    def is_day(self) -> bool:
        return isinstance(self.reading, DAYS)

    @property
    def is_time(self) -> bool:
        return isinstance(self.reading, TIMES)


def bind(said: Said, pieces: Sequence[Piece]) -> tuple[Unit, ...]:
    """Units in the order said."""
    pieces = completed(said, pieces)
    units: list[Unit] = []
    i = 0
    while i < len(pieces):
        found, i = _bind_at(said, pieces, i)
        units += found
        if found and found[-1].negative and len(units) > 2:
            _reach_back(units)
    return tuple(units)


def _of_event(said: Said, bound: Piece, target: Piece) -> bool:
    """The bound is the day or time of something: "after my scan on the 17th", "before I pick up the kids at three"."""
    gap = [w.text for w in said[bound.last : target.first] if w.text != "the" or w is said[bound.last]]
    if bound.reading not in (Joint.AFTER, Joint.BEFORE, Joint.UNTIL) or not 2 <= len(gap) <= 9 or "," in gap:
        return False
    if gap[0] in _WHOSE and len(gap) >= 3:
        return gap[-1] in _ON and len(gap) <= 5
    told = gap[0] in _SOMEBODY or gap[0] in _WHOSE or gap[0] in {"school", "work", "class", "practice", "daycare"}
    return told and gap[-1] in _ON | _ROUGHLY and not _STOPPERS & {*gap}


def _reach_back(units: list[Unit]) -> None:
    """ "Saturdays or Sundays don't work": what is said of the last day holds for those joined to it."""
    at = len(units) - 1
    while at >= 2 and units[at - 1].reading in (Joint.OR, Joint.AND):
        day, joint, last = units[at - 2 : at + 1]
        if not (day.is_day and last.is_day) or day.last != joint.first or joint.last != last.first or day.negative:
            return
        units[at - 2] = replace(day, negative=True)
        at -= 2


def _bind_at(said: Said, pieces: Sequence[Piece], i: int) -> tuple[list[Unit], int]:
    piece = pieces[i]
    joint = piece.reading if isinstance(piece.reading, Joint) else None
    if joint in (Joint.FROM, Joint.BETWEEN) or _is_bindable(piece):
        both = _range(said, pieces, i)
        if both:
            return both
    if joint is Joint.NO_GOOD and word(said, piece.first) in {"i", "i'm"}:
        joint = Joint.NOT  # "I can't do Mondays"
    if joint in (Joint.NOT, Joint.BUT_NOT) and i + 1 < len(pieces):
        stretch = _stretch_behind(said, pieces, i)
        if stretch:
            return [replace(u, negative=True, first=piece.first) for u in stretch[0]], stretch[1]
    if joint in (*_OPENING, *_CLOSING, Joint.NOT, Joint.BUT_NOT, Joint.SINCE) and i + 1 < len(pieces):
        target = pieces[i + 1]
        if (near(said, piece.last, target.first) or _of_event(said, piece, target)) and _is_bindable(target):
            return _joined(said, pieces, i, joint)
    if joint is None:
        return _with_suffix(said, pieces, i)
    if joint is Joint.NOT and i + 1 < len(pieces) and pieces[i + 1].reading is Joint.EARLIEST:
        return [], i + 2  # "not right now"
    return [Unit(joint, piece.first, piece.last)], i + 1


def _stretch_behind(said: Said, pieces: Sequence[Piece], i: int) -> tuple[list[Unit], int] | None:
    """What an exclusion at `i` rules out, if it is a range: "not between twelve and one", "but Monday to Wednesday"."""
    led = pieces[i + 1].reading in (Joint.BETWEEN, Joint.FROM)
    if not led and not near(said, pieces[i].last, pieces[i + 1].first):
        return None
    if pieces[i].reading is Joint.BUT_NOT and not _excludes(said, pieces, i):
        return None
    return _range(said, pieces, i + 1)


def _is_bindable(piece: Piece) -> bool:
    return isinstance(piece.reading, (*DAYS, *TIMES))


def _same_aspect(a: Piece, b: Piece) -> bool:
    days = isinstance(a.reading, DAYS) and isinstance(b.reading, DAYS)
    return days or (isinstance(a.reading, Clock | Part) and isinstance(b.reading, Clock | Part))


def _range(said: Said, pieces: Sequence[Piece], i: int) -> tuple[list[Unit], int] | None:
    """ "from X to Y", "between X and Y", "X to Y", "X - Y"; two constraints where a visit is moved from X to Y."""
    lead = pieces[i].reading if isinstance(pieces[i].reading, Joint) else None
    at = i + 1 if lead else i
    if at >= len(pieces) or not _is_bindable(pieces[at]):
        return None
    if lead and not near(said, pieces[i].last, pieces[at].first):
        return None
    end = at + 1
    while end < len(pieces) and _is_bindable(pieces[end]) and lead and not _same_aspect(pieces[at], pieces[end]):
        end += 1  # "from Monday morning to Wednesday evening": days bound, the parts of the day are let go
    if end + 1 >= len(pieces) or pieces[end].reading not in _RANGE_ENDS:
        return None
    joint = pieces[end].reading
    if joint is Joint.AND and lead is not Joint.BETWEEN:
        return None
    first, last = pieces[at], pieces[end + 1]
    if not near(said, first.last, pieces[end].first) and end == at + 1:
        return None
    if not near(said, pieces[end].last, last.first) or not _same_aspect(first, last):
        return None
    if lead is not Joint.BETWEEN and _is_move(said, pieces[i].first):
        old = [Unit(p.reading, p.first, p.last) for p in pieces[at:end]]
        return [*old, Unit(Joint.APART, pieces[end].first, pieces[end].last)], end + 1
    reading = between(first, last)
    return ([Unit(reading, pieces[i].first, last.last)], end + 2) if reading else None


def _joined(said: Said, pieces: Sequence[Piece], i: int, joint: Joint | None) -> tuple[list[Unit], int]:
    """A bound or an exclusion and the day or time it belongs to."""
    piece, target = pieces[i], pieces[i + 1]
    reading = target.reading
    if joint is Joint.BUT_NOT and not _excludes(said, pieces, i):
        return [Unit(joint, piece.first, piece.last)], i + 1
    if joint is Joint.UNTIL and _denied(said, piece):
        joint = Joint.FROM  # "I won't be back in town until the 25th"
    if joint is Joint.SINCE:
        return [Unit(opened(reading, inclusive=True), piece.first, target.last, since=True)], i + 2
    if joint in (Joint.NOT, Joint.BUT_NOT):
        return _ruled_out(said, pieces, i)
    if joint in _OPENING:
        bound = opened(reading, inclusive=joint is Joint.FROM)
    else:
        bound = closed(reading, before=joint is Joint.BEFORE)
    last, after = target.last, i + 2
    both = _neither_nor(said, pieces, i, bound)
    if both:
        return [Unit(both, piece.first, pieces[i + 4].last)], i + 5
    if after < len(pieces) and pieces[after].reading is Joint.ONWARDS:
        last, after = pieces[after].last, after + 1
    return [Unit(bound, piece.first, last)], after


def _denied(said: Said, piece: Piece) -> bool:
    """Whether the few words before a bound, in its clause, deny something."""
    for k in range(piece.first - 1, max(-1, piece.first - 9), -1):
        if said[k].text in STOPS or said[k].text in {",", "so", "but", "because", "and"}:
            return False
        if said[k].text in _DENIALS:
            return True
    return False


def _neither_nor(said: Said, pieces: Sequence[Piece], i: int, bound: object) -> ClockRange | None:
    """ "Not before ten or after four" is from ten to four: the denial reaches over "or"."""
    if i + 4 >= len(pieces) or pieces[i + 2].reading is not Joint.OR or not isinstance(bound, ClockRange):
        return None
    words = {w.text for w in said[pieces[i].first : pieces[i].last]}
    other, end = pieces[i + 3], pieces[i + 4].reading
    if other.last != pieces[i + 4].first or not isinstance(end, Clock):
        return None
    if bound.start and other.reading is Joint.AFTER and words & {"before", "earlier", "until", "till"}:
        return ClockRange(bound.start, end)
    if bound.end and other.reading is Joint.BEFORE and words & {"after", "later", "past"}:
        return ClockRange(end, bound.end)
    return None


def _ruled_out(said: Said, pieces: Sequence[Piece], i: int) -> tuple[list[Unit], int]:
    """ "not Monday or Tuesday": the exclusion reaches over "or" and "and"."""
    units: list[Unit] = []
    after = i + 1
    while True:
        target = pieces[after]
        units.append(Unit(target.reading, pieces[i].first if not units else target.first, target.last, negative=True))
        after += 1
        if _has_time(said, target, pieces, after):  # "not Thursday afternoon": the whole day, rather than the contrary
            units[-1] = replace(units[-1], last=pieces[after].last, timed=True)
            after += 1
        more = after + 1 < len(pieces) and pieces[after].reading in (Joint.OR, Joint.AND)
        article = int(more and word(said, pieces[after].last) == "the")
        if not more or not near(said, pieces[after].last + article, pieces[after + 1].first):
            return units, after
        if not _same_aspect(target, pieces[after + 1]) or not near(said, target.last, pieces[after].first):
            return units, after
        after += 1


def _has_time(said: Said, day: Piece, pieces: Sequence[Piece], after: int) -> bool:
    """Whether a time of day belongs to a day that is ruled out."""
    if after >= len(pieces) or not isinstance(day.reading, DAYS) or not isinstance(pieces[after].reading, TIMES):
        return False
    return all(w.text in {"in", "at", "the"} for w in said[day.last : pieces[after].first])


def _excludes(said: Said, pieces: Sequence[Piece], i: int) -> bool:
    """Whether "but" means except: after "any day", or after a stretch of days."""
    before = pieces[i - 1].reading if i else None
    if i > 1 and pieces[i - 2].reading is Joint.NOT:
        return False  # "not the week of the 9th but the one after"
    stretch = isinstance(before, Period) and before.start != before.end
    series = isinstance(before, Series) and before.every is not None
    if i and pieces[i - 1].last != pieces[i].first and not _no_verdict(said, pieces, i):
        return False
    every = isinstance(before, Part) and word(said, pieces[i - 1].first - 1) in {"any", "every", "most"}
    return before is Joint.ANY or stretch or series or every or isinstance(before, WeekdaySet)


def _no_verdict(said: Said, pieces: Sequence[Piece], i: int) -> bool:
    """Whether nothing is said of the day after "but": "any day works but Monday", not "… but Monday is best"."""
    return i + 1 < len(pieces) and word(said, pieces[i + 1].last) in {"", ".", ",", "please"}


def _with_suffix(said: Said, pieces: Sequence[Piece], i: int) -> tuple[list[Unit], int]:
    """ "three onwards", "Friday at the latest", "Monday doesn't work"."""
    piece = pieces[i]
    reading = piece.reading
    unit = Unit(reading, piece.first, piece.last)
    if not _is_bindable(piece) or i + 1 >= len(pieces):
        return [unit], i + 1
    suffix = pieces[i + 1]
    if suffix.reading is Joint.NO_GOOD and unit.is_time and word(said, suffix.last) in _SHIFTS:
        return [unit], i + 2  # "evenings, I work days"
    if suffix.reading is Joint.NO_GOOD and near(said, piece.last, suffix.first):
        return [replace(unit, negative=True, last=suffix.last)], i + 2
    if suffix.first != piece.last and word(said, piece.last) != ",":
        return [unit], i + 1
    if suffix.reading is Joint.ONWARDS:
        return [replace(unit, reading=opened(reading, inclusive=True), last=suffix.last)], i + 2
    if suffix.reading is Joint.LATEST:
        return [replace(unit, reading=closed(reading, before=False), last=suffix.last)], i + 2
    return [unit], i + 1


def _is_move(said: Said, i: int) -> bool:
    return any(w.text in _MOVES for w in said[max(0, i - 8) : i])


def weekday_of(number: int) -> Weekday:
    """0 (Monday) to 6 as the command's weekday."""
    return list(Weekday)[number]
