"""Sample-rate conversion of whole recordings and utterances."""

from __future__ import annotations

import numpy as np
import soxr

from voice_agent.audio.mulaw import Samples


def resample(samples: Samples, from_rate: int, to_rate: int) -> Samples:
    """Mono float32 at another rate. Its length in seconds stays (to one sample)."""
    if from_rate == to_rate or samples.size == 0:
        return samples.astype(np.float32, copy=False)
    return np.asarray(soxr.resample(samples.astype(np.float32, copy=False), from_rate, to_rate), dtype=np.float32)
