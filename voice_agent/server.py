"""The HTTP and websocket server that Twilio talks to: a thin shell around `CallService`."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from aiohttp import web
from prometheus_client import CollectorRegistry, generate_latest

from scheduling import ical, outbox
from scheduling.values import Actor, NotFound
from voice_agent.calls.service import CallService
from voice_agent.metrics import Metrics
from voice_agent.stream_door import NUMBER, UNREACHABLE, StreamDoor
from voice_agent.telephony import webhooks
from voice_agent.telephony.handoff import Signal, dial_signal, queue_signal
from voice_agent.telephony.signature import SignatureCheck, websocket_base
from voice_agent.telephony.tokens import PARAMETER, StreamTokens

log = logging.getLogger(__name__)

VOICE = "/twilio/voice"
AFTER_STREAM = "/twilio/after-stream"
AFTER_STAFF = "/twilio/after-staff"
WAIT = "/twilio/wait"
MEDIA = "/twilio/media"
STATUS = "/twilio/status"
MESSAGE = "/twilio/message"
CALENDAR = "/calendar/{secret}.ics"
STRAIGHT_TO_STAFF = "straight_to_staff"
MOST_STREAMS = 4
"""A line that drops more often goes to staff."""


@dataclass(frozen=True, slots=True)
class Routing:
    """Where calls go. `public_url` as Twilio reaches us; None: as the request says (loopback only)."""

    public_url: str | None
    transfer_number: str | None
    queue: str
    straight_to_staff: bool
    max_calls: int
    clinic_name: str
    emergency_number: str
    recorded: bool = False


class TwilioRoutes:
    """The handlers. `check` is None where signatures are not checked (loopback without a token)."""

    def __init__(
        self,
        service: CallService,
        routing: Routing,
        tokens: StreamTokens,
        check: SignatureCheck | None,
        metrics: Metrics,
    ) -> None:
        self._service = service
        self._routing = routing
        self._tokens = tokens
        self._check = check
        self._metrics = metrics
        self._stream = StreamDoor(service, tokens, check, metrics)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post(VOICE, self._webhook(self._voice)),
            web.post(AFTER_STREAM, self._webhook(self._after_stream)),
            web.post(AFTER_STAFF, self._webhook(self._after_staff)),
            web.post(WAIT, self._webhook(self._wait)),
            web.post(STATUS, self._webhook(self._status)),
            web.post(MESSAGE, self._webhook(self._message)),
            web.get(CALENDAR, self._calendar),
            web.get(MEDIA, self._stream.handle),
        ]

    def _webhook(
        self, answer: Callable[[web.Request, Mapping[str, str]], Awaitable[str]]
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        """A signed form in, TwiML out. A bad signature is refused before anything is looked at."""

        async def handle(request: web.Request) -> web.Response:
            form = {name: str(value) for name, value in (await request.post()).items()}
            signature = request.headers.get("X-Twilio-Signature")
            if self._check is not None and not self._check.webhook(request.path_qs, form, signature):
                self._metrics.refused.labels("signature").inc()
                return web.Response(status=403, text="The signature does not match.")
            try:
                twiml = await answer(request, form)
            except webhooks.WebhookError as error:
                self._metrics.refused.labels("webhook").inc()
                return web.Response(status=400, text=str(error))
            return web.Response(text=twiml, content_type=webhooks.CONTENT_TYPE)

        return handle

    # --- webhooks

    async def _voice(self, request: web.Request, form: Mapping[str, str]) -> str:
        call = webhooks.incoming_call(form)
        routing, service = self._routing, self._service
        if routing.straight_to_staff or await self._switched():
            self._metrics.calls.labels("straight_to_staff").inc()
            return self._staff(request, say=None)
        if len(service.active) >= routing.max_calls:
            self._metrics.calls.labels("full").inc()
            return self._staff(request, say=f"Thank you for calling {routing.clinic_name}. One moment, please.")
        self._metrics.calls.labels("answered").inc()
        disclosure = f"Thank you for calling {routing.clinic_name}. You are speaking with an automated assistant."
        if routing.recorded:
            disclosure += " This call may be recorded."
        return self._connect(request, call.call_sid, {NUMBER: call.caller}, say=disclosure)

    async def _switched(self) -> bool:
        """The switch that needs no restart. If the database is away, so is the calendar: staff."""
        try:
            return await self._service.parts.store.switch(STRAIGHT_TO_STAFF)
        except Exception as error:
            log.error("the switches cannot be read: %s", type(error).__name__)
            return True

    async def _after_stream(self, request: web.Request, form: Mapping[str, str]) -> str:
        """The stream is closed: what was decided in the call follows; if nothing was, the line has dropped."""
        call_sid = webhooks.call_sid_of(form)
        try:
            stored = await self._service.parts.store.find(call_sid)
        except Exception as error:
            log.error("a call cannot be looked up: %s", type(error).__name__)
            return self._staff(request, say=_SORRY)
        match (stored.closing or {}).get("kind") if stored else "unknown":
            case "end":
                return webhooks.hang_up()
            case "transfer":
                return self._staff(request, say=None)
            case None if stored and stored.streams < MOST_STREAMS:
                self._metrics.calls.labels("reconnected").inc()
                return self._connect(request, call_sid, {NUMBER: stored.caller_number or ""})
            case _:
                return self._staff(request, say=_SORRY)

    async def _after_staff(self, request: web.Request, form: Mapping[str, str]) -> str:
        """The wait for staff is over, one way or another. Nobody there: the agent takes a callback."""
        call_sid = webhooks.call_sid_of(form)
        if "QueueResult" in form:
            signal = queue_signal(webhooks.queue_result_of(form))
        else:
            signal = dial_signal(webhooks.dial_result_of(form))
        if signal is not Signal.NOT_ANSWERED:
            return webhooks.hang_up()
        if not await self._answers():  # a callback could not be kept, and staff were asked already
            return webhooks.hang_up(say=f"{_NOBODY} If this is an emergency, dial {self._spelled_emergency_number}.")
        return self._connect(request, call_sid, {NUMBER: webhooks.caller_of(form), UNREACHABLE: "1"})

    async def _answers(self) -> bool:
        """Whether the database does."""
        try:
            await self._service.parts.store.switch(STRAIGHT_TO_STAFF)
        except Exception as error:
            log.error("no callback can be taken: %s", type(error).__name__)
            return False
        return True

    @property
    def _spelled_emergency_number(self) -> str:
        return " ".join(self._routing.emergency_number)

    async def _wait(self, request: web.Request, form: Mapping[str, str]) -> str:
        """What is heard in the queue. After some minutes the agent offers a callback."""
        waited = int(form["QueueTime"]) if form.get("QueueTime", "").isdigit() else 0
        notice = (
            f"You are in line for our staff. If this is an emergency, hang up and dial "
            f"{self._spelled_emergency_number}."
        )
        return webhooks.waiting(notice, pause_s=15, give_up=waited >= 180)

    async def _status(self, request: web.Request, form: Mapping[str, str]) -> str:
        """Twilio tells how a call went. The stream has told us already; it is only counted."""
        webhooks.call_sid_of(form)
        self._metrics.statuses.labels(form.get("CallStatus", "unknown")[:20]).inc()
        return webhooks.nothing()

    async def _message(self, request: web.Request, form: Mapping[str, str]) -> str:
        """A text that a patient sent: STOP and START are obeyed."""
        scheduler, now = self._service.parts.scheduler, self._service.now()
        phone, reply = form.get("From", ""), form.get("Body", "")
        await scheduler.database.write(
            lambda c: outbox.receive(c, phone=phone, reply=reply, now=now, actor=Actor("system", "texts"))
        )
        return webhooks.nothing()

    async def _calendar(self, request: web.Request) -> web.Response:
        """A provider's calendar, for whoever knows its secret address."""
        scheduler, now = self._service.parts.scheduler, self._service.now()
        secret = request.match_info["secret"]
        try:
            text = await scheduler.database.write(lambda connection: ical.feed(connection, secret, now=now))
        except NotFound:
            return web.Response(status=404)
        return web.Response(body=text, content_type="text/calendar", charset="utf-8")

    def _connect(
        self, request: web.Request, call_sid: str, parameters: Mapping[str, str], *, say: str | None = None
    ) -> str:
        base = self._base(request)
        parameters = {PARAMETER: self._tokens.issue(call_sid), **{k: v for k, v in parameters.items() if v}}
        return webhooks.connect(websocket_base(base) + MEDIA, base + AFTER_STREAM, parameters, say=say)

    def _staff(self, request: web.Request, *, say: str | None) -> str:
        base = self._base(request)
        if self._routing.transfer_number:
            return webhooks.dial(self._routing.transfer_number, base + AFTER_STAFF, say=say)
        return webhooks.enqueue(self._routing.queue, base + AFTER_STAFF, base + WAIT, say=say)

    def _base(self, request: web.Request) -> str:
        return (self._routing.public_url or f"http://{request.host}").rstrip("/")


_NOBODY = "I am sorry, nobody can take your call right now. Please call again later."
_SORRY = "I am sorry, our assistant has a problem. I am connecting you with our staff."


def application(routes: TwilioRoutes, registry: CollectorRegistry) -> web.Application:
    """The whole application: Twilio's routes, `/health` and `/metrics`."""

    async def health(request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def metrics(request: web.Request) -> web.Response:
        return web.Response(body=generate_latest(registry), content_type="text/plain")

    app = web.Application(client_max_size=256 * 1024)
    app.add_routes([*routes.routes(), web.get("/health", health), web.get("/metrics", metrics)])
    return app
