"""Cancel a visit: who, which one, read back, cancelled."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.effects import CancelVisit
from voice_agent.dialogue.events import Facts
from voice_agent.dialogue.flows import identify, visits
from voice_agent.dialogue.flows.steps import Step, finish, write
from voice_agent.dialogue.outcomes import VisitCancelled, VisitView


def cancellation(d: Decision, facts: Facts) -> Decision | None:
    visit = visits.meant(d.frame)
    if visit is None:
        raise ValueError("the visit to cancel is known before it is read back")
    words = visits.particulars(visit, facts)
    return write(d, CancelVisit(visit.ref, step=0), "read_back_cancel", late=_is_late(visit, facts), **words)


def _is_late(visit: VisitView, facts: Facts) -> bool:
    return visit.start - facts.now < timedelta(hours=facts.late_cancel_hours)


STEPS: tuple[Step, ...] = (identify.ESTABLISHED, visits.known, visits.chosen, cancellation)


def cancelled(d: Decision, outcome: VisitCancelled, facts: Facts) -> Decision:
    told = _is_late(outcome.visit, facts)  # before she said yes
    act = "cancelled_late" if outcome.late and not told else "cancelled"
    frame, left = d.frame, visits.besides(d.frame, outcome.visit)
    d = finish(d.say(act, **visits.particulars(outcome.visit, facts)), "cancelled").having(undone=outcome.visit)
    if not (frame.each and left) or d.state.closing:
        return d
    return d.having(frames=(*d.state.frames, replace(frame, visits=left, visit=None)))
