"""A call's audio: both sides on one time line, to and from files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from voice_agent.audio import mulaw
from voice_agent.audio.resampling import resample

Samples = NDArray[np.float32]
RATE = mulaw.SAMPLE_RATE


class RecordingError(ValueError):
    """A file cannot be read as audio."""


class StereoRecording:
    """The caller on the left as sent, the agent on the right as heard, aligned: µ-law pieces laid on a time line."""

    def __init__(self) -> None:
        self._tracks = (bytearray(), bytearray())

    def place(self, caller: bytes, agent: bytes, at_ms: float) -> None:
        """Lays both sides of a stretch of the call down from `at_ms` on; what is missing before it is silence."""
        start = round(at_ms * RATE / 1000)
        for track, audio in zip(self._tracks, (caller, agent), strict=True):
            track += bytes([mulaw.SILENCE]) * (start - len(track))
            track[start : start + len(audio)] = audio

    def channels(self) -> tuple[Samples, Samples]:
        """Caller and agent, float32 in -1..1 at 8,000 Hz, equally long."""
        length = max(map(len, self._tracks))
        padded = (bytes(track).ljust(length, bytes([mulaw.SILENCE])) for track in self._tracks)
        caller, agent = (mulaw.to_float(mulaw.decode(track)) for track in padded)
        return caller, agent

    def write(self, path: Path) -> None:
        """A stereo 16-bit WAV at 8,000 Hz."""
        path.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(path, np.stack(self.channels(), axis=1), RATE, subtype="PCM_16")


def read_channels(path: Path) -> tuple[Samples, ...]:
    """The channels of a WAV or FLAC file, each float32 in -1..1 at 8,000 Hz. Raises `RecordingError`."""
    try:
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (OSError, RuntimeError) as error:
        raise RecordingError(f"{path} cannot be read as audio: {error}") from None
    if samples.shape[0] == 0:
        raise RecordingError(f"{path} holds no audio")
    return tuple(resample(np.ascontiguousarray(channel), rate, RATE) for channel in samples.T)


def read_caller(path: Path) -> Samples:
    """The caller's side of a recording: the left channel, or the only one. Raises `RecordingError`."""
    return read_channels(path)[0]


def write_mono(path: Path, samples: Samples) -> None:
    """A mono file at 8,000 Hz: FLAC by its name, else µ-law WAV."""
    path.parent.mkdir(parents=True, exist_ok=True)
    subtype = "PCM_16" if path.suffix == ".flac" else "ULAW"
    soundfile.write(path, samples, RATE, subtype=subtype)
