""" "Yes, … cancel it, please": taken for a yes at its pause, its rest falls into the telling of what was done."""

from __future__ import annotations

import pytest

from tests.dialogue.talk import Talk, read_back
from tests.dialogue.world import Turn, written


def booked() -> tuple[Talk, Turn]:
    talk = read_back()
    turn = talk.say("Yes.", "affirm")
    assert [type(e).__name__ for e in written(turn.effects)] == ["Book"]
    assert talk.asked == "anything_else"
    return talk, turn


@pytest.mark.parametrize(
    ("text", "commands"),
    [("Book it, please.", ["start book"]), ("Please book it. Yes.", ["start book", "affirm"])],
)
def test_she_is_told_again_what_was_done(text: str, commands: list[str]) -> None:
    talk, told = booked()
    again = talk.say(text, *commands, heard=False)
    assert not written(again.effects)
    assert "You're booked" in again.text
    assert again.text in told.text
    assert talk.asked == "anything_else"
    assert not talk.state.frames


def test_who_has_heard_it_to_its_end_wants_another() -> None:
    talk, _ = booked()
    assert "You're booked" not in talk.say("Book one, please.", "start book").text
    assert talk.state.frames


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("And cancel my other one.", ["start cancel"]),
        ("And book one for Thursday as well, for my son.", ["start book", "set relation = son"]),
        ("Now book a flu shot.", ["start book", "set visit_type = flu shot"]),
    ],
)
def test_another_wish_is_another(text: str, commands: list[str]) -> None:
    talk, _ = booked()
    talk.say(text, *commands, heard=False)
    assert talk.state.frames
