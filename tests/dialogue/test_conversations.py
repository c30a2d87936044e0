"""Whole conversations: every effect and every word, turn by turn."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dialogue.script import Conversation, load, shown
from tests.dialogue.world import play
from voice_agent.dialogue.state import State, from_json, outcome_of, to_json

CONVERSATIONS = load(Path(__file__).parent / "conversations")


@pytest.mark.parametrize("talk", CONVERSATIONS, ids=[c.name for c in CONVERSATIONS])
def test_conversation(talk: Conversation) -> None:
    state = State.initial("call")
    for number, step in enumerate(talk.steps):
        state, turn = play(from_json(to_json(state)), step.event, talk.world, talk.facts)
        assert (number, [shown(e) for e in turn.effects], turn.text) == (number, list(step.does), step.says)
    assert outcome_of(state) == talk.outcome
