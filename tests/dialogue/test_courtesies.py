"""Courtesies that come as turns of their own."""

import pytest

from tests.dialogue.talk import Talk, read_back
from voice_agent.dialogue.courtesies import only_courtesy


@pytest.mark.parametrize(
    "said",
    [
        "Please.",
        "If that's alright with you.",
        "I hope that's okay.",
        "Oh, that's good to know, thanks.",
        "If it's not too much trouble.",
        "Um, let me see, I wrote it down somewhere.",
        "Sorry about that. That's just my dog barking.",
    ],
)
def test_courtesies_are_no_misses(said: str) -> None:
    assert only_courtesy(said)
    talk = Talk()
    talk.say("When is my visit?", "start lookup")
    for _ in range(4):
        turn = talk.say(said, "unclear")
        assert talk.asked == "name"
        assert "missed" not in turn.text


@pytest.mark.parametrize(
    "said", ["Okay.", "Right", "", "Please cancel it", "If that's okay, Tuesday", "Sorry, what?", "My dog bit me"]
)
def test_what_may_be_more_is_left_to_the_reader(said: str) -> None:
    assert not only_courtesy(said)


def test_a_courtesy_agrees_to_nothing() -> None:
    talk = read_back()
    talk.say("If that's okay.", "unclear")
    assert talk.asked.startswith("read_back")
    assert talk.state.agreed is None
