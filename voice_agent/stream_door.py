"""The websocket that a call's sound comes and goes by: who may open one, and which frames are let through."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator

from aiohttp import WSMsgType, web

from voice_agent.calls.service import CallService
from voice_agent.metrics import Metrics
from voice_agent.telephony import media_stream as wire
from voice_agent.telephony.media_stream import BadFrame
from voice_agent.telephony.signature import SignatureCheck
from voice_agent.telephony.stream_order import MediaStream
from voice_agent.telephony.tokens import PARAMETER, StreamTokens, TokenError

log = logging.getLogger(__name__)

NUMBER, UNREACHABLE = "number", "staff_unreachable"
"""What the webhook tells of a call by the stream's parameters: the caller's number, and that staff did not answer."""
MOST_SOCKET_BYTES = 4 * 1024 * 1024
"""Far above what the codec takes, so that an oversized frame is counted and does not end the call."""
NONSENSE_FRAMES = 250
"""Frames in a row that are not taken (five seconds): the stream is of no use."""


class StreamDoor:
    """`check` is None where signatures are not checked (loopback without a token)."""

    def __init__(
        self, service: CallService, tokens: StreamTokens, check: SignatureCheck | None, metrics: Metrics
    ) -> None:
        self._service = service
        self._tokens = tokens
        self._check = check
        self._metrics = metrics

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """The whole of one stream, from the handshake to its end."""
        signature = request.headers.get("X-Twilio-Signature")
        if self._check is not None and not self._check.handshake(request.path, signature):
            self._metrics.refused.labels("handshake").inc()
            return web.Response(status=403, text="The signature does not match.")
        socket = web.WebSocketResponse(max_msg_size=MOST_SOCKET_BYTES, compress=False)
        await socket.prepare(request)
        stream = MediaStream()
        events = self._events(socket, stream)
        try:
            started = await self._start(events)
            if started is not None:
                await self._serve(socket, started, events)
        finally:
            for fault, count in stream.faults.items():
                self._metrics.bad_frames.labels(fault.value).inc(count)
            await socket.close()
        return socket

    async def _start(self, events: AsyncIterator[wire.Event]) -> wire.Started | None:
        """The stream's header, if it brings the token that the webhook gave out for this call."""
        async for event in events:
            if not isinstance(event, wire.Started):
                continue
            try:
                self._tokens.redeem(event.parameters.get(PARAMETER), event.call_sid)
            except TokenError as error:
                log.warning("a stream was refused: %s", error)
                self._metrics.refused.labels("token").inc()
                return None
            return event
        return None

    async def _serve(
        self, socket: web.WebSocketResponse, started: wire.Started, events: AsyncIterator[wire.Event]
    ) -> None:
        async def send(frame: str) -> None:
            if not socket.closed:
                await socket.send_str(frame)

        with self._metrics.live.track_inprogress():
            record = await self._service.serve(
                started.call_sid,
                started.stream_sid,
                events,
                send,
                caller_number=started.parameters.get(NUMBER) or None,
                staff_unreachable=UNREACHABLE in started.parameters,
            )
        self._metrics.record(record)

    async def _events(self, socket: web.WebSocketResponse, stream: MediaStream) -> AsyncIterator[wire.Event]:
        """The good frames, in order. Bad ones are counted; a stream of nothing else is given up."""
        async for message in socket:
            if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                continue
            for event in stream.receive(message.data):
                if not isinstance(event, BadFrame):
                    yield event
                elif stream.faults_in_a_row in (1, NONSENSE_FRAMES):
                    log.warning("a frame was not taken: %s %s", event.reason.value, event.field)
            if stream.faults_in_a_row >= NONSENSE_FRAMES:
                return
