"""A whole call on virtual time: the real session and voice detectors, engines that answer from a table."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from pathlib import Path

import numpy as np
import pytest

from voice_agent.audio.mulaw import SAMPLE_RATE
from voice_agent.audio.vad import SileroModel
from voice_agent.bench.endpointing.call import Ears, Question, play
from voice_agent.bench.endpointing.engines import TimedSynthesizer, TimedTranscriber, workshop
from voice_agent.bench.endpointing.sounds import alone
from voice_agent.simulator.measure import speech
from voice_agent.simulator.recording import read_caller
from voice_agent.speech.synthesizer import Clip
from voice_agent.speech.transcriber import Bias, Hypothesis, Samples, Transcription
from voice_agent.understanding.commands import Affirm
from voice_agent.understanding.reader import Context, Understanding, Utterance, Vocabulary

RECORDING = Path("tests/calls/recordings/emergency.flac")
PROMPT = "Are you still there"


class Table:
    """Hears "yes", whatever is said, and reads it as one; speaks in tones."""

    name = "table"

    async def transcribe(self, audio: Samples, bias: Bias = Bias(), *, urgent: bool = False) -> Transcription:
        return Transcription("yes", 0.9, (Hypothesis("yes", -0.1),), 500.0, 1.0)

    async def stream(self, text: str) -> AsyncIterator[Clip]:
        yield Clip(text, bytes([0x20, 0xA0] * 1_200 * len(text.split())))

    async def warm(self, phrases: Iterable[str]) -> int:
        return 0

    async def read(self, context: Context, utterance: Utterance) -> Understanding:
        return Understanding((Affirm(),), 0.9, "table", 0.1)


@pytest.fixture
def ears() -> Iterator[Ears]:
    table = Table()
    with workshop() as shop:
        yield Ears(SileroModel(), TimedTranscriber(table, shop), TimedSynthesizer(table, shop), table, Vocabulary())


def test_a_sentence_is_one_turn_that_ends_after_it(ears: Ears) -> None:
    recorded = read_caller(RECORDING)
    [first, *_] = speech(recorded)
    spoken = recorded[int(first.start_ms * 8) : int(first.end_ms * 8)]
    utterance = alone("a sentence", spoken, np.random.default_rng(1))
    course = play(ears, Question("Is that right?", "confirm"), utterance.samples)
    assert [turn.text for turn in course.turns] == ["yes"]
    assert course.turns[0].at_ms > utterance.end_ms
    assert course.said == ()


def test_a_silent_caller_is_asked_again_and_again_and_hears_it(ears: Ears) -> None:
    course = play(ears, Question("Is that right?", "confirm", prompt=PROMPT), np.zeros(30 * SAMPLE_RATE, np.float32))
    assert course.turns == ()
    assert len(course.said) >= 2
    assert course.heard[0] == PROMPT
    assert len(speech(course.agent)) >= 2
