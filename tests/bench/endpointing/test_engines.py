from __future__ import annotations

import asyncio

import numpy as np

from voice_agent.bench.endpointing.engines import TimedTranscriber, Workshop, workshop
from voice_agent.simulator import virtual_time
from voice_agent.speech.transcriber import Bias, Hypothesis, Samples, Transcription

AUDIO = np.zeros(1_600, np.float32)


class Busy:
    """Uses the processor for a while."""

    def __init__(self) -> None:
        self.decodes = 0

    async def transcribe(self, audio: Samples, bias: Bias = Bias(), *, urgent: bool = False) -> Transcription:
        self.decodes += 1
        sum(range(1_000_000))
        return Transcription("yes", 0.9, (Hypothesis("yes", -0.1),), 100.0, 1.0)


def time_of(transcriber: TimedTranscriber) -> float:
    async def timed() -> float:
        await transcriber.transcribe(AUDIO)
        return asyncio.get_running_loop().time()

    return virtual_time.run(timed())


def test_a_decode_takes_its_time_or_none() -> None:
    with workshop() as shop:
        timed = TimedTranscriber(Busy(), shop)
        assert time_of(timed) > 0
        assert time_of(timed.without_time()) == 0


def test_what_was_heard_is_not_decoded_again_where_time_does_not_count() -> None:
    with workshop() as shop:
        busy = Busy()
        timed = TimedTranscriber(busy, shop)
        time_of(timed)
        time_of(timed)
        assert busy.decodes == 2
        time_of(timed.without_time())
        assert busy.decodes == 2


def test_errors_of_the_engine_come_through() -> None:
    class Gone:
        async def transcribe(self, audio: Samples, bias: Bias = Bias(), *, urgent: bool = False) -> Transcription:
            raise OSError("the model is gone")

    async def ask(shop: Workshop) -> str:
        try:
            await TimedTranscriber(Gone(), shop).transcribe(AUDIO)
        except OSError as error:
            return str(error)
        return ""

    with workshop() as shop:
        assert virtual_time.run(ask(shop)) == "the model is gone"
