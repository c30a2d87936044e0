from __future__ import annotations

from voice_agent.bench.understanding.risk import at_gate, wrong_by_band

TURNS = [(0.1, False), (0.15, True), (0.5, False), (0.95, True), (0.99, True), (1.0, False)]


def test_what_is_under_the_gate_is_asked_about() -> None:
    assert at_gate(TURNS, 0.6) == {"asked": 0.5, "errors_asked": 2 / 3, "wrong_asked": 2 / 3, "wrong_kept": 1 / 3}


def test_a_gate_that_nothing_is_under_asks_nothing() -> None:
    assert at_gate(TURNS, 0.0) == {"asked": 0.0, "errors_asked": 0.0, "wrong_asked": 0.0, "wrong_kept": 0.5}
    assert at_gate([], 0.5)["asked"] == 0.0


def test_errors_are_told_by_tenths_of_confidence() -> None:
    bands = wrong_by_band(TURNS)
    assert (bands[1], bands[2], bands[5], bands[9]) == (0.5, None, 1.0, 1 / 3)
