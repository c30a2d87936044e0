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


@pytest.mark.parametrize("said", ["Yes, please. Book me the check-up.", "Yes! For my cough, on Thursday afternoon."])
def test_what_for_and_when_told_with_a_yes_to_a_mere_question_take_nothing_back(
    reader: EmbeddedReader, said: str
) -> None:
    agent = "I see no coming visit. Would you like to book one?"
    commands = [short(c) for c in reader.understand(context("confirm", agent), Utterance(said)).commands]
    assert "deny" not in commands
    assert "affirm" in commands
