from __future__ import annotations

import numpy as np
import pytest

from voice_agent.audio.mulaw import Samples
from voice_agent.audio.resampling import resample


def tone(hertz: float, rate: int, seconds: float = 1.0) -> Samples:
    return (0.5 * np.sin(2 * np.pi * hertz * np.arange(int(rate * seconds)) / rate)).astype(np.float32)


@pytest.mark.parametrize(
    ("from_rate", "to_rate"), [(8_000, 16_000), (22_050, 8_000), (24_000, 8_000), (44_100, 16_000)]
)
def test_a_tone_keeps_its_pitch_level_and_length(from_rate: int, to_rate: int) -> None:
    out = resample(tone(1_000, from_rate), from_rate, to_rate)
    assert abs(len(out) - to_rate) <= 1
    middle = out[to_rate // 4 : to_rate // 4 * 3]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    assert np.argmax(spectrum) * to_rate / len(middle) == pytest.approx(1_000, abs=5)
    assert np.max(np.abs(middle)) == pytest.approx(0.5, abs=0.02)


def test_what_the_lower_rate_cannot_carry_is_gone() -> None:
    out = resample(tone(6_000, 22_050), 22_050, 8_000)
    assert np.max(np.abs(out[400:-400])) < 0.005


def test_the_same_rate_and_no_samples_pass_through() -> None:
    samples = tone(440, 8_000)
    assert np.array_equal(resample(samples, 8_000, 8_000), samples)
    assert resample(np.zeros(0, np.float32), 8_000, 16_000).size == 0
