"""What callers sound like in these benches: recordings on a quiet line, numbers put together from single digits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.random import Generator

from voice_agent.audio.levels import normalise
from voice_agent.audio.mulaw import SAMPLE_RATE, Samples
from voice_agent.simulator.measure import speech
from voice_agent.simulator.recording import read_caller
from voice_agent.simulator.voice import SPEECH_DBFS, trimmed

LINE_DBFS = -62.0
"""Noise of a good line, so that no pause is digital silence."""
LEAD_MS, TAIL_MS = 1_000, 4_000
"""On the line before the caller begins, and after she has ended: longer than any patience."""
DATE_GROUPS = ((2, 2, 4), (1, 2, 4), (2, 2, 2))
PHONE_GROUPS = ((3, 3, 4), (3, 3, 2, 2), (3, 4), (1, 3, 3, 4))
GROUP_PAUSE_MS = (200.0, 900.0)
DIGIT_GAP_MS = (30.0, 130.0)


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing said by a caller, alone on the line. end_ms: of its last sound. samples: float32 at 8,000 Hz."""

    name: str
    samples: Samples
    start_ms: float
    end_ms: float


def alone(name: str, spoken: Samples, random: Generator) -> Utterance:
    """The words on a quiet line, silence before and after. Where they begin and end is told from their own sound."""
    stretches = speech(spoken)
    first, last = (stretches[0].start_ms, stretches[-1].end_ms) if stretches else (0.0, spoken.size / 8)
    quiet = np.concatenate([silence(LEAD_MS), spoken, silence(TAIL_MS)])
    return Utterance(name, quiet + line_noise(quiet.size, random), LEAD_MS + first, LEAD_MS + last)


def commands(folder: Path, every: int, random: Generator) -> list[Utterance]:
    """Every n-th recording of the folder, at the usual level."""
    return [
        alone(path.stem, normalise(read_caller(path), SPEECH_DBFS), random)
        for path in sorted(folder.glob("*.flac"))[::every]
    ]


def digits(folder: Path) -> dict[str, dict[str, list[Samples]]]:
    """Speaker → digit → takes, from files {digit}_{speaker}_{take}.wav; trimmed, at the usual level."""
    found: dict[str, dict[str, list[Samples]]] = {}
    for path in sorted(folder.glob("*_*_*.wav")):
        digit, speaker, _ = path.stem.split("_")
        take = normalise(trimmed(read_caller(path)), SPEECH_DBFS)
        found.setdefault(speaker, {}).setdefault(digit, []).append(take)
    return found


def number(takes: Mapping[str, Sequence[Samples]], groups: Sequence[int], random: Generator) -> Samples:
    """Random digits of one speaker in groups as people say them: short gaps within, pauses between."""
    pieces: list[Samples] = []
    for size in groups:
        for _ in range(size):
            of = takes[str(random.integers(10))]
            pieces += [of[int(random.integers(len(of)))], silence(random.uniform(*DIGIT_GAP_MS))]
        pieces[-1] = silence(random.uniform(*GROUP_PAUSE_MS))
    return np.concatenate(pieces[:-1])


def silence(ms: float) -> Samples:
    return np.zeros(round(ms * SAMPLE_RATE / 1000), np.float32)


def line_noise(size: int, random: Generator) -> Samples:
    return (random.standard_normal(size) * 10 ** (LINE_DBFS / 20)).astype(np.float32)
