"""Twilio, as far as a voice agent can see it: signed webhooks, TwiML carried out, media streams, queue and dial.

It rings the real server over real sockets, and does what the answers say until the call is over.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from random import Random
from urllib.parse import urljoin

import aiohttp
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidHandshake, InvalidURI

from voice_agent.simulator import twiml
from voice_agent.simulator.call_log import CallLog, Ended, Noted
from voice_agent.simulator.caller import Caller
from voice_agent.simulator.line import ClearLine, Line
from voice_agent.simulator.media_client import MediaClient, StreamEnd, StreamIds
from voice_agent.simulator.mishaps import Mishaps
from voice_agent.simulator.webhook_client import Account, Address, WebhookClient, WebhookFailedError

_MOST_HOPS = 20
_SPEECH_CHARS_PER_S = 15


@dataclass(frozen=True, slots=True)
class Staff:
    """Whether somebody takes transferred calls, after how many rounds of the waiting notice, and how many of them a
    caller bears."""

    answers: bool = True
    after_rounds: int = 1
    patience_rounds: int = 5


@dataclass(frozen=True, slots=True)
class Ringing:
    """Who rings whom."""

    caller: str = "+14155550100"
    called: str = "+14155550111"


@dataclass(frozen=True, slots=True)
class _Next:
    """The address that the phone company asks next, with the fields beyond the usual."""

    url: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class FakeTwilio:
    """Places calls. `http` makes the webhook requests, `random` the ids. limit_s: the longest call; then the caller
    hangs up."""

    http: aiohttp.ClientSession
    address: Address
    random: Random
    account: Account = field(default_factory=Account)
    staff: Staff = Staff()
    limit_s: float = 300

    async def call(
        self,
        caller: Caller,
        *,
        line: Line | None = None,
        ringing: Ringing = Ringing(),
        mishaps: Mishaps = Mishaps(),
        log: CallLog | None = None,
    ) -> CallLog:
        """Rings, does as told, and returns when the call is over. `log`: filled meanwhile, for who watches. Never
        raises for what the server does: that is in the log's `errors`."""
        book = log if log is not None else CallLog(self.new_sid("CA"))
        await _Call(self, caller, line or ClearLine(), ringing, mishaps, book).run()
        return book

    def new_sid(self, prefix: str) -> str:
        return f"{prefix}{self.random.getrandbits(128):032x}"


class _Call:
    """One call in the course of being carried out."""

    def __init__(
        self, phone: FakeTwilio, caller: Caller, line: Line, ringing: Ringing, mishaps: Mishaps, log: CallLog
    ) -> None:
        self._phone, self._caller, self._line = phone, caller, line
        self._ringing, self._mishaps, self._log = ringing, mishaps, log
        self._webhooks = WebhookClient(phone.http, phone.address, phone.account)
        self._began = asyncio.get_running_loop().time()

    async def run(self) -> None:
        address = self._phone.address
        step: _Next | None = _Next(address.public(address.voice_path), {"CallStatus": "ringing"})
        hops = 0
        try:
            while step is not None and hops < _MOST_HOPS:
                verbs = await self._ask(step)
                step = await self._carry_out(verbs, step.url) if self._log.ended is None else None
                hops += 1
        except WebhookFailedError as error:
            self._log.errors.append(str(error))
            self._log.ended = self._log.ended or Ended.REJECTED
        if step is not None and hops == _MOST_HOPS:
            self._log.errors.append(f"the call went round {hops} times without an end")
        self._log.ended = self._log.ended or Ended.AGENT
        self._note("ended", self._log.ended)
        await self._report_status()

    async def _ask(self, step: _Next) -> tuple[twiml.Verb, ...]:
        form = {
            "CallSid": self._log.call_sid,
            "AccountSid": self._phone.account.sid,
            "From": self._ringing.caller,
            "To": self._ringing.called,
            "CallStatus": "in-progress",
            "Direction": "inbound",
            "ApiVersion": "2010-04-01",
        }
        return await self._webhooks.ask(step.url, form | step.fields)

    async def _carry_out(self, verbs: tuple[twiml.Verb, ...], asked: str) -> _Next | None:
        """Does as the verbs say. None: no more is to be asked, the call is over."""
        for verb in verbs:
            self._log.verbs.append(type(verb).__name__.lower())
            self._note("verb", type(verb).__name__)
            step: _Next | None = None
            match verb:
                case twiml.Say(text):
                    self._log.said.append(text)
                case twiml.Stream():
                    step = await self._stream(verb, asked)
                case twiml.Enqueue():
                    step = await self._queue(verb, asked)
                case twiml.Dial():
                    step = self._dial(verb, asked)
                case twiml.Redirect(url):
                    step = _Next(urljoin(asked, url), {})
                case twiml.Pause():
                    continue
                case twiml.Hangup() | twiml.Leave():
                    return None
            if step is not None or self._log.ended is not None:
                return step
        return None

    async def _stream(self, verb: twiml.Stream, asked: str) -> _Next | None:
        end = await self._talk(verb)
        self._note("stream ended", end or "refused")
        if end in (StreamEnd.CALLER_HUNG_UP, StreamEnd.LIMIT):
            self._log.ended = Ended.CALLER if end is StreamEnd.CALLER_HUNG_UP else Ended.LIMIT
            return None
        return _Next(urljoin(asked, verb.action), {}) if verb.action else None

    async def _talk(self, verb: twiml.Stream) -> StreamEnd | None:
        """The websocket's part of the call; None where it did not open."""
        headers = {name.lower(): value for name, value in self._phone.account.signature(verb.url, {}).items()}
        url = self._phone.address.reachable(verb.url)
        ids = StreamIds(self._phone.account.sid, self._log.call_sid, self._phone.new_sid("MZ"))
        try:
            async with connect(url, additional_headers=headers, compression=None, proxy=None) as socket:
                client = MediaClient(
                    socket,
                    ids,
                    verb.parameters,
                    self._caller,
                    self._line,
                    self._mishaps,
                    self._log,
                    random=self._phone.random,
                    offset_ms=self._next_offset(),
                    limit_ms=self._phone.limit_s * 1000,
                )
                end = await client.run()
        except (InvalidHandshake, InvalidURI, OSError, TimeoutError) as error:
            self._log.errors.append(f"31920 the websocket did not open: {error}")
            return None
        if end is StreamEnd.DROPPED:
            self._mishaps = replace(self._mishaps, drop_at_ms=None)
        return end

    def _next_offset(self) -> float:
        """Where a stream that begins now lies on the call's time line."""
        self._log.streams += 1
        if self._log.streams == 1:
            self._log.audio_from_ms = self._now_ms
        return self._now_ms - self._log.audio_from_ms

    async def _queue(self, verb: twiml.Enqueue, asked: str) -> _Next | None:
        self._log.queue, self._log.task = verb.queue, verb.task
        place = {"QueueSid": self._phone.new_sid("QU"), "QueueTime": "0"}
        staff, result = self._phone.staff, "hangup"
        for rounds in range(staff.patience_rounds):
            if staff.answers and rounds >= staff.after_rounds:
                result = "bridged"
                break
            left, waited_s = await self._wait(verb, asked, place)
            place["QueueTime"] = str(int(place["QueueTime"]) + round(waited_s))
            if left:
                result = "leave"
                break
        self._note("queue", result)
        if result != "leave":
            self._log.ended = Ended.BRIDGED if result == "bridged" else Ended.CALLER
        return _Next(urljoin(asked, verb.action), {**place, "QueueResult": result}) if verb.action else None

    async def _wait(self, verb: twiml.Enqueue, asked: str, place: dict[str, str]) -> tuple[bool, float]:
        """One round of what the wait URL gives: (has left, seconds of it). The time is reckoned, not spent."""
        if not verb.wait_url:
            return False, 10.0
        seconds = 0.0
        fields = {**place, "QueuePosition": "1", "AvgQueueTime": "60"}
        for one in await self._ask(_Next(urljoin(asked, verb.wait_url), fields)):
            match one:
                case twiml.Say(text):
                    self._log.said.append(text)
                    seconds += len(text) / _SPEECH_CHARS_PER_S
                case twiml.Pause(length):
                    seconds += length
                case twiml.Leave():
                    return True, seconds
        return False, seconds

    def _dial(self, verb: twiml.Dial, asked: str) -> _Next | None:
        self._log.dialled = verb.to
        answered = self._phone.staff.answers
        if answered:
            self._log.ended = Ended.BRIDGED
        status = {"DialCallStatus": "completed" if answered else "no-answer", "DialCallSid": self._phone.new_sid("CA")}
        return _Next(urljoin(asked, verb.action), status) if verb.action else None

    async def _report_status(self) -> None:
        address = self._phone.address
        if address.status_path is None:
            return
        try:
            await self._ask(_Next(address.public(address.status_path), {"CallStatus": "completed"}))
        except WebhookFailedError as error:
            self._log.errors.append(str(error))

    def _note(self, what: str, detail: str = "") -> None:
        self._log.note(Noted(self._now_ms, what, detail))

    @property
    def _now_ms(self) -> float:
        return (asyncio.get_running_loop().time() - self._began) * 1000
