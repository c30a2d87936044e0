"""What lines do to sound, measured on the sound."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice_agent.audio.mulaw import Samples
from voice_agent.simulator.line import NAMED, NoisyLine, Profile, UnknownLineError, named
from voice_agent.simulator.noises import BACKGROUNDS, burst
from voice_agent.simulator.voice import SPEECH_DBFS

QUIET: Samples = np.zeros(160, np.float32)
FLAT = Profile(band_hz=None)


def tone(hz: float, seconds: float = 1.0, amplitude: float = 0.1) -> Samples:
    at = np.arange(int(seconds * 8000)) / 8000
    return np.asarray(amplitude * np.sin(2 * np.pi * hz * at), np.float32)


def through(profile: Profile, sound: Samples, *, seed: int = 1, heard: Samples | None = None) -> list[Samples | None]:
    line = NoisyLine(profile, np.random.default_rng(seed))
    frames = sound.reshape(-1, 160)
    back = heard.reshape(-1, 160) if heard is not None else np.zeros_like(frames)
    return [line.carry(frame, other) for frame, other in zip(frames, back, strict=True)]


def joined(frames: list[Samples | None]) -> Samples:
    return np.concatenate([frame if frame is not None else QUIET for frame in frames])


def rms_db(sound: Samples) -> float:
    return float(10 * np.log10(np.mean(np.square(sound, dtype=np.float64)) + 1e-20))


def test_a_line_without_a_fault_changes_nothing() -> None:
    assert np.array_equal(joined(through(FLAT, tone(440))), tone(440))


@pytest.mark.parametrize(("hz", "passes"), [(60, False), (120, False), (1000, True), (2500, True), (3900, False)])
def test_only_the_telephone_band_passes(hz: float, passes: bool) -> None:
    lost_db = rms_db(tone(hz)[4000:]) - rms_db(joined(through(NAMED["clear"], tone(hz)))[4000:])
    assert (lost_db < 1) if passes else (lost_db > 12)


def test_a_muffled_line_takes_the_high_sounds_away() -> None:
    muffled = NAMED["muffled"]
    assert rms_db(joined(through(muffled, tone(2500)))) < rms_db(joined(through(muffled, tone(700)))) - 20


@pytest.mark.parametrize("noise", BACKGROUNDS)
@pytest.mark.parametrize("snr_db", [5, 15])
def test_the_background_lies_so_far_under_the_speech(noise: str, snr_db: float) -> None:
    profile = Profile(band_hz=None, background=noise, snr_db=snr_db)
    heard = joined(through(profile, np.zeros(20 * 8000, np.float32)))
    assert rms_db(heard) == pytest.approx(SPEECH_DBFS - snr_db, abs=0.5)


def test_loss_comes_in_runs_and_in_the_share_that_was_asked_for() -> None:
    frames = through(Profile(band_hz=None, loss=0.05, loss_run_ms=100), np.zeros(160 * 60_000, np.float32))
    lost = np.array([frame is None for frame in frames])
    runs = np.count_nonzero(np.diff(lost.astype(int), prepend=0) == 1)
    assert lost.mean() == pytest.approx(0.05, rel=0.25)
    assert lost.sum() / runs * 20 == pytest.approx(100, rel=0.25)


def test_bursts_come_so_often_a_minute() -> None:
    sound = joined(through(Profile(band_hz=None, bursts_a_minute=6), np.zeros(160 * 3000 * 10, np.float32)))
    loud = (np.abs(sound).reshape(-1, 160).max(axis=1) > 0.15).astype(int)
    knocks = np.count_nonzero(np.diff(loud, prepend=0) == 1)
    assert 35 <= knocks <= 90  # each may be seen once or twice
    assert burst(np.random.default_rng(1)).size / 8000 <= 0.6


def test_the_agents_voice_comes_back_later_and_fainter() -> None:
    agent = np.zeros(8000, np.float32)
    agent[:160] = 0.5
    profile = Profile(band_hz=None, echo_db=-12, echo_ms=180)
    sound = joined(through(profile, np.zeros(8000, np.float32), heard=agent))
    assert np.flatnonzero(sound)[0] == 1440
    assert sound.max() == pytest.approx(0.5 * 10 ** (-12 / 20), rel=0.01)


def test_side_talk_comes_and_goes() -> None:
    frames = through(Profile(band_hz=None, side_talk_db=-10), np.zeros(160 * 3000, np.float32))
    loud = np.array([rms_db(frame) > -60 for frame in frames if frame is not None])
    assert 0.2 < loud.mean() < 0.8


def test_gain_lies_in_its_range_and_never_overflows() -> None:
    gains = [float(joined(through(Profile(band_hz=None, gain=(0.5, 1.2)), tone(440), seed=n)).max()) for n in range(40)]
    assert 0.05 <= min(gains) < 0.07
    assert 0.1 < max(gains) <= 0.121
    assert joined(through(NAMED["loud"], tone(440, amplitude=1.0))).max() <= 1.0


def test_the_same_seed_is_the_same_line() -> None:
    first, again, other = (joined(through(NAMED["realistic"], tone(440), seed=seed)) for seed in (3, 3, 4))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(sorted(NAMED)), st.integers(0, 99), st.floats(0, 1))
def test_every_line_gives_frames_of_sound_or_none(name: str, seed: int, amplitude: float) -> None:
    for frame in through(named(name), tone(300, 0.1, amplitude), seed=seed):
        assert frame is None or (frame.shape == (160,) and frame.dtype == np.float32 and np.abs(frame).max() <= 1)


def test_an_unknown_line_is_named_with_those_that_there_are() -> None:
    with pytest.raises(UnknownLineError, match="realistic"):
        named("perfect")
