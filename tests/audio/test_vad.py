from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice_agent.audio.mulaw import FRAME_SAMPLES, Pcm, Samples, to_pcm
from voice_agent.audio.vad import SileroJudge, SileroModel, VadFrame, VoiceActivity, speech_steps
from voice_agent.simulator.voice import HibariVoice

LINE = "I would like to come in on Thursday afternoon if there is room."


def frames_of(activity: VoiceActivity, pcm: Pcm) -> list[VadFrame]:
    whole = len(pcm) // FRAME_SAMPLES * FRAME_SAMPLES
    return [activity.push(frame) for frame in pcm[:whole].reshape(-1, FRAME_SAMPLES)]


def noise(seconds: float, dbfs: float) -> Samples:
    rng = np.random.default_rng(7)
    return (rng.standard_normal(int(8_000 * seconds)) * 10 ** (dbfs / 20)).astype(np.float32)


@pytest.mark.parametrize("gain_db", [0.0, -20.0])
def test_a_voice_is_heard_by_both_loud_or_quiet(silero: SileroModel, caller: HibariVoice, gain_db: float) -> None:
    quiet = np.zeros(4_000, np.float32)
    voice = caller.say(LINE) * np.float32(10 ** (gain_db / 20))
    heard = frames_of(VoiceActivity(silero), to_pcm(np.concatenate([quiet, voice, quiet])))
    spoken = heard[25 : 25 + len(voice) // FRAME_SAMPLES]
    assert np.mean([frame.speech > 0.5 for frame in spoken]) > 0.7
    assert np.mean([frame.speech_gate for frame in spoken]) > 0.7
    assert not any(frame.speech > 0.5 for frame in heard[:24])


def test_a_steady_noise_and_a_ring_are_not_taken_for_speech(silero: SileroModel) -> None:
    time = np.arange(8_000 * 4) / 8_000
    ring = (0.2 * (np.sin(2 * np.pi * 440 * time) + np.sin(2 * np.pi * 480 * time)) * (time % 2 < 1)).astype(np.float32)
    for sound in (noise(4, -30), ring):
        heard = frames_of(VoiceActivity(silero), to_pcm(sound))
        assert sum(frame.speech > 0.5 and frame.speech_gate for frame in heard) == 0


def test_digits_one_by_one_on_a_silent_line_are_heard(silero: SileroModel, caller: HibariVoice) -> None:
    pause = np.zeros(1_600, np.float32)
    digits = [caller.say(f"{word}.") for word in ("four", "one", "five", "zero", "six", "two")]
    steps = speech_steps(silero, np.concatenate([part for digit in digits for part in (pause, digit)]), 8_000)
    assert np.sum(steps > 0.35) * 0.032 > 0.4 * sum(map(len, digits)) / 8_000


def test_a_quiet_callers_gain_rises_and_noise_leaves_it_alone(silero: SileroModel, caller: HibariVoice) -> None:
    activity = VoiceActivity(silero)
    frames_of(activity, to_pcm(noise(2, -45)))
    assert activity.gain_db == 0
    frames_of(activity, to_pcm(caller.say(LINE) * np.float32(0.1)))
    assert activity.gain_db > 6


class Counting(SileroModel):
    """Tells how many steps it was asked about."""

    steps = 0

    def run(self, steps: Samples, h: Samples, c: Samples) -> tuple[Samples, Samples, Samples]:
        self.steps += len(steps)
        return super().run(steps, h, c)


@pytest.mark.parametrize("background", [-90.0, -62.0, -48.0])
def test_the_judge_rests_while_there_is_nothing_to_hear(background: float) -> None:
    model = Counting()
    heard = frames_of(VoiceActivity(model), to_pcm(noise(60, background)))
    assert model.steps < 0.1 * len(heard) * 20 / 32
    assert not any(frame.speech_gate and frame.speech > 0.35 for frame in heard)


def test_a_voice_after_a_long_silence_is_heard_as_if_there_had_been_none(
    silero: SileroModel, caller: HibariVoice
) -> None:
    voice = to_pcm(np.concatenate([noise(0.2, -65), caller.say(LINE)]))
    early = frames_of(VoiceActivity(silero), voice)
    activity = VoiceActivity(silero)
    frames_of(activity, to_pcm(noise(30.016, -65)))
    late = frames_of(activity, voice)
    onsets = [next(n for n, one in enumerate(heard) if one.speech > 0.5) for heard in (early, late)]
    assert abs(onsets[0] - onsets[1]) <= 2
    assert np.mean([(a.speech > 0.35) == (b.speech > 0.35) for a, b in zip(early, late, strict=True)]) > 0.95


def test_a_caller_too_quiet_for_the_gate_is_judged_all_the_same(silero: SileroModel, caller: HibariVoice) -> None:
    activity = VoiceActivity(silero)
    voice = caller.say(LINE)
    frames_of(activity, to_pcm(noise(2, -75)))
    heard = frames_of(activity, to_pcm(voice * np.float32(10 ** (-36 / 20))))
    assert np.mean([frame.speech > 0.5 for frame in heard]) > 0.5
    assert activity.gain_db > 6


@settings(max_examples=20, deadline=None)
@given(cuts=st.lists(st.integers(0, 8_000), max_size=12))
def test_it_does_not_matter_how_the_stream_is_cut(silero: SileroModel, cuts: list[int]) -> None:
    audio = noise(1, -20)
    pieces = np.split(audio, sorted(cuts))
    judge = SileroJudge(silero)
    streamed = np.concatenate([judge.push(piece) for piece in pieces])
    assert np.allclose(streamed, SileroJudge(silero).push(audio), atol=1e-4)


def test_two_calls_do_not_hear_each_other(silero: SileroModel, caller: HibariVoice) -> None:
    pcm = to_pcm(caller.say(LINE))
    alone = frames_of(VoiceActivity(silero), pcm)
    mine, other = VoiceActivity(silero), VoiceActivity(silero)
    beside = []
    for frame in pcm[: len(pcm) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES):
        beside.append(mine.push(frame))
        other.push(np.zeros(FRAME_SAMPLES, np.int16))
    assert beside == alone


def test_a_frame_of_another_length_is_refused(silero: SileroModel) -> None:
    with pytest.raises(ValueError, match="160 samples"):
        VoiceActivity(silero).push(np.zeros(80, np.int16))
