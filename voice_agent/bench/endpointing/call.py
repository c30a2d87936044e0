"""One call on virtual time: a caller's audio into the live session, over a line that buffers and echoes like Twilio's.

The dialogue is held at one question, so that what is measured is the taking of turns and nothing else.
"""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np

from voice_agent.audio import mulaw
from voice_agent.audio.mulaw import FRAME_SAMPLES, Samples
from voice_agent.audio.vad import SileroModel, VoiceActivity
from voice_agent.bench.endpointing.engines import TimedSynthesizer, TimedTranscriber
from voice_agent.calls.conversation import Conversation
from voice_agent.calls.expected_words import ExpectedWords
from voice_agent.calls.listener import Listener
from voice_agent.calls.record import CallRecord
from voice_agent.calls.session import Engines, Session
from voice_agent.dialogue.effects import Effect
from voice_agent.dialogue.events import CallStarted, Event, Facts, Heard, NotHeard, Silence, Trouble
from voice_agent.dialogue.outcomes import Done, Outcome
from voice_agent.dialogue.replies import Kind, Reply, Templates
from voice_agent.dialogue.state import State
from voice_agent.simulator import virtual_time
from voice_agent.simulator.playout_buffer import Echo, PlayoutBuffer
from voice_agent.telephony import media_stream as wire
from voice_agent.understanding.reader import Context, Offer, Reader, Vocabulary

FRAME_MS = 20
NOW = datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001  # as readers take it
"""The clinic's wall time."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the agent has asked. expecting, offers: as in the reader's context.

    opening: said when the call begins; prompt: said whenever the caller has been silent for long. "" says nothing.
    """

    asked: str
    expecting: str | None
    offers: tuple[Offer, ...] = ()
    opening: str = ""
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Ears:
    """What all calls share."""

    vad: SileroModel
    transcriber: TimedTranscriber
    synthesizer: TimedSynthesizer
    reader: Reader
    vocabulary: Vocabulary


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn that the session gave to the dialogue, at `at_ms` of the call. text: "" where no words were made out."""

    at_ms: float
    text: str


@dataclass(frozen=True, slots=True)
class Clear:
    """The line was told to forget its buffer. played_ms: agent's audio that had been played by then, in all."""

    at_ms: float
    played_ms: float


@dataclass(frozen=True, slots=True)
class Course:
    """What came of a call. said: the agent's replies; heard: how far it believes that each was heard.

    agent: what came out of the line, float32 at 8,000 Hz from the call's beginning.
    """

    turns: tuple[Turn, ...]
    clears: tuple[Clear, ...]
    said: tuple[str, ...]
    heard: tuple[str, ...]
    agent: Samples


def play(ears: Ears, question: Question, caller: Samples) -> Course:
    """The whole of the caller's audio (float32 at 8,000 Hz), faster than it sounds."""
    return virtual_time.run(_Call(ears, question, caller).run())


class _Held(Conversation):
    """A conversation that stays at its question whatever is said, and notes what it is told."""

    def __init__(self, ears: Ears, question: Question, clock: Callable[[], float]) -> None:
        facts = Facts(NOW.replace(tzinfo=UTC), "the clinic", ears.vocabulary)
        super().__init__(
            State.initial("CA0"), reader=ears.reader, world=_NoWorld(), facts=lambda: facts, templates=Templates({})
        )
        self.turns: list[Turn] = []
        self._question, self._vocabulary, self._clock = question, ears.vocabulary, clock

    @property
    def expecting(self) -> str | None:
        return self._question.expecting

    def context(self, agent_heard: str | None = None) -> Context:
        asked = self._question
        return Context(
            NOW,
            agent=asked.asked,
            expecting=asked.expecting,
            offers=asked.offers,
            vocabulary=self._vocabulary,
            asked=asked.asked,
        )

    async def handle(self, event: Event) -> AsyncIterator[Reply]:
        match event:
            case Heard():
                self.turns.append(Turn(self._clock(), event.text))
            case NotHeard():
                self.turns.append(Turn(self._clock(), ""))
            case Trouble():
                raise RuntimeError("the session broke")
            case CallStarted() if self._question.opening:
                yield Reply(self._question.opening, Kind.NORMAL, "opening")
            case Silence() if self._question.prompt:
                yield Reply(self._question.prompt, Kind.NORMAL, "prompt")


class _NoWorld:
    async def run(self, effect: Effect) -> Outcome:
        return Done()


@dataclass
class _Call:
    ears: Ears
    question: Question
    caller: Samples
    buffer: PlayoutBuffer = field(default_factory=PlayoutBuffer)
    clears: list[Clear] = field(default_factory=list)
    sent_ms: float = 0.0

    async def run(self) -> Course:
        self._echoes: asyncio.Queue[Echo] = asyncio.Queue()
        self._began = asyncio.get_running_loop().time()
        conversation = _Held(self.ears, self.question, self._now)
        session = Session(
            conversation,
            Listener(VoiceActivity(self.ears.vad)),
            Engines(self.ears.transcriber, self.ears.synthesizer, "One moment.", ExpectedWords(self.ears.vocabulary)),
            CallRecord("CA0", NOW.replace(tzinfo=UTC)),
            stream_sid="MZ0",
            send=self._send,
            clock=self._now,
            save=_nowhere,
            max_ms=24 * 3600 * 1000,
        )
        await session.run(self._events())
        errors = session.record.errors
        if errors:
            raise RuntimeError(f"the session broke: {', '.join(errors)}")
        return Course(
            tuple(conversation.turns),
            tuple(self.clears),
            tuple(one.words.text for one in session.speaker.spoken),
            session.heard(),
            mulaw.to_float(mulaw.decode(bytes(self.buffer.heard))),
        )

    def _now(self) -> float:
        return (asyncio.get_running_loop().time() - self._began) * 1000

    async def _events(self) -> AsyncIterator[wire.Event]:
        """Each frame of the caller's comes when its last sample has been spoken."""
        whole = np.pad(self.caller, (0, -self.caller.size % FRAME_SAMPLES))
        spoken = mulaw.encode(mulaw.to_pcm(whole))
        for begin in range(0, len(spoken), FRAME_SAMPLES):
            due = (begin / FRAME_SAMPLES + 1) * FRAME_MS
            await asyncio.sleep((due - self._now()) / 1000)
            self._take(self.buffer.advance(self._now()))
            while not self._echoes.empty():
                yield wire.Mark(self._echoes.get_nowait().name, "MZ0")
            yield wire.Media(spoken[begin : begin + FRAME_SAMPLES], "MZ0")
        yield wire.Stopped("MZ0")

    async def _send(self, frame: str) -> None:
        message, now = json.loads(frame), self._now()
        match message["event"]:
            case "media":
                audio = base64.b64decode(message["media"]["payload"])
                self.sent_ms += len(audio) / 8
                self._take(self.buffer.media(audio, now))
            case "mark":
                self._take(self.buffer.mark(message["mark"]["name"], now))
            case "clear":
                self._take(self.buffer.clear(now))
                self.clears.append(Clear(now, self.sent_ms - self.buffer.flushed_ms))

    def _take(self, echoes: Iterable[Echo]) -> None:
        for echo in echoes:
            self._echoes.put_nowait(echo)


async def _nowhere() -> None:
    pass
