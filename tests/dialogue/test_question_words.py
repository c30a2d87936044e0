from __future__ import annotations

import pytest

from voice_agent.dialogue.question_words import QuestionWords

WORDS = QuestionWords.of(
    {"vaccine": ["shot", "jab"], "walk-in": ["drop in", "just show up"], "wheelchair": ["cane"]}, ["today", "going"]
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("flu shots", "flu vaccine"),
        ("can I drop in", "can I just show up"),
        ("do you take drop ins", "do you take walk-ins"),
        ("what's that", "what is that"),
        ("what\u2019s that", "what is that"),
        ("Sundays", "sunday"),
        ("cancelling", "cancel"),
        ("missed", "miss"),
        ("prices", "price"),
    ],
)
def test_what_means_the_same_is_the_same(one: str, other: str) -> None:
    assert WORDS.find(one) == WORDS.find(other)


@pytest.mark.parametrize(("one", "other"), [("bus", "busy"), ("can", "wheelchair"), ("shot", "short")])
def test_what_means_another_thing_is_kept_apart(one: str, other: str) -> None:
    assert WORDS.find(one) != WORDS.find(other)


def test_general_words_are_known_by_their_stems() -> None:
    assert WORDS.find("I am going today") <= WORDS.general
    assert not WORDS.find("a vaccine") <= WORDS.general


def test_nothing_said_has_no_words() -> None:
    assert WORDS.find("") == WORDS.find("14 + 2") == frozenset()
