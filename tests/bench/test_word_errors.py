from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_agent.bench.word_errors import errors

WORDS = st.lists(st.sampled_from(["yes", "no", "tuesday", "nine", "please"]), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Nine thirty, please.", "9:30 please"),
        ("the twenty-first of March", "the 21st of March"),
        ("four one five, five five five, zero one three two", "(415) 555-0132"),
        ("nineteen seventy one", "1971"),
        ("at ten A.M.", "at 10:00 am"),
        ("Doctor Lee's okay", "Dr. Lees, OK"),
    ],
)
def test_spoken_and_written_forms_are_equal(said: str, written: str) -> None:
    assert errors(said, written)[0] == 0


def test_each_kind_of_error_counts_one() -> None:
    assert errors("one two three", "one three") == (1, 3)
    assert errors("one two three", "one two two three") == (1, 3)
    assert errors("one two three", "one four three") == (1, 3)
    assert errors("yes", "") == (1, 1)


@given(WORDS, WORDS)
def test_it_is_a_distance(one: list[str], other: list[str]) -> None:
    there, back = errors(" ".join(one), " ".join(other))[0], errors(" ".join(other), " ".join(one))[0]
    assert there == back
    assert (there == 0) == (one == other)
    assert abs(len(one) - len(other)) <= there <= max(len(one), len(other))
