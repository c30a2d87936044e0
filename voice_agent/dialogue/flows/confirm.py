"""Confirm a visit: who, which one, read back, marked as confirmed."""

from __future__ import annotations

from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.effects import ConfirmVisit
from voice_agent.dialogue.events import Facts
from voice_agent.dialogue.flows import identify, visits
from voice_agent.dialogue.flows.steps import Step, finish, write
from voice_agent.dialogue.outcomes import VisitConfirmed


def confirmation(d: Decision, facts: Facts) -> Decision | None:
    visit = visits.meant(d.frame)
    if visit is None:
        raise ValueError("the visit to confirm is known before it is read back")
    return write(d, ConfirmVisit(visit.ref, step=0), "read_back_confirm", **visits.particulars(visit, facts))


STEPS: tuple[Step, ...] = (identify.ESTABLISHED, visits.known, visits.chosen, confirmation)


def confirmed(d: Decision, outcome: VisitConfirmed, facts: Facts) -> Decision:
    return finish(d.say("confirmed", **visits.particulars(outcome.visit, facts)), "confirmed")
