"""What stands in for frames that the line lost: the voice goes on for a moment, the noise of the line for as long as is
needed.

Digital silence in their place would be heard: a speech detector takes the edge for the end of the speech and is deaf
for the word after it, and the line's noise floor falls through the bottom. The last pitch period is repeated and fades,
as in ITU-T G.711 Appendix I; under it lies the quietest stretch heard lately.
"""

from __future__ import annotations

from collections import deque

import numpy as np

from voice_agent.audio.mulaw import FRAME_SAMPLES, Pcm, Samples

_KEEP_FRAMES = 3
_SHORTEST, _LONGEST = 40, 120  # pitch periods of 200 and 66 Hz, in samples
_WINDOW = 160
_FADE_FRAMES = 3
"""The voice is gone after so many frames."""
_FORGET_DB = 0.05
"""What counts as the quietest frame rises by so much a frame, so that a line that has grown loud is learned."""


class Concealment:
    """One per caller's line. `heard` is given each frame that came (160 samples at 8,000 Hz), `frame` makes up one that
    did not."""

    def __init__(self) -> None:
        self._past = deque([np.zeros(FRAME_SAMPLES, np.int16)] * _KEEP_FRAMES, maxlen=_KEEP_FRAMES)
        self._noise: Samples = np.zeros(FRAME_SAMPLES, np.float32)
        self._noise_power = np.inf
        self._missing = 0
        self._cycle: Samples = self._noise

    def heard(self, frame: Pcm) -> None:
        samples = frame.astype(np.float32)
        self._past.append(frame)
        self._missing = 0
        self._noise_power *= 10 ** (_FORGET_DB / 10)
        power = float(np.dot(samples, samples)) / samples.size
        if power <= self._noise_power:
            self._noise, self._noise_power = samples, power

    def frame(self) -> Pcm:
        """The next missing frame: int16, 160 samples."""
        if self._missing == 0:
            past = np.concatenate(self._past).astype(np.float32)
            self._cycle = past[-_pitch_period(past) :]
        at = (self._missing * FRAME_SAMPLES + np.arange(FRAME_SAMPLES)) % self._cycle.size
        begin, end = (max(0.0, 1.0 - (self._missing + i) / _FADE_FRAMES) for i in (0, 1))
        # the noise runs to and fro, so that its ends meet
        noise = self._noise if self._missing % 2 else self._noise[::-1]
        self._missing += 1
        fade = np.linspace(begin, end, FRAME_SAMPLES, dtype=np.float32)
        mixed = self._cycle[at] * fade + noise * np.sqrt(1 - fade**2)
        return np.asarray(np.clip(mixed, -32_768, 32_767), dtype=np.int16)


def _pitch_period(past: Samples) -> int:
    """The lag, in samples, at which the end of `past` is most like what went before it."""
    end = past[-_WINDOW:]
    lags = range(_SHORTEST, _LONGEST + 1)
    likeness = [_alike(end, past[-_WINDOW - lag : -lag]) for lag in lags]
    return lags[int(np.argmax(likeness))]


def _alike(one: Samples, other: Samples) -> float:
    power = float(np.sqrt(np.dot(one, one) * np.dot(other, other)))
    return float(np.dot(one, other)) / power if power > 0 else 0.0
