"""The agent's sound on its way out: framed for the stream, and kept in mind for its echo and for the recording."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from voice_agent.calls.recorder import Recorder
from voice_agent.calls.reference import Reference
from voice_agent.telephony import media_stream as wire
from voice_agent.turns.playout import PlayoutLedger


class LineOut:
    """One call's. `send` puts one text frame on the websocket. `clock`: ms; `started`: the stream's start on it."""

    def __init__(
        self,
        stream_sid: str,
        send: Callable[[str], Awaitable[None]],
        ledger: PlayoutLedger,
        recorder: Recorder | None,
        *,
        clock: Callable[[], float],
        started: float,
    ) -> None:
        self.reference = Reference()
        self._sid = stream_sid
        self._send = send
        self._ledger = ledger
        self._recorder = recorder
        self._clock = clock
        self._started = started

    async def media(self, mulaw: bytes) -> None:
        """Audio that the ledger already knows of."""
        now = self._clock()
        begin = now + self._ledger.remaining_ms(now) - len(mulaw) / 8
        self.reference.add(begin, mulaw)
        if self._recorder:
            self._recorder.played(begin - self._started, mulaw)
        await self._send(wire.media(self._sid, mulaw))

    async def mark(self, name: str) -> None:
        await self._send(wire.mark(self._sid, name))

    async def clear(self) -> None:
        """Nothing that is still to be played will be."""
        now = self._clock()
        self.reference.cut(now)
        if self._recorder:
            self._recorder.cut(now - self._started)
        await self._send(wire.clear(self._sid))
