"""Whoever thinks aloud before an answer has answered."""

from __future__ import annotations

import pytest

from tests.understanding.test_embedded import context, short
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Utterance


@pytest.mark.parametrize(
    ("expecting", "said", "commands"),
    [
        ("when", "Let me think, a week from Thursday", ["set:when"]),
        ("when", "um hold on, Monday at nine", ["set:when"]),
        ("when", "let me check my diary, the sixth of March", ["set:when"]),
        ("when", "oh goodness, Tuesday I suppose", ["set:when"]),
        ("when", "hang on a minute. Any afternoon", ["set:when"]),
        ("when", "lemme see, Friday then", ["set:when"]),
        ("visit_type", "bear with me, a physical", ["set:visit_type"]),
        ("date_of_birth", "let me think, March third 1980", ["set:date_of_birth"]),
        ("new_patient", "let me think, no", ["deny"]),
        ("task", "hold on, I need to cancel my visit", ["start:cancel"]),
        ("new_patient", "Let me see where I put it. No.", ["deny"]),
        ("confirm", "Let me think where I have it. Yes, that's it.", ["affirm"]),
        ("new_patient", "Let me see where I wrote it. Yes.", ["affirm"]),
    ],
)
def test_the_answer_behind_it_counts(reader: EmbeddedReader, expecting: str, said: str, commands: list[str]) -> None:
    assert [short(c) for c in reader.understand(context(expecting), Utterance(said)).commands] == commands


@pytest.mark.parametrize(
    "said",
    [
        "let me think",
        "hold on. Yes, dear, I'm coming",
        "hang on a second",
        "hold on, honey",
        "let me check my calendar",
    ],
)
def test_alone_it_asks_for_time(reader: EmbeddedReader, said: str) -> None:
    assert "hold_on" in [short(c) for c in reader.understand(context("when"), Utterance(said)).commands]
