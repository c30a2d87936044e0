"""The ear with its real detectors: turns are opened by callers of any loudness, and not by music."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from voice_agent.audio import mulaw
from voice_agent.audio.mulaw import SAMPLE_RATE, Samples
from voice_agent.audio.vad import SileroModel, VoiceActivity
from voice_agent.calls.hearing import SHORTEST_WORD_MS
from voice_agent.calls.listener import Listener
from voice_agent.simulator.voice import HibariVoice
from voice_agent.turns.endpointing import Committed, Completeness, Speculate

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
