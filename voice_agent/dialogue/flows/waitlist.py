"""Join the waitlist: what for, who, read back, written."""

from __future__ import annotations

from voice_agent.dialogue import spoken
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.effects import JoinWaitlist
from voice_agent.dialogue.events import Facts
from voice_agent.dialogue.flows import book, identify
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


STEPS: tuple[Step, ...] = (book.visit_type, identify.NEW_OR_ESTABLISHED, joining)


def joined(d: Decision) -> Decision:
    return finish(d.say("waitlisted"), "waitlisted")
