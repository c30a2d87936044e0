"""The real transcriber and voice, for calls on virtual time: they work at once, and their time is then slept for.

What a piece of work takes is the processor time that it costs: the wall time on a core that nothing else uses. So the
figures do not depend on what else the machine does meanwhile.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Awaitable, Coroutine, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Any, TypeVar

from voice_agent.speech.synthesizer import Clip, Synthesizer
from voice_agent.speech.transcriber import Bias, Samples, Transcriber, Transcription

T = TypeVar("T")


class Workshop:
    """A thread with an event loop by the wall clock, where engines that use threads can work for a virtual loop."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()

    def do(self, work: Coroutine[Any, Any, T]) -> tuple[T, float]:
        """The result, and the processor time it took, in seconds. Blocks."""
        began = time.process_time()
        result = asyncio.run_coroutine_threadsafe(work, self._loop).result()
        return result, time.process_time() - began

    def run(self) -> None:
        self._loop.run_forever()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)


@contextmanager
def workshop() -> Iterator[Workshop]:
    one = Workshop()
    thread = Thread(target=one.run, name="workshop", daemon=True)
    thread.start()
    try:
        yield one
    finally:
        one.stop()
        thread.join()


class TimedTranscriber:
    """Decodes at once, and sleeps for what it took."""

    def __init__(self, transcriber: Transcriber, shop: Workshop) -> None:
        self._transcriber, self._shop = transcriber, shop
        self._free = False
        self._known: dict[tuple[bytes, Bias], Transcription] = {}

    def without_time(self) -> TimedTranscriber:
        """One whose decodes take no time at all, so that what is left is the endpointer's own waiting. What this one
        has heard already is not decoded again."""
        free = TimedTranscriber(self._transcriber, self._shop)
        free._free, free._known = True, self._known
        return free

    async def transcribe(self, audio: Samples, bias: Bias = Bias(), *, urgent: bool = False) -> Transcription:
        key = hashlib.sha256(audio.tobytes()).digest(), bias
        if self._free and key in self._known:
            return self._known[key]
        work = _awaited(self._transcriber.transcribe(audio, bias, urgent=urgent))
        self._known[key], seconds = self._shop.do(work)
        await asyncio.sleep(0.0 if self._free else seconds)
        return self._known[key]


@dataclass(frozen=True, slots=True)
class _Rendered:
    clips: tuple[Clip, ...]
    seconds: tuple[float, ...]


class TimedSynthesizer:
    """Renders each text once, so that it sounds the same whenever it is said; it takes its time every time."""

    def __init__(self, synthesizer: Synthesizer, shop: Workshop) -> None:
        self._synthesizer, self._shop = synthesizer, shop
        self._known: dict[str, _Rendered] = {}

    def render(self, text: str) -> tuple[Clip, ...]:
        return self._rendered(text).clips

    async def stream(self, text: str) -> AsyncIterator[Clip]:
        rendered = self._rendered(text)
        for clip, seconds in zip(rendered.clips, rendered.seconds, strict=True):
            await asyncio.sleep(seconds)
            yield clip

    async def warm(self, phrases: Iterable[str]) -> int:
        return 0

    def _rendered(self, text: str) -> _Rendered:
        if text not in self._known:
            self._known[text], _ = self._shop.do(_all_of(self._synthesizer, text))
        return self._known[text]


async def _awaited(work: Awaitable[T]) -> T:
    return await work


async def _all_of(synthesizer: Synthesizer, text: str) -> _Rendered:
    clips: list[Clip] = []
    seconds: list[float] = []
    began = time.process_time()
    async for clip in synthesizer.stream(text):
        clips.append(clip)
        seconds.append(time.process_time() - began)
        began = time.process_time()
    return _Rendered(tuple(clips), tuple(seconds))
