from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_agent.audio.levels import FLOOR_DBFS, AutoGain, GainLimits, NoiseFloor, dbfs, normalise
from voice_agent.audio.mulaw import Pcm, to_float, to_pcm


def frame(level_dbfs: float) -> Pcm:
    """A 20 ms frame of a 200 Hz tone at this RMS level."""
    amplitude = 32_768 * 10 ** (level_dbfs / 20) * np.sqrt(2)
    return np.asarray(np.rint(amplitude * np.sin(2 * np.pi * 200 * np.arange(160) / 8_000)), dtype=np.int16)


def test_levels_of_silence_and_of_tones() -> None:
    assert dbfs(np.zeros(160, np.int16)) == FLOOR_DBFS
    assert dbfs(np.zeros(0, np.int16)) == FLOOR_DBFS
    assert dbfs(frame(-20)) == pytest.approx(-20, abs=0.1)


@pytest.mark.parametrize("level", [-38.0, -24.0, -12.0])
def test_quiet_and_loud_callers_end_at_the_same_level(level: float) -> None:
    gain = AutoGain()
    for _ in range(200):
        gain.learn(level, speech=True)
    assert dbfs(gain.apply(frame(level))) == pytest.approx(-24, abs=0.5)


def test_what_is_not_speech_teaches_nothing() -> None:
    gain = AutoGain()
    for _ in range(500):
        gain.learn(-50, speech=False)
    assert gain.gain_db == 0
    assert np.array_equal(gain.apply(frame(-50)), frame(-50))


def test_a_loud_caller_is_turned_down_faster_than_a_quiet_one_up() -> None:
    down, up = AutoGain(), AutoGain()
    for _ in range(5):
        down.learn(-6, speech=True)
        up.learn(-42, speech=True)
    assert -down.gain_db > 3 * up.gain_db > 0


@given(st.lists(st.tuples(st.floats(-90, -3.1), st.booleans()), max_size=200))
def test_the_gain_never_leaves_its_limits(frames: list[tuple[float, bool]]) -> None:
    limits = GainLimits()
    gain = AutoGain(limits)
    for level, speech in frames:
        gain.learn(level, speech)
        assert -limits.down_db <= gain.gain_db <= limits.up_db


def test_a_floor_falls_at_once_and_rises_slowly() -> None:
    floor = NoiseFloor(rise_db=0.1)
    assert floor.over(-40) == 0  # what comes first is taken for noise
    assert floor.over(-60) == 0
    assert floor.over(-30) == pytest.approx(29.9)
    for _ in range(400):
        last = floor.over(-30)
    assert last == 0


def test_amplified_audio_clips_and_does_not_wrap() -> None:
    gain = AutoGain()
    for _ in range(200):
        gain.learn(-40, speech=True)
    loud = frame(-3.1)
    assert np.all(np.sign(gain.apply(loud).astype(int)) == np.sign(loud.astype(int)))


def test_a_whole_utterance_is_brought_to_one_level_without_clipping() -> None:
    quiet = to_float(frame(-40))
    assert dbfs(to_pcm(normalise(quiet))) == pytest.approx(-22, abs=0.2)
    spike = quiet.copy()
    spike[80] = 0.9
    assert np.max(np.abs(normalise(spike))) <= 0.99
    assert normalise(np.zeros(160, np.float32)).tolist() == [0.0] * 160
    assert dbfs(to_pcm(normalise(to_float(frame(-80))))) < -45  # silence is not blown up to a voice
