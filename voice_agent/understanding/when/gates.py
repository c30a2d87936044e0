"""What sounds like a day or a time and is no wish for a visit: since when it has hurt, birth dates, the past."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from voice_agent.understanding.when.phrases import STOPS, Said, listed, phrases, word
from voice_agent.understanding.when.pieces import (
    Clock,
    ClockRange,
    Dated,
    DayRange,
    Joint,
    Part,
    Period,
    Relative,
    Sense,
    Series,
)
from voice_agent.understanding.when.resolve import resolve_day
from voice_agent.understanding.when.told import is_told
from voice_agent.understanding.when.units import Unit

_SYMPTOMS: Final = frozenset(
    """
    temperature pressure hurt hurts hurting pain pains painful ache aches aching sore cough coughing fever
    swollen swelling itch itchy itching headache headaches dizzy bleeding bled vomiting sick worse sleep asleep
    tired rash throbbing numb tingling nausea started happened fell broke twisted sprained injured symptoms
    symptom migraine migraines cramps took taking tablets pills medication tablet dose stiff burning infection
    flare flares acts cramping surgery
    operation wakes woke sugar sugars glucose oxygen pulse bp results ready expires expire
    """.split()
)
_MEDICINE: Final = frozenset("takes dose doses tablet tablets pill pills medication meds insulin".split())
_HABITS: Final = frozenset(
    "take takes drink drinks exercise walk run go goes eat smoke inject injects swim happens happening get gets".split()
)
"""What people do so often: "I take it twice a week" is no series of visits."""
_WORKS: Final = phrases(
    "i work", "he works", "she works", "we work", "i'm at work", "i'm working", "i volunteer", "i finish"
)
_BOOKING: Final = frozenset(
    """
    book booked booking appointment appointments come coming see seen schedule scheduled available availability
    free opening openings visit reschedule move cancel slot fit squeeze works work prefer suits confirm change
    opens
    """.split()
)
SHORT: Final = 8
"""Up to so many words an utterance is taken for an answer or a wish, not for a story."""
_HAPPENED: Final = frozenset(
    """
    was were went saw ran came visited called waited rang phoned spoke emailed texted wrote landed arrived renewed moved
    """.split()
)
_TOLD: Final = frozenset({"told", "said", "was", "were", "gave", "had", "offered", "put"})
_DONE: Final = frozenset("had ate waited threw woke slept called rang left arrived went".split())
_EATING: Final = frozenset({"had", "have", "having", "eat", "eating", "ate", "skipped"})
_NIGHTS: Final = frozenset("sleep asleep slept wakes woke wake awake waking".split())
_FELT_THEN: Final = frozenset("happened started fell broke twisted sprained injured took began turned dated".split())
_NOT_YET: Final = frozenset(
    """
    due anything something any hoping wondering thinking looking supposed meant told said asked offered reservation
    can could would should will tomorrow today next this
    """.split()
)
"""Words beside which a past tense is politeness, or speaks of what is still to come."""
_PAST_TOO: Final = frozenset({"see", "seen", "visit"})
"""Words of a wish that speak as well of a visit that was."""
_THE_CLINIC: Final = frozenset({"you're", "they're"})
_ITS_HOURS: Final = frozenset({"open", "close", "closes", "closing"})
_BIRTH: Final = frozenset({"born", "birth", "birthday", "birthdate", "dob"})
_TITLES: Final = frozenset({"mr", "mrs", "ms", "miss", "mister", "dr", "named"})
_SMALL: Final = frozenset({"at", "in", "the", "around", "about", "on"})
_CLAUSE_WORDS: Final = frozenset({"so", "but", "because", "can", "could"})
_SUBJECTS: Final = frozenset(
    "i i'd i'm i'll i've we we'd we're we'll can could would need needs wants is please then he's she's".split()
)
"""Behind "and" they begin a clause."""
_ASKING: Final = frozenset({"need", "want", "like", "get", "can", "could", "please"})
_FIRM: Final = frozenset({"sooner", "soon", "asap", "available", "soonest", "quickest"})
"""Words of a wish for the earliest that mean nothing else."""
_SO_OFTEN: Final = phrases(
    *listed(
        """
        times a day | twice a day | once a day | comes and goes | come and go | times daily | twice daily |
        every night | most nights | all night | all day | on and off | off and on | wakes me up | keeps me up |
        keeps me awake
        """
    )
)
"""What is told of a complaint or of a habit, with the parts of the day it is told of."""


def about_a_visit(said: Said, units: Sequence[Unit], sense: Sense) -> tuple[Unit, ...]:
    """The units without those that speak of the past, of symptoms, or of a birth."""
    elsewhere = {n for n, u in enumerate(units) if (u.is_day or u.is_time) and _elsewhere(said, u, sense)}
    elsewhere |= {n for n, u in enumerate(units) if is_told(said, u, sense)}
    elsewhere |= {n for n, u in enumerate(units) if isinstance(u.reading, Relative) and _complains(said, u, sense)}
    elsewhere |= _beside(said, units, {n for n in elsewhere if _was(said, units[n], sense)})
    counted = any(isinstance(u.reading, Series) and u.reading.count for u in units)
    firm = any(u.is_time and n not in elsewhere for n, u in enumerate(units))
    wish = counted or _plainly_a_wish(said, sense) or any(u.is_day and n not in elsewhere for n, u in enumerate(units))
    days = any(u.is_day and n not in elsewhere for n, u in enumerate(units))
    if not (days or sense.expecting_when or _BOOKING & {w.text for w in said}):
        elsewhere |= {n for n, u in enumerate(units) if isinstance(u.reading, Part) and _told_of_a_habit(said, u)}
    kept: list[Unit] = []
    for n, unit in enumerate(units):
        named = any(u.is_day or u.is_time for u in kept)
        refers = (
            isinstance(unit.reading, Relative) and named and said[unit.last - 1].text in {"that", "then"}
        )  # "… so before that"
        sure = wish or refers or (_is_firm(said, unit) and (firm or not _ASKING.isdisjoint(w.text for w in said)))
        loose = (_is_loose(unit, sense) and not sure) or _is_habit(said, unit)
        kept.append(Unit(Joint.STOP, unit.first, unit.last) if loose or n in elsewhere else unit)
    return tuple(kept)


def _complains(said: Said, unit: Unit, sense: Sense) -> bool:
    clause = _clause(said, unit)
    return bool(clause & _SYMPTOMS) and not clause & _BOOKING and not sense.expecting_when


def _beside(said: Said, units: Sequence[Unit], past: set[int]) -> set[int]:
    """What belongs to a day that is past: "yesterday at three", "since nine this morning"."""
    more: set[int] = set()
    for n in range(1, len(units)):
        before, unit = units[n - 1], units[n]
        told = any(w.text in _TOLD for w in said[before.last : unit.first])
        if (
            n - 1 in past
            and unit.is_time
            and told
            and not any(_between_clauses(said, k) for k in range(before.last, unit.first))
        ):
            more.add(n)  # "last Tuesday she told me two o'clock"
        if not all(w.text in _SMALL for w in said[before.last : unit.first]):
            continue
        if n - 1 in past | more and ((before.is_day and unit.is_time) or (before.since and unit.is_day)):
            more.add(n)
        elif n in past and unit.is_day and before.is_time:
            more.add(n - 1)
        elif n - 1 in past and before.is_day and unit.is_day and not before.since:
            more.add(n)  # "a year ago in June"
    return more


def _told_of_a_habit(said: Said, unit: Unit) -> bool:
    """ "Mostly at night", "I take it twice a day, morning and night": no visit is at night."""
    often = any(_SO_OFTEN.at(said, k) for k in range(len(said)))
    return often or word(said, unit.last - 1) in {"night", "nights"}


def _is_habit(said: Said, unit: Unit) -> bool:
    if not isinstance(unit.reading, Series):
        return False
    clause = _clause(said, unit)
    at_work = any(_WORKS.at(said, k) for k in range(max(0, unit.first - 6), unit.first))
    return at_work or (bool(clause & (_HABITS | _SYMPTOMS)) and not clause & _BOOKING)


def _is_loose(unit: Unit, sense: Sense) -> bool:
    """Words that are as common elsewhere: a rhythm ("daily"), "right now", "after that" with nothing to be after."""
    if isinstance(unit.reading, Series):
        return unit.reading.count is None
    relative = isinstance(unit.reading, Relative) and not sense.offers and sense.appointment is None
    return relative or unit.reading is Joint.EARLIEST


def _is_firm(said: Said, unit: Unit) -> bool:
    """Words for the earliest that are a wish beside any time: "the sooner the better, but after four"."""
    return unit.reading is Joint.EARLIEST and any(w.text in _FIRM for w in said[unit.first : unit.last])


def _plainly_a_wish(said: Said, sense: Sense) -> bool:
    return sense.expecting_when or len(said) <= SHORT or not _BOOKING.isdisjoint(w.text for w in said)


def _elsewhere(said: Said, unit: Unit, sense: Sense) -> bool:
    clause = _clause(said, unit)
    exact = isinstance(unit.reading, Clock | ClockRange) or sense.expecting_when
    if unit.is_time and clause & _MEDICINE and not clause & _BOOKING:
        return True
    hours_told = clause & _THE_CLINIC and clause & _ITS_HOURS and not clause & (_BOOKING | {"if", "when", "that"})
    if unit.is_time and hours_told and not sense.expecting_when:
        return True  # "you're open till five, right?"
    meal = word(said, unit.first) in {"lunch", "dinner"} and word(said, unit.first - 1) in _EATING
    if meal and not sense.expecting_when:
        return True
    if unit.is_time and clause & _NIGHTS and not (clause & _BOOKING or sense.expecting_when):
        return True
    complaint = _clause(said, unit, own=False) & _SYMPTOMS and not clause & _BOOKING and not exact
    return bool(complaint) or _is_name(said, unit) or _was(said, unit, sense)


def _was(said: Said, unit: Unit, sense: Sense) -> bool:
    """Whether it is past, or since when something has been, or a birth."""
    clause = _clause(said, unit)
    if unit.since or _past(unit, sense.now.date()):
        return True
    if unit.is_day and _falls_due(said, unit):
        return True
    if unit.is_day and [w.text for w in said[unit.last - 2 : unit.last]] == ["last", "year"]:
        return True
    if clause & _BIRTH and isinstance(unit.reading, Dated) and not sense.expecting_when:
        return True
    felt = clause & _FELT_THEN or ("had" in clause and clause & _SYMPTOMS)
    if unit.is_day and felt and not clause & (_NOT_YET | _BOOKING):
        return True
    happened = clause & _HAPPENED and not clause & _NOT_YET
    wished = sense.expecting_when or clause & _BOOKING - _PAST_TOO
    if isinstance(unit.reading, Clock | ClockRange) and clause & _DONE and not (wished or clause & _NOT_YET):
        return True
    return unit.is_day and bool(happened) and ("last" in clause or not wished)


def _falls_due(said: Said, unit: Unit) -> bool:
    """ "She's due on the 14th of May": a birth, or something that is to be paid."""
    if word(said, unit.last) == "for":
        return False  # "I'm due on Tuesday for my shot"
    k = unit.first - 1
    while word(said, k) in {"on", "around", "about", "the"}:
        k -= 1
    return word(said, k) == "due" and word(said, k - 1) in {"i'm", "she's", "is", "am", "baby's"}


def _is_name(said: Said, unit: Unit) -> bool:
    """Whether it is a person's: "Mr. Friday", "my name is April"."""
    first = unit.first - 1 if word(said, unit.first - 1) == "." else unit.first
    if word(said, first - 1) in _TITLES and word(said, first - 2) not in {"the", "a", "my"}:
        return True
    named = word(said, unit.first - 1) in {"name", "name's"}
    named = named or (word(said, unit.first - 1) in {"is", "was"} and word(said, unit.first - 2) == "name")
    behind = {w.text for w in said[unit.last : unit.last + 4]}
    return unit.last - unit.first == 1 and (named or (word(said, unit.last) == "is" and {"my", "name"} <= behind))


def _clause(said: Said, unit: Unit, *, own: bool = True) -> set[str]:
    """The words of the clause that a unit is in, "birthday's" as "birthday" too. own: those of the unit among them."""
    first, last = unit.first, unit.last
    while first > 0 and not _between_clauses(said, first - 1):
        first -= 1
    while last < len(said) and not _between_clauses(said, last):
        last += 1
    words = said[first:last] if own else [*said[first : unit.first], *said[unit.last : last]]
    return {text for w in words for text in (w.text, w.text.removesuffix("'s"))}


def _between_clauses(said: Said, i: int) -> bool:
    text = word(said, i)
    return text in STOPS | {","} | _CLAUSE_WORDS or (text == "and" and word(said, i + 1) in _SUBJECTS)


def _past(unit: Unit, today: date) -> bool:
    """Said as past ("yesterday", "3 days ago"), or in a year before last."""
    reading = unit.reading
    if isinstance(reading, Period):
        return reading.past or bool(reading.end and reading.end.year < today.year - 1)
    if isinstance(reading, Dated):
        return bool(reading.year and reading.year < today.year - 1)
    if isinstance(reading, DayRange):
        days = resolve_day(reading, today)
        return days.past or bool(days.end and days.end.year < today.year - 1)
    return unit.is_day and resolve_day(reading, today).past  # type: ignore[arg-type]
