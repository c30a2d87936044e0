"""Hears with Whisper, several times faster than its own `transcribe` on the short utterances of a call."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from threading import Event

from threadpoolctl import threadpool_limits

from voice_agent.audio.vad import SileroModel
from voice_agent.speech.ear import Ear
from voice_agent.speech.fast_path import RATE, FastPath
from voice_agent.speech.listening import Listening
from voice_agent.speech.models import Networks, resolve_networks
from voice_agent.speech.pool import WorkerPool, give_way
from voice_agent.speech.transcriber import Bias, Samples, Transcription
from voice_agent.speech.workload import Workload

_LONGEST_S = 28.0
_DUE_BY_LENGTH = 0.1
"""A second of audio is due so much later, s: of two that wait, the short answer goes first."""


def _never() -> bool:
    return False


class WhisperEngine:
    """From audio to a Transcription, blocking; safe to call from several threads."""

    def __init__(
        self,
        networks: Networks,
        vad: SileroModel,
        listening: Listening = Listening(),
        *,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        """clock: s, by which it knows how busy it is. Raises ModelCorruptError.

        From here on the matrices of the whole process take one thread.
        """
        # a second one gains nothing with matrices of this size, and spins for milliseconds after each: ahead of others,
        # which give way
        threadpool_limits(1, user_api="blas")  # type: ignore[no-untyped-call]  # the package has no stubs
        self._listening = listening
        self._vad = vad
        self._path = self._loaded(networks.whisper)
        self._quick = self._loaded(networks.quick) if networks.quick else None
        self._workload = Workload(clock)

    @property
    def load(self) -> float:
        """The share of their time, 0..1, that the decoders were at work of late."""
        return self._workload.share / self._listening.workers

    def transcribe(self, audio: Samples, bias: Bias = Bias(), given_up: Callable[[], bool] = _never) -> Transcription:
        """`audio`: mono float32 in -1..1 at 16 kHz; of more than 28 s the last 28 are heard. Raises GivenUpError once
        `given_up` says so."""
        started = time.perf_counter()
        with self._workload.piece():
            ear = Ear(self._path, self._quick, self._vad, self._listening, given_up)
            heard = ear.hear(audio[-int(_LONGEST_S * RATE) :], bias)
        return replace(heard, ms=(time.perf_counter() - started) * 1000)

    def stock(self, audio: Samples) -> str:
        """What faster-whisper's own transcribe hears, at beam 1: the measure of the fast path."""
        return self._path.stock(audio).hypothesis.text

    def _loaded(self, model: str) -> FastPath:
        of = self._listening
        return FastPath(model, compute_type=of.compute_type, workers=of.workers, threads=of.threads)


class WhisperTranscriber:
    """The Transcriber of a whole server: its networks, a few threads, a queue that has an end."""

    def __init__(self, engine: WhisperEngine, listening: Listening = Listening()) -> None:
        self._engine = engine
        self._listening = listening
        self._pool = WorkerPool("whisper", listening.workers, listening.queue_limit, gives_way=listening.gives_way)

    async def transcribe(self, audio: Samples, bias: Bias = Bias(), *, urgent: bool = False) -> Transcription:
        """What was said. Urgent utterances go first. Raises PoolBusyError when too many wait already."""
        due = asyncio.get_running_loop().time() + _DUE_BY_LENGTH * len(audio) / RATE
        if not urgent and (held := self._held_s()) > 0:
            await asyncio.sleep(held)
        given_up = Event()
        work = partial(self._engine.transcribe, audio, bias, given_up.is_set)
        try:
            return await self._pool.run(work, urgent=urgent, due=due)
        except asyncio.CancelledError:
            given_up.set()
            raise

    def _held_s(self) -> float:
        """How long an utterance is kept before it is decoded: the caller may go on, and others do not wait in vain."""
        of = self._listening
        return of.hold_s * min(1.0, max(0.0, (self._engine.load - of.idle) / (of.busy - of.idle)))

    @property
    def waiting(self) -> int:
        return self._pool.waiting

    def close(self) -> None:
        self._pool.close()


def load_transcriber(
    networks: Networks | None = None,
    *,
    vad: SileroModel,
    listening: Listening = Listening(),
    clock: Callable[[], float] = time.perf_counter,
) -> WhisperTranscriber:
    """Load the networks (about a second, blocking); by default those installed. Raises ModelMissingError,
    ModelCorruptError."""
    networks = networks or resolve_networks()
    # The library computes in threads of its own, which give way as far as the one that made them.
    with ThreadPoolExecutor(1, "whisper-loading", give_way, (listening.gives_way,)) as loading:
        engine = loading.submit(WhisperEngine, networks, vad, listening, clock=clock).result()
    return WhisperTranscriber(engine, listening)
