"""What stands in for lost frames."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from voice_agent.audio.concealment import Concealment
from voice_agent.audio.levels import dbfs
from voice_agent.audio.mulaw import FRAME_SAMPLES, SAMPLE_RATE, Pcm


def _frames(sound: np.ndarray) -> list[Pcm]:
    return list(sound.astype(np.int16).reshape(-1, FRAME_SAMPLES))


def _hum(hz: float, frames: int, amplitude: float = 8_000) -> np.ndarray:
    return amplitude * np.sin(2 * np.pi * hz * np.arange(frames * FRAME_SAMPLES) / SAMPLE_RATE)


def test_a_voice_goes_on_in_its_pitch() -> None:
    line = Concealment()
    line.heard(np.zeros(FRAME_SAMPLES, np.int16))
    hum = _hum(125, 6)
    for frame in _frames(hum[: 5 * FRAME_SAMPLES]):
        line.heard(frame)
    made_up, true = line.frame().astype(float), hum[5 * FRAME_SAMPLES :]
    assert np.corrcoef(made_up, true)[0, 1] > 0.98


def test_a_voice_fades_and_the_noise_of_the_line_stays() -> None:
    line, random = Concealment(), np.random.default_rng(3)
    noise = random.normal(0, 300, 40 * FRAME_SAMPLES)
    for frame in _frames(noise + np.concatenate([np.zeros(20 * FRAME_SAMPLES), _hum(150, 20)])):
        line.heard(frame)
    levels = [dbfs(line.frame()) for _ in range(20)]
    room = dbfs(_frames(noise)[0])
    assert levels[0] > room + 10
    assert all(abs(level - room) < 4 for level in levels[4:])


def test_a_line_that_never_came_is_silent() -> None:
    line = Concealment()
    assert not line.frame().any()


@given(st.lists(st.one_of(st.none(), st.integers(0, 2**32 - 1)), max_size=30))
def test_every_frame_is_whole_and_no_louder_than_what_was_heard(told: list[int | None]) -> None:
    """told: a frame of noise by its seed, or a lost one."""
    line, loudest = Concealment(), 0
    for seed in told:
        if seed is None:
            made_up = line.frame()
            assert made_up.shape == (FRAME_SAMPLES,)
            assert made_up.dtype == np.int16
            assert np.abs(made_up.astype(int)).max(initial=0) <= min(32_768, 1.5 * loudest + 1)
        else:
            frame = np.random.default_rng(seed).integers(-32_768, 32_767, FRAME_SAMPLES).astype(np.int16)
            loudest = max(loudest, int(np.abs(frame.astype(int)).max()))
            line.heard(frame)
