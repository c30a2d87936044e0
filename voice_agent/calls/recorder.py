"""A call's stereo recording: the caller on the left, on the right what she was played. Kept only by setting."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile

from voice_agent.audio.mulaw import Pcm, decode


class Recorder:
    """Times are ms from the start of the stream."""

    def __init__(self) -> None:
        self._caller: list[Pcm] = []
        self._agent: list[tuple[float, Pcm]] = []

    def heard(self, mulaw: bytes) -> None:
        self._caller.append(decode(mulaw))

    def played(self, begin_ms: float, mulaw: bytes) -> None:
        self._agent.append((begin_ms, decode(mulaw)))

    def cut(self, at_ms: float) -> None:
        """The line forgot what was to play after `at_ms`."""
        self._agent = [(begin, pcm[: max(0, int((at_ms - begin) * 8))]) for begin, pcm in self._agent if begin < at_ms]

    def write(self, path: Path) -> None:
        """A µ-law WAV file, 8,000 Hz. Blocks: call it in a thread. Raises OSError."""
        caller = np.concatenate(self._caller) if self._caller else np.zeros(0, np.int16)
        end = max([caller.size, *(int(begin * 8) + pcm.size for begin, pcm in self._agent)], default=0)
        stereo = np.zeros((end, 2), np.int16)
        stereo[: caller.size, 0] = caller
        for begin, pcm in self._agent:
            at = max(0, int(begin * 8))
            stereo[at : at + pcm.size, 1] = pcm[: end - at]
        path.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(path, stereo, 8_000, subtype="ULAW", format="WAV")
