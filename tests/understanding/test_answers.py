from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_agent.understanding.answers import AnswerKind, peel


@pytest.mark.parametrize(
    ("said", "before", "rest", "after"),
    [
        ("yes please", ["yes"], "", []),
        ("yeah that works what's the address", ["yes", "yes"], "what's the address", []),
        ("no thanks", ["no", "thanks"], "", []),
        ("i can confirm that", ["yes"], "", []),
        ("yes confirmed", ["yes", "yes"], "", []),
        ("i confirm my visit", [], "i confirm my visit", []),
        ("not right now", ["later"], "", []),
        ("that's all for today thank you", ["done", "thanks"], "", []),
        ("tell me the fee thanks so much bye", [], "tell me the fee", ["thanks", "bye"]),
        ("okay wait", ["ok", "wait"], "", []),
        ("I'd like to book", [], "I'd like to book", []),
        ("I'd like that", ["yes"], "", []),
        ("no preference", [], "no preference", []),
        ("right after lunch", [], "right after lunch", []),
        ("good morning I need a nurse", [], "I need a nurse", []),
    ],
)
def test_set_phrases_come_off_both_ends(said: str, before: list[str], rest: str, after: list[str]) -> None:
    peeled = peel(said)
    kinds = [a.kind.value for a in peeled.before if a.kind is not AnswerKind.FILLER]
    assert (kinds, peeled.rest, [a.kind.value for a in peeled.after]) == (before, rest, after)


@given(st.text(max_size=120))
def test_what_is_left_stands_where_it_says(text: str) -> None:
    peeled = peel(text)
    assert text[peeled.start :].startswith(peeled.rest)
