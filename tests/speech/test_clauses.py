from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_agent.speech.clauses import COMMA_PAUSE_MS, SENTENCE_PAUSE_MS, split

WORDS = st.lists(
    st.sampled_from(["we", "have", "Tuesday,", "at", "nine", "thirty.", "with", "Doctor", "Lee", "or", "-"])
)


def texts(reply: str) -> list[str]:
    return [clause.text for clause in split(reply)]


def test_it_parts_where_a_speaker_breathes() -> None:
    clauses = split("Your visit is on Tuesday, December first, at nine thirty in the morning. Is that right?")
    assert [clause.text for clause in clauses] == [
        "Your visit is on Tuesday,",
        "December first,",
        "at nine thirty in the morning.",
        "Is that right?",
    ]
    assert [clause.pause_ms for clause in clauses] == [COMMA_PAUSE_MS, COMMA_PAUSE_MS, SENTENCE_PAUSE_MS, 0]


def test_what_is_too_long_parts_before_a_phrase() -> None:
    assert texts("If this is an emergency please hang up and dial nine one one right now.") == [
        "If this is an emergency please hang up",
        "and dial nine one one right now.",
    ]


@pytest.mark.parametrize("reply", ["Okay.", "", "   "])
def test_short_and_empty_replies(reply: str) -> None:
    assert texts(reply) == ([reply] if reply.strip() else [])


def test_a_lone_word_does_not_stand_alone_before_a_comma() -> None:
    assert texts("Okay, the second one.") == ["Okay, the second one."]


@given(WORDS)
def test_no_word_is_lost_and_no_clause_is_long(words: list[str]) -> None:
    clauses = texts(" ".join(words))
    assert " ".join(clauses).split() == words
    assert all(0 < len(clause.split()) <= 8 for clause in clauses)


@given(WORDS)
def test_the_reply_ends_without_a_pause(words: list[str]) -> None:
    clauses = split(" ".join(words))
    assert not clauses or clauses[-1].pause_ms == 0
