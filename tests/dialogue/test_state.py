"""The state that is saved after every turn."""

from __future__ import annotations

import pytest

from voice_agent.dialogue.effects import AlertKind
from voice_agent.dialogue.state import State, from_json, outcome_of, to_json


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (State("c"), "abandoned"),
        (State("c", done=("answered",)), "answered"),
        (State("c", done=("answered", "handed_off")), "handed_off"),
        (State("c", done=("registered", "handed_off")), "registered"),
        (State("c", done=("booked", "registered", "answered")), "booked"),
        (State("c", done=("cancelled", "booked")), "booked"),
        (State("c", done=("booked", "cancelled")), "cancelled"),
        (State("c", done=("booked",), alarm=AlertKind.MEDICAL), "emergency"),
        (State("c", done=("answered",), trouble=True), "failed"),
        (State("c", done=("callback",), trouble=True), "callback"),
    ],
)
def test_an_outcome_in_one_word(state: State, outcome: str) -> None:
    assert outcome_of(state) == outcome


def test_a_state_comes_back_as_it_was() -> None:
    state = State("c", done=("booked",), alarm=AlertKind.SELF_HARM)
    assert from_json(to_json(state)) == state


@pytest.mark.parametrize("text", ["", "{}", '{"call_id": 7, "frames": 3}'])
def test_what_is_no_state_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="State"):
        from_json(text)
