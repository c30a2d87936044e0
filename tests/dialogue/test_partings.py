"""A caller who wants less than the agent: no more of the call, no visit, no callback."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.dialogue.talk import Talk, calling_back, offered, read_back
from tests.dialogue.world import FACTS, written
from voice_agent.dialogue import effects as fx
from voice_agent.dialogue import leaving
from voice_agent.dialogue.state import Closing
from voice_agent.understanding.commands import Task

UNFINISHED = "Okay. We haven't finished that, so it changed no visit. Please call again any time. Goodbye!"
GOODBYE = "Thanks for calling. Goodbye!"


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("No. Goodbye.", ["deny", "goodbye"]),
        ("No, I've one already. Thanks, bye.", ["deny", "set visit_type = I've one already", "thanks", "goodbye"]),
        ("No, I'll ring on Monday. Have a nice day.", ["deny", "set when = mon", "goodbye"]),
    ],
)
@pytest.mark.parametrize("at", ["task", "supposed", "offer", "read_back", "change", "callback"])
def test_a_no_and_a_goodbye_are_a_farewell_once(text: str, commands: list[str], at: str) -> None:
    talk = {"offer": offered, "read_back": read_back, "callback": calling_back}.get(at, Talk)()
    if at == "supposed":
        talk.say("Tuesday.", "set when = 2026-12-01")
        assert talk.asked == "check_task"
    if at == "change":
        talk = read_back()
        talk.say("No.", "deny")
    turn = talk.say(text, *commands)
    assert talk.state.closing is Closing.END
    assert not written(turn.effects)
    assert not [e for e in turn.effects if isinstance(e, fx.TakeCallback)]
    assert turn.text == (UNFINISHED if at in ("offer", "read_back", "change") else GOODBYE)


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("No, that's enough.", ["deny", "goodbye"]),
        ("No, my number is another. Bye.", ["deny", "correct phone = 4155550199", "goodbye"]),
        ("No. Do you have parking? Goodbye.", ["deny", "ask do you have parking", "goodbye"]),
        ("No, cancel it. Bye.", ["deny", "start cancel", "goodbye"]),
    ],
)
def test_whoever_wants_something_yet_is_not_hung_up_on(text: str, commands: list[str]) -> None:
    talk = read_back()
    talk.say(text, *commands)
    assert talk.state.closing is None


@pytest.mark.parametrize(
    "text",
    [
        "I don't want a new visit.",
        "I don't need any appointment, thank you.",
        "But I never asked for another visit!",
        "I didn't want to book an appointment at all.",
        "I do not want any new visit.",
    ],
)
def test_no_visit_is_wanted(text: str) -> None:
    talk = offered()
    turn = talk.say(text, f"set visit_type = {text}")
    assert (talk.state.frames, talk.asked) == ((), "anything_else")
    assert turn.text.startswith("Okay, let's leave that.")


@pytest.mark.parametrize(
    "text",
    [
        "I don't want a visit on Tuesday.",
        "I don't want an appointment with Dr. Osei, I want Vance.",
        "I don't need the visit before noon.",
        "I want a new visit.",
        "Don't you want to book a visit for me?",
    ],
)
def test_a_visit_is_wanted_though_another(text: str) -> None:
    assert not leaving.wants_no_visit(text)


def test_no_visit_and_goodbye() -> None:
    talk = offered()
    turn = talk.say("I don't want a new visit. Bye.", "set visit_type = I don't want a new visit", "goodbye")
    assert talk.state.closing is Closing.END
    assert "haven't finished" not in turn.text


def test_no_new_visit_but_the_other_errand() -> None:
    talk = offered()
    talk.say("I don't want a new visit, move the one I have.", "set visit_type = visit", "start reschedule")
    assert [f.task for f in talk.state.frames] == [Task.RESCHEDULE]


def test_a_visit_that_waits_its_turn_is_dropped_too() -> None:
    talk = offered()
    talk.say("When is my visit?", "start lookup")
    talk.say("I don't want a new visit.", "set visit_type = visit")
    assert ([f.task for f in talk.state.frames], talk.asked) == ([Task.LOOKUP], "name")


@pytest.mark.parametrize(
    "text",
    [
        "I don't want a callback.",
        "No, hang on, who picks up? I don't want to be called back.",
        "Please don't call me.",
        "No callback, thanks.",
        "I don't need anybody to call me back.",
    ],
)
@pytest.mark.parametrize("commands", [["deny"], ["deny", "hold_on"], ["abort"], ["unclear"], ["handoff other"]])
def test_no_callback_is_wanted(text: str, commands: list[str]) -> None:
    talk = calling_back()
    turn = talk.say(text, *commands)
    assert (talk.state.closing, turn.text) == (Closing.END, GOODBYE)
    assert not [e for e in turn.effects if isinstance(e, fx.TakeCallback)]


@pytest.mark.parametrize("text", ["Yes, call me back.", "Why don't you call me on my cell?", "I want a call back."])
def test_a_callback_is_wanted(text: str) -> None:
    assert not leaving.wants_no_callback(text)


def test_after_an_emergency_she_is_called_back_all_the_same() -> None:
    talk = Talk(facts=replace(FACTS, staff_available=False))
    talk.say("", "emergency chest pain")
    talk.say("I don't want a callback.", "unclear")
    assert talk.state.closing is None or "callback" in talk.state.done


@pytest.mark.parametrize(
    "text",
    [
        "The one I'm calling from.",
        "Oh dear. The number I am ringing from!",
        "This number, please.",
        "The same one.",
        "On this phone.",
    ],
)
@pytest.mark.parametrize("commands", [["handoff other"], ["unclear"], ["ask this number"]])
def test_the_number_she_calls_from(text: str, commands: list[str]) -> None:
    talk = calling_back()
    talk.say("No.", "deny")
    assert talk.asked == "callback_phone"
    talk.say(text, *commands)
    assert (talk.asked, talk.state.callback and talk.state.callback.phone) == ("callback_number", FACTS.caller_number)
    taken = talk.say(text, *commands)
    assert [e.phone for e in taken.effects if isinstance(e, fx.TakeCallback)] == [FACTS.caller_number]


@pytest.mark.parametrize(
    "text", ["Not the one I'm calling from.", "It's about the one I'm calling about.", "Another number."]
)
def test_another_number_than_hers(text: str) -> None:
    assert not leaving.means_this_line(text)


def test_the_second_task_keeps_what_was_said_of_it() -> None:
    talk = Talk()
    talk.say("", "start cancel", "set provider = Vance", "start book", "set visit_type = vaccination", sure=0.1)
    assert talk.asked == "check_task"
    talk.say("First cancel mine, then book his.", "start cancel", "start book")
    assert [f.task for f in talk.state.frames] == [Task.BOOK, Task.CANCEL]
    talk.say("", "set name = Ines Calder", "set date_of_birth = 1990-01-30")
    turn = talk.say("Yes.", "affirm")
    assert [type(e).__name__ for e in written(turn.effects)] == ["CancelVisit"]
    assert talk.asked == "when"
    assert talk.state.frames[-1].want.visit_type == "vaccination"


def test_two_visits_in_one_breath_are_two() -> None:
    talk = Talk()
    talk.say("A visit for me and one for my son.", "start book", "start book")
    assert [f.task for f in talk.state.frames] == [Task.BOOK, Task.BOOK]


def test_the_task_that_was_only_supposed_is_dropped_and_not_the_one_in_hand() -> None:
    talk = Talk()
    talk.say("", "start cancel", "start book", sure=0.1)
    talk.say("No.", "deny")
    assert [f.task for f in talk.state.frames] == [Task.CANCEL]


def test_a_name_that_was_heard_as_a_goodbye_ends_nothing() -> None:
    talk = Talk()
    talk.say("When is my visit?", "start lookup")
    assert talk.asked == "name"
    turn = talk.say("Yes, all done.", "affirm", "goodbye")
    assert talk.state.closing is None
    assert "spell the last name" in turn.text
    talk.say("Oh, bye!", "goodbye")
    assert talk.state.closing is Closing.END
