"""What calls with a misbehaving LLM show: is anything written that nobody asked for, how long is the line silent, and
do they come to their end? Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from voice_agent.evaluation.ledger import Change
from voice_agent.simulator.llm_mischief import Mischief
from voice_agent.simulator.scenario import Scenario

ALONE = "embedded"
"""How a call is named that no LLM read."""
WISHED = {"booked": "booked", "rescheduled": "moved", "cancelled": "cancelled"}
"""What each outcome changes in the calendar."""
SILENCE_MS = 2_000


@dataclass(frozen=True, slots=True)
class Wait:
    """One answer. ms: the longest silence until it. endpoint_ms: how long until the turn was taken for finished.
    reading_ms: how long it was read, the LLM's deadline included. Both run beside each other."""

    ms: float
    endpoint_ms: float
    reading_ms: float


@dataclass(frozen=True, slots=True)
class Rung:
    """One call. mischief: None where the embedded reader read it. failed: what did not come true of the scenario, in
    words. wrong: changes of the calendar that the scenario does not ask for. asked: requests that the LLM got.
    downgrades: turns that the embedded reader answered in its stead, by why.
    """

    scenario: str
    mischief: Mischief | None
    failed: tuple[str, ...]
    wrong: tuple[str, ...]
    waits: tuple[Wait, ...]
    asked: int = 0
    downgrades: Mapping[str, int] = field(default_factory=dict)

    @property
    def longest(self) -> Wait:
        return max(self.waits, key=lambda wait: wait.ms, default=Wait(0.0, 0.0, 0.0))

    def told(self) -> str:
        """In one line."""
        worst = self.longest
        return (
            f"{self.mischief or ALONE}, {self.scenario}: {'completed' if not self.failed else '; '.join(self.failed)}, "
            f"{len(self.wrong)} wrong writes, longest silence {worst.ms:.0f} ms (reading {worst.reading_ms:.0f}), "
            f"{self.asked} asked, {dict(self.downgrades)}"
        )


def wrong_writes(scenario: Scenario, made: Sequence[Change], failed: Sequence[str]) -> tuple[str, ...]:
    """Changes of another kind than the scenario's, more than one of its kind, or one that is not as it says."""
    wished = {WISHED[outcome] for outcome in scenario.expect.outcome if outcome in WISHED}
    others = [change.told() for change in made if change.kind not in wished]
    own = [change.told() for change in made if change.kind in wished]
    amiss = any(why.startswith("the appointment") for why in failed)
    return (*others, *(own if amiss else own[1:]))


def waits(report: Mapping[str, Any]) -> tuple[Wait, ...]:
    """Of every turn that was answered."""
    return tuple(
        Wait(turn["longest_wait_ms"], turn["endpoint_ms"] or 0.0, turn["understand_ms"] or 0.0)
        for turn in report["turns"]
        if turn["longest_wait_ms"] is not None
    )


def figures_of(rung: Sequence[Rung], *, real_time: bool) -> dict[str, float]:
    """The longest silences in ms, both ways, and the longest time that a turn was read, the LLM's deadline included."""
    amid = [one for one in rung if one.mischief is not None]
    alone = [one for one in rung if one.mischief is None]
    every = [wait for one in amid for wait in one.waits]
    return {
        "mischief_calls": len(amid),
        "mischief_completed": sum(not one.failed for one in amid),
        "mischief_wrong_writes": sum(len(one.wrong) for one in rung),
        "mischief_longest_silence_ms": max((wait.ms for wait in every), default=0.0),
        "mischief_silences_over_2_s": sum(wait.ms > SILENCE_MS for wait in every),
        "mischief_answers": len(every),
        "mischief_longest_reading_ms": max((wait.reading_ms for wait in every), default=0.0),
        "mischief_requests": sum(one.asked for one in amid),
        "mischief_downgrades": sum(sum(one.downgrades.values()) for one in amid),
        "embedded_calls": len(alone),
        "embedded_completed": sum(not one.failed for one in alone),
        "embedded_longest_silence_ms": max((one.longest.ms for one in alone), default=0.0),
        "real_time": float(real_time),
    }
