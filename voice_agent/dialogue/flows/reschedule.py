"""Move a visit: who, which one, when instead, read back, swapped in one write."""

from __future__ import annotations

from dataclasses import replace

from voice_agent.dialogue import grounding, spoken
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.effects import Move
from voice_agent.dialogue.events import Facts
from voice_agent.dialogue.flows import identify, openings, visits
from voice_agent.dialogue.flows.steps import Step, finish, write
from voice_agent.dialogue.outcomes import Moved, VisitView
from voice_agent.dialogue.state import ANYONE
from voice_agent.understanding import told_visits


def _visit(d: Decision) -> VisitView:
    visit = visits.meant(d.frame)
    if visit is None:
        raise ValueError("the visit to move is known before a time is looked for")
    return visit


def opening(d: Decision, facts: Facts) -> Decision | None:
    """With the same provider, at the same place, unless something else was said; at another place, with whoever works
    there."""
    visit = _visit(d)
    start, now = visit.start.replace(tzinfo=None), facts.now.replace(tzinfo=None)
    when = told_visits.once_known(d.frame.want.when, start, now, facts.date_order)
    when = grounding.on_its_day(when, start.date())
    if d.frame.want.provider not in (None, ANYONE, visit.provider) and not d.frame.declined:
        when = grounding.at_its_hour(when, start)  # whom she would rather see, and her time as it is
    d = d.with_frame(want=replace(d.frame.want, when=when))
    want = d.frame.want
    same = want.provider in (None, ANYONE, visit.provider)
    place = want.location or (visit.location if same else None)  # whom she wants instead may work elsewhere
    whom = want.provider or (visit.provider if place in (None, visit.location) else None)
    search = openings.Search(visit.visit_type, whom, place, moving=visit.ref)
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
    d = visits.without_bookings_begun_for(outcome.visit, d, timed=True).having(holding=False)
    return finish(d.say("moved", **visits.particulars(outcome.visit, facts)), "rescheduled")
