"""What a run comes to: figures over all calls, by group, and against an earlier run. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

import numpy as np

from voice_agent.evaluation.verdict import Verdict

Figures = dict[str, float | int | None]

QUICK_LIMITS: Mapping[str, tuple[float, float]] = {
    "pass_1": (0.95, 1.0),
    "wrong_writes": (0, 0),
    "false_claims": (0, 0),
    "emergency_recall": (1.0, 1.0),
}
"""Least and most that a quick run may show."""


def figures(verdicts: Sequence[Verdict], tries: int = 4) -> Figures:
    """Shares are 0..1, None where there was nothing to count.

    pass_1: the share of calls that pass. pass_k: of scenarios with at least k seeds, those whose first k all pass (the
    key names k). containment: of calls that need nobody, those that stay with the agent. handoffs_missed and
    handoffs_false are counts, interruptions the times that the agent talked over a caller.
    """
    contained = [not v.to_staff for v in verdicts if v.staff_wanted is False]
    alarms = [v for v in verdicts if v.emergency]
    return {
        "scenarios": len({v.name for v in verdicts}),
        "calls": len(verdicts),
        "pass_1": _share([v.passed for v in verdicts]),
        f"pass_{tries}": _consistent(verdicts, tries),
        "wrong_writes": sum(len(v.wrong_writes) for v in verdicts),
        "false_claims": sum(len(v.false_claims) for v in verdicts),
        "containment": _share(contained),
        "handoffs_false": len(contained) - sum(contained),
        "handoffs_missed": sum(not v.to_staff for v in verdicts if v.staff_wanted),
        "emergency_recall": _share([v.outcome == "emergency" for v in alarms]),
        "emergencies_false": sum(v.outcome == "emergency" and not v.emergency for v in verdicts),
        "turns": _mean([v.turns for v in verdicts]),
        "seconds": _mean([v.seconds for v in verdicts]),
        "interruptions": sum(v.interruptions for v in verdicts),
        "voice_to_voice_ms_p50": _percentile(verdicts, 50),
        "voice_to_voice_ms_p95": _percentile(verdicts, 95),
    }


def by(verdicts: Sequence[Verdict], key: Callable[[Verdict], str]) -> dict[str, list[Verdict]]:
    """Verdicts by what `key` gives, in the order of first appearance."""
    groups: dict[str, list[Verdict]] = defaultdict(list)
    for one in verdicts:
        groups[key(one)].append(one)
    return dict(groups)


def beyond(found: Figures, limits: Mapping[str, tuple[float, float]] = QUICK_LIMITS) -> list[str]:
    """The figures that are not within their limits, in words. One that could not be measured is not."""
    out = []
    for name, (least, most) in limits.items():
        value = found.get(name)
        if value is None or not least <= value <= most:
            out.append(
                f"{name} is {'not measured' if value is None else round(value, 4)}, wanted {least:g} to {most:g}"
            )
    return out


@dataclass(frozen=True, slots=True)
class Difference:
    """One scenario now and in the baseline: shares of its calls that passed."""

    name: str
    before: float
    now: float


def compared(verdicts: Sequence[Verdict], baseline: Sequence[Verdict]) -> list[Difference]:
    """Scenarios in both runs whose share changed, the worst regression first."""
    now, before = by(verdicts, lambda v: v.name), by(baseline, lambda v: v.name)
    both = (
        Difference(name, mean(v.passed for v in before[name]), mean(v.passed for v in now[name]))
        for name in now
        if name in before
    )
    return sorted((one for one in both if one.now != one.before), key=lambda one: (one.now - one.before, one.name))


def _consistent(verdicts: Sequence[Verdict], tries: int) -> float | None:
    runs = [sorted(calls, key=lambda v: v.seed)[:tries] for calls in by(verdicts, lambda v: v.name).values()]
    return _share([all(v.passed for v in calls) for calls in runs if len(calls) == tries])


def _percentile(verdicts: Sequence[Verdict], percent: float) -> float | None:
    times = [ms for v in verdicts for ms in v.voice_to_voice_ms]
    return round(float(np.percentile(times, percent)), 1) if times else None


def _share(held: Sequence[bool]) -> float | None:
    return round(sum(held) / len(held), 4) if held else None


def _mean(values: Sequence[float]) -> float | None:
    return round(mean(values), 2) if values else None
