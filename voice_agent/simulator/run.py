"""One simulated call from a scenario or a recording: place it, and write down what came of it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from voice_agent.simulator import report as reports
from voice_agent.simulator import scenario as scenarios
from voice_agent.simulator.call_log import CallLog, Noted
from voice_agent.simulator.caller import Caller, RecordedCaller, ScriptedCaller, ScriptLine
from voice_agent.simulator.expectations import failures
from voice_agent.simulator.fake_twilio import FakeTwilio, Ringing
from voice_agent.simulator.line import NoisyLine, named
from voice_agent.simulator.mishaps import Mishaps
from voice_agent.simulator.recording import read_caller
from voice_agent.simulator.scenario import CallerSpec, Scenario, ScenarioError
from voice_agent.simulator.voice import Voice

AUDIO = frozenset({".wav", ".flac"})

Kept = Callable[[str], Awaitable[Mapping[str, Any] | None]]
"""Gives the server's own record of a call by its CallSid, once the call is over."""


@dataclass(frozen=True, slots=True)
class Result:
    """failed: what the scenario expected and did not come true, in words. log: the call as the far end knows it."""

    report: dict[str, Any]
    failed: tuple[str, ...]
    log: CallLog

    @property
    def passed(self) -> bool:
        return not self.failed


def read(path: Path) -> Scenario:
    """A scenario file, or a recording as a scenario. Raises `ScenarioError`.

    A recording shares clock, number and expectations with the scenario of the same name, which lies beside it or in
    `../scenarios`; without one, it expects nothing.
    """
    if path.suffix.lower() not in AUDIO:
        return scenarios.load(path)
    if not path.is_file():
        raise ScenarioError(f"{path}: there is no such recording")
    for like in (path.with_suffix(".yaml"), path.parent / ".." / "scenarios" / f"{path.stem}.yaml"):
        if like.is_file():
            scenario = scenarios.load(like)
            caller = replace(scenario.caller, lines=(), recording=path.resolve())
            return replace(scenario, name=f"{scenario.name}-recorded", caller=caller)
    name = "".join(letter if letter.isalnum() else "-" for letter in path.stem.lower()).strip("-") or "recording"
    return Scenario(name=name, caller=CallerSpec(recording=path.resolve()))


def caller_of(scenario: Scenario, folder: Path, voice: Voice) -> Caller:
    """The caller of a scenario that lies in `folder`. Raises `RecordingError`, `VoiceMissingError`."""
    spec = scenario.caller
    if spec.recording is not None:
        return RecordedCaller(read_caller(folder / spec.recording), linger_ms=spec.linger_ms)
    lines = [
        ScriptLine(
            text=one.say,
            samples=voice.say(one.say, spec.voice) if one.say else np.zeros(0, np.float32),
            keys=one.keys,
            pause_ms=one.pause_ms,
            interrupt_after_ms=one.interrupt_after_ms,
            wait=one.wait,
        )
        for one in spec.lines
    ]
    return ScriptedCaller(lines, patience_ms=spec.patience_ms, linger_ms=spec.linger_ms)


async def place(
    scenario: Scenario,
    folder: Path,
    phone: FakeTwilio,
    voice: Voice,
    *,
    mishaps: Mishaps = Mishaps(),
    watch: Callable[[Noted], None] | None = None,
) -> CallLog:
    """Rings as the scenario says; its seed decides all chances but the ids of the call. Raises as `caller_of`."""
    profile = named(scenario.line)
    line = NoisyLine(profile, np.random.default_rng(scenario.seed))
    jittery = replace(mishaps, jitter_ms=max(mishaps.jitter_ms, profile.jitter_ms))
    by_scenario = replace(phone, staff=scenario.staff, limit_s=scenario.limits.seconds + 30)
    log = CallLog(phone.new_sid("CA"), watch=watch)
    ringing = Ringing(caller=scenario.caller.number)
    caller = await asyncio.to_thread(caller_of, scenario, folder, voice)
    return await by_scenario.call(caller, line=line, ringing=ringing, mishaps=jittery, log=log)


async def simulate(
    scenario: Scenario,
    folder: Path,
    phone: FakeTwilio,
    voice: Voice,
    kept: Kept,
    *,
    recording: Path,
    watch: Callable[[Noted], None] | None = None,
) -> Result:
    """Places the call, writes its stereo recording, and judges it against the scenario."""
    log = await place(scenario, folder, phone, voice, watch=watch)
    await asyncio.to_thread(log.recording.write, recording)
    report = reports.build(log, await kept(log.call_sid), recording=recording)
    return Result(report, failures(scenario, report), log)


def write_report(result: Result, path: Path) -> None:
    """The report as JSON, with what failed under `failed`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({**result.report, "failed": list(result.failed)}, indent=2, ensure_ascii=False, default=str)
    path.write_text(text + "\n", encoding="utf-8")
