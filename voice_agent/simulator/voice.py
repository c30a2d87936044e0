"""The caller's voice: another synthesiser than the agent's, varied in pitch, tempo and loudness, cached on disk."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Protocol

import numpy as np

from voice_agent.audio.levels import normalise
from voice_agent.audio.mulaw import SAMPLE_RATE, Samples
from voice_agent.audio.resampling import resample

SPEECH_DBFS = -22.0  # of every rendered line, before its loudness
_SLOWEST, _FASTEST = 0.5, 2.0
_EDGE_RMS = 10 ** (-50 / 20)
_EDGE_MS = 10


class VoiceMissingError(RuntimeError):
    """The package with the caller's voice is not installed."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a caller speaks. pitch and tempo: 1.0 is the voice's own; loudness_db: against the usual level.

    seed: the breath of the voice, for takes that differ. Raises `ValueError` out of range.
    """

    pitch: float = 1.0
    tempo: float = 1.0
    loudness_db: float = 0.0
    seed: int = 0

    def __post_init__(self) -> None:
        if not 0.7 <= self.pitch <= 1.4:
            raise ValueError("pitch must be within 0.7 and 1.4: beyond, it is no voice")
        if not _SLOWEST <= self.tempo / self.pitch <= _FASTEST:
            raise ValueError(f"tempo / pitch must be within {_SLOWEST} and {_FASTEST}")


MANNERS = (
    Manner(),
    Manner(pitch=0.86, tempo=0.95),
    Manner(pitch=1.12, tempo=1.05),
    Manner(pitch=0.92, tempo=1.12, loudness_db=-6),
    Manner(pitch=1.05, tempo=0.9, loudness_db=4),
)
"""Five callers, clearly apart."""


class Voice(Protocol):
    """Text to sound: float32 in -1..1 at 8,000 Hz, no silence at either end."""

    def say(self, text: str, manner: Manner) -> Samples: ...


class HibariVoice:
    """The voice of the package hibari-tts (extra `callers`); about 12 ms of one core for a short sentence.

    cache: folder for rendered lines. The model is loaded at the first line that is not there.
    """

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._model: Any = None

    def say(self, text: str, manner: Manner = Manner()) -> Samples:
        """Raises `VoiceMissingError`."""
        path = self._cache / f"{_key(text, manner)}.npy"
        try:
            samples = np.load(path)
        except (OSError, ValueError):  # not there, or half a file of another program's
            samples = self._render(text, manner)
            _store(path, samples)
        return np.asarray(samples * 10 ** (manner.loudness_db / 20), np.float32)

    def _render(self, text: str, manner: Manner) -> Samples:
        if self._model is None:
            self._model = _load()
        raw = self._model(text, speed=manner.tempo / manner.pitch, seed=manner.seed)
        spoken = resample(np.asarray(raw, np.float32), round(self._model.sample_rate * manner.pitch), SAMPLE_RATE)
        return normalise(trimmed(spoken), SPEECH_DBFS)


def trimmed(samples: Samples) -> Samples:
    """Without the silence at both ends (10 ms of it is kept)."""
    edge = SAMPLE_RATE * _EDGE_MS // 1000
    whole = samples[: samples.size // edge * edge].reshape(-1, edge)
    loud = np.flatnonzero(np.sqrt(np.mean(np.square(whole, dtype=np.float64), axis=1)) > _EDGE_RMS)
    if loud.size == 0:
        return np.zeros(0, np.float32)
    return samples[max(0, loud[0] - 1) * edge : (loud[-1] + 2) * edge]


def _load() -> Any:
    try:
        from hibari import Hibari
    except ImportError:
        raise VoiceMissingError("the caller's voice is missing: pip install 'voice-agent[callers]'") from None
    return Hibari()  # type: ignore[no-untyped-call]


def _key(text: str, manner: Manner) -> str:
    what = json.dumps(["hibari", text, manner.pitch, manner.tempo, manner.seed])
    return hashlib.sha256(what.encode()).hexdigest()[:32]


def _store(path: Path, samples: Samples) -> None:
    """Whole or not at all: several calls may render the same line at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, suffix=".tmp", delete=False) as file:
        np.save(file, samples)
    Path(file.name).replace(path)
