"""A live call on a virtual clock: speech as a table, models that answer from it, and the line's own buffer."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import numpy as np

from tests.dialogue.world import FACTS, OPENINGS, TEMPLATES, WRITES, World
from voice_agent.audio.mulaw import Pcm, Samples, decode, encode
from voice_agent.audio.vad import VadFrame
from voice_agent.calls.conversation import Conversation, Phrase
from voice_agent.calls.listener import Listener
from voice_agent.calls.record import CallRecord
from voice_agent.calls.session import Engines, Session
from voice_agent.dialogue.effects import Effect, FindOpenings
from voice_agent.dialogue.outcomes import Done, OpeningsFound, Outcome
from voice_agent.dialogue.state import State
from voice_agent.simulator.playout_buffer import PlayoutBuffer
from voice_agent.simulator.virtual_time import VirtualLoop
from voice_agent.speech.synthesizer import Clip
from voice_agent.speech.transcriber import Bias, Hypothesis, Transcription
from voice_agent.telephony import media_stream as wire
from voice_agent.understanding.commands import Command, Unclear
from voice_agent.understanding.reader import Context, Understanding, Utterance

QUIET = b"\xff" * 160
STT_S, TTS_S = 0.15, 0.05


@dataclass(frozen=True)
class Said:
    """The caller makes a sound from start to end (ms). text: what the transcriber makes of it; None: it fails."""

    start_ms: int
    end_ms: int
    text: str | None


class _Loud:
    """Speech is what is not digital silence."""

    def push(self, frame: Pcm) -> VadFrame:
        loud = bool(np.any(frame))
        return VadFrame(loud, float(loud))


@dataclass
class Call:
    """commands: what the reader makes of each text. broken_voice: nothing can be synthesised.

    clinic: answers effects, writes after `write_s`. echo_ms: the agent's own sound comes back so late, at a quarter.
    lost: stretches (ms) of which nothing arrives.
    """

    said: list[Said]
    commands: Mapping[str, tuple[Command, ...]] = field(default_factory=dict)
    keys: Mapping[int, str] = field(default_factory=dict)
    length_ms: int = 20_000
    broken_voice: bool = False
    clinic: World | None = None
    write_s: float = 0.0
    echo_ms: int | None = None
    lost: tuple[tuple[int, int], ...] = ()
    phrase: Phrase | None = None

    def __post_init__(self) -> None:
        self.loop = VirtualLoop()
        self.now_ms = 0
        self._random = np.random.default_rng(1)
        self.buffer = PlayoutBuffer()
        self.events: asyncio.Queue[wire.Event] = asyncio.Queue()
        self.clears: list[int] = []
        self.read_texts: list[str] = []
        self.written: list[Effect] = []
        self.record = CallRecord("CA1", datetime(2026, 11, 24, tzinfo=UTC))
        conversation = Conversation(
            State.initial("CA1"), reader=self, world=self, facts=lambda: FACTS, templates=TEMPLATES, phrase=self.phrase
        )
        self.session = Session(
            conversation,
            Listener(_Loud()),  # type: ignore[arg-type]
            Engines(self, self, "One moment."),
            self.record,
            stream_sid="MZ1",
            send=self._send,
            clock=lambda: self.loop.now * 1000,
            save=self._save,
        )

    def play(self) -> Call:
        """The whole call. Returns itself."""
        with asyncio.Runner(loop_factory=lambda: self.loop) as runner:
            runner.run(self.session.run(self._events()))
        return self

    def agent_sounds(self, start_ms: int, end_ms: int) -> bool:
        """Did the caller hear anything in this time?"""
        return any(byte != 0xFF for byte in self.buffer.heard[start_ms * 8 : end_ms * 8])

    def sounds_from(self, start_ms: int) -> int | None:
        """When the caller next hears something, ms; None where she never does."""
        return next((at for at in range(start_ms, self.length_ms, 20) if self.agent_sounds(at, at + 20)), None)

    async def _events(self) -> AsyncIterator[wire.Event]:
        gap_ms = 0
        for tick in range(self.length_ms // 20):
            self.now_ms = tick * 20
            self._echo(self.buffer.advance(self.now_ms))
            speaks = any(one.start_ms <= self.now_ms < one.end_ms for one in self.said)
            if self.now_ms in self.keys:
                yield wire.Dtmf(self.keys[self.now_ms], "MZ1")
            while not self.events.empty():
                yield self.events.get_nowait()
            if any(start <= self.now_ms < end for start, end in self.lost):
                gap_ms += 20
            else:
                yield wire.Media(self._noise(160) if speaks else self._come_back(), "MZ1", gap_ms=gap_ms)
                gap_ms = 0
            await asyncio.sleep(0.02)
        yield wire.Stopped("MZ1")

    def _echo(self, echoes: Iterable[Any]) -> None:
        for echo in echoes:
            self.events.put_nowait(wire.Mark(echo.name, "MZ1"))

    async def _send(self, frame: str) -> None:
        message = json.loads(frame)
        match message["event"]:
            case "media":
                self._echo(self.buffer.media(base64.b64decode(message["media"]["payload"]), self.now_ms))
            case "mark":
                self._echo(self.buffer.mark(message["mark"]["name"], self.now_ms))
            case "clear":
                self.clears.append(self.now_ms)
                self._echo(self.buffer.clear(self.now_ms))

    def _noise(self, length: int) -> bytes:
        return self._random.integers(0, 255, length, np.uint8).tobytes()

    def _come_back(self) -> bytes:
        """What the line gives where the caller is silent."""
        if self.echo_ms is None or self.now_ms < self.echo_ms + 20:
            return QUIET
        begin = (self.now_ms - self.echo_ms - 20) * 8
        return encode(decode(bytes(self.buffer.heard[begin : begin + 160])) // 4)

    async def _save(self) -> None:
        pass

    # --- the models

    async def transcribe(self, audio: Samples, bias: Bias = Bias(), *, urgent: bool = False) -> Transcription:
        said = [one for one in self.said if one.start_ms < self.now_ms][-1]
        await asyncio.sleep(STT_S)
        if said.text is None:
            raise OSError("the model is gone")
        return Transcription(said.text, 0.95, (Hypothesis(said.text, -0.1),), 500.0, STT_S * 1000)

    async def stream(self, text: str) -> AsyncIterator[Clip]:
        await asyncio.sleep(TTS_S)
        if self.broken_voice:
            raise OSError("the voice is gone")
        yield Clip(text, self._noise(2_400 * len(text.split())))

    async def warm(self, phrases: Iterable[str]) -> int:
        return 0

    async def read(self, context: Context, utterance: Utterance) -> Understanding:
        self.read_texts.append(utterance.text)
        return Understanding(self.commands.get(utterance.text, (Unclear(),)), 0.95, "table", 1.0)

    async def run(self, effect: Effect) -> Outcome:
        if self.clinic is None:
            return OpeningsFound(OPENINGS[:3]) if isinstance(effect, FindOpenings) else Done()
        if isinstance(effect, WRITES):
            await asyncio.sleep(self.write_s)
            self.written.append(effect)
        return self.clinic.run(effect)
