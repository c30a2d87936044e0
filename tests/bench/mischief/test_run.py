"""One call with sound, all real but the phone company and the LLM, on a clock of processor time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.calls.conftest import settings_for
from voice_agent.bench.mischief import run
from voice_agent.simulator.llm_mischief import Mischief

pytestmark = [pytest.mark.models, pytest.mark.timeout(600)]


def test_a_call_is_rung_and_comes_to_its_end_though_the_llm_talks_nonsense(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {mischief: scenario for scenario, mischief in run.plan(2) if scenario.name == "cancel"}
    monkeypatch.setattr(run, "plan", lambda rounds: [(known[None], Mischief.UNASKED_YES)] * rounds)
    told: list[str] = []
    [rung] = run.measure(settings_for(), tmp_path, 1, told.append)
    assert rung.failed == ()
    assert rung.wrong == ()
    assert 0 < rung.downgrades["unheard_yes"] <= rung.asked
    assert rung.waits
    assert len(told) == 1
