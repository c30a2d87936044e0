"""A goodbye that was hardly heard, where something is still open: it may have been the answer."""

from __future__ import annotations

import pytest

from tests.dialogue.talk import Talk, offered
from voice_agent.dialogue.state import Closing


def kind_asked() -> Talk:
    talk = Talk()
    talk.say("", "start book")
    assert talk.asked == "visit_type"
    return talk


@pytest.mark.parametrize(("text", "commands"), [("Goodbye.", ["goodbye"]), ("No, bye-bye.", ["deny", "goodbye"])])
def test_it_is_asked_about_once(text: str, commands: list[str]) -> None:
    talk = kind_asked()
    turn = talk.say(text, *commands, hearing=0.4)
    assert (talk.state.closing, talk.asked) == (None, "visit_type")
    assert turn.text.startswith("Sorry, I missed that.")
    talk.say(text, *commands, hearing=0.4)
    assert talk.state.closing is Closing.END


def test_after_a_miss_too() -> None:
    talk = kind_asked()
    talk.say("Fizz you.", "unclear", hearing=0.4)
    talk.say("Goodbye.", "goodbye", hearing=0.4)
    assert (talk.state.closing, talk.asked) == (None, "visit_type")


def test_anything_else_goes_on() -> None:
    talk = kind_asked()
    talk.say("Goodbye.", "goodbye", hearing=0.4)
    talk.say("A check-up.", "set visit_type = check-up")
    assert talk.asked == "when"
    talk.say("Good night.", "goodbye", hearing=0.4)  # of another question, it is asked about anew
    assert talk.state.closing is None


@pytest.mark.parametrize("hearing", [0.65, 1.0])
def test_a_clear_one_ends_the_call(hearing: float) -> None:
    talk = offered()
    talk.say("Goodbye.", "goodbye", hearing=hearing)
    assert talk.state.closing is Closing.END


def test_with_nothing_open_a_faint_one_ends_it() -> None:
    talk = Talk()
    talk.say("", "ask when are you open")
    assert talk.asked == "anything_else"
    talk.say("Bye.", "goodbye", hearing=0.3)
    assert talk.state.closing is Closing.END


def test_what_is_none_of_ours_is_not_refused_where_it_was_hardly_heard() -> None:
    talk = Talk()
    talk.say("")
    turn = talk.say("Mud account.", "out_of_scope", hearing=0.2)
    assert turn.text.startswith("Sorry, I missed that.")
    turn = talk.say("Mud account.", "out_of_scope", hearing=0.2)
    assert "can't help with that" in turn.text
