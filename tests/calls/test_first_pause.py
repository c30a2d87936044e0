from __future__ import annotations

from typing import Any

import pytest

from voice_agent.calls.hearing import Hearing
from voice_agent.calls.listener import Listener
from voice_agent.speech.transcriber import Bias
from voice_agent.turns.endpointing import TurnOpened

UNUSED: Any = None
"""Nothing is transcribed here."""


@pytest.mark.parametrize(
    ("expecting", "short"),
    [("confirm", True), ("offer", True), ("new_patient", True), ("name", False), ("task", False), (None, False)],
)
def test_the_first_pause_of_a_short_answer_is_its_end_most_often(expecting: str | None, short: bool) -> None:
    listener = Listener(UNUSED)
    listener.endpointer.short = not short  # as the question before had it
    hearing = Hearing(
        listener,
        UNUSED,
        bias=lambda: Bias((), expecting),
        read=UNUSED,
        glance=UNUSED,
        judge=UNUSED,
        commit=UNUSED,
        clock=lambda: 0.0,
    )
    hearing.follow((TurnOpened(0),))
    assert listener.endpointer.short is short
