"""What a caller says of whom the visit is for: names, dates of birth, numbers, and that it is somebody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from voice_agent.dialogue import grounding
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.state import Frame, Person, State
from voice_agent.understanding.commands import Correct, Field, Set, Task

MOST_EARLIER = 8
"""Readings kept of a name that was heard before."""
_NARROWER = {
    "child": ("son", "daughter"),
    "parent": ("mother", "father"),
    "spouse": ("husband", "wife", "partner"),
    "partner": ("husband", "wife", "spouse"),
}
"""Words for the same patient: "my daughter", of whom the caller says then that she is her mother."""


def set_person(d: Decision, command: Set | Correct) -> Decision:
    """Apply a field of the patient's; another patient than before is another verification."""
    value, person = command.value, d.state.person
    match command.field:
        case Field.RELATION:
            who = grounding.relation(str(value))
            if who == person.relation or person.relation in _NARROWER.get(who or "", ()):
                return d
            if who in _NARROWER.get(person.relation or "", ()):
                return d.with_person(relation=who)
            return _other_person(d, Person(relation=who, phone=person.phone))
        case Field.NAME:
            names = (str(value), *(str(c) for c in command.candidates))
            if d.state.asks("last_name") and " " not in names[0] and names[0] not in person.names:
                names = tuple(f"{first} {last}" for first in person.names for last in names)
            if person.verified:
                anew = isinstance(command, Correct) or _just_begun(d.state)
                if not anew or _is_called(person, names):
                    return d
                return _other_person(d, Person(names=names, relation=person.relation))
            return d.with_person(names=names, refuted=False)
        case Field.DATE_OF_BIRTH if isinstance(value, date):
            others = tuple(other for other in command.candidates if isinstance(other, date))
            if person.verified:
                hers = {person.date_of_birth, *person.other_dates, *person.earlier_dates}
                if not _just_begun(d.state) or hers & {value, *others}:
                    return d
                return _other_person(d, Person(date_of_birth=value, other_dates=others, relation=person.relation))
            return d.with_person(date_of_birth=value, other_dates=others, refuted=False)
        case Field.NEW_PATIENT if not person.verified:
            if value and d.state.doubt and d.state.doubt.task is Task.REGISTER:
                d = d.having(doubt=None)
            return d.with_person(new_patient=bool(value))
        case Field.PHONE:
            return _set_phone(d, str(value))
        case Field.INSURANCE:
            return d.with_person(insurance=str(value))
    return d


def _just_begun(state: State) -> bool:
    """Of the task in hand nothing is settled: whoever is named now is whom it is for, and need not be the patient
    before ("yes, and my daughter Lucia needs one too")."""
    frame, asked = state.frame, state.question
    untouched = frame is None or not (frame.offers or frame.choice or frame.visits)
    return untouched and (asked is None or asked.name in ("task", "anything_else"))


def _is_called(person: Person, names: tuple[str, ...]) -> bool:
    """Whether one of the readings may be the patient's name, or her first name alone."""
    known = (person.known_as or "").casefold()
    first = known.split()[:1]
    return any(name.casefold() == known or name.casefold().split() == first for name in names)


def to_be_spelled(d: Decision, heard: tuple[str, ...]) -> Decision:
    """A name that was said back, was wrong, and is as badly heard once more. What was heard may still help."""
    return heard_before(d, heard).with_person(names=())


def heard_before(d: Decision, readings: tuple[str, ...]) -> Decision:
    """Of a name that she says anew, the readings when she said it first: one of those not denied may be the right."""
    return d.with_person(earlier_names=(*readings, *d.state.person.earlier_names)[:MOST_EARLIER]) if readings else d


def _set_phone(d: Decision, number: str) -> Decision:
    if d.state.callback:
        return d.having(callback=replace(d.state.callback, phone=number, own_number_refused=True))
    return d.with_person(phone=number)


def _other_person(d: Decision, person: Person) -> Decision:
    """Another patient than before: nothing known of the first one carries over, least of all the verification."""
    frames = tuple(_forget_patient(f) for f in d.state.frames)
    return d.having(person=person, frames=frames, agreed=None)


def _forget_patient(frame: Frame) -> Frame:
    changes: dict[str, Any] = {"visits": None, "visit": None, "double_ok": False}
    if frame.visit:  # what was offered and held was to replace that patient's visit
        changes |= {"offers": (), "choice": None, "held": None}
    return replace(frame, **changes)
