"""A yes to a read-back is in so many words: what only has the form of one may be a no, misheard."""

import pytest

from tests.understanding.test_embedded import context, short
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Utterance

READ_BACK = "That's a check-up on Wednesday, December ninth, at two in the afternoon. Shall I cancel it?"


@pytest.mark.parametrize("said", ["Let's just heave it.", "let's heat it", "Let's just see it"])
def test_the_form_of_a_yes_is_none(reader: EmbeddedReader, said: str) -> None:
    commands = reader.understand(context("confirm", READ_BACK), Utterance(said)).commands
    assert "affirm" not in [short(c) for c in commands]


@pytest.mark.parametrize("said", ["Let's do it.", "I'm happy with that", "let's go with that", "You bet."])
def test_a_yes_is_one(reader: EmbeddedReader, said: str) -> None:
    commands = reader.understand(context("confirm", READ_BACK), Utterance(said)).commands
    assert "affirm" in [short(c) for c in commands]
