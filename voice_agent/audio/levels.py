"""How loud audio is, and the gain that brings quiet and loud callers to one level."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from voice_agent.audio.mulaw import Pcm, Samples

FLOOR_DBFS = -96.0


def dbfs(pcm: Pcm) -> float:
    """RMS level relative to full scale, in dB; FLOOR_DBFS for digital silence or no samples."""
    if pcm.size == 0:
        return FLOOR_DBFS
    samples = pcm.astype(np.float32)
    power = float(np.dot(samples, samples)) / (pcm.size * 32_768.0**2)
    return max(FLOOR_DBFS, 10.0 * math.log10(power)) if power > 0 else FLOOR_DBFS


def normalise(samples: Samples, target_dbfs: float = -22.0, most_gain_db: float = 30.0) -> Samples:
    """A whole utterance brought to the target level, peaks kept under full scale. `samples`: float32 in -1..1."""
    if samples.size == 0:
        return samples
    power = float(np.mean(np.square(samples, dtype=np.float64)))
    if power <= 0:
        return samples
    gain_db = min(target_dbfs - 10.0 * np.log10(power), most_gain_db)
    gain = 10.0 ** (gain_db / 20.0)
    peak = float(np.max(np.abs(samples)))
    return np.asarray(samples * min(gain, 0.99 / peak), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class GainLimits:
    """target_dbfs: where speech is brought to. down/up_db: most gain either way. fall/rise_db: most change a frame."""

    target_dbfs: float = -24.0
    down_db: float = 15.0
    up_db: float = 18.0
    fall_db: float = 1.5
    rise_db: float = 0.25


class AutoGain:
    """Follows a caller's speech level and evens it out, 20 ms frame by frame.

    It learns from speech alone, so that a quiet room is not turned up until its hum is a voice: it is told which
    frames were speech. A loud caller is turned down within a few frames, a quiet one up within about a second.
    """

    def __init__(self, limits: GainLimits = GainLimits()) -> None:
        self._limits = limits
        self._gain_db = 0.0
        self._factor = np.float32(1.0)

    @property
    def gain_db(self) -> float:
        return self._gain_db

    def apply(self, pcm: Pcm) -> Pcm:
        """The frame at the present gain, clipped to 16 bits."""
        if self._gain_db == 0.0:
            return pcm
        louder = pcm * self._factor
        np.maximum(louder, -32_768, out=louder)
        np.minimum(louder, 32_767, out=louder)
        return louder.astype(np.int16)

    def learn(self, level_dbfs: float, speech: bool) -> None:
        """Adjust the gain by the level of a frame as it came in. Frames that are not speech change nothing."""
        if not speech:
            return
        limits = self._limits
        wanted = min(max(limits.target_dbfs - level_dbfs, -limits.down_db), limits.up_db)
        step = min(max(wanted - self._gain_db, -limits.fall_db), limits.rise_db)
        self._gain_db += step
        self._factor = np.float32(10.0 ** (self._gain_db / 20.0))


class NoiseFloor:
    """The level of a line when nobody speaks, from the levels of its frames: at once down, slowly up."""

    def __init__(self, rise_db: float = 0.05) -> None:
        """rise_db: a frame; less than two seconds of a voice lift it by no more than 5 dB."""
        self._rise = rise_db
        self._dbfs: float | None = None

    def over(self, level_dbfs: float) -> float:
        """How far this frame is above the floor, in dB, at least 0. The first frame is the floor."""
        floor = level_dbfs if self._dbfs is None else min(level_dbfs, self._dbfs + self._rise)
        self._dbfs = floor
        return level_dbfs - floor
