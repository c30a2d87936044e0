"""The telephone line between the caller's mouth and the server's ear: what it does to the sound."""

from __future__ import annotations

from typing import Protocol

from voice_agent.audio.mulaw import Samples


class Line(Protocol):
    """Carries 20 ms at a time (float32 [160] in -1..1). `heard`: what the caller's loudspeaker gave out meanwhile.

    None: the frame was lost on the way.
    """

    def carry(self, frame: Samples, heard: Samples) -> Samples | None: ...


class ClearLine:
    """Loses nothing and adds nothing."""

    def carry(self, frame: Samples, heard: Samples) -> Samples | None:
        return frame
