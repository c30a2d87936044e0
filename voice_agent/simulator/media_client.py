"""One media stream from Twilio's end: real frames over a real websocket, every 20 ms by the clock.

Nothing of the server's codec is used here: two readings of the protocol have to agree.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from random import Random
from typing import Any

import numpy as np
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, ConnectionClosedError

from voice_agent.audio import mulaw
from voice_agent.audio.mulaw import FRAME_SAMPLES, Samples
from voice_agent.simulator.call_log import CallLog, Noted
from voice_agent.simulator.caller import FRAME_MS, Caller
from voice_agent.simulator.line import Line
from voice_agent.simulator.mishaps import Mishaps, Spoiler
from voice_agent.simulator.playout_buffer import BufferOverflowError, Echo, PlayoutBuffer


class StreamEnd(StrEnum):
    SERVER_CLOSED = "server_closed"
    CALLER_HUNG_UP = "caller_hung_up"
    DROPPED = "dropped"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class StreamIds:
    account_sid: str
    call_sid: str
    stream_sid: str


class MediaClient:
    """Plays a caller into one websocket and hears what comes back.

    offset_ms: where this stream lies on the call's time line (0 for the first). limit_ms: of the whole call, after
    which the caller is taken to have hung up.
    """

    def __init__(
        self,
        socket: ClientConnection,
        ids: StreamIds,
        parameters: Mapping[str, str],
        caller: Caller,
        line: Line,
        mishaps: Mishaps,
        log: CallLog,
        *,
        random: Random,
        offset_ms: float = 0.0,
        limit_ms: float = 300_000,
    ) -> None:
        self._socket, self._ids, self._parameters = socket, ids, parameters
        self._caller, self._line, self._log = caller, line, log
        self._spoiler, self._drop_at_ms = Spoiler(mishaps, random), mishaps.drop_at_ms
        self._offset_ms, self._limit_ms = offset_ms, limit_ms
        self._buffer = PlayoutBuffer()
        self._sequence = count(1)
        self._sent, self._clean = bytearray(), bytearray()
        self._began = 0.0

    async def run(self) -> StreamEnd:
        """From `connected` to the end of the stream, however it comes."""
        try:
            await self._socket.send(json.dumps({"event": "connected", "protocol": "Call", "version": "1.0.0"}))
            await self._send({"event": "start", "start": self._header()})
            self._began = asyncio.get_running_loop().time()
            receiving = asyncio.create_task(self._receive())
            try:
                return await self._speak(receiving)
            finally:
                receiving.cancel()
                await asyncio.gather(receiving, return_exceptions=True)
        except ConnectionClosed:
            return StreamEnd.SERVER_CLOSED
        finally:
            self._lay_down()

    def _header(self) -> dict[str, Any]:
        return {
            "accountSid": self._ids.account_sid,
            "streamSid": self._ids.stream_sid,
            "callSid": self._ids.call_sid,
            "tracks": ["inbound"],
            "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": mulaw.SAMPLE_RATE, "channels": 1},
            "customParameters": dict(self._parameters),
        }

    async def _speak(self, receiving: asyncio.Task[None]) -> StreamEnd:
        for tick in count():
            due = tick * FRAME_MS
            await asyncio.wait({receiving}, timeout=max(0.0, (due - self._now_ms) / 1000))
            if receiving.done():
                return StreamEnd.SERVER_CLOSED
            at_ms = self._offset_ms + due
            if self._drop_at_ms is not None and at_ms >= self._drop_at_ms:
                self._socket.transport.abort()
                return StreamEnd.DROPPED
            hung_up = await self._tick(tick)
            if hung_up or at_ms >= self._limit_ms:
                await self._stop()
                return StreamEnd.CALLER_HUNG_UP if hung_up else StreamEnd.LIMIT
        raise AssertionError("unreachable")

    async def _tick(self, tick: int) -> bool:
        """One frame's worth of call. True where the caller hangs up after it."""
        await self._echo(self._buffer.advance(tick * FRAME_MS))
        heard = self._heard(tick)
        before = len(self._caller.spoken)
        sound = self._caller.next(heard)
        for line in self._caller.spoken[before:]:
            self._note("caller", line.text)
        for key in sound.keys:
            await self._send({"event": "dtmf", "dtmf": {"track": "inbound_track", "digit": key}})
        carried = self._line.carry(sound.samples, heard)
        clean = _encoded(sound.samples)
        self._clean += clean
        if carried is None:
            self._sent += _QUIET
        else:
            audio = clean if carried is sound.samples else _encoded(carried)
            self._sent += audio
            await self._send_audio(tick, audio)
        return sound.hang_up

    def _heard(self, tick: int) -> Samples:
        """What came out of the line in the 20 ms before this tick."""
        piece = bytes(self._buffer.heard[max(0, tick - 1) * FRAME_SAMPLES : tick * FRAME_SAMPLES])
        return mulaw.to_float(mulaw.decode(piece)) if piece and piece != _QUIET else _NOTHING

    async def _send_audio(self, tick: int, audio: bytes) -> None:
        payload = base64.b64encode(audio).decode("ascii")
        body = {"track": "inbound", "chunk": str(tick + 1), "timestamp": str(tick * FRAME_MS), "payload": payload}
        for frame in self._spoiler.frames(self._frame({"event": "media", "media": body})):
            await self._socket.send(frame)

    async def _stop(self) -> None:
        stop = {"accountSid": self._ids.account_sid, "callSid": self._ids.call_sid}
        await self._send({"event": "stop", "stop": stop})
        await self._socket.close()

    async def _receive(self) -> None:
        """Takes what the server sends until it closes; returns then."""
        try:
            async for frame in self._socket:
                await self._take(frame)
        except ConnectionClosedError as error:
            self._log.errors.append(f"31924 the stream broke: {error}")
        except ConnectionClosed:  # between two frames of ours, in good order
            return
        except BufferOverflowError as error:
            self._log.errors.append(f"31931 {error}")

    async def _take(self, frame: str | bytes) -> None:
        try:
            await self._obey(_read(frame, self._ids.stream_sid))
        except _ProtocolError as error:
            self._log.errors.append(f"31924 the server sent {error}")

    async def _obey(self, message: tuple[str, Any]) -> None:
        event, value = message
        if event == "media":
            await self._echo(self._buffer.media(value, self._now_ms))
        elif event == "mark":
            await self._echo(self._buffer.mark(value, self._now_ms))
        else:
            self._log.clears += 1
            self._note("clear", f"{self._buffer.buffered_ms:.0f} ms buffered")
            await self._echo(self._buffer.clear(self._now_ms))

    async def _echo(self, echoes: Iterable[Echo]) -> None:
        for echo in echoes:
            self._log.marks_flushed += echo.flushed
            self._log.marks_played += not echo.flushed
            await self._send({"event": "mark", "mark": {"name": echo.name}})

    async def _send(self, message: dict[str, Any]) -> None:
        await self._socket.send(self._frame(message))

    def _frame(self, message: dict[str, Any]) -> str:
        return json.dumps({**message, "sequenceNumber": str(next(self._sequence)), "streamSid": self._ids.stream_sid})

    @property
    def _now_ms(self) -> float:
        return (asyncio.get_running_loop().time() - self._began) * 1000

    def _note(self, what: str, detail: str = "") -> None:
        self._log.note(Noted(self._log.audio_from_ms + self._offset_ms + self._now_ms, what, detail))

    def _lay_down(self) -> None:
        heard = bytes(self._buffer.heard)
        self._log.flushed_ms += self._buffer.flushed_ms
        self._log.gaps += [(start + self._offset_ms, end + self._offset_ms) for start, end in self._buffer.gaps]
        self._log.recording.place(bytes(self._sent), heard, self._offset_ms)
        self._log.clean.place(bytes(self._clean), heard, self._offset_ms)
        self._log.spoken = tuple(self._caller.spoken)


class _ProtocolError(Exception):
    pass


_QUIET = bytes([mulaw.SILENCE]) * FRAME_SAMPLES
_NOTHING = np.zeros(FRAME_SAMPLES, np.float32)
_NOTHING.flags.writeable = False


def _encoded(samples: Samples) -> bytes:
    """Silence, which most of a call is, costs next to nothing: many calls ring from one process."""
    return mulaw.encode(mulaw.to_pcm(samples)) if samples.any() else _QUIET


def _read(frame: str | bytes, stream_sid: str) -> tuple[str, Any]:
    """A frame of the server's: its event, and the audio or the mark's name. As strict as the real one."""
    if isinstance(frame, bytes):
        raise _ProtocolError("a binary frame")
    try:
        message = json.loads(frame)
        event, sid = message["event"], message["streamSid"]
        if event == "media":
            value: Any = base64.b64decode(message["media"]["payload"], validate=True)
        else:
            value = message["mark"]["name"] if event == "mark" else None
    except (ValueError, TypeError, KeyError, binascii.Error) as error:
        raise _ProtocolError(f"a frame that cannot be read ({type(error).__name__})") from None
    if event not in ("media", "mark", "clear"):
        raise _ProtocolError("an event that is none")
    if sid != stream_sid:
        raise _ProtocolError("a frame for another stream")
    if event == "media" and value[:4] == b"RIFF":
        raise _ProtocolError("audio with a file header")
    return event, value
