"""Who rings: something that hears the line 20 ms at a time and says the next 20 ms.

A caller knows what came out of the line and nothing else of the agent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from voice_agent.audio.mulaw import FRAME_SAMPLES, SAMPLE_RATE

Samples = NDArray[np.float32]
FRAME_MS = 20
AUDIBLE_RMS = 10 ** (-50 / 20)
_STRETCH_GAP_MS = 400  # a shorter silence is a pause within a stretch of speech
_TAIL_MS = 1000


@dataclass(frozen=True, slots=True)
class Sound:
    """20 ms of a caller. `samples`: float32 [160] in -1..1; `keys`: pressed now; hang_up: after this frame."""

    samples: Samples
    keys: str = ""
    hang_up: bool = False


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line as it was said, in ms since the call's audio began."""

    text: str
    start_ms: float
    end_ms: float


class Caller(Protocol):
    """`next` is asked once every 20 ms with the 20 ms that came out of the line just before (float32 [160])."""

    @property
    def spoken(self) -> Sequence[Spoken]: ...

    def next(self, heard: Samples) -> Sound: ...


def audible(frame: Samples) -> bool:
    return float(np.dot(frame, frame)) > AUDIBLE_RMS**2 * frame.size


class RecordedCaller:
    """Plays a recording through, whatever the agent does; at its end, listens on for `linger_ms`, then hangs up.

    `samples`: float32 at 8,000 Hz.
    """

    def __init__(self, samples: Samples, linger_ms: float = 15_000) -> None:
        self._frames = frames_of(samples)
        self._linger = linger_ms
        self._at = 0

    @property
    def spoken(self) -> Sequence[Spoken]:
        return ()

    def next(self, heard: Samples) -> Sound:
        at, self._at = self._at, self._at + 1
        if at < len(self._frames):
            return Sound(self._frames[at])
        return Sound(quiet(), hang_up=(at - len(self._frames)) * FRAME_MS >= self._linger)


@dataclass(frozen=True, slots=True)
class ScriptLine:
    """Something a scripted caller does when it is her turn.

    text: what she says; samples: how it sounds (float32 at 8,000 Hz); keys: pressed instead.
    pause_ms: how long the agent must have been silent. interrupt_after_ms: speak once the agent has spoken so long,
    instead of waiting for her turn. wait: False goes on right after the line before, `pause_ms` later.
    """

    text: str
    samples: Samples = field(default_factory=lambda: np.zeros(0, np.float32), repr=False)
    keys: str = ""
    pause_ms: float = 700
    interrupt_after_ms: float | None = None
    wait: bool = True


class ScriptedCaller:
    """Says her lines in order, each once the agent has answered the last one and fallen silent.

    patience_ms: an agent that says nothing at all for so long is spoken to again. linger_ms: after the last line, she
    hangs up when the line has been silent for so long.
    """

    def __init__(self, lines: Sequence[ScriptLine], *, patience_ms: float = 10_000, linger_ms: float = 6_000) -> None:
        self._lines = lines
        self._patience, self._linger = patience_ms, linger_ms
        self._next = 0
        self._saying: list[Samples] = []
        self._spoken: list[Spoken] = []
        self._now_ms = 0.0
        self._said_ms = 0.0  # the end of what she said last
        self._onset_ms = 0.0  # the agent's latest stretch of speech
        self._heard_ms = 0.0  # … and the end of it, so far

    @property
    def spoken(self) -> Sequence[Spoken]:
        return tuple(self._spoken)

    def next(self, heard: Samples) -> Sound:
        self._listen(heard)
        sound = self._act()
        self._now_ms += FRAME_MS
        return sound

    def _listen(self, heard: Samples) -> None:
        if audible(heard):
            if self._agent_silent_ms >= _STRETCH_GAP_MS:
                self._onset_ms = self._now_ms
            self._heard_ms = self._now_ms

    def _act(self) -> Sound:
        if self._saying:
            return self._go_on()
        if self._next == len(self._lines):
            return Sound(quiet(), hang_up=self._line_silent_ms >= self._linger)
        line = self._lines[self._next]
        return self._begin(line) if self._turn_for(line) else Sound(quiet())

    @property
    def _agent_silent_ms(self) -> float:
        return self._now_ms - self._heard_ms

    @property
    def _line_silent_ms(self) -> float:
        """How long nobody has spoken."""
        return self._now_ms - max(self._said_ms, self._heard_ms)

    @property
    def _answered(self) -> bool:
        """Whether the agent has spoken since her last line: began to, or went on for more than the tail of a sentence
        that she interrupted."""
        since = self._heard_ms - self._said_ms
        return since > 0 and (self._onset_ms >= self._said_ms or since >= _TAIL_MS)

    def _turn_for(self, line: ScriptLine) -> bool:
        if not line.wait:
            return self._now_ms - self._said_ms >= line.pause_ms
        if line.interrupt_after_ms is not None and self._agent_silent_ms < _STRETCH_GAP_MS:
            return self._answered and self._heard_ms - self._onset_ms >= line.interrupt_after_ms
        return self._line_silent_ms >= (line.pause_ms if self._answered else self._patience)

    def _begin(self, line: ScriptLine) -> Sound:
        self._next += 1
        self._said_ms = self._now_ms + FRAME_MS
        if line.keys:
            self._spoken.append(Spoken(f"[keys {line.keys}]", self._now_ms, self._now_ms + FRAME_MS))
            return Sound(quiet(), keys=line.keys)
        self._saying = frames_of(line.samples)
        self._spoken.append(Spoken(line.text, self._now_ms, self._now_ms + len(self._saying) * FRAME_MS))
        return self._go_on() if self._saying else Sound(quiet())

    def _go_on(self) -> Sound:
        self._said_ms = self._now_ms + FRAME_MS
        return Sound(self._saying.pop(0))


def quiet() -> Samples:
    return np.zeros(FRAME_SAMPLES, np.float32)


def frames_of(samples: Samples) -> list[Samples]:
    """Audio in frames of 20 ms, the last one filled up with silence."""
    short = -samples.size % FRAME_SAMPLES
    padded = np.concatenate((samples.astype(np.float32, copy=False), np.zeros(short, np.float32)))
    return list(padded.reshape(-1, FRAME_SAMPLES))


assert FRAME_SAMPLES * 1000 == FRAME_MS * SAMPLE_RATE
