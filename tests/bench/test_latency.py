from __future__ import annotations

from typing import Any

import pytest

from voice_agent.bench.latency import cut_off, has_particulars
from voice_agent.simulator.caller import Spoken
from voice_agent.simulator.measure import Stretch

LINE = Spoken("Sometime next week, in the morning.", 1_000, 3_000)


def turn(at_ms: float, heard: str = "sometime next week") -> dict[str, Any]:
    return {"at_ms": at_ms, "heard": heard, "commands": []}


@pytest.mark.parametrize(
    ("agent", "turns", "cut"),
    [
        ([Stretch(0, 900), Stretch(3_400, 5_000)], [turn(3_000)], False),
        ([Stretch(0, 1_500)], [turn(3_000)], False),  # she spoke into the agent's last words
        ([Stretch(2_200, 4_000)], [turn(3_000)], True),
        ([Stretch(3_400, 5_000)], [turn(1_900), turn(3_000)], True),
        ([Stretch(3_400, 5_000)], [turn(1_900, heard=""), turn(2_950)], False),
    ],
)
def test_a_line_is_cut_off_by_an_answer_or_the_end_of_a_turn_within_it(
    agent: list[Stretch], turns: list[dict[str, Any]], cut: bool
) -> None:
    assert cut_off(LINE, agent, turns) is cut


def test_particulars_are_names_dates_and_numbers() -> None:
    assert has_particulars({"commands": [{"name": "set", "field": "phone", "value": "2125550168"}]})
    assert not has_particulars({"commands": [{"name": "affirm"}, {"name": "set", "field": "visit_type"}]})
