"""Cuts a long recording into utterances that can be decoded one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from voice_agent.speech.transcriber import Hypothesis, Samples, Transcription

_STEP_S = 0.032
_VOICED = 0.35
_PAUSE_S = 0.7
_AROUND_S = 0.25


def utterances(samples: Samples, rate: int, speech: Samples, longest_s: float = 24.0) -> list[Samples]:
    """The stretches with speech, in order, each up to `longest_s` long. speech: probability of each 32 ms, shape [n].

    They part at pauses of 0.7 s and more, and where a stretch would get too long, at its quietest place.
    """
    voiced = np.flatnonzero(speech > _VOICED)
    if voiced.size == 0:
        return []
    breaks = np.flatnonzero(np.diff(voiced) * _STEP_S > _PAUSE_S)
    starts, ends = voiced[np.r_[0, breaks + 1]], voiced[np.r_[breaks, voiced.size - 1]] + 1
    pieces: list[Samples] = []
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        for low, high in _short_enough(start, end, speech, int(longest_s / _STEP_S)):
            first = max(0, int((low * _STEP_S - _AROUND_S) * rate))
            pieces.append(samples[first : int((high * _STEP_S + _AROUND_S) * rate)])
    return pieces


def _short_enough(start: int, end: int, speech: Samples, longest: int) -> list[tuple[int, int]]:
    """The stretch in parts of at most `longest` steps, cut in their second halves where speech is least likely."""
    parts = []
    while end - start > longest:
        half = start + longest // 2
        cut = half + int(np.argmin(speech[half : start + longest]))
        parts.append((start, cut))
        start = cut
    return [*parts, (start, end)]


def joined(parts: Sequence[Transcription], audio_ms: float) -> Transcription:
    """One transcription of a recording from those of its utterances; all readings are kept of a single one only."""
    spoken = [part for part in parts if part.text]
    ms = sum(part.ms for part in parts)
    if len(spoken) == 1:
        return replace(spoken[0], audio_ms=audio_ms, ms=ms)
    if not spoken:
        return Transcription("", 0.0, (), audio_ms, ms)
    weights = [part.audio_ms / sum(part.audio_ms for part in spoken) for part in spoken]
    text = " ".join(part.text for part in spoken)
    score = sum(part.nbest[0].score * weight for part, weight in zip(spoken, weights, strict=True))
    confidence = sum(part.confidence * weight for part, weight in zip(spoken, weights, strict=True))
    path = "stock" if any(part.path == "stock" for part in spoken) else "fast"
    return Transcription(text, confidence, (Hypothesis(text, score),), audio_ms, ms, path)
