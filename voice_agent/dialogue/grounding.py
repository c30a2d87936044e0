"""From what was said to what the clinic knows: names of the vocabulary, constraints put together, offers picked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import TypeVar

from voice_agent.dialogue.outcomes import OpeningView, VisitView
from voice_agent.understanding.commands import PartOfDay, Weekday, When, Whens
from voice_agent.understanding.reader import Term

RELATIONS = {
    "child": "child",
    "son": "son",
    "daughter": "daughter",
    "mother": "mother",
    "mom": "mother",
    "father": "father",
    "dad": "father",
    "parent": "parent",
    "wife": "wife",
    "husband": "husband",
    "partner": "partner",
    "spouse": "spouse",
}
CALLER_IS = {
    "child": "parent",
    "son": "parent",
    "daughter": "parent",
    "mother": "child",
    "father": "child",
    "parent": "child",
    "wife": "spouse",
    "husband": "spouse",
    "spouse": "spouse",
    "partner": "partner",
}
SELF = {"self", "me", "myself", "i", "caller", "patient"}
PARTS = {
    PartOfDay.MORNING: (time(0), time(11, 59)),
    PartOfDay.NOON: (time(11, 30), time(13)),
    PartOfDay.AFTERNOON: (time(12), time(17, 59)),
    PartOfDay.EVENING: (time(17), time(23, 59)),
}

MOST_ALTERNATIVES = 8
D = TypeVar("D")


def canonical(terms: Sequence[Term], said: str) -> str | None:
    """The clinic's own name for what was said, or None where there is none."""
    wanted = said.casefold().strip()
    for term in terms:
        if wanted in (term.value.casefold(), *(a.casefold() for a in term.aliases)):
            return term.value
    return None


def relation(said: str) -> str | None:
    """Who the patient is to the caller; None for the caller herself. Unknown relations stay as said."""
    word = said.casefold().removeprefix("my ").strip()
    return None if word in SELF else RELATIONS.get(word, word)


def caller_is(relation_: str | None) -> str:
    """What the caller is to the patient, as the register keeps it."""
    return "self" if relation_ is None else CALLER_IS.get(relation_, "other")


def merge_when(before: Whens, said: Whens, *, correcting: bool) -> Whens:
    """A time alone narrows the days already known, what is ruled out all that is known; days alone keep the part of the
    day (and, corrected, the time)."""
    if not before or not said:
        return said or before
    whole = any(w.earliest or w.relative_to or (_has_days(w) and _has_times(w)) for w in said)
    several = len(before) > 1 or len(said) > 1
    if several and (whole or len(before) * len(said) > MOST_ALTERNATIVES or not _alike(before, said)):
        return said
    return tuple(dict.fromkeys(_merged(old, new, correcting=correcting) for new in said for old in before))


def _alike(before: Whens, said: Whens) -> bool:
    """Whether what is said narrows what is known, each alternative of it: times those days, days those times."""
    if all(rules_out_only(w) for w in said):
        return True
    if not any(map(_has_days, said)):
        return all(map(_has_days, before))
    return not any(map(_has_times, said)) and len(before) == 1


def _merged(old: When, new: When, *, correcting: bool) -> When:
    if new.earliest or new.relative_to:
        return new
    if new.count and not (_has_days(new) or _has_times(new) or new.every):
        return replace(old, count=new.count)
    if rules_out_only(new):
        return replace(
            old,
            not_weekdays=_both(old.not_weekdays, new.not_weekdays),
            not_dates=_both(old.not_dates, new.not_dates),
            at=None,
        )
    merged = new
    if _has_times(new) and not _has_days(new) and _has_days(old):
        merged = replace(
            new,
            date_from=old.date_from,
            date_to=old.date_to,
            weekdays=old.weekdays,
            not_weekdays=_both(old.not_weekdays, new.not_weekdays),
            not_dates=_both(old.not_dates, new.not_dates),
        )
    elif _has_days(new) and not _has_times(new) and _has_times(old):
        merged = replace(new, time_from=old.time_from, time_to=old.time_to, part_of_day=old.part_of_day)
        merged = replace(merged, at=old.at) if correcting else merged
    if new.every is None and old.every:
        merged = replace(merged, every=old.every, count=new.count or old.count)
    return merged


def rules_out_only(when: When) -> bool:
    """ "Not Mondays": nothing is wished by it."""
    return (when.not_weekdays or when.not_dates) != () and replace(when, not_weekdays=(), not_dates=()) == When()


def _both(old: tuple[D, ...], new: tuple[D, ...]) -> tuple[D, ...]:
    return tuple(dict.fromkeys((*old, *new)))


def on_its_day(whens: Whens, day: date) -> Whens:
    """Hours without a day, said of a visit that is to be moved, are those of its own day: "later, after three"."""
    if not whens or not all(_has_times(w) and not _has_days(w) for w in whens):
        return whens
    if any(w.earliest or w.every or w.not_dates for w in whens):
        return whens
    return tuple(replace(w, date_from=day, date_to=day, relative_to=None) for w in whens)


def at_its_hour(whens: Whens, start: datetime) -> Whens:
    """The day of the visit alone, where somebody else is to be seen: her hour is looked for first."""
    its_day = When(date_from=start.date(), date_to=start.date())
    return (replace(its_day, at=start.time()),) if whens == (its_day,) else whens


def _has_days(when: When) -> bool:
    return bool(when.date_from or when.date_to or when.weekdays or when.not_weekdays)


def _has_times(when: When) -> bool:
    return bool(when.at or when.time_from or when.time_to or when.part_of_day)


def fits(whens: Whens, start: datetime) -> bool:
    """`start` satisfies one of the alternatives (all of what it says; nothing said fits anything)."""
    return not whens or any(_fits(w, start) for w in whens)


def _fits(when: When, start: datetime) -> bool:
    on, at, weekday = start.date(), start.time(), Weekday.of(start.date())
    low, high = PARTS[when.part_of_day] if when.part_of_day else (time.min, time.max)
    return (
        (when.date_from is None or on >= when.date_from)
        and (when.date_to is None or on <= when.date_to)
        and (not when.weekdays or weekday in when.weekdays)
        and weekday not in when.not_weekdays
        and on not in when.not_dates
        and (when.time_from is None or at >= when.time_from)
        and (when.time_to is None or at <= when.time_to)
        and (when.at is None or at == when.at)
        and low <= at <= high
    )


def picked(whens: Whens, offers: Sequence[OpeningView]) -> OpeningView | None:
    """The one offer that a day or time said in answer to the offers points at, if it is one."""
    if not whens or any(w.earliest or w.every or w.relative_to for w in whens):
        return None
    matching = [o for o in offers if fits(whens, o.start)]
    return matching[0] if len(matching) == 1 else None


def picked_in_spite(whens: Whens, offers: Sequence[OpeningView]) -> OpeningView | None:
    """The one offer whose hour is named in "too early, then; the fifteenth at six": what is said of the other offers
    ("later than that") does not rule it out."""
    if not whens or any(w.at is None or w.every for w in whens):
        return None
    bare = tuple(When(w.date_from, w.date_to, w.weekdays, at=w.at) for w in whens)
    return picked(bare, offers)


def exact(whens: Whens) -> bool:
    """One day and one time are named."""
    return bool(whens) and all(w.at is not None and w.date_from and w.date_from == w.date_to for w in whens)


def pointed_at(whens: Whens, visits: Sequence[VisitView]) -> tuple[VisitView, ...]:
    """Those that a day or time points at; "the one on Friday" is Friday's, though the next Friday is another."""
    return tuple(v for v in visits if fits(whens, v.start)) or tuple(
        v for v in visits if fits(tuple(_by_weekday(w) for w in whens), v.start)
    )


def _by_weekday(when: When) -> When:
    if when.date_from is None or when.date_from != when.date_to:
        return when
    return replace(when, date_from=None, date_to=None, weekdays=(Weekday.of(when.date_from),))


def names_a_time(whens: Whens, opening: OpeningView) -> bool:
    """The caller asked for just this opening: one day and one time, not a range."""
    return any(
        w.at is not None and w.date_from is not None and w.date_from == w.date_to and _fits(w, opening.start)
        for w in whens
    )


def matching_visits(
    visits: Sequence[VisitView], whens: Whens, provider: str | None, kind: str | None = None
) -> tuple[VisitView, ...]:
    """Which of the caller's visits she means by the day, time, provider or kind of visit that she named; all where none
    fits. The kind tells apart what the others leave open: a physical may be down as another kind."""
    close = tuple(v for v in pointed_at(whens, visits) if provider in (None, "any", v.provider)) or tuple(visits)
    return tuple(v for v in close if v.visit_type == kind) or close
