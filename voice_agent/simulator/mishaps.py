"""What can be made to go wrong between the phone company and the server."""

from __future__ import annotations

import json
from dataclasses import dataclass
from random import Random

from voice_agent.simulator.caller import FRAME_MS


@dataclass(frozen=True, slots=True)
class Mishaps:
    """Each number means "at every so many audio frames"; 0 is never.

    malformed: half a frame of text goes out before it. unknown: an event nobody knows. repeated: it goes out twice.
    swapped: it goes out after the next one. missing: it never goes out. oversized: a huge frame goes out before it.
    jitter_ms: frames come up to so late, in bunches, in their order.
    drop_at_ms: the connection is cut without a word, once, so long after the call's audio began.
    """

    malformed: int = 0
    unknown: int = 0
    repeated: int = 0
    swapped: int = 0
    missing: int = 0
    oversized: int = 0
    jitter_ms: float = 0
    drop_at_ms: float | None = None


class Spoiler:
    """Applies mishaps to a stream's audio frames, one after the other; each call stands for 20 ms."""

    def __init__(self, mishaps: Mishaps, random: Random) -> None:
        self._mishaps, self._random = mishaps, random
        self._late: list[list[str]] = []
        self._count = 0
        self._held: list[str] = []

    def frames(self, frame: str) -> list[str]:
        """What goes out now that this frame is due."""
        self._late.append(self._spoilt(frame))
        if len(self._late) * FRAME_MS < self._mishaps.jitter_ms and self._random.random() < 0.5:
            return []
        out, self._late = self._late, []
        return [one for frames in out for one in frames]

    def _spoilt(self, frame: str) -> list[str]:
        self._count += 1
        plan = self._mishaps
        before: list[str] = []
        if self._due(plan.malformed):
            before.append(frame[: len(frame) // 2])
        if self._due(plan.unknown):
            before.append('{"event":"surprise","streamSid":"MZ0"}')
        if self._due(plan.oversized):
            before.append(json.dumps({"event": "media", "media": {"payload": "/" * 400_000}}))
        if self._due(plan.missing):
            return before
        if self._due(plan.swapped):
            self._held.append(frame)
            return before
        held, self._held = self._held, []
        return [*before, *([frame] * (2 if self._due(plan.repeated) else 1)), *held]

    def _due(self, every: int) -> bool:
        return every > 0 and self._count % every == 0
