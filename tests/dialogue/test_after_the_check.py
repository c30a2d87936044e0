"""After she was asked whether it is an emergency, or was taken to have one: back to what she wanted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.dialogue.talk import Talk
from tests.dialogue.world import FACTS, World, play
from voice_agent.dialogue import effects as fx
from voice_agent.dialogue import outcomes as oc
from voice_agent.dialogue.effects import AlertKind
from voice_agent.dialogue.events import KeyPressed, StaffUnreachable
from voice_agent.dialogue.state import Closing, from_json, outcome_of, to_json
from voice_agent.understanding.commands import Task

WORRIED = "worry can I park on foot"
QUESTION = "ask can I park out front"


def checked(*commands: str, text: str = "Can I park out front?") -> Talk:
    talk = Talk()
    turn = talk.say(text, *commands, WORRIED)
    assert talk.asked == "emergency_check"
    assert not turn.effects
    return talk


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("No.", ["deny"]),
        ("No thanks.", ["deny", "thanks"]),
        ("No, I'm good.", ["deny", "goodbye"]),
        ("I'm all good, thank you.", ["goodbye", "thanks"]),
        ("No, no, just asking.", ["deny", "ask just asking"]),
    ],
)
def test_what_she_had_asked_is_answered_after_a_no(text: str, commands: list[str]) -> None:
    talk = checked(QUESTION)
    talk.state = from_json(to_json(talk.state))
    turn = talk.say(text, *commands)
    assert [e.question for e in turn.effects if isinstance(e, fx.AnswerQuestion)] == ["can I park out front"]
    assert turn.text == "We're open from eight to five on weekdays. Is there anything else?"
    assert (talk.state.closing, talk.state.kept) == (None, None)


def test_by_key_too() -> None:
    talk = checked(QUESTION)
    _, turn = play(talk.state, KeyPressed("2", prompt_heard=True), talk.world, talk.facts)
    assert "We're open" in turn.text


def test_her_question_put_anew_takes_its_place() -> None:
    talk = checked(QUESTION)
    turn = talk.say("No. What does parking cost?", "deny", "ask what does parking cost")
    assert [e.question for e in turn.effects if isinstance(e, fx.AnswerQuestion)] == ["what does parking cost"]


def test_with_nothing_to_take_up_she_is_asked_what_she_wants() -> None:
    talk = checked("unclear", text="It's gone all quiet here.")
    turn = talk.say("No.", "deny")
    assert (talk.asked, turn.text) == ("task", "How can I help you today?")


def test_a_question_that_nobody_understood_is_looked_up_too() -> None:
    talk = Talk(World({"AnswerQuestion": [oc.NoAnswer()]}))
    talk.say("Would my old fella manage your steps?", "unclear", WORRIED)
    turn = talk.say("No.", "deny")
    assert any(isinstance(e, fx.AnswerQuestion) for e in turn.effects)
    assert turn.text.startswith("Sorry, I missed that.")
    assert talk.asked == "task"


def test_a_task_begun_goes_on_and_her_question_comes_first() -> None:
    talk = checked("start book", "set visit_type = check-up", QUESTION)
    turn = talk.say("No.", "deny")
    assert turn.text.startswith("We're open from eight to five")
    assert talk.state.frame is not None
    assert talk.state.frame.task is Task.BOOK
    assert talk.asked == "when"


def test_a_yes_is_an_emergency_and_nothing_is_looked_up() -> None:
    talk = checked(QUESTION)
    turn = talk.say("Yes!", "affirm")
    assert not any(isinstance(e, fx.AnswerQuestion) for e in turn.effects)
    assert talk.state.alarm is AlertKind.MEDICAL
    assert talk.state.kept is None


def test_a_clear_goodbye_at_the_check_ends_the_call() -> None:
    talk = checked(QUESTION)
    talk.say("No, bye.", "deny", "goodbye")
    assert talk.state.closing is Closing.END


# --- the way back from an alarm


def alarmed(*before: str, alarm: str = "emergency chest pain") -> Talk:
    talk = Talk(facts=replace(FACTS, staff_available=False))
    if before:
        talk.say("", *before)
    turn = talk.say("", alarm)
    assert sum(isinstance(e, fx.AlertStaff) for e in turn.effects) == 1
    assert talk.asked == "callback_number"
    return talk


PLAIN = [
    ("No, it's not an emergency.", ["deny"]),
    ("There's no emergency here.", ["ask there's no emergency here"]),
    ("I told you this isn't a medical emergency!", ["unclear"]),
    ("Oh, false alarm.", ["unclear"]),
]


@pytest.mark.parametrize(("text", "commands"), PLAIN)
def test_an_alarm_is_taken_back(text: str, commands: list[str]) -> None:
    talk = alarmed()
    turn = talk.say(text, *commands)
    assert turn.text == "I've alerted our staff, and they will call you. How can I help you today?"
    assert (talk.state.alarm, talk.state.callback, talk.asked) == (None, None, "task")
    assert outcome_of(from_json(to_json(talk.state))) == "emergency"


@pytest.mark.parametrize(("text", "commands"), PLAIN)
def test_what_was_under_way_goes_on(text: str, commands: list[str]) -> None:
    talk = alarmed("start book", "set visit_type = check-up")
    talk.say(text, *commands)
    assert talk.asked == "when"


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("Sorry, you misunderstood, a check-up is what I'm after.", ["start book", "correct visit_type = check-up"]),
        ("No, I just want to book a check-up.", ["deny", "start book", "set visit_type = check-up"]),
        ("It's not an emergency, book me a check-up.", ["deny", "start book", "set visit_type = check-up"]),
    ],
)
def test_with_what_she_wants_instead(text: str, commands: list[str]) -> None:
    talk = alarmed()
    turn = talk.say(text, *commands)
    assert turn.text.startswith("I've alerted our staff")
    assert talk.asked == "when"
    assert not any(isinstance(e, fx.TakeCallback) for e in turn.effects)


def test_with_a_question_it_is_answered() -> None:
    talk = alarmed()
    turn = talk.say("It's no emergency. When do you open?", "ask it's no emergency", "ask when do you open")
    assert [e.question for e in turn.effects if isinstance(e, fx.AnswerQuestion)] == ["when do you open"]


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("No.", ["deny"]),
        ("No, that's not what I said.", ["deny"]),
        ("I don't know if it's not an emergency.", ["unclear"]),
        ("Maybe it's not an emergency.", ["unclear"]),
        ("It's not an emergency yet.", ["deny"]),
        ("So it's not an emergency?", ["ask so it's not an emergency"]),
        ("There's no emergency room near us.", ["unclear"]),
        ("It's not an emergency, but he's turning grey.", ["deny", "worry he's turning grey"]),
        ("I just want to know that he's all right.", ["unclear"]),
    ],
)
def test_what_does_not_say_so_plainly_takes_nothing_back(text: str, commands: list[str]) -> None:
    talk = alarmed()
    talk.say(text, *commands)
    assert talk.state.alarm is AlertKind.MEDICAL
    assert talk.state.callback is not None


def test_hardly_heard_it_takes_nothing_back() -> None:
    talk = alarmed()
    talk.say("It's not an emergency.", "deny", hearing=0.4)
    assert talk.state.alarm is AlertKind.MEDICAL


def test_after_a_transfer_that_nobody_took() -> None:
    talk = Talk()
    talk.say("", "start book", "emergency chest pain")
    talk.say("It's not an emergency.", "deny")
    assert talk.state.closing is Closing.TRANSFER  # staff have her
    talk.state, _ = play(talk.state, StaffUnreachable(), talk.world, talk.facts)
    assert talk.asked == "callback_number"
    talk.say("It's not an emergency.", "deny")
    assert (talk.state.alarm, talk.asked) == (None, "task")


def test_a_person_is_still_to_be_had() -> None:
    talk = alarmed()
    talk.say("It's not an emergency, I'd like a person.", "deny", "handoff")
    assert talk.state.alarm is None
    assert talk.state.callback is not None
    assert not talk.state.callback.urgent


def test_never_out_of_the_line_for_self_harm() -> None:
    talk = alarmed(alarm="self_harm want to die")
    talk.say("No, it's not an emergency.", "deny")
    assert talk.state.alarm is AlertKind.SELF_HARM
    assert talk.state.callback is not None


def test_raised_again_staff_are_alerted_again() -> None:
    talk = alarmed()
    talk.say("It's not an emergency.", "deny")
    turn = talk.say("", "emergency can't breathe")
    assert sum(isinstance(e, fx.AlertStaff) for e in turn.effects) == 1
    assert talk.state.alarm is AlertKind.MEDICAL
