"""The server as Twilio meets it: real sockets, a real database, the real models, and all that can be wrong."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

import aiohttp
import numpy as np
import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from prometheus_client import CollectorRegistry
from twilio.request_validator import RequestValidator

from scheduling import Rules, Scheduler
from scheduling.database import connect
from scheduling.notifications import NoticeRules
from scheduling.values import Actor, OpeningRequest
from voice_agent.assembly import Open, clock_ms, engines_of, opened, utc_now
from voice_agent.audio.vad import SileroModel
from voice_agent.calls.record import CallRecord
from voice_agent.calls.service import CallService, Parts
from voice_agent.calls.session import Engines
from voice_agent.calls.staff_queue import StaffQueue
from voice_agent.calls.store import CallStore
from voice_agent.commands.clinic import sample
from voice_agent.config import Settings
from voice_agent.metrics import Metrics
from voice_agent.server import STRAIGHT_TO_STAFF, Routing, TwilioRoutes, application
from voice_agent.simulator.call_log import CallLog, Ended
from voice_agent.simulator.caller import RecordedCaller, ScriptedCaller, ScriptLine
from voice_agent.simulator.fake_twilio import FakeTwilio, Staff
from voice_agent.simulator.mishaps import Mishaps
from voice_agent.simulator.webhook_client import Account, Address
from voice_agent.telephony.signature import SignatureCheck
from voice_agent.telephony.tokens import StreamTokens

pytestmark = [pytest.mark.models, pytest.mark.asyncio(loop_scope="session")]

AUTH = "an auth token for tests"
PUBLIC = "https://agent.example.org"
DESK = "+12125550100"
CALLER = "+14155550100"
SECRET = b"0123456789abcdef0123456789abcdef"
ROUTING = Routing(
    public_url=PUBLIC,
    transfer_number=None,
    queue="front-desk",
    straight_to_staff=False,
    max_calls=20,
    clinic_name="Riverside",
    emergency_number="911",
)


@dataclass(frozen=True, slots=True)
class Shared:
    """What takes long to load, once for all tests here."""

    stands: Open
    engines: Engines
    vad: SileroModel

    def service(self, parts: Parts | None = None) -> CallService:
        now, clock = utc_now, clock_ms
        clinic = self.stands.clinic
        return CallService(clinic, parts or self.stands.parts, now=now, clock=clock, engines=self.engines, vad=self.vad)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Shared]:
    settings = Settings(_env_file=None, staff_hours="always")  # type: ignore[call-arg]
    vad = SileroModel()
    async with (
        sample(settings, tmp_path_factory.mktemp("clinic"), utc_now) as fresh,
        opened(fresh) as stands,
        engines_of(fresh, stands.parts.names, vad) as engines,
    ):
        yield Shared(stands, engines, vad)


class Site:
    """A server that listens, and what a test needs to speak to it as Twilio does."""

    def __init__(
        self, url: str, http: aiohttp.ClientSession, service: CallService, registry: CollectorRegistry
    ) -> None:
        self.url, self.http, self.service, self._registry = url, http, service, registry
        self.store = service.parts.store

    def count(self, metric: str, **labels: str) -> float:
        return self._registry.get_sample_value(f"voice_agent_{metric}_total", labels) or 0.0

    async def post(self, path: str, form: dict[str, str], signature: str | None = None) -> tuple[int, str]:
        fields = {"CallSid": "CA1", "AccountSid": "AC1", "From": CALLER, "To": DESK, **form}
        signature = RequestValidator(AUTH).compute_signature(PUBLIC + path, fields) if signature is None else signature
        async with self.http.post(self.url + path, data=fields, headers={"X-Twilio-Signature": signature}) as response:
            return response.status, await response.text()

    def socket(self, signature: str | None = None) -> aiohttp.client._WSRequestContextManager:
        wss = "wss" + PUBLIC.removeprefix("https") + "/twilio/media"
        signature = RequestValidator(AUTH).compute_signature(wss, {}) if signature is None else signature
        return self.http.ws_connect(self.url + "/twilio/media", headers={"x-twilio-signature": signature})

    async def ring(
        self, caller: RecordedCaller | ScriptedCaller, *, mishaps: Mishaps = Mishaps(), staff: Staff = Staff()
    ) -> CallLog:
        account = Account(auth_token=AUTH)
        phone = FakeTwilio(self.http, Address(self.url, PUBLIC), Random(clock_ms()), account, staff, limit_s=60)
        return await phone.call(caller, mishaps=mishaps)


@asynccontextmanager
async def listening(
    service: CallService, routing: Routing = ROUTING, tokens: StreamTokens | None = None
) -> AsyncIterator[Site]:
    registry = CollectorRegistry()
    tokens = tokens or issuer()
    routes = TwilioRoutes(service, routing, tokens, SignatureCheck(AUTH, PUBLIC), Metrics(registry))
    async with TestServer(application(routes, registry)) as server, aiohttp.ClientSession() as http:
        yield Site(str(server.make_url("")).rstrip("/"), http, service, registry)


def issuer(clock: object = utc_now) -> StreamTokens:
    random = Random(clock_ms())
    return StreamTokens(SECRET, clock, lambda: f"{random.getrandbits(128):032x}")  # type: ignore[arg-type]


def quiet_caller(seconds: float) -> RecordedCaller:
    return RecordedCaller(np.zeros(int(8000 * seconds), np.float32), linger_ms=0)


async def greeted(
    socket: aiohttp.ClientWebSocketResponse, call_sid: str, parameters: dict[str, str], within_s: float = 20
) -> bool:
    """Begins a stream. Whether the agent speaks; False where the server closes instead."""
    audio = {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1}
    start = {"accountSid": "AC1", "streamSid": "MZ1", "callSid": call_sid, "tracks": ["inbound"], "mediaFormat": audio}
    await socket.send_str(json.dumps({"event": "connected", "protocol": "Call", "version": "1.0.0"}))
    header = {"event": "start", "sequenceNumber": "1", "streamSid": "MZ1"}
    await socket.send_str(json.dumps({**header, "start": {**start, "customParameters": parameters}}))
    async with asyncio.timeout(within_s):
        async for message in socket:
            if message.type is aiohttp.WSMsgType.TEXT and json.loads(message.data)["event"] == "media":
                return True
    return False


# --- who may speak to us


@pytest.mark.parametrize("path", ["voice", "after-stream", "after-staff", "wait", "status", "message"])
async def test_a_webhook_with_a_bad_signature_is_refused(shared: Shared, path: str) -> None:
    async with listening(shared.service()) as site:
        assert (await site.post(f"/twilio/{path}", {"CallSid": f"CA-bad-{path}"}, "bm90IHNpZ25lZA=="))[0] == 403
        assert (await site.post(f"/twilio/{path}", {"CallSid": f"CA-bad-{path}"}, ""))[0] == 403
        assert site.count("refused", why="signature") == 2
        assert site.count("calls", way="answered") == 0
        assert await site.store.find(f"CA-bad-{path}") is None


@pytest.mark.parametrize("signature", ["", "bm90IHNpZ25lZA=="])
async def test_a_handshake_with_a_bad_signature_is_refused(shared: Shared, signature: str) -> None:
    async with listening(shared.service()) as site:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await site.socket(signature)
        assert refused.value.status == 403
        assert site.count("refused", why="handshake") == 1


async def test_a_stream_begins_with_the_token_that_the_webhook_gave_and_but_once(shared: Shared) -> None:
    tokens = issuer()
    token = tokens.issue("CA-token")
    async with listening(shared.service(), tokens=tokens) as site:
        async with site.socket() as first:
            assert await greeted(first, "CA-token", {"token": token})
        async with site.socket() as second:
            assert not await greeted(second, "CA-token", {"token": token})
        assert site.count("refused", why="token") == 1


@pytest.mark.parametrize("token", ["", "nonsense", "another call's", "expired"])
async def test_a_stream_without_a_good_token_is_closed_and_no_call_begins(shared: Shared, token: str) -> None:
    tokens = issuer()
    given = {
        "another call's": tokens.issue("CA-other"),
        "expired": issuer(lambda: datetime.now(UTC) - timedelta(hours=1)).issue("CA-refused"),
    }.get(token, token)
    async with listening(shared.service(), tokens=tokens) as site, site.socket() as socket:
        assert not await greeted(socket, "CA-refused", {"token": given} if given else {})
        assert site.count("refused", why="token") == 1
        assert await site.store.find("CA-refused") is None


async def test_a_webhook_without_its_fields_is_answered_by_name_and_not_by_a_fault(shared: Shared) -> None:
    async with listening(shared.service()) as site:
        status, text = await site.post("/twilio/voice", {"CallSid": ""})
        assert (status, "CallSid" in text) == (400, True)


# --- where calls go


async def test_a_call_is_answered_with_the_disclosure_and_a_stream(shared: Shared) -> None:
    async with listening(shared.service()) as site:
        _, twiml = await site.post("/twilio/voice", {})
        assert "automated assistant" in twiml
        assert '<Stream url="wss://agent.example.org/twilio/media"' in twiml


async def test_the_setting_sends_calls_straight_to_staff(shared: Shared) -> None:
    async with listening(shared.service(), replace(ROUTING, straight_to_staff=True, transfer_number=DESK)) as site:
        _, twiml = await site.post("/twilio/voice", {})
        assert f"<Number>{DESK}</Number>" in twiml
        assert "Stream" not in twiml


async def test_the_switch_sends_calls_straight_to_staff_without_a_restart(shared: Shared) -> None:
    async with listening(shared.service()) as site:
        await site.store.set_switch(STRAIGHT_TO_STAFF, True)
        try:
            assert "<Enqueue" in (await site.post("/twilio/voice", {}))[1]
        finally:
            await site.store.set_switch(STRAIGHT_TO_STAFF, False)
        assert "<Stream" in (await site.post("/twilio/voice", {}))[1]


async def test_calls_past_the_limit_go_to_staff_until_a_line_is_free(shared: Shared) -> None:
    tokens = issuer()
    async with listening(shared.service(), replace(ROUTING, max_calls=1), tokens) as site:
        async with site.socket() as socket:
            assert await greeted(socket, "CA-first", {"token": tokens.issue("CA-first")})
            assert "<Enqueue" in (await site.post("/twilio/voice", {"CallSid": "CA-second"}))[1]
        await until(lambda: not site.service.active)
        assert "<Stream" in (await site.post("/twilio/voice", {"CallSid": "CA-third"}))[1]


@pytest.mark.parametrize(
    ("closing", "verb"),
    [({"kind": "end"}, "<Hangup"), ({"kind": "transfer"}, "<Enqueue"), (None, "<Stream")],
    ids=["said goodbye", "handed over", "dropped"],
)
async def test_what_follows_the_stream_is_what_the_call_decided(
    shared: Shared, closing: dict[str, str] | None, verb: str
) -> None:
    call_sid = f"CA-closed-{verb[1:]}"
    async with listening(shared.service()) as site:
        await site.store.begin(call_sid, CALLER)
        record = CallRecord(call_sid, utc_now())
        await site.store.save(record, state="{}", refs={}, closing=closing)
        assert verb in (await site.post("/twilio/after-stream", {"CallSid": call_sid}))[1]


async def test_a_call_that_nobody_knows_goes_to_staff(shared: Shared) -> None:
    async with listening(shared.service()) as site:
        twiml = (await site.post("/twilio/after-stream", {"CallSid": "CA-unknown"}))[1]
        assert "<Enqueue" in twiml
        assert "sorry" in twiml


@pytest.mark.parametrize(("result", "verb"), [("bridged", "<Hangup"), ("hangup", "<Hangup"), ("leave", "<Stream")])
async def test_what_follows_the_queue(shared: Shared, result: str, verb: str) -> None:
    async with listening(shared.service()) as site:
        assert verb in (await site.post("/twilio/after-staff", {"QueueResult": result}))[1]
        assert (await site.post("/twilio/after-staff", {"QueueResult": "no such thing"}))[0] == 400


# --- on the line


async def callbacks(site: Site, log: CallLog) -> list[tuple[str, str | None]]:
    waiting = await site.service.parts.staff.waiting()
    return [(item.kind, item.phone) for item in waiting if item.call_sid == log.call_sid and item.kind == "callback"]


@pytest.mark.timeout(120)
async def test_nobody_answers_the_transfer_so_the_agent_takes_a_callback(shared: Shared) -> None:
    person_then_yes = ScriptedCaller([ScriptLine("a person, please", keys="0"), ScriptLine("yes", keys="1")])
    async with listening(shared.service(), replace(ROUTING, transfer_number=DESK)) as site:
        log = await site.ring(person_then_yes, staff=Staff(answers=False))
        assert (log.dialled, log.streams) == (DESK, 2)
        assert await callbacks(site, log) == [("callback", CALLER)]
        stored = await site.store.find(log.call_sid)
        assert stored is not None
        assert stored.outcome == "callback"


@pytest.mark.timeout(120)
async def test_nobody_answers_a_call_sent_straight_to_staff_so_the_agent_takes_a_callback(shared: Shared) -> None:
    yes = ScriptedCaller([ScriptLine("yes", keys="1")])
    routing = replace(ROUTING, straight_to_staff=True, transfer_number=DESK)
    async with listening(shared.service(), routing) as site:
        log = await site.ring(yes, staff=Staff(answers=False))
        assert await callbacks(site, log) == [("callback", CALLER)]


async def test_after_staff_the_agent_knows_the_number_of_a_call_that_it_never_had(shared: Shared) -> None:
    async with listening(shared.service()) as site:
        twiml = (await site.post("/twilio/after-staff", {"CallSid": "CA-never", "QueueResult": "leave"}))[1]
        assert f'name="number" value="{CALLER}"' in twiml
        assert 'name="staff_unreachable"' in twiml


@pytest.mark.timeout(120)
async def test_a_stream_that_drops_is_taken_up_again(shared: Shared) -> None:
    async with listening(shared.service()) as site:
        log = await site.ring(quiet_caller(9), mishaps=Mishaps(drop_at_ms=4000))
        assert log.streams == 2
        assert log.ended is Ended.CALLER
        assert site.count("calls", way="reconnected") == 1
        stored = await site.store.find(log.call_sid)
        assert stored is not None
        assert stored.streams == 2


@pytest.mark.timeout(120)
async def test_frames_that_are_wrong_are_counted_and_the_call_goes_on(shared: Shared) -> None:
    async with listening(shared.service()) as site:
        log = await site.ring(quiet_caller(6), mishaps=Mishaps(malformed=20, unknown=15, repeated=25))
        await until(lambda: not site.service.active)
        assert site.count("bad_frames", fault="not_json") > 0
        assert site.count("bad_frames", fault="duplicate") > 0
        assert (log.streams, log.ended, log.errors) == (1, Ended.CALLER, [])
        assert float(np.abs(log.agent_heard).max()) > 0.1


@pytest.mark.timeout(120)
async def test_an_oversized_frame_is_counted_and_the_call_goes_on(shared: Shared) -> None:
    async with listening(shared.service()) as site:
        log = await site.ring(quiet_caller(6), mishaps=Mishaps(oversized=100))
        await until(lambda: not site.service.active)
        assert site.count("bad_frames", fault="oversized") > 0
        assert (log.streams, log.ended, log.errors) == (1, Ended.CALLER, [])


async def test_a_hang_up_frees_what_the_call_held(shared: Shared) -> None:
    tokens, scheduler, names = issuer(), shared.stands.parts.scheduler, shared.stands.parts.names
    request = OpeningRequest(visit_type_id=names.visit_type("Vaccination").id)
    [opening, *_] = (await scheduler.find(request)).openings
    async with listening(shared.service(), tokens=tokens) as site:
        async with site.socket() as socket:
            assert await greeted(socket, "CA-held", {"token": tokens.issue("CA-held")})
            await scheduler.hold(opening, owner="CA-held", actor=Actor("call", "CA-held"))
            assert opening not in (await scheduler.find(request)).openings
        await until(lambda: not site.service.active)
    assert opening in (await scheduler.find(request)).openings
    assert await scheduler.release("CA-held") == 0


# --- the database is away


@asynccontextmanager
async def without_database(shared: Shared, port: int) -> AsyncIterator[CallService]:
    """The same service, its database a PostgreSQL that is not there."""
    database = connect(f"postgresql+asyncpg://voice@127.0.0.1:{port}/none")
    parts = replace(
        shared.stands.parts,
        scheduler=Scheduler(database, utc_now, Rules(), NoticeRules()),
        store=CallStore(database, utc_now),
        staff=StaffQueue(database, utc_now),
    )
    try:
        yield shared.service(parts)
    finally:
        await database.close()


async def test_without_a_database_calls_go_to_staff(shared: Shared, unused_tcp_port: int) -> None:
    async with without_database(shared, unused_tcp_port) as service, listening(service) as site:
        assert "<Enqueue" in (await site.post("/twilio/voice", {}))[1]
        twiml = (await site.post("/twilio/after-stream", {}))[1]
        assert "sorry" in twiml
        assert "<Enqueue" in twiml


async def test_a_database_lost_before_the_stream_ends_it_so_that_staff_are_asked(
    shared: Shared, unused_tcp_port: int
) -> None:
    tokens = issuer()
    async with (
        without_database(shared, unused_tcp_port) as service,
        listening(service, tokens=tokens) as site,
        site.socket() as socket,
    ):
        assert not await greeted(socket, "CA-lost", {"token": tokens.issue("CA-lost")})


async def test_without_database_and_staff_the_caller_hears_so_and_is_not_sent_round(
    shared: Shared, unused_tcp_port: int
) -> None:
    async with without_database(shared, unused_tcp_port) as service, listening(service) as site:
        status, twiml = await site.post("/twilio/after-staff", {"QueueResult": "leave"})
        assert status == 200
        assert "9 1 1" in twiml
        assert "<Hangup" in twiml


# --- texts, calendars, health


async def test_stop_is_obeyed_and_start_takes_it_back(shared: Shared) -> None:
    database = shared.stands.parts.scheduler.database

    async def stopped() -> int:
        query = "SELECT count(*) FROM opt_outs WHERE phone = '+12125550111'"
        return await database.read(lambda c: int(c.exec_driver_sql(query).scalar_one()))

    async with listening(shared.service()) as site:
        for body, count in (("Stop", 1), ("hello", 1), ("START", 0)):
            status, twiml = await site.post("/twilio/message", {"From": "+12125550111", "Body": body})
            assert (status, "<Message" in twiml) == (200, False)
            assert await stopped() == count


async def test_health_and_metrics_answer_and_unknown_calendars_do_not(shared: Shared) -> None:
    async with listening(shared.service()) as site:
        for path, status in (("/health", 200), ("/metrics", 200), ("/calendar/guessed.ics", 404)):
            async with site.http.get(site.url + path) as response:
                assert response.status == status
                assert CALLER not in await response.text()


async def until(holds: object, within_s: float = 10) -> None:
    async with asyncio.timeout(within_s):
        while not holds():  # type: ignore[operator]
            await asyncio.sleep(0.02)
