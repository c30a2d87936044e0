"""A wish that is counted from the visit to be moved, told before that visit is known."""

from __future__ import annotations

from datetime import date, time

from tests.dialogue.talk import Talk
from tests.dialogue.world import Turn, opening, play
from voice_agent.dialogue import effects as fx
from voice_agent.dialogue import events
from voice_agent.dialogue import outcomes as oc
from voice_agent.understanding.commands import Field, RelativeTo, Set, Start, Task, When


def moving(counted: str, *, wish_first: bool = False) -> tuple[Talk, Turn]:
    """Theo's check-up on Tuesday the eighth at nine is to be moved, and who calls is told."""
    talk = Talk()
    told = Set(Field.WHEN, (When(relative_to=RelativeTo.APPOINTMENT, counted=counted),))
    commands = (told, Start(Task.RESCHEDULE)) if wish_first else (Start(Task.RESCHEDULE), told)
    talk.state, _ = play(talk.state, events.Heard("", commands, 1.0, 1.0, True), talk.world, talk.facts)
    turn = talk.say("", "set name = Theo Whitfield", "set date_of_birth = 2016-07-19")
    return talk, turn


def searched(turn: Turn) -> When:
    (search,) = (e for e in turn.effects if isinstance(e, fx.FindOpenings))
    (when,) = search.when
    return when


def test_it_is_looked_for_and_not_asked_again() -> None:
    talk, turn = moving("two weeks later, same time")
    when = searched(turn)
    assert (when.date_from, when.date_to, when.at) == (date(2026, 12, 22), date(2026, 12, 22), time(9))
    assert talk.asked == "offer"


def test_told_before_the_task_it_tells_of_no_visit() -> None:
    _, turn = moving("two weeks later", wish_first=True)
    assert searched(turn).date_from == date(2026, 12, 22)


def test_the_rest_of_its_week() -> None:
    _, turn = moving("later that same week")
    when = searched(turn)
    assert (when.date_from, when.date_to) == (date(2026, 12, 9), date(2026, 12, 13))


def test_another_wish_takes_its_place() -> None:
    talk, _ = moving("the following week")
    turn = talk.say("No, on Saturday the fifth.", "correct when = 2026-12-05")
    assert searched(turn).date_from == date(2026, 12, 5)


def test_the_nearest_to_another_day_is_not_on_the_day_she_can_not_come() -> None:
    talk, _ = moving("the following week")
    near = (opening("o8", "2026-12-08T16:00"), opening("o9", "2026-12-17T10:00"))
    talk.world.scripted["FindOpenings"] = [oc.OpeningsFound(near, exact=False, relaxed="when")] * 2
    turn = talk.say("No, on Saturday the twelfth.", "correct when = 2026-12-12")
    assert "December seventeenth" in turn.text
    assert "December eighth" not in turn.text
    turn = talk.say("Or the eighth, later in the day?", "correct when = 2026-12-08")
    assert "December eighth" in turn.text
