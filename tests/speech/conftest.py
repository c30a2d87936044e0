"""The real engines and the caller's voice, loaded once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from voice_agent.audio.mulaw import Samples
from voice_agent.audio.resampling import resample
from voice_agent.audio.vad import SileroModel
from voice_agent.simulator.voice import HibariVoice
from voice_agent.speech.listening import Listening
from voice_agent.speech.models import resolve_networks, resolve_voice
from voice_agent.speech.piper import PiperEngine
from voice_agent.speech.whisper import WhisperEngine

Says = Callable[[str], Samples]


@pytest.fixture(scope="session")
def silero() -> SileroModel:
    return SileroModel()


@pytest.fixture(scope="session")
def whisper(silero: SileroModel) -> WhisperEngine:
    return WhisperEngine(resolve_networks(), silero, Listening())


@pytest.fixture(scope="session")
def piper() -> PiperEngine:
    return PiperEngine(resolve_voice("joe"))


@pytest.fixture(scope="session")
def caller_says(tmp_path_factory: pytest.TempPathFactory) -> Says:
    """A line in the caller's voice as the transcriber gets it: 16 kHz, 0.2 s of silence around it."""
    pytest.importorskip("hibari", reason="the caller's voice is not installed (extra `callers`)")
    voice = HibariVoice(Path(tmp_path_factory.mktemp("lines")))
    quiet = np.zeros(1_600, np.float32)
    return lambda text: resample(np.concatenate([quiet, voice.say(text), quiet]), 8_000, 16_000)
