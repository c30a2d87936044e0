"""What the reader of the next words is told, and what it is not."""

from __future__ import annotations

from datetime import date, datetime

from tests.dialogue.world import FACTS, TEMPLATES, World, at, play
from voice_agent.dialogue import events
from voice_agent.dialogue.context import context_of
from voice_agent.dialogue.state import State
from voice_agent.understanding import commands as c
from voice_agent.understanding.reader import Context, Offer

INES = (c.Set(c.Field.NAME, "Ines Calder"), c.Set(c.Field.DATE_OF_BIRTH, date(1990, 1, 30)))
DAY = (c.When(date_from=date(2026, 12, 1), date_to=date(2026, 12, 1)),)


def wall(text: str) -> datetime:
    return at(text).replace(tzinfo=None)


def _after(*utterances: tuple[c.Command, ...]) -> Context:
    world = World()
    state, _ = play(State.initial("call"), events.CallStarted(), world)
    for said in utterances:
        state, _ = play(state, events.Heard("", said), world)
    return context_of(state, FACTS, TEMPLATES)


def test_at_the_beginning_a_task_is_expected() -> None:
    context = _after()
    assert (context.expecting, context.agent) == ("task", "How can I help you today?")
    assert context.now == wall("2026-11-24T10:00")
    assert context.vocabulary is FACTS.vocabulary


def test_the_openings_on_offer_by_ref_and_wall_time() -> None:
    context = _after((c.Start(c.Task.BOOK), c.Set(c.Field.VISIT_TYPE, "check-up"), c.Set(c.Field.WHEN, DAY)))
    assert context.expecting == "offer"
    assert context.offers == (
        Offer("o1", wall("2026-12-01T09:30"), "Dr. Amara Osei"),
        Offer("o2", wall("2026-12-01T14:00"), "Dr. Amara Osei"),
    )


def test_visits_to_choose_among_are_offered_like_openings() -> None:
    context = _after((c.Start(c.Task.CANCEL), *INES))
    assert [o.ref for o in context.offers] == ["v1", "v2"]
    assert context.agent == "Which visit do you mean?"


def test_the_visit_that_is_meant_is_told_by_its_time_alone() -> None:
    context = _after((c.Start(c.Task.CANCEL), *INES), (c.Choose("v2"),))
    assert context.appointment == wall("2026-12-10T15:30")
    assert (context.expecting, context.agent) == ("confirm", "Shall I cancel it?")


def test_nothing_that_tells_of_a_patient_goes_out() -> None:
    who = (c.Set(c.Field.NAME, "Bo Finch"), c.Set(c.Field.DATE_OF_BIRTH, date(2001, 2, 3)))
    context = _after((c.Start(c.Task.REGISTER), *who, c.Set(c.Field.PHONE, "4155550188")))
    assert (context.expecting, context.agent) == ("confirm", "Is that right?")
    low = _after((c.Start(c.Task.CANCEL), *INES))
    assert "Calder" not in repr(context) + repr(low)
    assert "Finch" not in repr(context)
