"""A plain yes to a read-back, and another visit in the same breath; and what may take the first back."""

from __future__ import annotations

import pytest

from tests.understanding.test_grudging import BOOKED, MOVED, read
from voice_agent.understanding.embedded import EmbeddedReader


@pytest.mark.parametrize(
    "said",
    [
        "Yes. And then the week after, Monday and Wednesday evening?",
        "Yes, book it, and another one on Thursday.",
        "Yes, that's right. And after that Friday at six as well.",
        "Yes, and then next Tuesday too.",
        "Yes please. And can I get a second one on Thursday at two?",
    ],
)
def test_another_visit_at_a_time(reader: EmbeddedReader, said: str) -> None:
    assert read(reader, BOOKED, said) == ["affirm", "start:book", "set:when"]


@pytest.mark.parametrize(
    "said", ["Yes, and the other ones as well.", "Yes please, and the rest too.", "Yes, that's it. And all the others."]
)
def test_the_others_too(reader: EmbeddedReader, said: str) -> None:
    assert read(reader, BOOKED, said) == ["affirm"]
    assert read(reader, MOVED, said) == ["affirm"]


@pytest.mark.parametrize(
    "said",
    [
        "Yes. And then Thursday at two instead.",
        "Yes, or Thursday?",
        "Yeah, and Thursday?",
        "Yes, and also make it Thursday.",
        "Yes, but another one on Thursday.",
        "Yes, and then move it to Friday.",
        "No, and another one on Thursday.",
        "Yes, what about another one on Thursday?",
    ],
)
def test_what_may_take_it_back(reader: EmbeddedReader, said: str) -> None:
    assert "affirm" not in read(reader, BOOKED, said)


def test_a_time_to_move_it_to_is_none_besides(reader: EmbeddedReader) -> None:
    assert "affirm" not in read(reader, MOVED, "Yes, and then Friday at six too.")
