"""What the agent said against what the database holds at that moment: every time, day and name in a claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from voice_agent.evaluation.ledger import Ledger, Visit
from voice_agent.evaluation.mentions import Listener, Mention, sentences

_DONE = re.compile(r"\byou're booked\b|\bare booked\b|\bdone: it's now\b|\bis confirmed\b", re.IGNORECASE)
_CANCELLED = re.compile(r"\bis cancelled\b", re.IGNORECASE)
_WAITING = re.compile(r"\byou're on the waitlist\b", re.IGNORECASE)
_REGISTERED = re.compile(r"\bregistration is complete\b", re.IGNORECASE)
_THEIRS = re.compile(r"\byou have (an?|the) \b|\byour visit on\b|\bthat's an? |\bthere already is\b", re.IGNORECASE)
_FREE = re.compile(r"\bi have\b|\bthere's\b|\bthe nearest\b|\bshall i book it\b|\blet me check\b", re.IGNORECASE)
_MOVES = re.compile(r"\bmoves to\b", re.IGNORECASE)


def false_claims(words: str, listener: Listener, now: Ledger, before: Ledger, patient: int | None) -> list[str]:
    """Each claim in `words` that does not hold, in words. patient: whom the call is about."""
    return [
        f"{wrong}: “{sentence}”"
        for sentence in sentences(words)
        for wrong in _check(sentence, listener, now, before, patient)
    ]


def claims(words: str, listener: Listener) -> bool:
    """Whether anything in `words` needs to be held against the database."""
    return bool(listener.mentions(words)) or any(c.search(words) for c in (_DONE, _CANCELLED, _WAITING, _REGISTERED))


def _check(sentence: str, listener: Listener, now: Ledger, before: Ledger, patient: int | None) -> Iterator[str]:
    mentions = listener.mentions(sentence)
    if any(one.weekday_wrong for one in mentions):
        yield "the day of the week is not that date's"
    if _DONE.search(sentence) and not _any_visit(now, mentions[-1:], patient, ("booked", "confirmed")):
        yield "no such visit stands in the calendar"
    if _CANCELLED.search(sentence) and not _any_visit(now, mentions[:1], patient, ("cancelled",)):
        yield "no such visit was cancelled"
    if _WAITING.search(sentence) and now.waiting == before.waiting:
        yield "nobody was put on the waitlist"
    if _REGISTERED.search(sentence) and patient is None:
        yield "nobody was registered"
    if _THEIRS.search(sentence) and mentions and not _DONE.search(sentence) and not _CANCELLED.search(sentence):
        hers = mentions[:1]
        if _MOVES.search(sentence):  # with whom it will be is said, not with whom it is
            hers = tuple(replace(one, provider="", location="") for one in hers)
        if not _any_visit(now, hers, patient, ("booked", "confirmed")):
            yield "the patient has no such visit"
    elif _FREE.search(sentence):
        free = mentions[-1:] if _MOVES.search(sentence) else mentions
        yield from (f"{one.start:%d %B at %H:%M} is taken" for one in free if _taken(now, one, patient))


def _any_visit(ledger: Ledger, told: tuple[Mention, ...], patient: int | None, states: tuple[str, ...]) -> bool:
    """A visit of the patient's is at each time that was told (and there is one told)."""
    return bool(told) and all(
        any(v.patient == patient and v.state in states and _agrees(v, one) for v in ledger.visits.values())
        for one in told
    )


def _agrees(visit: Visit, told: Mention) -> bool:
    return (
        visit.start == told.start
        and (not told.provider or told.provider == visit.provider)
        and (not told.location or told.location == visit.location)
    )


def _taken(ledger: Ledger, told: Mention, patient: int | None) -> bool:
    """Another's visit with that provider covers this beginning."""
    return bool(told.provider) and any(
        v.live
        and v.patient != patient
        and v.provider == told.provider
        and v.start <= told.start < v.start + timedelta(minutes=v.minutes)
        for v in ledger.visits.values()
    )
