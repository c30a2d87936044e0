"""What is said of a read-back that leaves it as it is: it is read once more, and wants a yes of its own."""

from __future__ import annotations

import pytest

from tests.dialogue.talk import Talk, read_back
from tests.dialogue.world import Turn, written


def declined() -> Talk:
    talk = read_back()
    talk.say("No.", "deny")
    assert talk.asked == "change"
    return talk


def is_read_again(talk: Talk, turn: Turn) -> None:
    assert not written(turn.effects)
    assert turn.text.startswith("Let me check: a check-up with Doctor Amara Osei on Tuesday, December first, at two")
    assert [type(e).__name__ for e in written(talk.say("Yes.", "affirm").effects)] == ["Book"]


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("Go on and book it.", ["affirm"]),
        ("Nothing. Please book it.", ["goodbye", "affirm", "start book"]),
        ("Nothing at all.", ["goodbye"]),
        ("No, nothing, thank you.", ["deny", "goodbye"]),
        ("Not a thing, leave it as it is.", ["goodbye", "abort"]),
        ("It's fine as it was.", ["unclear"]),
        ("Just put me down for it.", ["start book"]),
        ("The two o'clock.", ["choose o2"]),
        ("The check-up on Tuesday at two, as I said.", ["choose o2", "correct visit_type = check-up"]),
        ("Tuesday at two.", ["correct when = 2026-12-01 at 14:00"]),
        ("With Dr. Osei, at Riverside.", ["correct provider = Osei", "correct location = Riverside"]),
    ],
)
def test_after_what_should_i_change(text: str, commands: list[str]) -> None:
    talk = declined()
    is_read_again(talk, talk.say(text, *commands))


def test_another_day_is_a_change() -> None:
    talk = declined()
    assert "Wednesday, December second" in talk.say("Wednesday.", "set when = 2026-12-02").text


def test_the_same_wish_without_an_hour_is_for_another_time() -> None:
    talk = declined()
    talk.say("Tuesday.", "set when = 2026-12-01")
    assert talk.state.frames[-1].choice is None or talk.state.frames[-1].choice.ref != "o2"


@pytest.mark.parametrize("text", ["Nothing. Forget it.", "Never mind, drop it all."])
def test_what_is_dropped_is_dropped(text: str) -> None:
    talk = declined()
    assert "let's leave that" in talk.say(text, "goodbye", "abort").text


def test_a_goodbye_is_one() -> None:
    talk = declined()
    assert "haven't finished" in talk.say("Nothing, goodbye.", "goodbye").text


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("No. Just book it.", ["deny", "start book"]),
        ("The two o'clock, I said.", ["choose o2"]),
        ("No, the two o'clock.", ["deny", "choose o2"]),
        ("No! I want Tuesday at two.", ["deny", "correct when = 2026-12-01 at 14:00"]),
        (
            "No, two o'clock on Tuesday, with Osei.",
            ["deny", "correct when = 2026-12-01 at 14:00", "correct provider = Osei"],
        ),
    ],
)
def test_what_was_read_back_and_is_insisted_on(text: str, commands: list[str]) -> None:
    talk = read_back()
    is_read_again(talk, talk.say(text, *commands))


def test_insisted_on_once_more_she_is_asked_what_to_change() -> None:
    talk = read_back()
    for expected in ("read_back", "change", "read_back"):
        talk.say("No. Just book it.", "deny", "start book")
        assert talk.asked == expected


def test_an_hour_alone_beside_a_no_is_for_another_day() -> None:
    talk = Talk()
    talk.say("", "start book", "set visit_type = check-up", "set when = at 14:00")
    talk.say("Yes.", "affirm")
    talk.say("", "set new_patient = no", "set name = Nora Whitfield", "set date_of_birth = 1984-03-05")
    assert talk.asked == "read_back"
    turn = talk.say("No, that's wrong. Two o'clock some day.", "deny", "correct when = at 14:00")
    assert "o2" in talk.state.frames[-1].declined
    assert "December first, at two" not in turn.text


def test_of_a_patient_too() -> None:
    talk = Talk()
    talk.say("", "start register", "set name = Ada Quill", "set date_of_birth = 1991-02-03", "set phone = 4155550177")
    assert "Ada Quill" in " ".join(str(a.args) for a in talk.state.said)
    talk.say("No.", "deny")
    assert talk.asked == "change_patient"
    turn = talk.say("Nothing, go ahead.", "goodbye", "affirm")
    assert (talk.asked, written(turn.effects)) == ("read_back_patient", [])


def test_what_is_said_to_be_wrong_is_not_read_again_unchanged() -> None:
    talk = read_back()
    assert talk.state.frame is not None
    assert talk.state.frame.choice is not None
    talk.say("No, that isn't right. On a Tuesday.", f"choose {talk.state.frame.choice.ref}")
    assert talk.asked == "change"
