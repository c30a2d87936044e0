"""The patient's own visits: looked up once verified, and told apart where there are several."""

from __future__ import annotations

from voice_agent.dialogue import grounding, spoken
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.effects import FindVisits
from voice_agent.dialogue.events import Facts
from voice_agent.dialogue.outcomes import OpeningView, VisitView
from voice_agent.dialogue.state import Frame
from voice_agent.understanding.commands import Task

MOST_WORDS = 17


def known(d: Decision, facts: Facts) -> Decision | None:
    """The visits are looked up. Comes after verification, always."""
    ref = d.state.person.ref
    if ref is None:
        raise ValueError("visits are only looked up for a verified patient")
    return d.do(FindVisits(ref)) if d.frame.visits is None else None


def chosen(d: Decision, facts: Facts) -> Decision | None:
    """One visit is meant: the only one, the one that was described, or the one picked from a list."""
    if meant(d.frame):
        return None
    possible = candidates(d.frame)
    if not possible:
        return d.ask("no_visits", "confirm")
    return d.ask("which_visit", "offer", visits=_listed(possible))


def meant(frame: Frame) -> VisitView | None:
    """The visit that the task is about, where there is no doubt."""
    if frame.visit:
        return frame.visit
    possible = candidates(frame) if frame.visits else ()
    return possible[0] if len(possible) == 1 or (possible and frame.each) else None


def besides(frame: Frame, visit: VisitView) -> tuple[VisitView, ...]:
    """Those that the task may be about but for this one."""
    return tuple(v for v in candidates(frame) if v.ref != visit.ref)


def candidates(frame: Frame) -> tuple[VisitView, ...]:
    """The visits that may be meant. In a move, the day that was said is the new one, and the provider may be."""
    when = frame.about if frame.task is Task.RESCHEDULE else frame.want.when
    provider = None if frame.task is Task.RESCHEDULE else frame.want.provider
    return grounding.matching_visits(frame.visits or (), when, provider, frame.want.visit_type)


def without_bookings_begun_for(visit: VisitView, d: Decision, *, timed: bool) -> Decision:
    """Without the bookings that were begun in other words for what is written now, and came to nothing by themselves.
    timed: nor those of which a time was told."""

    def was_this_one(frame: Frame) -> bool:
        untold = frame.choice is None and frame.want.visit_type in (None, visit.visit_type)
        return frame.task is Task.BOOK and untold and (timed or not frame.want.when)

    return d.having(frames=(*(f for f in d.state.frames[:-1] if not was_this_one(f)), d.frame))


def _listed(visits: tuple[VisitView, ...]) -> str:
    """As many of the next ones as fit into one reply."""
    views = [OpeningView(v.ref, v.start, v.provider, v.location, v.visit_type) for v in visits]
    for count in (3, 2):
        text = spoken.openings(views[:count])
        if len(text.split()) <= MOST_WORDS:
            return text
    return spoken.openings(views[:1])


def particulars(view: VisitView | OpeningView, facts: Facts) -> dict[str, str]:
    """A visit's or opening's words for a template; the place only where the clinic has several."""
    return {
        "type": spoken.a(view.visit_type),
        "moment": spoken.moment(view.start),
        "provider": spoken.named(view.provider),
        "location": view.location if len(facts.vocabulary.locations) > 1 else "",
    }
