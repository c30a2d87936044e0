"""Who the visit is for: two identifiers against the register, or a new patient's registration.

Whatever was wrong, an unknown name or a wrong date, the caller hears her own words again, and is led through the same
steps.
"""

from __future__ import annotations

from voice_agent.dialogue import denials, spoken
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.effects import Identify, Register
from voice_agent.dialogue.events import Facts
from voice_agent.dialogue.flows.handoff import to_staff
from voice_agent.dialogue.flows.steps import Step, write
from voice_agent.dialogue.grounding import caller_is
from voice_agent.dialogue.outcomes import Identified, Registered
from voice_agent.understanding.commands import HandoffReason

MOST_REFUSED = 4
"""Names and dates said back that were wrong, after which staff take over."""
TRIES = 2
"""Failed identifications in a call, after which staff take over."""
DATES = 3
"""Readings of a date of birth, in one try, of which one may be the patient's."""


def verified(d: Decision, facts: Facts) -> Decision | None:
    """An established patient, identified."""
    if d.state.person.verified:
        return None
    if d.state.locked or d.state.tries >= TRIES:
        return to_staff(d, HandoffReason.OTHER, facts, "cannot_verify")
    return _identifiers(d, facts) or (_was_it_heard_right(d) if d.state.person.refuted else _identify(d))


def verified_or_registered(d: Decision, facts: Facts) -> Decision | None:
    """An established patient identified, or a new one registered."""
    person = d.state.person
    if person.verified:
        return None
    if person.new_patient is None:
        return d.ask("new_patient", "new_patient", whose=_whose(d))
    return registered(d, facts) if person.new_patient else verified(d, facts)


def registered(d: Decision, facts: Facts) -> Decision | None:
    """A new patient, with the least that the register wants: name, date of birth and a number."""
    person = d.state.person
    if person.verified:
        return None
    missing = _identifiers(d, facts) or _phone(d, facts) or _texts(d, facts)
    if missing or person.date_of_birth is None or person.phone is None:
        return missing
    proposal = Register(
        person.names[0],
        person.date_of_birth,
        person.phone,
        step=0,
        insurance=person.insurance,
        relation=caller_is(person.relation),
        texts_ok=bool(person.texts_ok),
    )
    return write(
        d,
        proposal,
        "read_back_patient",
        name=person.names[0],
        born=spoken.birth_date(person.date_of_birth),
        number=spoken.digits(person.phone),
        texts=bool(person.texts_ok),
    )


def _identifiers(d: Decision, facts: Facts) -> Decision | None:
    if d.state.refused >= MOST_REFUSED:
        return to_staff(d, HandoffReason.OTHER, facts, "not_understood")
    person = d.state.person
    if not person.names:
        return d.ask("name_spelled" if d.state.tries or d.state.refused else "name", "name", whose=_whose(d))
    if " " not in person.names[0].strip():
        return d.ask("last_name", "name")
    if person.date_of_birth is None:
        asked = "date_of_birth_again" if person.denied_dates else "date_of_birth"
        return d.ask(asked, "date_of_birth", whose=_whose(d), day_first=facts.date_order.value == "DMY")
    return None


def _was_it_heard_right(d: Decision) -> Decision:
    """Most often one of the two was misheard, and she knows which: so nothing that was right need be said again."""
    person = d.state.person
    if person.date_of_birth is None:
        raise ValueError("nothing was looked up without a date of birth")
    return d.ask("no_match", "confirm", name=person.names[0], born=spoken.birth_date(person.date_of_birth))


def _phone(d: Decision, facts: Facts) -> Decision | None:
    person = d.state.person
    if person.phone:
        return None
    if facts.caller_number and person.own_number is None:
        return d.ask("own_number", "confirm")
    return d.ask("phone", "phone")


def _texts(d: Decision, facts: Facts) -> Decision | None:
    return d.ask("texts", "confirm") if facts.ask_texts and d.state.person.texts_ok is None else None


def _identify(d: Decision) -> Decision:
    person = d.state.person
    if person.date_of_birth is None:
        raise ValueError("identification is only tried with a date of birth")
    earlier_names = denials.allowed_names(person, person.earlier_names)
    other_dates = denials.allowed_dates(person, (*person.other_dates[: DATES - 1], *person.earlier_dates))
    names = dict.fromkeys((*person.names, *earlier_names))
    dates = dict.fromkeys((person.date_of_birth, *other_dates))
    return d.do(Identify(tuple(names), person.date_of_birth, tuple(dates)[1:]))


def _whose(d: Decision) -> str:
    relation = d.state.person.relation
    return f"your {relation}" if relation else ""


ESTABLISHED: Step = verified
NEW_OR_ESTABLISHED: Step = verified_or_registered


# --- results


def identified(d: Decision, outcome: Identified) -> Decision:
    return d.with_person(ref=outcome.patient_ref, known_as=outcome.name, established=outcome.established)


def not_identified(d: Decision, locked: bool) -> Decision:
    d = d.having(tries=d.state.tries + 1, locked=d.state.locked or locked)
    person = d.state.person
    dates = (person.date_of_birth, *person.other_dates) if person.date_of_birth else ()
    names = (*person.names, *person.earlier_names)
    return d.with_person(refuted=True, earlier_names=names, earlier_dates=dates[:DATES])


def heard_right(d: Decision) -> Decision:
    """Yes, both are what she said: then the name is written otherwise than it sounds."""
    return d.with_person(names=(), refuted=False)


def heard_wrong(d: Decision) -> Decision:
    """No, and she does not say which of the two is wrong."""
    return d.with_person(names=(), date_of_birth=None, other_dates=(), refuted=False)


def was_registered(d: Decision, outcome: Registered) -> Decision:
    """A patient now, whether or not she was one before."""
    d = d.having(agreed=None).with_person(ref=outcome.patient_ref, known_as=outcome.name, established=outcome.existing)
    d = d.achieved("registered")
    return d if outcome.existing or not d.state.frames else d.with_frame(visits=())
