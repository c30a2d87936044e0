from __future__ import annotations

import numpy as np
import pytest
from faster_whisper.feature_extractor import FeatureExtractor

from voice_agent.audio.mulaw import Samples
from voice_agent.speech.features import LogMel


def noise(samples: int, level: float) -> Samples:
    return (np.random.default_rng(5).standard_normal(samples) * level).astype(np.float32)


@pytest.mark.parametrize(
    "audio",
    [noise(16_000, 0.1), noise(16_000 * 5 + 77, 1e-4), np.pad(noise(8_000, 0.3), (0, 64_000)), np.zeros(4_000, "f4")],
    ids=["noise", "faint", "mostly silent", "silent"],
)
@pytest.mark.parametrize("mels", [80, 128])
def test_it_is_the_librarys(audio: Samples, mels: int) -> None:
    theirs = FeatureExtractor(feature_size=mels)  # type: ignore[no-untyped-call]
    ours = LogMel(theirs.mel_filters)(audio)
    expected = theirs(audio, padding=0)
    assert ours.dtype == np.float32
    assert ours.shape == expected.shape
    assert np.max(np.abs(ours - expected)) < 1e-4
