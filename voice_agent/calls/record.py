"""What happened in a call, as it is kept: its turns with their timings, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any


@dataclass(slots=True)
class Timings:
    """The waterfall of one turn, in ms after the caller's last sound; None where a step did not happen.

    stt_ms, understand_ms and tts_first_ms (from asking for the sound to its first clip) are durations, all else are
    points in time.
    """

    endpoint_ms: float | None = None
    stt_ms: float | None = None
    understand_ms: float | None = None
    decided_ms: float | None = None
    tts_first_ms: float | None = None
    first_frame_ms: float | None = None
    first_echo_ms: float | None = None


@dataclass(slots=True)
class TurnRecord:
    """heard: what was understood to have been said ("" where the agent spoke unasked). agent: its reply, as written;
    agent_heard: as far as the caller heard it. worded: of each reply that an LLM was to put in other words, "llm", or
    why the template was spoken."""

    number: int
    at_ms: float
    heard: str = ""
    hearing: float = 1.0
    commands: list[dict[str, Any]] = field(default_factory=list)
    confidence: float = 1.0
    reader: str = ""
    agent: str = ""
    agent_heard: str = ""
    acts: list[str] = field(default_factory=list)
    worded: list[str] = field(default_factory=list)
    timings: Timings = field(default_factory=Timings)


@dataclass(slots=True)
class CallRecord:
    """One call. `errors` are named faults, without what was said."""

    call_sid: str
    started_at: datetime
    turns: list[TurnRecord] = field(default_factory=list)
    outcome: str = "abandoned"
    appointment: dict[str, Any] | None = None
    fillers: list[tuple[float, float]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    recording: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        out = asdict(self)
        out["started_at"] = self.started_at.isoformat()
        return out


def turn_from_row(row: Mapping[str, Any]) -> TurnRecord:
    """A turn as it was stored."""
    details = dict(row["details"])
    timings = Timings(**details.pop("timings"))
    kept = {name: row[name] for name in ("number", "at_ms", "heard", "commands", "agent")}
    return TurnRecord(**kept, **details, timings=timings)
