"""The server as Twilio meets it: real HTTP, a real websocket, signatures, tokens, and what goes wrong on a line."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping

import aiohttp
import pytest
import pytest_asyncio
from twilio.request_validator import RequestValidator

from tests.calls.conftest import PUBLIC, TOKEN
from voice_agent.commands.serve import Running
from voice_agent.server import AFTER_STAFF, AFTER_STREAM, MEDIA, MESSAGE, STATUS, STRAIGHT_TO_STAFF, VOICE, WAIT
from voice_agent.simulator import twiml

pytestmark = [pytest.mark.models, pytest.mark.asyncio(loop_scope="session")]

FORM = {"CallSid": "CA" + "1" * 32, "AccountSid": "AC" + "0" * 32, "From": "+12125550199", "To": "+12125550100"}


@pytest_asyncio.fixture(loop_scope="session")
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def signature(path: str, form: Mapping[str, str], base: str = PUBLIC) -> dict[str, str]:
    return {"X-Twilio-Signature": RequestValidator(TOKEN).compute_signature(base + path, dict(form))}


async def ask(server: Running, http: aiohttp.ClientSession, path: str, **fields: str) -> tuple[twiml.Verb, ...]:
    form = FORM | fields
    async with http.post(server.url + path, data=form, headers=signature(path, form)) as answer:
        assert answer.status == 200
        return twiml.parse(await answer.text())


async def stream_of(server: Running, http: aiohttp.ClientSession, call_sid: str) -> twiml.Stream:
    verbs = await ask(server, http, VOICE, CallSid=call_sid)
    return next(verb for verb in verbs if isinstance(verb, twiml.Stream))


async def open_stream(server: Running, http: aiohttp.ClientSession, call_sid: str, parameters: dict[str, str]):  # type: ignore[no-untyped-def]
    socket = await http.ws_connect(server.url + MEDIA, headers=signature(MEDIA, {}, "wss" + PUBLIC[5:]))
    await socket.send_str(json.dumps({"event": "connected", "protocol": "Call", "version": "1.0.0"}))
    start = {
        "accountSid": FORM["AccountSid"],
        "streamSid": "MZ1",
        "callSid": call_sid,
        "tracks": ["inbound"],
        "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
        "customParameters": parameters,
    }
    await socket.send_str(json.dumps({"event": "start", "sequenceNumber": "1", "streamSid": "MZ1", "start": start}))
    return socket


@pytest.mark.parametrize("path", [VOICE, AFTER_STREAM, AFTER_STAFF, WAIT, STATUS, MESSAGE])
async def test_an_unsigned_webhook_is_refused(server: Running, http: aiohttp.ClientSession, path: str) -> None:
    for headers in ({}, {"X-Twilio-Signature": "forged"}, signature(path, FORM, "https://elsewhere.example.org")):
        async with http.post(server.url + path, data=FORM, headers=headers) as answer:
            assert answer.status == 403


async def test_an_unsigned_handshake_is_refused_and_nothing_is_loaded(
    server: Running, http: aiohttp.ClientSession
) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await http.ws_connect(server.url + MEDIA)
    assert refused.value.status == 403
    assert server.service.active == set()


async def test_a_call_is_answered_with_disclosure_and_a_stream(server: Running, http: aiohttp.ClientSession) -> None:
    verbs = await ask(server, http, VOICE, CallSid="CA" + "2" * 32)
    said = next(verb for verb in verbs if isinstance(verb, twiml.Say))
    stream = next(verb for verb in verbs if isinstance(verb, twiml.Stream))
    assert "automated assistant" in said.text
    assert stream.url == "wss" + PUBLIC[5:] + MEDIA
    assert stream.action == PUBLIC + AFTER_STREAM
    assert set(stream.parameters) == {"token", "number"}


async def test_a_webhook_without_its_fields_is_told_so(server: Running, http: aiohttp.ClientSession) -> None:
    form = {"From": "+12125550199"}
    async with http.post(server.url + VOICE, data=form, headers=signature(VOICE, form)) as answer:
        assert answer.status == 400
        assert "CallSid" in await answer.text()


@pytest.mark.parametrize("token", [None, "forged", "another call's"])
async def test_a_stream_without_its_token_is_closed(
    server: Running, http: aiohttp.ClientSession, token: str | None
) -> None:
    if token == "another call's":
        token = (await stream_of(server, http, "CA" + "3" * 32)).parameters["token"]
    socket = await open_stream(server, http, "CA" + "4" * 32, {"token": token} if token else {})
    assert (await socket.receive(timeout=5)).type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)
    assert server.service.active == set()


async def test_a_token_opens_one_stream(server: Running, http: aiohttp.ClientSession) -> None:
    call_sid = "CA" + "5" * 32
    stream = await stream_of(server, http, call_sid)
    first = await open_stream(server, http, call_sid, dict(stream.parameters))
    greeting = json.loads((await first.receive(timeout=10)).data)
    assert greeting["event"] == "media"
    second = await open_stream(server, http, call_sid, dict(stream.parameters))
    assert (await second.receive(timeout=5)).type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)
    await first.close()


async def test_nonsense_on_the_line_does_not_end_a_call(server: Running, http: aiohttp.ClientSession) -> None:
    call_sid = "CA" + "6" * 32
    stream = await stream_of(server, http, call_sid)
    socket = await open_stream(server, http, call_sid, dict(stream.parameters))
    for frame in ("", "not json", "[]", '{"event":"media"}', '{"event":"ghost"}', "\ud83d", "x" * 400_000):
        await socket.send_str(frame.encode("utf-8", "replace").decode())
    await socket.send_bytes(b"\xff\xfe")
    await socket.send_str(json.dumps({"event": "dtmf", "streamSid": "MZ1", "dtmf": {"digit": "0"}}))
    await socket.send_str(json.dumps({"event": "stop", "streamSid": "MZ1", "stop": {"callSid": call_sid}}))
    while (message := await socket.receive(timeout=10)).type is aiohttp.WSMsgType.TEXT:
        continue
    assert message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)
    stored = await server.service.parts.store.find(call_sid)
    assert stored is not None
    assert stored.ended_at is not None


async def test_a_dropped_stream_is_taken_up_again(server: Running, http: aiohttp.ClientSession) -> None:
    call_sid = "CA" + "7" * 32
    stream = await stream_of(server, http, call_sid)
    socket = await open_stream(server, http, call_sid, dict(stream.parameters))
    await socket.receive(timeout=10)
    await socket.close()
    again = next(v for v in await ask(server, http, AFTER_STREAM, CallSid=call_sid) if isinstance(v, twiml.Stream))
    assert again.parameters["token"] != stream.parameters["token"]


async def test_a_call_that_nobody_knows_goes_to_staff(server: Running, http: aiohttp.ClientSession) -> None:
    verbs = await ask(server, http, AFTER_STREAM, CallSid="CA" + "8" * 32)
    assert any(isinstance(verb, twiml.Enqueue) for verb in verbs)
    assert any(isinstance(verb, twiml.Say) for verb in verbs)


async def test_nobody_at_the_front_desk_leads_back_to_the_agent(server: Running, http: aiohttp.ClientSession) -> None:
    verbs = await ask(server, http, AFTER_STAFF, CallSid="CA" + "7" * 32, QueueResult="leave")
    stream = next(verb for verb in verbs if isinstance(verb, twiml.Stream))
    assert stream.parameters["staff_unreachable"] == "1"
    verbs = await ask(server, http, AFTER_STAFF, CallSid="CA" + "7" * 32, QueueResult="bridged")
    assert verbs == (twiml.Hangup(),)


async def test_who_waits_hears_what_to_do_in_an_emergency_and_is_let_go_in_time(
    server: Running, http: aiohttp.ClientSession
) -> None:
    said, _ = await ask(server, http, WAIT, QueueTime="10")
    assert isinstance(said, twiml.Say)
    assert "9 1 1" in said.text
    assert twiml.Leave() in await ask(server, http, WAIT, QueueTime="200")


async def test_the_switch_sends_the_next_call_to_staff(server: Running, http: aiohttp.ClientSession) -> None:
    store = server.service.parts.store
    await store.set_switch(STRAIGHT_TO_STAFF, True)
    try:
        verbs = await ask(server, http, VOICE, CallSid="CA" + "9" * 32)
        assert any(isinstance(verb, twiml.Enqueue) for verb in verbs)
        assert not any(isinstance(verb, twiml.Stream) for verb in verbs)
    finally:
        await store.set_switch(STRAIGHT_TO_STAFF, False)
    assert await stream_of(server, http, "CA" + "9" * 32)


async def test_health_and_metrics(server: Running, http: aiohttp.ClientSession) -> None:
    async with http.get(server.url + "/health") as answer:
        assert answer.status == 200
    async with http.get(server.url + "/metrics") as answer:
        text = await answer.text()
    assert 'voice_agent_refused_total{why="signature"}' in text
    assert "+1212555" not in text


async def test_an_unknown_calendar_is_not_there(server: Running, http: aiohttp.ClientSession) -> None:
    async with http.get(server.url + "/calendar/guess.ics") as answer:
        assert answer.status == 404
