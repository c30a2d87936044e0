from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_agent.understanding.clauses import split


@pytest.mark.parametrize(
    ("said", "clauses"),
    [
        ("I need a check-up", ["I need a check-up"]),
        ("Yes. What's the address?", ["Yes", "What's the address"]),
        ("I see Dr. Osei on the 5.30 slot", ["I see Dr. Osei on the 5.30 slot"]),
        ("cancel Tuesday and book me in for Friday", ["cancel Tuesday", "book me in for Friday"]),
        ("go ahead and book it", ["go ahead and book it"]),
        ("my back hurts, can you fit me in", ["my back hurts", "can you fit me in"]),
        ("Tuesday or Wednesday, the fifth", ["Tuesday or Wednesday, the fifth"]),
        ("  ... ", []),
    ],
)
def test_a_clause_asks_for_one_thing(said: str, clauses: list[str]) -> None:
    assert [c.text for c in split(said)] == clauses


def test_what_follows_a_but_is_marked() -> None:
    assert [c.contrast for c in split("yes but I want the morning")] == [False, True]


@given(st.text(max_size=200))
def test_clauses_are_stretches_of_the_text_in_order(text: str) -> None:
    clauses = split(text)
    assert all(text[c.start : c.end] == c.text for c in clauses)
    assert all(a.end <= b.start for a, b in pairwise(clauses))
