"""A question that goes on with the one before it."""

from __future__ import annotations

from tests.dialogue.talk import Talk
from tests.dialogue.world import World
from voice_agent.dialogue import effects as fx
from voice_agent.dialogue import outcomes as oc


def test_a_question_goes_on_with_the_one_before() -> None:
    talk = Talk(world=World(scripted={"AnswerQuestion": [oc.Answered("At five.", "hours.md"), oc.NoAnswer()]}))
    talk.say("When do you close on Fridays?", "ask when do you close on Fridays")
    turn = talk.say("Okay, and at Hilltop?", "set location = Hilltop")
    asked = [e.question for e in turn.effects if isinstance(e, fx.AnswerQuestion)]
    assert asked == ["Okay, and at Hilltop?", "when do you close on Fridays Okay, and at Hilltop?"]
    assert talk.asked == "anything_else"


def test_without_one_before_it_is_a_wish() -> None:
    talk = Talk()
    talk.say("And at Hilltop?", "set location = Hilltop")
    assert talk.asked == "check_task"


def test_in_the_middle_of_a_booking_it_is_one_too() -> None:
    talk = Talk()
    talk.say("When do you close on Fridays?", "ask when do you close on Fridays")
    talk.say("I need a check-up.", "start book", "set visit_type = check-up")
    talk.say("And on Tuesday?", "set when = 2026-12-01")
    assert talk.asked == "offer"
