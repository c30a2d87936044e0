"""The ear with its real detectors: turns are opened by callers of any loudness, and not by music."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from voice_agent.audio import mulaw
from voice_agent.audio.mulaw import FRAME_SAMPLES, SAMPLE_RATE, SILENCE, Pcm, Samples
from voice_agent.audio.vad import SileroModel, VadFrame, VoiceActivity
from voice_agent.calls.hearing import SHORTEST_WORD_MS
from voice_agent.calls.listener import FRAME_MS, KEEP_FRAMES, Listener
from voice_agent.simulator.voice import HibariVoice
from voice_agent.turns.endpointing import Committed, Completeness, Speculate, TurnOpened

LINE = "I'd like to move my appointment to next week, please."


@pytest.fixture(scope="module")
def silero() -> SileroModel:
    return SileroModel()


@pytest.fixture(scope="module")
def caller(tmp_path_factory: pytest.TempPathFactory) -> HibariVoice:
    pytest.importorskip("hibari", reason="the caller's voice is not installed (extra `callers`)")
    return HibariVoice(Path(tmp_path_factory.mktemp("lines")))


def turns(silero: SileroModel, audio: Samples) -> list[Committed]:
    """The turns that are made of it, all taken for complete at the first pause that lasts."""
    listener = Listener(VoiceActivity(silero))
    found: list[Committed] = []
    for frame in listener.push(mulaw.encode(mulaw.to_pcm(audio))):
        for decision in frame.decisions:
            if isinstance(decision, Speculate):
                listener.endpointer.judge(decision.id, Completeness.NEUTRAL)
            elif isinstance(decision, Committed):
                found.append(decision)
    return found


@pytest.mark.parametrize("gain_db", [-28.0, -14.0, 0.0, 14.0])
def test_one_turn_is_made_of_a_line_however_loud_it_is(
    silero: SileroModel, caller: HibariVoice, gain_db: float
) -> None:
    quiet = np.zeros(SAMPLE_RATE, np.float32)
    said = np.clip(caller.say(LINE) * 10 ** (gain_db / 20), -1, 1)
    [turn] = turns(silero, np.concatenate([quiet, said, quiet]))
    assert turn.start_ms < 1_300
    assert abs(turn.speech_end_ms - 1_000 - said.size / 8) < 400


def test_music_on_hold_makes_no_turn_that_is_long_enough_for_a_word(silero: SileroModel) -> None:
    """Chords of three tones with overtones, a new one every half second."""
    random = np.random.default_rng(3)
    time = np.arange(SAMPLE_RATE // 2) / SAMPLE_RATE
    fade = np.exp(-3 * time)
    chords = []
    for _ in range(40):
        root = 220 * 2 ** (random.integers(0, 12) / 12)
        tones = [np.sin(2 * np.pi * root * ratio * k * time) / k for ratio in (1, 1.26, 1.5) for k in (1, 2, 3)]
        chords.append(np.sum(tones, axis=0) * fade * 0.05)
    found = turns(silero, np.concatenate(chords).astype(np.float32))
    assert all(turn.speech_end_ms - turn.start_ms < SHORTEST_WORD_MS for turn in found)


def test_what_was_heard_can_be_had_again_as_it_came(silero: SileroModel) -> None:
    listener = Listener(VoiceActivity(silero))
    sound = np.random.default_rng(5).integers(0, 256, 8 * 300, dtype=np.uint8).tobytes()
    for begin in range(0, len(sound), 77):  # no whole frames
        list(listener.push(sound[begin : begin + 77]))
    list(listener.gap(40))
    assert listener.now_ms == 340
    assert np.array_equal(listener.pcm(100, 200), mulaw.decode(sound)[800:1_600])
    assert listener.pcm(300, 900).size == 40 * 8


def test_only_the_latest_of_a_long_call_is_kept(silero: SileroModel) -> None:
    listener = Listener(VoiceActivity(silero))
    list(listener.push(mulaw.encode(np.full(8_000, 1_000, np.int16))))
    list(listener.gap(KEEP_FRAMES * FRAME_MS))
    assert listener.pcm(0, 1_000).size == 0
    assert listener.pcm(500, listener.now_ms).size == KEEP_FRAMES * 160


class ScriptedActivity(VoiceActivity):
    """Says of each frame what it was told to."""

    def __init__(self, frames: list[VadFrame]) -> None:
        self._frames = iter(frames)

    def push(self, frame: Pcm) -> VadFrame:
        return next(self._frames)


def test_a_weak_last_syllable_that_the_gate_does_not_pass_belongs_to_the_turn() -> None:
    """The detector dies away within 60 ms of a voice; what it takes for one later than that is one."""
    word, weak, room = VadFrame(True, 0.9), VadFrame(False, 0.6), VadFrame(False, 0.1)
    faded = [word] * 20 + [weak] * 3 + [room] * 50
    goes_on = [word] * 20 + [weak] * 15 + [room] * 50
    ends = []
    for frames in (faded, goes_on):
        listener = Listener(ScriptedActivity(frames))
        decisions = [d for f in listener.push(bytes([SILENCE]) * FRAME_SAMPLES * len(frames)) for d in f.decisions]
        ends.append(max(d.end_ms for d in decisions if isinstance(d, Speculate)))
        assert listener.pcm(0, ends[-1]).size == ends[-1] * 8
    assert ends[0] < 20 * FRAME_MS + 200
    assert ends[1] >= 35 * FRAME_MS


def test_what_the_line_lost_is_no_hole_of_silence(silero: SileroModel, caller: HibariVoice) -> None:
    """80 ms missing inside a word: no digital silence, and the turn goes on."""
    said = caller.say(LINE)
    noise = np.random.default_rng(5).normal(0, 0.003, said.size + SAMPLE_RATE).astype(np.float32)
    sound = mulaw.encode(mulaw.to_pcm(noise + np.concatenate([said, np.zeros(SAMPLE_RATE, np.float32)])))
    listener = Listener(VoiceActivity(silero))
    hole = SAMPLE_RATE // FRAME_SAMPLES // 2 * FRAME_SAMPLES
    frames = [*listener.push(sound[:hole]), *listener.gap(80), *listener.push(sound[hole + 4 * FRAME_SAMPLES :])]
    missing = listener.pcm(hole // 8, hole // 8 + 80)
    assert missing.size == 4 * FRAME_SAMPLES
    assert all(np.abs(part).max() > 20 for part in missing.reshape(4, -1))
    assert sum(isinstance(d, TurnOpened) for frame in frames for d in frame.decisions) == 1
