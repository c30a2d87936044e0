"""A yes behind a "not quite", a yes that closes, and a yes with the very thing said again."""

from __future__ import annotations

import pytest

from tests.understanding.test_embedded import CLINIC, NOW, OFFERS, short
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Utterance

USUAL = "For that we book a check-up. Is that right?"
BOOKED = (
    "Let me check: a check-up with Doctor Amara Osei on Tuesday, March third, at nine in the morning, at Elm Street. "
    "Shall I book it?"
)
MOVED = (
    "Let me check: your visit on Monday, March ninth, at ten moves to Tuesday, March third, at nine, with Doctor Amara "
    "Osei. Shall I move it?"
)
FOR_ELLA = "Let me check: a check-up on Tuesday, March third, at nine in the morning, for Ella Novak. Shall I book it?"


def read(reader: EmbeddedReader, agent: str, said: str) -> list[str]:
    where = Context(NOW, agent, "confirm", () if agent == USUAL else OFFERS, None, CLINIC)
    return [short(c) for c in reader.understand(where, Utterance(said)).commands]


@pytest.mark.parametrize(
    "said",
    [
        "I wouldn't say I'm sick, but if you call it that, fine.",
        "Well, I'm not sick as such, but all right.",
        "I'm not ill, it's my knee. But okay, if that's the name for it.",
        "No, I'm not sick, but I guess so, yes.",
        "It isn't really that, but yes.",
        "I don't feel poorly. Still, yes, go ahead.",
        "It's not a sickness, but whatever you want to call it, fine.",
    ],
)
def test_a_grudging_yes(reader: EmbeddedReader, said: str) -> None:
    commands = read(reader, USUAL, said)
    assert "affirm" in commands
    assert "deny" not in commands


@pytest.mark.parametrize(
    "said",
    [
        "No, but okay.",
        "I'm not sick, but I don't want that.",
        "I'm not sick, I need a flu shot, okay?",
        "That's not it, but sure, I had one last year.",
        "It's not that, so no.",
        "I don't want that, but okay.",
        "I'm not sick. That's not right.",
    ],
)
def test_what_stays_a_no(reader: EmbeddedReader, said: str) -> None:
    assert "affirm" not in read(reader, USUAL, said)


@pytest.mark.parametrize("said", ["It's not the one I asked for, but all right.", "That's not her, but okay."])
def test_no_write_is_agreed_to_grudgingly(reader: EmbeddedReader, said: str) -> None:
    assert "affirm" not in read(reader, BOOKED, said)


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (BOOKED, "Dr. Osei, yes, that's her. Book it."),
        (BOOKED, "Elm Street, is that the one by the river? My son will drive me. And yes, please book it."),
        (BOOKED, "Tuesday at nine, yes. Book it, please."),
        (BOOKED, "Yes, that's the first one."),
        (MOVED, "Yes, sure, move my son's."),
        (MOVED, "Yes, go on, move Ella's, please."),
        (FOR_ELLA, "Yes, book Ella's please."),
    ],
)
def test_a_yes_with_the_thing_said_again(reader: EmbeddedReader, agent: str, said: str) -> None:
    assert "affirm" in read(reader, agent, said)


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (FOR_ELLA, "Yes, book Noah's please."),
        (MOVED, "Yes, but move Ella's instead."),
        (MOVED, "Yes, cancel Ella's."),
        (BOOKED, "Dr. Lee, yes, that's her. Book it."),
        (BOOKED, "Yes, book it for Friday."),
        (BOOKED, "Thursday at two, yes. Book it."),
        (BOOKED, "I'd have to ask my wife before I say yes."),
        (BOOKED, "Is there nothing on Friday? I'd have to change my shift. Well, yes."),
    ],
)
def test_another_one_is_no_yes(reader: EmbeddedReader, agent: str, said: str) -> None:
    assert "affirm" not in read(reader, agent, said)
