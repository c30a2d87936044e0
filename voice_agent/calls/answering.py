"""What the agent says to what happened: the conversation's replies, spoken as they come, and a filler where they are
late."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from voice_agent.calls.conversation import Conversation
from voice_agent.calls.record import CallRecord, TurnRecord
from voice_agent.calls.speaker import Speaker, Utterable
from voice_agent.calls.waterfall import Waterfall
from voice_agent.dialogue.events import Event
from voice_agent.dialogue.replies import Kind
from voice_agent.turns.barge_in import Strictness
from voice_agent.understanding.reader import Understanding, Utterance

FILLER_AFTER_S = 0.7
LATEST_SOUND_S, LEAST_S = 1.2, 0.2
"""Where reading takes long: when the caller hears a filler, counted from her last sound; and a reader's least time."""
_STRICTNESS = {Kind.READ_BACK: Strictness.READ_BACK, Kind.EMERGENCY: Strictness.UNSTOPPABLE}


class Answering:
    """One call's. `clock`: ms; `started`: the call's start on it. `save` keeps state and record after each turn."""

    def __init__(
        self,
        conversation: Conversation,
        speaker: Speaker,
        record: CallRecord,
        filler: str,
        *,
        clock: Callable[[], float],
        started: float,
        save: Callable[[], Awaitable[None]],
    ) -> None:
        self.waterfall = Waterfall(speaker, record, started)
        self._conversation = conversation
        self._speaker = speaker
        self._record = record
        self._filler = filler
        self._clock = clock
        self._started = started
        self._save = save

    def new_turn(self, heard: str = "") -> TurnRecord:
        """The next turn's record; it is kept once something was heard or said in it."""
        return TurnRecord(len(self._record.turns) + 1, self._clock() - self._started, heard=heard)

    async def read(self, utterance: Utterance, since: float) -> Understanding:
        """A reader that takes its time is covered by a filler. since: the caller's last sound, ms."""
        reading = asyncio.ensure_future(self._conversation.read(utterance, self._speaker.heard_lately))
        left = LATEST_SOUND_S - (self._clock() - since) / 1000
        done, _ = await asyncio.wait({reading}, timeout=min(FILLER_AFTER_S, max(left, LEAST_S)))
        if not done:
            self._fill()
        return await reading

    async def to(self, event: Event, turn: TurnRecord | None = None, *, since: float | None = None) -> None:
        """One event through the conversation. since: the zero of the turn's waterfall, ms; by default now."""
        turn = turn or self.new_turn()
        since = self._clock() if since is None else since
        waiting = True
        self.waterfall.begin(turn, since)
        replies = aiter(self._conversation.handle(event))
        while True:
            coming = asyncio.ensure_future(anext(replies, None))
            done, _ = await asyncio.wait({coming}, timeout=FILLER_AFTER_S if waiting else None)
            if not done:
                self._fill()
            waiting = False
            reply = await coming
            if reply is None:
                break
            spoken = self._speaker.say(Utterable(reply.text, _STRICTNESS.get(reply.kind, Strictness.NORMAL)))
            self.waterfall.reply(spoken)
            turn.agent = f"{turn.agent} {reply.text}".strip()
            turn.acts.append(reply.act)
            if reply.worded:
                turn.worded.append(reply.worded)
            if turn.timings.decided_ms is None:
                turn.timings.decided_ms = self._clock() - since
        if turn.heard or turn.agent:
            self._record.turns.append(turn)
        self.waterfall.settle()
        await self._save()

    def _fill(self) -> None:
        self.waterfall.filler(self._speaker.say(Utterable(self._filler, filler=True)))
