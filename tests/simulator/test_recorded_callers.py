"""Recordings are made of a scenario's lines and silences, and the silences can come from a live call."""

from pathlib import Path

import numpy as np
import pytest

from voice_agent.audio.mulaw import Samples
from voice_agent.simulator import recorded_callers
from voice_agent.simulator import scenario as scenarios
from voice_agent.simulator.caller import Spoken
from voice_agent.simulator.measure import speech
from voice_agent.simulator.recorded_callers import Plan
from voice_agent.simulator.recording import read_caller
from voice_agent.simulator.scenario import ScenarioError, parse
from voice_agent.simulator.voice import Manner

KEPT = Path(__file__).parents[1] / "calls" / "recordings"
SCENARIO = parse("name: a\ncaller: {lines: [one, three]}\n")


class Hum:
    def say(self, text: str, manner: Manner) -> Samples:
        return np.asarray(0.1 * np.sin(np.arange(len(text) * 800) * 0.5), np.float32)


def test_lines_lie_where_the_silences_put_them() -> None:
    sound = recorded_callers.render(Plan(Path("a.yaml"), (2.0, 3.0), 1.5), SCENARIO, Hum())
    assert [(one.start_ms, one.end_ms) for one in speech(sound)] == [(2000, 2300), (5300, 5800)]
    assert sound.size == 8 * (5800 + 1500)


@pytest.mark.parametrize("after", [(1.0,), (1.0, 1.0, 1.0)])
def test_lines_and_silences_must_be_as_many(after: tuple[float, ...]) -> None:
    with pytest.raises(ScenarioError, match="2 lines need as many silences"):
        recorded_callers.render(Plan(Path("a.yaml"), after), SCENARIO, Hum())


def test_silences_come_from_a_live_call_with_a_margin_and_the_rest_stays() -> None:
    plan = Plan(Path("a.yaml"), (9.0, 9.0, 9.0))
    spoken = [Spoken("one", 4000, 5000), Spoken("two", 8000, 9000)]
    assert recorded_callers.timed(plan, spoken, 0.5).after == (4.5, 3.5, 9.0)


def test_plans_come_back_as_they_were_saved(tmp_path: Path) -> None:
    plans = {"a": Plan(Path("../a.yaml"), (1.5, 2.0), 3.0)}
    recorded_callers.save(tmp_path / "r.yaml", plans)
    assert recorded_callers.load(tmp_path / "r.yaml") == plans
    (tmp_path / "bad.yaml").write_text("a: {scenario: x}")
    with pytest.raises(ScenarioError, match="cannot be used"):
        recorded_callers.load(tmp_path / "bad.yaml")


def test_making_writes_a_file_a_plan(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("name: a\ncaller: {lines: [one, three]}\n")
    recorded_callers.save(tmp_path / "plans.yaml", {"a": Plan(Path("a.yaml"), (0.5, 1.0))})
    assert recorded_callers.make(tmp_path / "plans.yaml", Hum()) == {"a": tmp_path / "a.flac"}
    assert len(speech(read_caller(tmp_path / "a.flac"))) == 2


@pytest.mark.parametrize("name", ["book", "reschedule", "cancel", "question", "person", "emergency"])
def test_the_recordings_that_are_kept_are_those_that_are_planned(name: str) -> None:
    plan = recorded_callers.load(KEPT / "recordings.yaml")[name]
    scenario = scenarios.load(KEPT / plan.scenario)
    sound = read_caller(KEPT / f"{name}.flac")
    starts = [one.start_ms / 1000 for one in speech(sound)]
    assert (KEPT / f"{name}.flac").stat().st_size < 300_000
    assert starts[0] == pytest.approx(plan.after[0], abs=0.1)
    spoken_s = sound.size / 8000 - sum(plan.after) - plan.tail
    assert len(scenario.caller.lines) == len(plan.after)
    assert 0.3 * len(plan.after) < spoken_s < 6 * len(plan.after)
