"""The contract of speech recognition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One reading of the audio. `score` is the average log-probability of its tokens (0 is certain)."""

    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Bias:
    """What helps the decoder: the clinic's words, and what the agent asked for (a field's name, "confirm", …).

    answers: phrases, one of which the answer should hold, where there is a closed set of them. likely: how callers put
    what has these words in it, for the decoder to go on from; where it is "", the words themselves. again: she says it
    again, since it was not understood.
    """

    words: tuple[str, ...] = ()
    expecting: str | None = None
    answers: tuple[str, ...] = ()
    likely: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Transcription:
    """What was heard. `nbest` best first, never empty unless `text` is ""; all of it comes from free decodes first.

    Where `text` is "", `nbest` may still hold what was decoded and not believed: look there for emergencies only.
    digits: where a number was asked for and number-like words were heard, its digits (read again as digits if need be).
    confidence: 0..1. audio_ms: length of the speech. ms: time the decode took, waiting excluded.
    path: "fast" or "stock" (the guarded fall-back).
    guess: where none of the expected answers was heard, what was heard with one of them in it that fits the sound about
    as well. Nobody may take it for what was said before `text` has turned out to mean nothing.
    """

    text: str
    confidence: float
    nbest: tuple[Hypothesis, ...]
    audio_ms: float
    ms: float
    path: str = "fast"
    digits: str | None = None
    guess: str | None = None


class Transcriber(Protocol):
    """Speech to text. `audio`: mono float32 in -1..1 at 16,000 Hz. Off the event loop; cancellable while queued."""

    async def transcribe(self, audio: Samples, bias: Bias = Bias(), *, urgent: bool = False) -> Transcription: ...
