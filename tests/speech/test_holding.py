"""What a busy transcriber spares itself: utterances that are void before they are decoded, or while they are."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import cast

import numpy as np
import pytest

from tests.speech.conftest import Says
from voice_agent.speech.ear import GivenUpError
from voice_agent.speech.listening import Listening
from voice_agent.speech.transcriber import Bias, Samples, Transcription
from voice_agent.speech.whisper import WhisperEngine, WhisperTranscriber

AUDIO = np.zeros(16_000, np.float32)
LONG_S = 600.0


class Engine:
    """Notes what it was asked; `open` lets it answer."""

    def __init__(self, load: float) -> None:
        self.load = load
        self.lengths: list[int] = []
        self.begun, self.open = threading.Event(), threading.Event()
        self.open.set()
        self.given_up: list[bool] = []

    def transcribe(self, audio: Samples, bias: Bias, given_up: Callable[[], bool]) -> Transcription:
        self.lengths.append(len(audio))
        self.begun.set()
        assert self.open.wait(10)
        self.given_up.append(given_up())
        return Transcription("yes", 1.0, (), 1_000, 1.0)


def transcriber(engine: Engine, **options: float) -> WhisperTranscriber:
    return WhisperTranscriber(cast(WhisperEngine, engine), Listening(workers=1, hold_s=LONG_S, **options))  # type: ignore[arg-type]


async def test_idle_decoders_begin_at_once_and_urgent_work_is_never_held() -> None:
    assert (await transcriber(Engine(0.1)).transcribe(AUDIO)).text == "yes"
    assert (await transcriber(Engine(1.0)).transcribe(AUDIO, urgent=True)).text == "yes"


async def test_busy_decoders_are_spared_what_is_void_within_a_moment() -> None:
    engine = Engine(1.0)
    speculation = asyncio.create_task(transcriber(engine).transcribe(AUDIO))
    await asyncio.sleep(0.05)
    speculation.cancel()
    with pytest.raises(asyncio.CancelledError):
        await speculation
    assert engine.lengths == []


async def test_what_is_held_is_decoded_in_the_end() -> None:
    engine = Engine(1.0)
    hears = WhisperTranscriber(cast(WhisperEngine, engine), Listening(workers=1, hold_s=0.01))
    assert (await hears.transcribe(AUDIO)).text == "yes"


async def test_of_those_that_wait_the_short_one_is_decoded_first() -> None:
    engine = Engine(0.0)
    engine.open.clear()
    hears = transcriber(engine)
    jobs = [asyncio.create_task(hears.transcribe(AUDIO))]
    await asyncio.to_thread(engine.begun.wait, 10)
    for seconds in (20, 1):
        jobs.append(asyncio.create_task(hears.transcribe(np.zeros(seconds * 16_000, np.float32))))
    await asyncio.sleep(0)
    engine.open.set()
    await asyncio.gather(*jobs)
    assert engine.lengths == [16_000, 16_000, 20 * 16_000]


async def test_a_decode_that_has_begun_is_told_that_nobody_waits() -> None:
    engine = Engine(0.0)
    engine.open.clear()
    hears = transcriber(engine)
    speculation = asyncio.create_task(hears.transcribe(AUDIO))
    await asyncio.to_thread(engine.begun.wait, 10)
    speculation.cancel()
    with pytest.raises(asyncio.CancelledError):
        await speculation
    engine.open.set()
    assert (await hears.transcribe(AUDIO)).text == "yes"  # in the same thread, so the first has ended
    assert engine.given_up == [True, False]


@pytest.mark.models
def test_what_nobody_waits_for_is_not_decoded(whisper: WhisperEngine, caller_says: Says) -> None:
    asked: list[bool] = []

    def given_up() -> bool:
        asked.append(True)
        return len(asked) > 1  # wanted when it began, not after its encoding

    with pytest.raises(GivenUpError):
        whisper.transcribe(caller_says("Do you have anything later in the week?"), given_up=given_up)
    assert len(asked) == 2
