"""When each word of some audio is said, by Whisper's cross-attention: a judge for benches, far too slow for calls."""

from __future__ import annotations

from typing import Any

from faster_whisper import WhisperModel

from voice_agent.audio.mulaw import SAMPLE_RATE, Samples
from voice_agent.audio.resampling import resample
from voice_agent.speech.fast_path import RATE


class WhisperWordTimes:
    """model: a folder."""

    def __init__(self, model: str) -> None:
        self._model: Any = WhisperModel(model, device="cpu", compute_type="int8", cpu_threads=1)

    def __call__(self, audio: Samples) -> list[tuple[str, float, float]]:
        """The words of audio (float32 at 8,000 Hz), each with its beginning and end in ms."""
        segments, _ = self._model.transcribe(
            resample(audio, SAMPLE_RATE, RATE), language="en", beam_size=5, word_timestamps=True
        )
        return [(word.word.strip(), word.start * 1000, word.end * 1000) for one in segments for word in one.words]
