"""Whole calls between the fake phone company and a small server, over real sockets."""

import json
from collections.abc import AsyncIterator
from random import Random

import aiohttp
import numpy as np
import pytest
from aiohttp import web

from tests.simulator.small_agent import TOKEN, TONE, SmallAgent
from voice_agent.audio import mulaw
from voice_agent.simulator.call_log import CallLog, Ended
from voice_agent.simulator.caller import RecordedCaller, ScriptedCaller, ScriptLine
from voice_agent.simulator.fake_twilio import FakeTwilio, Staff
from voice_agent.simulator.mishaps import Mishaps
from voice_agent.simulator.webhook_client import Account, Address
from voice_agent.telephony import media_stream, webhooks
from voice_agent.telephony.media_stream import BadFrame, Event, Fault, Mark, Media, Started, Stopped
from voice_agent.telephony.signature import SignatureCheck

VOICE = np.sin(np.arange(4000, dtype=np.float32) * 0.3).astype(np.float32) * np.float32(0.3)


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def ring(
    agent: SmallAgent,
    http: aiohttp.ClientSession,
    *,
    caller: RecordedCaller | ScriptedCaller | None = None,
    auth_token: str | None = None,
    staff: Staff = Staff(),
    mishaps: Mishaps = Mishaps(),
    limit_s: float = 20,
    status_path: str | None = None,
) -> CallLog:
    async with agent.serving() as base:
        address = Address(base, status_path=status_path)
        account = Account(auth_token=auth_token)
        phone = FakeTwilio(http, address, Random(1), account, staff, limit_s)
        return await phone.call(caller or RecordedCaller(VOICE, linger_ms=200), mishaps=mishaps)


def close_at_greeting(agent: SmallAgent, socket: web.WebSocketResponse, sid: str, event: Event | BadFrame) -> object:
    return socket.close() if isinstance(event, Mark) and event.name == "greeting" else None


async def test_the_caller_is_heard_the_greeting_comes_back_and_both_are_recorded(http: aiohttp.ClientSession) -> None:
    agent = SmallAgent()
    log = await ring(agent, http)
    assert isinstance(agent.events[0], media_stream.Connected)
    started = agent.events[1]
    assert isinstance(started, Started)
    assert started.parameters == {"call": log.call_sid}
    assert isinstance(agent.events[-1], Stopped)
    assert agent.heard.startswith(mulaw.encode(mulaw.to_pcm(VOICE)))
    assert agent.marks == ["greeting"]
    assert not agent.streams[0].faults
    assert (log.ended, log.errors, log.verbs) == (Ended.CALLER, [], ["stream"])
    caller, heard = log.recording.channels()
    assert np.allclose(caller[:4000], VOICE, atol=0.02)
    tone = mulaw.to_float(mulaw.decode(agent.greeting))
    onset = int(np.argmax(np.abs(heard) > 0.1))
    assert np.array_equal(heard[onset : onset + tone.size], tone)
    assert log.marks_played == 1


async def test_the_server_closes_and_the_action_says_what_follows(http: aiohttp.ClientSession) -> None:
    agent = SmallAgent(on_event=close_at_greeting)
    log = await ring(agent, http, status_path="/twilio/status")
    assert (log.ended, log.verbs, log.errors) == (Ended.AGENT, ["stream", "hangup"], [])
    assert [form["CallStatus"] for form in agent.forms] == ["ringing", "in-progress", "completed"]


@pytest.mark.parametrize("answers", [True, False])
async def test_a_transfer_waits_in_the_queue_until_somebody_takes_it_or_nobody_does(
    http: aiohttp.ClientSession, answers: bool
) -> None:
    agent = SmallAgent(
        on_event=close_at_greeting, waits=[webhooks.waiting("Hold."), webhooks.waiting("Sorry.", give_up=True)]
    )
    async with agent.serving() as base:
        agent.after = [
            webhooks.enqueue("staff", base + "/twilio/after-stream", base + "/twilio/wait"),
            webhooks.hang_up(),
        ]
        phone = FakeTwilio(http, Address(base), Random(1), staff=Staff(answers=answers))
        log = await phone.call(RecordedCaller(VOICE))
    assert log.queue == "staff"
    assert agent.forms[-1]["QueueResult"] == ("bridged" if answers else "leave")
    assert log.said == (["Hold."] if answers else ["Hold.", "Sorry."])
    assert log.ended is (Ended.BRIDGED if answers else Ended.AGENT)
    assert log.errors == []


async def test_an_unanswered_dial_goes_on_with_the_action(http: aiohttp.ClientSession) -> None:
    agent = SmallAgent(on_event=close_at_greeting)
    agent.after = [
        webhooks.dial("+14155550122", "/twilio/after-stream"),
        webhooks.hang_up(say="We will ring you back."),
    ]
    log = await ring(agent, http, staff=Staff(answers=False))
    assert log.dialled == "+14155550122"
    assert agent.forms[-1]["DialCallStatus"] == "no-answer"
    assert (log.said, log.ended) == (["We will ring you back."], Ended.AGENT)


async def test_a_cut_connection_is_followed_by_a_reconnect_on_the_same_time_line(http: aiohttp.ClientSession) -> None:
    agent = SmallAgent()
    async with agent.serving() as base:
        agent.after = [
            webhooks.connect("ws" + base[4:] + "/twilio/media", base + "/twilio/after-stream", {"resumed": "1"})
        ]
        phone = FakeTwilio(http, Address(base), Random(1))
        log = await phone.call(RecordedCaller(np.tile(VOICE, 2), linger_ms=100), mishaps=Mishaps(drop_at_ms=300))
    starts = [event for event in agent.events if isinstance(event, Started)]
    assert [start.parameters for start in starts] == [{"call": log.call_sid}, {"resumed": "1"}]
    assert starts[0].call_sid == starts[1].call_sid
    assert starts[0].stream_sid != starts[1].stream_sid
    assert (log.streams, log.ended) == (2, Ended.CALLER)
    assert log.recording.channels()[0].size >= 8000 * (0.3 + 0.7)


async def test_signed_webhooks_and_handshakes_pass_and_unsigned_ones_do_not(http: aiohttp.ClientSession) -> None:
    signed = SmallAgent(check=SignatureCheck(TOKEN, "http://placeholder"))
    log = await ring(signed, http, auth_token=TOKEN)
    assert (signed.refused, log.ended, log.errors) == (0, Ended.CALLER, [])
    unsigned = SmallAgent(check=SignatureCheck(TOKEN, "http://placeholder"))
    log = await ring(unsigned, http, auth_token="another")
    assert (unsigned.refused, log.ended) == (1, Ended.REJECTED)
    assert "403" in log.errors[0]


async def test_behind_a_proxy_the_public_address_is_signed_and_the_real_one_reached(
    http: aiohttp.ClientSession,
) -> None:
    agent = SmallAgent()
    async with agent.serving() as base:
        agent.base = "https://agent.example.org/clinic"
        agent.check = SignatureCheck(TOKEN, agent.base)
        address = Address(base, public_url=agent.base)
        phone = FakeTwilio(http, address, Random(1), Account(auth_token=TOKEN))
        log = await phone.call(RecordedCaller(VOICE, linger_ms=100))
    assert (agent.refused, log.ended, log.errors) == (0, Ended.CALLER, [])
    assert agent.marks == ["greeting"]


async def test_a_clear_stops_the_sound_and_flushes_the_marks(http: aiohttp.ClientSession) -> None:
    def interrupt(agent: SmallAgent, socket: web.WebSocketResponse, sid: str, event: Event | BadFrame) -> object:
        return socket.send_str(media_stream.clear(sid)) if isinstance(event, Media) and event.chunk == 20 else None

    agent = SmallAgent(greeting=TONE * 500, on_event=interrupt)
    log = await ring(agent, http)
    assert (log.clears, log.marks_flushed, log.marks_played) == (1, 1, 0)
    heard = np.flatnonzero(np.abs(log.agent_heard) > 0.1)
    assert 0 < heard.size < 8000
    assert log.flushed_ms > 9000


async def test_every_mishap_is_survived_counted_and_named(http: aiohttp.ClientSession) -> None:
    agent = SmallAgent()
    mishaps = Mishaps(malformed=7, unknown=11, repeated=5, swapped=6, missing=13, oversized=17)
    await ring(agent, http, mishaps=mishaps, caller=RecordedCaller(np.tile(VOICE, 2), linger_ms=100))
    (stream,) = agent.streams
    assert set(stream.faults) == {Fault.NOT_JSON, Fault.DUPLICATE, Fault.OVERSIZED}
    assert stream.unknown > 0
    assert stream.lost_chunks > 0
    chunks = [event.chunk for event in agent.events if isinstance(event, Media) and event.chunk]
    assert chunks == sorted(set(chunks))


async def test_keys_come_through(http: aiohttp.ClientSession) -> None:
    agent = SmallAgent()
    caller = ScriptedCaller([ScriptLine("", keys="0#", pause_ms=100)], linger_ms=200)
    await ring(agent, http, caller=caller)
    assert agent.keys == "0#"


async def test_a_call_without_an_end_is_ended_by_the_limit(http: aiohttp.ClientSession) -> None:
    log = await ring(SmallAgent(), http, caller=RecordedCaller(VOICE, linger_ms=60_000), limit_s=0.6)
    assert log.ended is Ended.LIMIT


async def test_what_the_server_sends_wrongly_is_told(http: aiohttp.ClientSession) -> None:
    async def spoil(agent: SmallAgent, socket: web.WebSocketResponse, sid: str, event: Event | BadFrame) -> None:
        if isinstance(event, Started):
            await socket.send_bytes(b"audio")
            await socket.send_str("{")
            await socket.send_str(media_stream.mark("MZ-other", "x"))
            await socket.send_str(media_stream.media(sid, b"RIFF----WAVE"))
            await socket.send_str(json.dumps({"event": "dance", "streamSid": sid}))

    log = await ring(SmallAgent(on_event=spoil), http)
    assert [error.removeprefix("31924 the server sent ") for error in log.errors] == [
        "a binary frame",
        "a frame that cannot be read (JSONDecodeError)",
        "a frame for another stream",
        "audio with a file header",
        "an event that is none",
    ]


async def test_nobody_listens(http: aiohttp.ClientSession) -> None:
    phone = FakeTwilio(http, Address("http://127.0.0.1:9"), Random(1))
    log = await phone.call(RecordedCaller(VOICE))
    assert log.ended is Ended.REJECTED
    assert "not reached" in log.errors[0]
