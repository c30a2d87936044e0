"""A server with next to no mind, on the project's own telephony parts: what the fake phone company is tried against."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer

from voice_agent.telephony import media_stream, webhooks
from voice_agent.telephony.media_stream import BadFrame, Dtmf, Event, Mark, Media, Started, Stopped
from voice_agent.telephony.signature import SignatureCheck
from voice_agent.telephony.stream_order import MediaStream

TONE = bytes([0x00, 0x80] * 80)  # 20 ms at full scale, alternating
TOKEN = "0123456789abcdef0123456789abcdef"


@dataclass
class SmallAgent:
    """greeting: µ-law said at once; a mark follows it. after: the answers of the action URL, one a request."""

    greeting: bytes = TONE * 10
    after: list[str] = field(default_factory=lambda: [webhooks.hang_up()])
    on_event: Callable[[SmallAgent, web.WebSocketResponse, str, Event | BadFrame], object] | None = None
    waits: list[str] = field(default_factory=lambda: [webhooks.waiting("Please hold.")])
    check: SignatureCheck | None = None
    base: str = ""
    streams: list[MediaStream] = field(default_factory=list)
    events: list[Event | BadFrame] = field(default_factory=list)
    forms: list[dict[str, str]] = field(default_factory=list)
    refused: int = 0

    @property
    def heard(self) -> bytes:
        return b"".join(event.payload for event in self.events if isinstance(event, Media))

    @property
    def keys(self) -> str:
        return "".join(event.digit for event in self.events if isinstance(event, Dtmf))

    @property
    def marks(self) -> list[str]:
        return [event.name for event in self.events if isinstance(event, Mark)]

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/twilio/voice", self._voice)
        app.router.add_post("/twilio/after-stream", self._after)
        app.router.add_post("/twilio/wait", self._wait)
        app.router.add_post("/twilio/status", self._status)
        app.router.add_get("/twilio/media", self._media)
        return app

    async def _form(self, request: web.Request) -> dict[str, str]:
        form = {name: str(value) for name, value in (await request.post()).items()}
        if self.check and not self.check.webhook(request.path_qs, form, request.headers.get("x-twilio-signature")):
            self.refused += 1
            raise web.HTTPForbidden
        self.forms.append(form)
        return form

    async def _voice(self, request: web.Request) -> web.Response:
        call = webhooks.incoming_call(await self._form(request))
        ws_url = "ws" + self.base.removeprefix("http") + "/twilio/media"
        return _xml(webhooks.connect(ws_url, self.base + "/twilio/after-stream", {"call": call.call_sid}))

    async def _after(self, request: web.Request) -> web.Response:
        await self._form(request)
        return _xml(self.after.pop(0) if self.after else webhooks.hang_up())

    async def _wait(self, request: web.Request) -> web.Response:
        await self._form(request)
        return _xml(self.waits.pop(0) if len(self.waits) > 1 else self.waits[0])

    async def _status(self, request: web.Request) -> web.Response:
        await self._form(request)
        return web.Response()

    async def _media(self, request: web.Request) -> web.WebSocketResponse:
        if self.check and not self.check.handshake(request.path, request.headers.get("x-twilio-signature")):
            self.refused += 1
            raise web.HTTPForbidden
        socket = web.WebSocketResponse(max_msg_size=1 << 20)
        await socket.prepare(request)
        stream = MediaStream()
        self.streams.append(stream)
        async for message in socket:
            if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                continue
            for event in stream.receive(message.data):
                await self._take(socket, stream, event)
        return socket

    async def _take(self, socket: web.WebSocketResponse, stream: MediaStream, event: Event | BadFrame) -> None:
        self.events.append(event)
        if isinstance(event, Started):
            await self.say(socket, event.stream_sid, self.greeting, "greeting")
        elif isinstance(event, Stopped):
            await socket.close()
        if self.on_event and stream.started:
            told = self.on_event(self, socket, stream.started.stream_sid, event)
            if asyncio.iscoroutine(told):
                await told

    async def say(self, socket: web.WebSocketResponse, stream_sid: str, audio: bytes, mark: str) -> None:
        await socket.send_str(media_stream.media(stream_sid, audio))
        await socket.send_str(media_stream.mark(stream_sid, mark))

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        """Listens on a port of loopback; yields the server's address."""
        server = TestServer(self.app())
        await server.start_server()
        self.base = str(server.make_url("")).rstrip("/")
        if self.check is not None:
            self.check = SignatureCheck(TOKEN, self.base)
        try:
            yield self.base
        finally:
            await server.close()


def _xml(twiml: str) -> web.Response:
    return web.Response(text=twiml, content_type=webhooks.CONTENT_TYPE)
