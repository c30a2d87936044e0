"""How long a caller waits for an answer, and how often she is cut off: real calls over a real websocket, one at a time,
measured from the sound of both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np

from voice_agent.commands.calls import ring
from voice_agent.commands.clinic import clock_at, sample
from voice_agent.commands.serve import running
from voice_agent.config import Settings
from voice_agent.simulator import scenario as scenarios
from voice_agent.simulator.caller import Spoken
from voice_agent.simulator.measure import Stretch, speech
from voice_agent.simulator.run import Result
from voice_agent.simulator.scenario import Scenario
from voice_agent.simulator.voice import MANNERS

CALLS = Path("tests/calls/scenarios")
BUILD = Path("build/bench")
STEPS = ("endpoint_ms", "stt_ms", "understand_ms", "tts_first_ms")
PARTICULARS = frozenset({"name", "date_of_birth", "phone", "when"})
"""Fields whose values are names, dates and numbers."""
CLOCKS_MS = 200
"""So far the two ends' clocks may be apart."""


@dataclass(frozen=True, slots=True)
class Waits:
    """ms: voice to voice of every answered turn. turns: as reported. calls, passed: how many, and as written.

    lines: sentences that the callers said. cut: those of them that were answered, or taken for finished, in the middle.
    """

    ms: tuple[float, ...]
    turns: tuple[dict[str, Any], ...]
    calls: int
    passed: int
    lines: int
    cut: int


def calls_of(rounds: int) -> list[Scenario]:
    """The scenarios that answer in turns, said by another voice in every round."""
    known = [scenarios.load(path) for path in sorted(CALLS.glob("*.yaml"))]
    return [
        replace(one, name=f"{one.name}-{n + 1}", caller=replace(one.caller, voice=MANNERS[n % len(MANNERS)]), seed=n)
        for n in range(rounds)
        for one in known
    ]


async def measure(settings: Settings, rounds: int) -> Waits:
    """Places the calls one after another, each on a fresh clinic's server."""
    results: list[Result] = []
    for scenario in calls_of(rounds):
        now = clock_at(scenario.clock, settings)
        async with sample(settings, BUILD, now) as fresh, running(fresh, now=now) as server:
            results.append(
                await ring(fresh, server.url, scenario, CALLS, BUILD / "calls" / f"{scenario.name}.wav", server)
            )
    return waits_of(results)


def waits_of(results: Sequence[Result]) -> Waits:
    turns = [turn for result in results for turn in result.report["turns"] if turn["voice_to_voice_ms"] is not None]
    return Waits(
        tuple(turn["voice_to_voice_ms"] for turn in turns),
        tuple(turns),
        len(results),
        sum(result.passed for result in results),
        sum(len(result.log.spoken) for result in results),
        sum(
            cut_off(line, speech(result.log.agent_heard), result.report["turns"])
            for result in results
            for line in result.log.spoken
        ),
    )


def cut_off(line: Spoken, agent: Sequence[Stretch], turns: Sequence[dict[str, Any]]) -> bool:
    """Was the line answered before its end, or did a turn end within it?"""
    answered = any(line.start_ms < one.start_ms < line.end_ms for one in agent)
    ended = [turn["at_ms"] for turn in turns if turn["heard"]]
    return answered or any(line.start_ms + CLOCKS_MS < at < line.end_ms - CLOCKS_MS for at in ended)


def has_particulars(turn: dict[str, Any]) -> bool:
    """Did the caller give a name, a date or a number?"""
    return any(command.get("field") in PARTICULARS for command in turn["commands"])


def figures_of(waits: Waits) -> dict[str, float]:
    steps = {f"{step}_p50": _median([t[step] for t in waits.turns if t[step] is not None]) for step in STEPS}
    particulars = [t["voice_to_voice_ms"] for t in waits.turns if has_particulars(t)]
    return {
        "voice_to_voice_ms_p50": float(np.percentile(waits.ms, 50)),
        "voice_to_voice_ms_p95": float(np.percentile(waits.ms, 95)),
        "voice_to_voice_particulars_ms_p50": _median(particulars),
        "turns": len(waits.ms),
        "turns_with_particulars": len(particulars),
        "cut_off_rate": waits.cut / max(1, waits.lines),
        "lines": waits.lines,
        "calls": waits.calls,
        "calls_as_written": waits.passed,
        **steps,
    }


def _median(values: Sequence[float]) -> float:
    return float(np.median(values)) if values else 0.0


def plot(waits: Waits, path: Path) -> None:
    """A histogram of the waits by what was said, with median and 95th percentile."""
    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 4))
    particulars = [t["voice_to_voice_ms"] for t in waits.turns if has_particulars(t)]
    others = [t["voice_to_voice_ms"] for t in waits.turns if not has_particulars(t)]
    labels = ["names, dates, numbers", "all else"]
    axes.hist([particulars, others], bins=30, stacked=True, color=["#e0a458", "#3b7ea1"], label=labels)
    for share, colour in ((50, "#222222"), (95, "#c4472b")):
        value = float(np.percentile(waits.ms, share))
        axes.axvline(value, color=colour, linestyle="--", label=f"p{share} {value:.0f} ms")
    title = f"Voice to voice: {len(waits.ms)} turns, {waits.cut} of {waits.lines} lines cut off"
    axes.set(xlabel="caller's last sound to the agent's first, ms", ylabel="turns", title=title)
    axes.legend()
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=120)
    pyplot.close(figure)
