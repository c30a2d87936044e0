"""The agent's own sound as it is being played, so that its echo is not taken for the caller."""

from __future__ import annotations

from collections import deque

import numpy as np

from voice_agent.audio.echo import ECHO_CORRELATION, echo_correlation
from voice_agent.audio.mulaw import Pcm, Samples, decode, to_float

KEEP_MS = 20_000
LONGEST_DELAY_MS = 600
LEAD_MS = 100
"""When audio is played is reckoned: it may come so much sooner."""


class Reference:
    """Stretches of audio by when they are played, in ms of the call's clock."""

    def __init__(self) -> None:
        self._stretches: deque[tuple[float, bytes]] = deque()

    def add(self, begin_ms: float, mulaw: bytes) -> None:
        self._stretches.append((begin_ms, mulaw))
        while self._stretches and self._stretches[0][0] < begin_ms - KEEP_MS:
            self._stretches.popleft()

    def cut(self, now: float) -> None:
        """The line was cleared: nothing after `now` is played."""
        self._stretches = deque(
            (begin, mulaw[: int((now - begin) * 8)]) for begin, mulaw in self._stretches if begin < now
        )

    def between(self, start_ms: float, end_ms: float) -> Samples:
        """What was played then; zeros where nothing was."""
        out = np.zeros(max(0, round((end_ms - start_ms) * 8)), np.int16)
        for begin, mulaw in self._stretches:
            offset = round((begin - start_ms) * 8)
            source = mulaw[max(0, -offset) : max(0, out.size - offset)]
            if source:
                at = max(0, offset)
                out[at : at + len(source)] = decode(source)
        return to_float(out)

    def is_echo(self, heard: Pcm, end_ms: float) -> bool:
        """Is what was heard up to `end_ms` the agent's own sound?"""
        played = self.between(end_ms - heard.size / 8 - LONGEST_DELAY_MS, end_ms + LEAD_MS)
        return echo_correlation(to_float(heard), played) >= ECHO_CORRELATION
