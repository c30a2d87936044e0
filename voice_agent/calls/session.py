"""One live call: the stages wired to a line. Frames in; media, marks and clears out.

Three things run side by side: `run` takes the line's events, the speaker plays replies, and `_work` takes finished
turns one at a time through the conversation. A write in progress is never undone: `_work` is not interrupted by what
the caller does meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterable, Awaitable, Callable
from dataclasses import dataclass, replace

from voice_agent.calls.afterthought import Answered, joined
from voice_agent.calls.conversation import Conversation, settles
from voice_agent.calls.hearing import HeardTurn, Hearing, Words
from voice_agent.calls.listener import Frame, Listener
from voice_agent.calls.record import CallRecord, TurnRecord
from voice_agent.calls.recorder import Recorder
from voice_agent.calls.reference import Reference
from voice_agent.calls.speaker import Line, Speaker, Utterable
from voice_agent.calls.waterfall import Waterfall
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
from voice_agent.dialogue.replies import Kind
from voice_agent.speech.synthesizer import Synthesizer
from voice_agent.speech.transcriber import Bias, Transcriber
from voice_agent.telephony import media_stream as wire
from voice_agent.turns.barge_in import BargeInDetector, Strictness, Verdict, judge_interruption
from voice_agent.turns.completeness import judge
from voice_agent.turns.endpointing import Completeness, TurnOpened
from voice_agent.turns.keypad import Keypad
from voice_agent.turns.silence import SilenceTimer
from voice_agent.understanding.commands import Emergency, to_json
from voice_agent.understanding.reader import Understanding, Utterance

log = logging.getLogger(__name__)

ANTICIPATION_MS = 800
"""A caller who starts to answer this short before the agent's end has heard what was asked."""
FILLER_AFTER_S = 0.7
LATEST_SOUND_S, LEAST_S = 1.2, 0.2
"""Where reading takes long: when the caller hears a filler, counted from her last sound; and a reader's least time."""
ECHO_ONSET_MS = 300
ECHO_MS = 2_000
"""How much of the beginning of an interruption, and of the end of a turn, is compared with the agent's own voice."""
SILENCE = b"\xff"


@dataclass(frozen=True, slots=True)
class Engines:
    """What a call needs of the machine, shared by all calls."""

    transcriber: Transcriber
    synthesizer: Synthesizer
    filler: str
    bias_words: tuple[str, ...] = ()


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
        self._engines = engines
        self._clock = clock
        self._save = save
        self._started = clock()
        self._max_ms = max_ms
        self._sid = stream_sid
        self._send = send
        self.reference = Reference()
        self.recorder = Recorder() if record_audio else None
        line = Line(self._media, self._mark, self._clear)
        self.speaker = Speaker(engines.synthesizer, line, clock)
        self.waterfall = Waterfall(self.speaker, record, self._started)
        self.listener = listener
        self.hearing = Hearing(
            listener,
            engines.transcriber,
            bias=lambda: Bias(engines.bias_words, conversation.context().expecting),
            read=lambda utterance: conversation.read(utterance, self._agent_heard()),
            glance=lambda utterance: conversation.glance(utterance, self._agent_heard()),
            judge=self._completeness,
            commit=lambda turn: self._inbox.put_nowait(turn),
            clock=clock,
        )
        self._barge_in = BargeInDetector()
        self._silence = SilenceTimer()
        self._keypad = Keypad()
        self._inbox: asyncio.Queue[HeardTurn | Event] = asyncio.Queue()
        self._working = False
        self._paused = False
        self._opened_ms = 0.0
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
                    await self._fall_silent()
                    self._key(self._keypad.press(event.digit, self._clock(), self.conversation.context().expecting))
                case wire.Stopped():
                    return

    async def _frame(self, frame: Frame) -> None:
        now = self._clock()
        for decision in frame.decisions:
            if isinstance(decision, TurnOpened):
                self._opened_ms = now - (self.listener.now_ms - decision.start_ms)
        self.hearing.follow(frame.decisions)
        playing = self.speaker.ledger.playing(now)
        if playing and not self._paused:
            if self._barge_in.push(frame.speech, self.speaker.strictness):
                await self._interrupted(now)
        else:
            self._barge_in.reset()
        if self.speaker.failed is not None and not self.broken:
            self._lose_voice(self.speaker.failed)
        self._key(self._keypad.tick(now))
        listening = not (self.speaker.busy or self.listener.endpointer.speaking or self._working)
        self._silence.rest(now, somebody_speaks=not listening or self._keypad.open)
        state = self.conversation.state
        if self._paused and not (self.listener.endpointer.speaking or self._working) and self._inbox.empty():
            self._resume()  # what stopped the agent was too short to be a turn
        if self._silence.due(now, expecting=self.conversation.context().expecting, held=state.silences < 0):
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

    async def _interrupted(self, now: float) -> None:
        """Somebody speaks into the agent's speech: be silent, unless it is the agent's own echo."""
        if self._is_echo(now - ECHO_ONSET_MS, now):
            self._count("echoes")
            return
        self._paused = True
        await self._hush()

    async def _fall_silent(self) -> None:
        """For what the caller does on purpose: the rest of the reply is not wanted. A write's read-back is said on."""
        if self.speaker.busy and not self._paused and self.speaker.strictness is Strictness.NORMAL:
            await self._hush()
            self.speaker.drop()

    def _is_echo(self, start_ms: float, end_ms: float) -> bool:
        """Is what came from the caller in this time (ms of the clock) the agent's own voice?"""
        offset = self.listener.now_ms - self._clock()
        heard = self.listener.pcm(round(start_ms + offset), round(end_ms + offset))
        return self.reference.is_echo(heard, end_ms)

    async def _hush(self) -> None:
        await self.speaker.pause()
        now = self._clock()
        self.reference.cut(now)
        if self.recorder:
            self.recorder.cut(now - self._started)

    def _key(self, entry: str | None) -> None:
        if entry:
            self._inbox.put_nowait(KeyPressed(entry, prompt_heard=self._asked_by(self._clock())))

    def _echo(self, mark: str) -> None:
        now = self._clock()
        if self.speaker.ledger.echo(mark, now):
            self.waterfall.echoed(now)

    async def _media(self, mulaw: bytes) -> None:
        now = self._clock()
        begin = now + self.speaker.ledger.remaining_ms(now) - len(mulaw) / 8
        self.reference.add(begin, mulaw)
        if self.recorder:
            self.recorder.played(begin - self._started, mulaw)
        await self._send(wire.media(self._sid, mulaw))

    async def _mark(self, name: str) -> None:
        await self._send(wire.mark(self._sid, name))

    async def _clear(self) -> None:
        await self._send(wire.clear(self._sid))

    # --- judging speculation

    def _completeness(self, words: Words) -> Completeness:
        commands = words.understanding.commands
        if self._paused and self._verdict(words, self._opened_ms) is not Verdict.INTERRUPTION:
            return Completeness.COMPLETE
        expecting = self.conversation.context().expecting
        return judge(words.utterance.text, expecting=expecting, answered=settles(commands, expecting))

    def _verdict(self, words: Words, start_ms: float) -> Verdict:
        if {command.name for command in words.understanding.commands} & {"emergency", "handoff"}:
            return Verdict.INTERRUPTION
        return judge_interruption(words.utterance.text, echo=False, question_open=self._asked_by(start_ms))

    def _asked_by(self, start_ms: float) -> bool:
        """Had the agent (nearly) come to the end of what it was saying when the caller began?"""
        return self.speaker.ends_ms - start_ms <= ANTICIPATION_MS

    # --- turns

    async def _work(self) -> None:
        while self.conversation.closing is None and not self._gone:
            item = await self._inbox.get()
            self._working = True
            try:
                if isinstance(item, HeardTurn):
                    await self._turn(item)
                else:
                    await self._happen(item, TurnRecord(len(self.record.turns) + 1, self._since_start()))
            except Exception as error:
                await self._trouble(error)
            finally:
                self._working = False
            if self.broken:
                return
        if not isinstance(self.conversation.closing, EndCall) or self._inbox.empty():
            await self.speaker.finished()

    async def _turn(self, turn: HeardTurn) -> None:
        if turn.words is None:
            await self._unheard_turn()
            return
        words = turn.words
        prompt_heard = self._asked_by(turn.start_ms)
        echo = self._is_echo(max(turn.start_ms, turn.speech_end_ms - ECHO_MS), turn.speech_end_ms)
        spoken_into = self._paused or self.speaker.busy
        if echo or (spoken_into and self._verdict(words, turn.start_ms) is not Verdict.INTERRUPTION):
            self._count("echoes" if echo else "not_an_interruption")
            self._resume()
            return
        if self.speaker.busy and not self._paused and self.speaker.strictness is not Strictness.UNSTOPPABLE:
            await self._hush()
        words = self._with_what_came_before(turn, words)
        agent_heard = self._agent_heard()
        self._paused = False
        self.speaker.drop()
        before = self.conversation.state
        understanding = await self._read_in_time(words.utterance, agent_heard, turn.speech_end_ms)
        record = TurnRecord(len(self.record.turns) + 1, self._since_start(), heard=words.utterance.text)
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
        await self._happen(event, record, since=turn.speech_end_ms)
        self._answered = Answered(words.utterance, turn.speech_end_ms, before, self.conversation.state)

    async def _read_in_time(self, utterance: Utterance, agent_heard: str, since: float) -> Understanding:
        """A reader that takes its time is covered by a filler, so that the line is not silent for long."""
        reading = asyncio.ensure_future(self.conversation.read(utterance, agent_heard))
        left = LATEST_SOUND_S - (self._clock() - since) / 1000
        done, _ = await asyncio.wait({reading}, timeout=min(FILLER_AFTER_S, max(left, LEAST_S)))
        if not done:
            self.waterfall.filler(self.speaker.say(Utterable(self._engines.filler, filler=True)))
        return await reading

    async def _unheard_turn(self) -> None:
        """She spoke and hearing failed. Once, she is asked to say it again; twice in a row, staff take over."""
        self._resume()
        event = Trouble() if self.hearing.failures >= 2 else NotHeard()
        await self._happen(event, TurnRecord(len(self.record.turns) + 1, self._since_start()))

    def _with_what_came_before(self, turn: HeardTurn, words: Words) -> Words:
        """Where she only goes on with the turn before, that turn's answer is taken back and its words come first."""
        last, self._answered = self._answered, None
        heard = sum(len(self.speaker.heard(one).heard.split()) for one in self.waterfall.last)
        if last is None or not last.goes_on(turn.start_ms, self.conversation.state, heard):
            return words
        self._count("went_on")
        self.conversation.state = last.before
        return replace(words, utterance=joined(last.utterance, words.utterance))

    def _resume(self) -> None:
        if self._paused:
            self._paused = False
            self.speaker.resume()

    async def _happen(self, event: Event, record: TurnRecord, *, since: float | None = None) -> None:
        """One event through the conversation; its replies are spoken as they come, and a filler if they are late."""
        since = self._clock() if since is None else since
        waiting = True
        self.waterfall.begin(record, since)
        replies = aiter(self.conversation.handle(event))
        while True:
            coming = asyncio.ensure_future(anext(replies, None))
            done, _ = await asyncio.wait({coming}, timeout=FILLER_AFTER_S if waiting else None)
            if not done:
                self.waterfall.filler(self.speaker.say(Utterable(self._engines.filler, filler=True)))
            waiting = False
            reply = await coming
            if reply is None:
                break
            spoken = self.speaker.say(Utterable(reply.text, _STRICTNESS.get(reply.kind, Strictness.NORMAL)))
            self.waterfall.reply(spoken)
            record.agent = f"{record.agent} {reply.text}".strip()
            record.acts.append(reply.act)
            if record.timings.decided_ms is None:
                record.timings.decided_ms = self._clock() - since
        if record.heard or record.agent:
            self.record.turns.append(record)
        self.note_sound()
        await self._save()

    async def _trouble(self, error: Exception) -> None:
        """Something broke in mid-turn: apologise and hand the call to staff. If that fails too, the line is closed, and
        what follows the stream says so in the phone company's voice."""
        log.error("turn failed: %s", type(error).__name__)
        self.record.errors.append(type(error).__name__)
        try:
            await self._happen(Trouble(), TurnRecord(len(self.record.turns) + 1, self._since_start()))
        except Exception as second:
            log.error("the apology failed: %s", type(second).__name__)
            self.broken = True

    def note_sound(self) -> None:
        """Write down of the replies so far when they sounded, and how far they were heard."""
        self.waterfall.settle()

    def heard(self) -> tuple[str, ...]:
        """What the caller has heard of each reply so far, by the playout ledger."""
        return tuple(self.speaker.heard(one).heard for one in self.speaker.spoken)

    # --- small things

    def _agent_heard(self) -> str:
        """What the caller heard of the agent's last words."""
        parts = [self.speaker.heard(s).heard for s in self.speaker.spoken[-4:]]
        return " ".join(filter(None, parts))

    def _since_start(self) -> float:
        return self._clock() - self._started

    def _count(self, name: str) -> None:
        self.record.counts[name] = self.record.counts.get(name, 0) + 1


_STRICTNESS = {Kind.READ_BACK: Strictness.READ_BACK, Kind.EMERGENCY: Strictness.UNSTOPPABLE}
