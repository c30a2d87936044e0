"""Sample-rate conversion: whole recordings at high quality, live frames with next to no delay."""

from __future__ import annotations

import numpy as np
import soxr
from numpy.typing import NDArray

Samples = NDArray[np.float32]


def resample(samples: Samples, from_rate: int, to_rate: int) -> Samples:
    """A whole mono recording at another rate. Its length in seconds stays (to one sample)."""
    if from_rate == to_rate or samples.size == 0:
        return samples.astype(np.float32, copy=False)
    return np.asarray(soxr.resample(samples.astype(np.float32, copy=False), from_rate, to_rate), dtype=np.float32)


class StreamResampler:
    """Live mono audio at another rate, frame in, frame out.

    The better filters of soxr work in blocks of about 100 ms, too late for turn-taking; cubic interpolation is a
    few samples behind, and good enough for a voice detector that looks at the telephone band.
    """

    def __init__(self, from_rate: int, to_rate: int) -> None:
        self._stream = soxr.ResampleStream(from_rate, to_rate, 1, dtype="float32", quality="QQ")

    def push(self, samples: Samples) -> Samples:
        return np.asarray(self._stream.resample_chunk(samples), dtype=np.float32)

    def flush(self) -> Samples:
        """What is left at the end of the stream; the resampler is then ready for another."""
        rest = np.asarray(self._stream.resample_chunk(np.zeros(0, np.float32), last=True), dtype=np.float32)
        self._stream.clear()
        return rest
