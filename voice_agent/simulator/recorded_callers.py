"""Recorded callers: a scenario's lines spoken into a file, with silences that leave room for the agent's part.

`recordings.yaml` names for each recording its scenario and the silences: `after`, in seconds, one before every line,
and `tail` behind the last. They can be measured from a live call of the scripted caller (`timed`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import numpy as np
import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError

from voice_agent.audio.mulaw import SAMPLE_RATE, Samples
from voice_agent.simulator import scenario as scenarios
from voice_agent.simulator.caller import Spoken
from voice_agent.simulator.recording import write_mono
from voice_agent.simulator.scenario import Scenario, ScenarioError
from voice_agent.simulator.voice import Voice

MARGIN_S = 1.0
"""Added to every measured silence: a recording cannot wait for an agent that is slower another time."""

_HEAD = """\
# The recorded callers: which scenario each speaks, and the silence in seconds before each of its lines and after the
# last. `scripts/make_recordings.py` renders them; with --from-run it measures the silences from live calls first.
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """One recording to be made. scenario: path beside the plans' file."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")
    scenario: Path
    after: tuple[float, ...]
    tail: float = 4.0


_PLANS: TypeAdapter[dict[str, Plan]] = TypeAdapter(dict[str, Plan])


def load(path: Path) -> dict[str, Plan]:
    """The plans by the recordings' names. Raises `ScenarioError`."""
    try:
        return _PLANS.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise ScenarioError(f"{path}: cannot be used: {error}") from None


def save(path: Path, plans: Mapping[str, Plan]) -> None:
    told = {
        name: {"scenario": plan.scenario.as_posix(), "after": [round(one, 1) for one in plan.after], "tail": plan.tail}
        for name, plan in plans.items()
    }
    body = yaml.safe_dump(told, sort_keys=False, default_flow_style=None, width=120)
    path.write_text(_HEAD + body, encoding="utf-8")


def render(plan: Plan, scenario: Scenario, voice: Voice) -> Samples:
    """The caller's side, float32 at 8,000 Hz. Raises `ScenarioError` where lines and silences do not match."""
    lines = scenario.caller.lines
    if any(line.keys for line in lines) or len(lines) != len(plan.after):
        raise ScenarioError(
            f"{scenario.name}: {len(lines)} lines need as many silences (there are {len(plan.after)}), and no keys"
        )
    pieces: list[Samples] = []
    for line, after in zip(lines, plan.after, strict=True):
        pieces += [_silence(after), voice.say(line.say, scenario.caller.voice)]
    return np.concatenate([*pieces, _silence(plan.tail)])


def timed(plan: Plan, spoken: Sequence[Spoken], margin_s: float = MARGIN_S) -> Plan:
    """The plan with the silences of a live call: `spoken` are the lines that its caller said, in order.

    A caller who did not get to say all (she was put through) keeps the plan's silences for the rest.
    """
    ends = [0.0, *(one.end_ms for one in spoken)]
    measured = [(one.start_ms - end) / 1000 + margin_s for one, end in zip(spoken, ends, strict=False)]
    return replace(plan, after=(*measured, *plan.after[len(measured) :])[: len(plan.after)])


def make(plans_file: Path, voice: Voice) -> dict[str, Path]:
    """Renders every plan to `<name>.flac` beside the plans' file. Raises `ScenarioError`, `VoiceMissingError`."""
    made: dict[str, Path] = {}
    for name, plan in load(plans_file).items():
        scenario = scenarios.load(plans_file.parent / plan.scenario)
        made[name] = plans_file.parent / f"{name}.flac"
        write_mono(made[name], render(plan, scenario, voice))
    return made


def _silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE), np.float32)
