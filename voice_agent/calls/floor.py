"""Who has the floor: the agent falls silent for what may be words, and says on what turns out to have been none."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from voice_agent.calls.afterthought import SOON_MS
from voice_agent.calls.conversation import settles
from voice_agent.calls.hearing import HeardTurn, Words
from voice_agent.calls.listener import Frame, Listener
from voice_agent.calls.reference import Reference
from voice_agent.calls.speaker import Speaker
from voice_agent.turns.barge_in import BargeInDetector, Strictness, Verdict, judge_interruption
from voice_agent.turns.completeness import judge
from voice_agent.turns.endpointing import Completeness, TurnOpened
from voice_agent.understanding.commands import Emergency, Set

ANTICIPATION_MS = 800
"""A caller who starts to answer this short before the agent's end has heard what was asked."""
ECHO_ONSET_MS = 300
ECHO_MS = 2_000
"""How much of the beginning of an interruption, and of the end of a turn, is compared with the agent's own voice."""


class Floor:
    """One call's. Times are ms of `clock`. `count` is told of what was no interruption, by name."""

    def __init__(
        self,
        speaker: Speaker,
        listener: Listener,
        reference: Reference,
        *,
        clock: Callable[[], float],
        count: Callable[[str], None],
    ) -> None:
        self.paused = False
        self._speaker = speaker
        self._listener = listener
        self._reference = reference
        self._clock = clock
        self._count = count
        self._barge_in = BargeInDetector()
        self._opened_ms = 0.0
        self._turn_end_ms = float(-SOON_MS)
        self._goes_on = False

    async def hear(self, frame: Frame) -> None:
        """20 ms of the caller. Enough speech into the agent's makes it pause, unless it is its own echo. An answer that
        comes while she already speaks on is held back."""
        now = self._clock()
        for decision in frame.decisions:
            if isinstance(decision, TurnOpened):
                self._opened_ms = now - (self._listener.now_ms - decision.start_ms)
                soon = self._opened_ms - self._turn_end_ms <= SOON_MS
                self._goes_on = soon and not self._speaker.ledger.playing(now)
        if self._comes_too_late:
            self.paused = True
            await self._speaker.pause()
        elif self.paused or not self._speaker.ledger.playing(now):
            self._barge_in.reset()
        elif self._barge_in.push(frame.speech, self._speaker.strictness, sure=frame.sure):
            if self._is_echo(now - ECHO_ONSET_MS, now):
                self._count("echoes")
            else:
                self.paused = True
                await self._speaker.pause()

    async def keyed(self) -> None:
        """A key is pressed on purpose: the rest of the reply is not wanted. A write's read-back is said on."""
        if self._speaker.busy and not self.paused and self._speaker.strictness is Strictness.NORMAL:
            await self._speaker.pause()
            self._speaker.drop()

    async def taken(self, turn: HeardTurn, words: Words) -> bool:
        """Does the caller take the floor with this turn? If so the rest of the reply is dropped, else it is said on."""
        self._turn_end_ms = turn.speech_end_ms
        echo = self._is_echo(max(turn.start_ms, turn.speech_end_ms - ECHO_MS), turn.speech_end_ms)
        spoken_into = self.paused or self._speaker.busy
        if echo or (spoken_into and not self._interrupts(words, turn.start_ms)):
            self._count("echoes" if echo else "not_an_interruption")
            self.resume()
            return False
        if self._speaker.busy and not self.paused and self._speaker.strictness is not Strictness.UNSTOPPABLE:
            await self._speaker.pause()
        self.paused = False
        self._speaker.drop()
        return True

    def resume(self) -> None:
        """Whatever made the agent pause, it is over."""
        if self.paused:
            self.paused = False
            self._speaker.resume()

    async def heard_out(self) -> None:
        """Until the agent has been heard to its end, and nobody speaks."""
        await self._speaker.finished()
        while self.paused or self._listener.endpointer.speaking:
            await asyncio.sleep(0.02)
            await self._speaker.finished()

    def asked_by(self, start_ms: float) -> bool:
        """Had the agent (nearly) come to the end of what it was saying when the caller began?"""
        return self._speaker.ends_ms - start_ms <= ANTICIPATION_MS

    def completeness(self, words: Words, expecting: str | None) -> Completeness:
        """How finished is what she has said so far? What is no interruption holds the agent up no longer than need
        be."""
        if self.paused and not self._interrupts(words, self._opened_ms):
            return Completeness.COMPLETE
        commands = words.understanding.commands
        if any(isinstance(command, Emergency) for command in commands):
            return Completeness.LIKELY
        return judge(
            words.utterance.text,
            expecting=expecting,
            answered=settles(commands, expecting),
            particulars=sum(isinstance(command, Set) for command in commands),
        )

    @property
    def _comes_too_late(self) -> bool:
        """She spoke on before the answer to her turn was there."""
        speaks_on = self._goes_on and self._listener.endpointer.speaking
        return speaks_on and self._speaker.busy and self._speaker.strictness is not Strictness.UNSTOPPABLE

    def _interrupts(self, words: Words, start_ms: float) -> bool:
        if {command.name for command in words.understanding.commands} & {"emergency", "handoff"}:
            return True
        verdict = judge_interruption(words.utterance.text, echo=False, question_open=self.asked_by(start_ms))
        return verdict is Verdict.INTERRUPTION

    def _is_echo(self, start_ms: float, end_ms: float) -> bool:
        """Is what came from the caller in this time the agent's own voice?"""
        offset = self._listener.now_ms - self._clock()
        heard = self._listener.pcm(round(start_ms + offset), round(end_ms + offset))
        return self._reference.is_echo(heard, end_ms)
