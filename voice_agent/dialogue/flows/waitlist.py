"""Join the waitlist: what for, who, read back, written."""

from __future__ import annotations

from dataclasses import replace

from voice_agent.dialogue import spoken
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.effects import JoinWaitlist
from voice_agent.dialogue.events import Facts
from voice_agent.dialogue.flows import book, identify, steps, visits
from voice_agent.dialogue.flows.steps import Step, finish, write
from voice_agent.dialogue.state import ANYONE


def joining(d: Decision, facts: Facts) -> Decision | None:
    want, ref = d.frame.want, d.state.person.ref
    kind = d.frame.want.visit_type
    if kind is None or ref is None:
        raise ValueError("the waitlist wants a type of visit and a patient")
    provider = None if want.provider == ANYONE else want.provider
    proposal = JoinWaitlist(ref, kind, step=0, provider=provider, location=want.location, when=want.when)
    return write(
        d,
        proposal,
        "read_back_waitlist",
        type=spoken.a(kind),
        provider=spoken.named(provider or ""),
        when=spoken.constraint(want.when),
    )


def from_her_visit(d: Decision, facts: Facts) -> Decision | None:
    """Who names no kind of visit wants the one that she has sooner: then she is known, and so is it."""
    frame = d.frame
    if frame.want.visit_type or frame.complaint or d.state.person.is_new or frame.visits == ():
        return None
    made = steps.run((identify.ESTABLISHED, visits.known), d, facts)
    if made is not None:
        return made
    if not visits.candidates(frame):
        return d.with_frame(visits=())
    visit = visits.meant(frame)
    if visit is None:
        return visits.chosen(d, facts)
    want = replace(frame.want, visit_type=visit.visit_type, provider=frame.want.provider or visit.provider)
    return d.with_frame(want=want, visits=())


STEPS: tuple[Step, ...] = (from_her_visit, book.visit_type, identify.NEW_OR_ESTABLISHED, joining)


def joined(d: Decision) -> Decision:
    return finish(d.say("waitlisted"), "waitlisted")
