"""One live call: the stages wired to a line. Frames in; media, marks and clears out.

Three things run side by side: `run` takes the line's events, the speaker plays replies, and `_work` takes finished
turns one at a time through the conversation. A write in progress is never undone: `_work` is not interrupted by what
the caller does meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterable, Awaitable, Callable
from dataclasses import dataclass, field, replace

from voice_agent.calls.afterthought import Answered, joined
from voice_agent.calls.answering import Answering
from voice_agent.calls.conversation import Conversation
from voice_agent.calls.expected_words import ExpectedWords
from voice_agent.calls.floor import Floor
from voice_agent.calls.goodbye import last_words, taken_back
from voice_agent.calls.hearing import HeardTurn, Hearing, Words
from voice_agent.calls.line_out import LineOut
from voice_agent.calls.listener import Frame, Listener
from voice_agent.calls.record import CallRecord
from voice_agent.calls.recorder import Recorder
from voice_agent.calls.speaker import Line, Speaker
from voice_agent.dialogue.effects import EndCall
from voice_agent.dialogue.events import (
    CallStarted,
    Event,
    Heard,
    KeyPressed,
    NotHeard,
    Silence,
    TimeIsUp,
    Trouble,
)
from voice_agent.speech.synthesizer import Synthesizer
from voice_agent.speech.transcriber import Transcriber
from voice_agent.telephony import media_stream as wire
from voice_agent.turns.keypad import Keypad
from voice_agent.turns.playout import PlayoutLedger
from voice_agent.turns.silence import SilenceTimer
from voice_agent.understanding.commands import Emergency, to_json

log = logging.getLogger(__name__)

SILENCE = b"\xff"


@dataclass(frozen=True, slots=True)
class Engines:
    """What a call needs of the machine, shared by all calls."""

    transcriber: Transcriber
    synthesizer: Synthesizer
    filler: str
    expected: ExpectedWords = field(default_factory=ExpectedWords)


class Session:
    """Lives from the stream's start to its end.

    broken: nothing can be said any more; staff must take over without the agent's voice.
    send: puts one text frame on the websocket. clock: ms, monotonic. save: stores state and record after each turn.
    """

    def __init__(
        self,
        conversation: Conversation,
        listener: Listener,
        engines: Engines,
        record: CallRecord,
        *,
        stream_sid: str,
        send: Callable[[str], Awaitable[None]],
        clock: Callable[[], float],
        save: Callable[[], Awaitable[None]],
        max_ms: float = 15 * 60_000,
        record_audio: bool = False,
    ) -> None:
        self.conversation = conversation
        self.record = record
        self._clock = clock
        self._started = clock()
        self._max_ms = max_ms
        self.recorder = Recorder() if record_audio else None
        ledger = PlayoutLedger()
        out = LineOut(stream_sid, send, ledger, self.recorder, clock=clock, started=self._started)
        self.speaker = Speaker(engines.synthesizer, Line(out.media, out.mark, out.clear), clock, ledger=ledger)
        self.answering = Answering(
            conversation, self.speaker, record, engines.filler, clock=clock, started=self._started, save=save
        )
        self.listener = listener
        self.floor = Floor(self.speaker, listener, out.reference, clock=clock, count=self._count)
        self.hearing = Hearing(
            listener,
            engines.transcriber,
            bias=lambda: engines.expected.bias(conversation.expecting, again=conversation.state.misses > 0),
            read=lambda utterance: conversation.read(utterance, self.speaker.heard_lately),
            glance=lambda utterance: conversation.glance(utterance, self.speaker.heard_lately),
            judge=lambda words: self.floor.completeness(words, conversation.expecting),
            commit=lambda turn: self._inbox.put_nowait(turn),
            clock=clock,
        )
        self._silence = SilenceTimer()
        self._keypad = Keypad()
        self._inbox: asyncio.Queue[HeardTurn | Event] = asyncio.Queue()
        self._working = False
        self._answered: Answered | None = None
        self._gone = False
        self._time_is_up = False
        self.broken = False
        self._hung_up = asyncio.Event()

    async def run(self, events: AsyncIterable[wire.Event], first: Event = CallStarted()) -> None:
        """Until the caller hangs up, the line drops, or the conversation has come to its end."""
        self.speaker.start()
        work = asyncio.create_task(self._work())
        self._inbox.put_nowait(first)
        reading = asyncio.create_task(self._read(events))
        broken = asyncio.create_task(self._hung_up.wait())
        try:
            await asyncio.wait({work, reading, broken}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._gone = True
            reading.cancel()
            broken.cancel()
            self.hearing.close()
            if not work.done():
                await self._let_finish(work)
            self.note_sound()
            await self.speaker.stop()
            for ended in await asyncio.gather(reading, work, return_exceptions=True):
                if isinstance(ended, Exception):
                    log.error("the call broke: %s", type(ended).__name__)
                    self.record.errors.append(type(ended).__name__)

    async def _let_finish(self, work: asyncio.Task[None]) -> None:
        """The caller is gone: a write that is under way is finished, nothing new is begun."""
        for _ in range(100):
            if not self._working:
                break
            await asyncio.sleep(0.05)
        work.cancel()

    # --- the line

    async def _read(self, events: AsyncIterable[wire.Event]) -> None:
        async for event in events:
            match event:
                case wire.Media():
                    if self.recorder:
                        self.recorder.heard(SILENCE * round(event.gap_ms * 8) + event.payload)
                    for frame in [*self.listener.gap(event.gap_ms), *self.listener.push(event.payload)]:
                        await self._frame(frame)
                case wire.Mark():
                    self._echo(event.name)
                case wire.Dtmf():
                    await self.floor.keyed()
                    self._key(self._keypad.press(event.digit, self._clock(), self.conversation.expecting))
                case wire.Stopped():
                    return

    async def _frame(self, frame: Frame) -> None:
        now = self._clock()
        self.hearing.follow(frame.decisions)
        await self.floor.hear(frame)
        if self.speaker.failed is not None and not self.broken:
            self._lose_voice(self.speaker.failed)
        self._key(self._keypad.tick(now))
        listening = not (self.speaker.busy or self.listener.endpointer.speaking or self._working)
        self._silence.rest(now, somebody_speaks=not listening or self._keypad.open)
        state = self.conversation.state
        if not (self.listener.endpointer.speaking or self._working) and self._inbox.empty():
            self.floor.resume()  # what stopped the agent was too short to be a turn
        if self._silence.due(now, expecting=self.conversation.expecting, held=state.silences < 0):
            self._inbox.put_nowait(Silence())
        if now - self._started > self._max_ms and not self._time_is_up:
            self._time_is_up = True
            self._inbox.put_nowait(TimeIsUp())

    def _lose_voice(self, error: Exception) -> None:
        """Nothing can be said any more: close the line, so that the phone company's voice can."""
        log.error("speaking failed: %s", type(error).__name__)
        self.record.errors.append("voice_lost")
        self.broken = True
        self._hung_up.set()

    def _key(self, entry: str | None) -> None:
        if entry:
            self._inbox.put_nowait(KeyPressed(entry, prompt_heard=self.floor.asked_by(self._clock())))

    def _echo(self, mark: str) -> None:
        now = self._clock()
        if self.speaker.ledger.echo(mark, now):
            self.answering.waterfall.echoed(now)

    # --- turns

    async def _work(self) -> None:
        while not (self._gone or self.broken):
            item = await (self._inbox.get() if self.conversation.closing is None else self._last_words())
            if item is None:
                return
            self._working = True
            try:
                if isinstance(item, HeardTurn):
                    await self._turn(item)
                else:
                    await self.answering.to(item)
            except Exception as error:
                await self._trouble(error)
            finally:
                self._working = False

    async def _last_words(self) -> HeardTurn | None:
        """What the caller says into the goodbye, or None once the agent has been heard to its end."""
        if isinstance(self.conversation.closing, EndCall) and not self._time_is_up:
            return await last_words(self._inbox, self.floor)
        await self.speaker.finished()
        return None

    async def _turn(self, turn: HeardTurn) -> None:
        if turn.words is None:
            if self.conversation.closing is None:
                await self._unheard_turn()
            return
        words = turn.words
        if turn.is_noise or (self.conversation.closing is not None and not self._goes_on(words)):
            self.floor.resume()
            return
        prompt_heard = self.floor.asked_by(turn.start_ms)
        if not await self.floor.taken(turn, words):
            return
        words = self._with_what_came_before(turn, words)
        before = self.conversation.state
        understanding = await self.answering.read(words.utterance, turn.speech_end_ms)
        record = self.answering.new_turn(words.utterance.text)
        record.hearing, record.confidence = words.utterance.confidence, understanding.confidence
        record.commands = [to_json(command) for command in understanding.commands]
        record.reader = understanding.reader
        record.timings.endpoint_ms = turn.committed_ms - turn.speech_end_ms
        record.timings.stt_ms, record.timings.understand_ms = words.stt_ms, understanding.ms
        event: Event = Heard(
            words.utterance.text,
            understanding.commands,
            understanding.confidence,
            words.utterance.confidence,
            prompt_heard,
        )
        if not words.utterance.text.strip() and not any(isinstance(c, Emergency) for c in understanding.commands):
            event = NotHeard()
        await self.answering.to(event, record, since=turn.speech_end_ms)
        self._answered = Answered(words.utterance, turn.speech_end_ms, before, self.conversation.state)

    def _goes_on(self, words: Words) -> bool:
        """At the call's end: is there more to say? If so the goodbye is taken back."""
        state = taken_back(self.conversation.state, words)
        if state is None:
            return False
        self._count("goodbyes_taken_back")
        self.conversation.state, self.conversation.closing, self._answered = state, None, None
        return True

    async def _unheard_turn(self) -> None:
        """She spoke and hearing failed. Once, she is asked to say it again; twice in a row, staff take over."""
        self.floor.resume()
        await self.answering.to(Trouble() if self.hearing.failures >= 2 else NotHeard())

    def _with_what_came_before(self, turn: HeardTurn, words: Words) -> Words:
        """Where she only goes on with the turn before, that turn's answer is taken back and its words come first."""
        last, self._answered = self._answered, None
        heard = sum(len(self.speaker.heard(one).heard.split()) for one in self.answering.waterfall.last)
        if last is None or not last.goes_on(turn.start_ms, self.conversation.state, heard):
            return words
        self._count("went_on")
        self.conversation.state = last.before
        return replace(words, utterance=joined(last.utterance, words.utterance))

    async def _trouble(self, error: Exception) -> None:
        """Something broke in mid-turn: apologise and hand the call to staff. If that fails too, the line is closed, and
        what follows the stream says so in the phone company's voice."""
        log.error("turn failed: %s", type(error).__name__)
        self.record.errors.append(type(error).__name__)
        try:
            await self.answering.to(Trouble())
        except Exception as second:
            log.error("the apology failed: %s", type(second).__name__)
            self.broken = True

    def note_sound(self) -> None:
        """Write down of the replies so far when they sounded, and how far they were heard."""
        self.answering.waterfall.settle()

    def heard(self) -> tuple[str, ...]:
        """What the caller has heard of each reply so far, by the playout ledger."""
        return tuple(self.speaker.heard(one).heard for one in self.speaker.spoken)

    def _count(self, name: str) -> None:
        self.record.counts[name] = self.record.counts.get(name, 0) + 1
