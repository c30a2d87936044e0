"""A date of birth with other readings: all go to the register, and none outlives the try."""

from __future__ import annotations

from datetime import date

from tests.dialogue.world import World, play
from voice_agent.dialogue import effects as fx
from voice_agent.dialogue import events
from voice_agent.dialogue import outcomes as oc
from voice_agent.dialogue.state import State
from voice_agent.understanding import commands as c

BEST, OTHER = date(1984, 5, 3), date(1984, 3, 5)
NAMED = c.Set(c.Field.NAME, "Nora Whitfield")
BORN = c.Set(c.Field.DATE_OF_BIRTH, BEST, (OTHER,))


def _identified_with(*events_said: events.Event) -> list[fx.Identify]:
    state, tried = State.initial("call"), list[fx.Identify]()
    for event in (events.CallStarted(), *events_said):
        state, turn = play(state, event, World(scripted={"Identify": [oc.NotIdentified(locked=False)]}))
        tried += [effect for effect in turn.effects if isinstance(effect, fx.Identify)]
    return tried


def test_the_register_gets_every_reading() -> None:
    said = events.Heard("", (c.Start(c.Task.LOOKUP), NAMED, BORN))
    assert _identified_with(said) == [fx.Identify(("Nora Whitfield",), BEST, (OTHER,))]


def test_of_two_dates_that_were_asked_about_the_one_said_is_the_only_one() -> None:
    doubted = events.Heard("", (c.Start(c.Task.LOOKUP), NAMED, BORN), hearing=0.3)
    told = events.Heard("", (c.Set(c.Field.DATE_OF_BIRTH, BEST),))
    assert _identified_with(doubted, told) == [fx.Identify(("Nora Whitfield",), BEST)]


def test_the_readings_of_a_failed_try_help_the_next_one_out() -> None:
    said = events.Heard("", (c.Start(c.Task.LOOKUP), NAMED, BORN))
    new = date(1990, 1, 1)
    again = events.Heard("", (c.Set(c.Field.NAME, "Norah Whitfield"), c.Set(c.Field.DATE_OF_BIRTH, new)))
    first, second = _identified_with(said, again)
    assert (first.names, first.date_of_birth, first.other_dates) == (("Nora Whitfield",), BEST, (OTHER,))
    assert second.names == ("Norah Whitfield", "Nora Whitfield")
    assert (second.date_of_birth, second.other_dates) == (new, (BEST, OTHER))
