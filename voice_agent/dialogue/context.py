"""What a reader of the caller's next words is told of the conversation. No patient data but a visit's time."""

from __future__ import annotations

from voice_agent.dialogue.events import Facts
from voice_agent.dialogue.flows import visits
from voice_agent.dialogue.replies import Templates, public_text
from voice_agent.dialogue.state import Frame, State
from voice_agent.understanding.commands import Field
from voice_agent.understanding.reader import Context, Offer


def context_of(state: State, facts: Facts, templates: Templates | None = None) -> Context:
    """`agent`, the words of the open question, is given where `templates` are; a question that tells of a patient (or
    a number) is given in neutral words."""
    asked, frame = state.question, state.frame
    offers: tuple[Offer, ...] = ()
    meant = None
    public = public_text(asked.act, facts, templates) if asked and templates else ""
    if frame:
        meant = visits.meant(frame)
        settled = frame.visit or (
            meant and asked and asked.expecting == Field.WHEN
        )  # what is counted is counted from it
        choices = frame.offers if frame.offers else () if settled else frame.visits or ()
        offers = tuple(Offer(c.ref, c.start.replace(tzinfo=None), c.provider) for c in choices)
    return Context(
        now=facts.now.replace(tzinfo=None),
        agent=public,
        expecting=asked.expecting if asked else None,
        offers=offers,
        appointment=meant.start.replace(tzinfo=None) if meant else None,
        vocabulary=facts.vocabulary,
        date_order=facts.date_order,
        asked=public,
        own_visits=bool(offers) and not (frame and frame.offers),
        checking=_checking(state),
        named=_named(frame) if frame and asked and asked.name.startswith("read_back") else (),
        for_kin=frame is not None and not frame.own and state.person.relation is not None,
    )


def _named(frame: Frame) -> tuple[str, ...]:
    """Of what visit the read-back tells: with whom, where, and of which kind."""
    visit = frame.choice or visits.meant(frame)
    told = (visit.provider, visit.location, visit.visit_type) if visit else (frame.want.provider, frame.want.visit_type)
    return tuple(name for name in told if name)


def _checking(state: State) -> tuple[Field, ...]:
    """The fields that the open question says back."""
    if state.asks("no_match"):
        return (Field.DATE_OF_BIRTH, Field.NAME)
    if state.asks("read_back_patient"):
        return (Field.DATE_OF_BIRTH, Field.PHONE, Field.NAME)
    doubted = state.doubt.field if state.doubt and state.asks("check") else None
    return (doubted,) if doubted in (Field.NAME, Field.DATE_OF_BIRTH) else ()
