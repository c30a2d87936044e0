"""Callers enough to keep so many calls on the line: each rings again as soon as her call is over."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

import aiohttp

from voice_agent.config import Settings
from voice_agent.simulator import scenario as scenarios
from voice_agent.simulator.call_log import CallLog
from voice_agent.simulator.caller import Caller, ScriptedCaller, ScriptLine
from voice_agent.simulator.fake_twilio import FakeTwilio, Ringing
from voice_agent.simulator.voice import MANNERS, Voice
from voice_agent.simulator.webhook_client import Account, Address

SCENARIOS = Path("tests/calls/scenarios")
SHORT = ("Hi, what time do you open on Saturdays?", "No, that's all, thank you. Goodbye.")
RAMP_S = 5.0
LEAST_CALL_S = 3.0


@dataclass(frozen=True, slots=True)
class Part:
    """What a caller says, ready to be played, and from which number she rings."""

    lines: tuple[ScriptLine, ...]
    number: str
    linger_ms: float = 6_000

    def caller(self) -> Caller:
        return ScriptedCaller(self.lines, linger_ms=self.linger_ms)


def parts(voice: Voice) -> list[Part]:
    """The project's scenarios, each by every voice. All of it is rendered here, so that ringing costs little."""
    known = [scenarios.load(path) for path in sorted(SCENARIOS.glob("*.yaml"))]
    return [
        Part(
            tuple(
                ScriptLine(line.say, voice.say(line.say, manner), pause_ms=line.pause_ms) for line in one.caller.lines
            ),
            one.caller.number,
        )
        for manner in MANNERS
        for one in known
    ]


def short_parts(voice: Voice) -> list[Part]:
    """One question and a goodbye."""
    return [
        Part(tuple(ScriptLine(line, voice.say(line, manner)) for line in SHORT), "+12125550100", linger_ms=2_000)
        for manner in MANNERS
    ]


@dataclass(slots=True)
class Exchange:
    """Rings a server. `ended` is told every call that is over."""

    settings: Settings
    url: str
    http: aiohttp.ClientSession
    parts: Sequence[Part]
    ended: Callable[[CallLog], None]
    _numbers: count[int] = field(default_factory=count)

    async def ring_for(self, calls: int, seconds: float) -> None:
        """So many calls at once, for so long. They begin one after another within the first seconds; those that are
        on the line at the end are hung up."""
        until = asyncio.get_running_loop().time() + seconds
        async with asyncio.TaskGroup() as group:
            for n in range(calls):
                group.create_task(self._again_and_again(n * min(RAMP_S, seconds / 4) / calls, until))

    async def ring_times(self, calls: int, times: int) -> None:
        """So many calls one after another, of which `calls` at once."""
        left = iter(range(times))

        async def one() -> None:
            for _ in left:
                await self._ring(60.0)

        async with asyncio.TaskGroup() as group:
            for _ in range(calls):
                group.create_task(one())

    async def _again_and_again(self, after_s: float, until: float) -> None:
        await asyncio.sleep(after_s)
        while (left := until - asyncio.get_running_loop().time()) > LEAST_CALL_S:
            await self._ring(left)

    async def _ring(self, limit_s: float) -> None:
        number = next(self._numbers)
        part = self.parts[number % len(self.parts)]
        token = self.settings.twilio_auth_token
        phone = FakeTwilio(
            self.http,
            Address(self.url, public_url=self.url),
            random.Random(f"{self.url} {number}"),
            Account(auth_token=token.get_secret_value() if token else None),
        )
        self.ended(await replace(phone, limit_s=limit_s).call(part.caller(), ringing=Ringing(caller=part.number)))
