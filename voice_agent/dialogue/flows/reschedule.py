"""Move a visit: who, which one, when instead, read back, swapped in one write."""

from __future__ import annotations

from voice_agent.dialogue import spoken
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.effects import Move
from voice_agent.dialogue.events import Facts
from voice_agent.dialogue.flows import identify, openings, visits
from voice_agent.dialogue.flows.steps import Step, finish, write
from voice_agent.dialogue.outcomes import Moved, VisitView


def _visit(d: Decision) -> VisitView:
    visit = visits.meant(d.frame)
    if visit is None:
        raise ValueError("the visit to move is known before a time is looked for")
    return visit


def opening(d: Decision, facts: Facts) -> Decision | None:
    """With the same provider, at the same place, unless something else was said."""
    want, visit = d.frame.want, _visit(d)
    search = openings.Search(
        visit.visit_type, want.provider or visit.provider, want.location or visit.location, moving=visit.ref
    )
    return openings.held_opening(d, search)


def move(d: Decision, facts: Facts) -> Decision | None:
    choice, visit = d.frame.choice, _visit(d)
    if choice is None:
        raise ValueError("nothing to move to: an opening comes first")
    proposal = Move(visit.ref, choice.ref, step=0)
    before = spoken.moment(visit.start)
    return write(d, proposal, "read_back_move", before=before, **visits.particulars(choice, facts))


STEPS: tuple[Step, ...] = (identify.ESTABLISHED, visits.known, visits.chosen, opening, move)


def moved(d: Decision, outcome: Moved, facts: Facts) -> Decision:
    said = d.having(holding=False).say("moved", **visits.particulars(outcome.visit, facts))
    return finish(said, "rescheduled")
