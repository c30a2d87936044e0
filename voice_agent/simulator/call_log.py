"""What the far end saw and heard of a call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from voice_agent.simulator.caller import Spoken
from voice_agent.simulator.recording import StereoRecording

Samples = NDArray[np.float32]


class Ended(StrEnum):
    """Who or what ended the call. bridged: staff took it. rejected: the webhook gave nothing to go on with."""

    CALLER = "caller"
    AGENT = "agent"
    BRIDGED = "bridged"
    LIMIT = "limit"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Noted:
    """Something that happened, `at_ms` after the call was answered."""

    at_ms: float
    what: str
    detail: str = ""


@dataclass(slots=True)
class CallLog:
    """One call as the phone company knows it.

    watch: is told every note as it comes, for live transcripts.
    verbs: TwiML carried out, by tag, in order. said: what the phone company itself spoke for the server (`<Say>`).
    audio_from_ms: when the first stream's audio began, on the clock of `notes`; `recording` and `spoken` count from
    there. gaps: silences (from, to) on that time line in which the agent's audio had run out and more then came.
    caller_clean: the caller before the line spoilt her, for measuring.
    """

    call_sid: str
    watch: Callable[[Noted], None] | None = None
    notes: list[Noted] = field(default_factory=list)
    verbs: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    queue: str | None = None
    task: str = ""
    dialled: str | None = None
    ended: Ended | None = None
    errors: list[str] = field(default_factory=list)
    marks_played: int = 0
    marks_flushed: int = 0
    clears: int = 0
    flushed_ms: float = 0.0
    gaps: list[tuple[float, float]] = field(default_factory=list)
    streams: int = 0
    audio_from_ms: float = 0.0
    recording: StereoRecording = field(default_factory=StereoRecording)
    clean: StereoRecording = field(default_factory=StereoRecording)
    spoken: tuple[Spoken, ...] = ()

    def note(self, noted: Noted) -> None:
        self.notes.append(noted)
        if self.watch is not None:
            self.watch(noted)

    @property
    def caller_clean(self) -> Samples:
        return self.clean.channels()[0]

    @property
    def agent_heard(self) -> Samples:
        return self.recording.channels()[1]
