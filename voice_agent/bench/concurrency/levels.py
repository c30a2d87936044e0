"""One level of load: so many calls for so long, and how they and the machine fared."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import numpy as np

from scheduling.database import connect
from voice_agent.assembly import utc_now
from voice_agent.bench.concurrency.callers import Exchange, Part
from voice_agent.bench.concurrency.server_process import Process
from voice_agent.calls.history import history
from voice_agent.calls.store import CallStore
from voice_agent.config import Settings
from voice_agent.simulator.call_log import CallLog, Ended
from voice_agent.simulator.measure import Stretch, measure, speech

WATCH_S = 1.0
TICK_S = 0.02
LONGEST_UNDERRUN_MS = 2_000.0
"""A longer silence is the agent's asking again, not a gap in its speech."""
JUST_SPOKE_MS = 1_500.0
FILLER_NEAR_MS = 300.0


@dataclass(frozen=True, slots=True)
class Level:
    """calls: at once. waits_ms: voice to voice of every answer, fillers excluded. failed: calls that did not go on to
    their end by themselves or by the clock; errors: what the far end saw go wrong.

    underruns: times the agent fell silent in mid-speech for want of audio, and then went on. cpu shares: of one core.
    ringing_lag_ms_p99: how late the simulator itself was; what it is late makes waits look longer.
    """

    calls: int
    waits_ms: tuple[float, ...]
    rung: int
    failed: int
    underruns: int
    loop_lag_ms_p50: float
    loop_lag_ms_p99: float
    rss_mb: float
    server_cpu: float
    ringing_cpu: float
    ringing_lag_ms_p99: float
    errors: tuple[str, ...] = ()

    def wait_ms(self, share: float) -> float:
        """A percentile; infinite where nothing was answered."""
        return float(np.percentile(self.waits_ms, share)) if self.waits_ms else float("inf")


@dataclass(slots=True)
class _Watch:
    """What is read of the machine while calls are on the line."""

    rss_mb: list[float] = field(default_factory=list)
    late_ms: list[float] = field(default_factory=list)

    async def memory(self, server: Process) -> None:
        while True:
            self.rss_mb.append(server.rss_mb())
            await asyncio.sleep(WATCH_S)

    async def lateness(self) -> None:
        while True:
            before = time.monotonic()
            await asyncio.sleep(TICK_S)
            self.late_ms.append((time.monotonic() - before - TICK_S) * 1000)


async def measure_level(
    settings: Settings, server: Process, parts: Sequence[Part], calls: int, seconds: float
) -> Level:
    """Raises `ServerFailedError` where the server is lost."""
    logs: list[CallLog] = []
    watch = _Watch()
    async with aiohttp.ClientSession() as http:
        before = await server.lags(http)
        watching = [asyncio.create_task(watch.memory(server)), asyncio.create_task(watch.lateness())]
        began, own, its = time.monotonic(), time.process_time(), server.cpu_s()
        await Exchange(settings, server.url, http, parts, logs.append).ring_for(calls, seconds)
        took, own, its = time.monotonic() - began, time.process_time() - own, server.cpu_s() - its
        for task in watching:
            task.cancel()
        await asyncio.gather(*watching, return_exceptions=True)
        lags = (await server.lags(http)).since(before)
    fillers = await _fillers(settings, [log.call_sid for log in logs])
    return Level(
        calls=calls,
        waits_ms=tuple(wait for log in logs for wait in waits(log, fillers.get(log.call_sid, ()))),
        rung=len(logs),
        failed=sum(bool(log.errors) or log.ended is Ended.REJECTED for log in logs),
        underruns=sum(len(underruns(log, fillers.get(log.call_sid, ()))) for log in logs),
        loop_lag_ms_p50=lags.percentile(50),
        loop_lag_ms_p99=lags.percentile(99),
        rss_mb=max(watch.rss_mb, default=0.0),
        server_cpu=its / took,
        ringing_cpu=own / took,
        ringing_lag_ms_p99=float(np.percentile(watch.late_ms, 99)) if watch.late_ms else 0.0,
        errors=tuple(error for log in logs for error in log.errors),
    )


def waits(log: CallLog, fillers: Sequence[tuple[float, float]]) -> list[float]:
    """Voice to voice of every answer of a call, ms."""
    return [one.voice_to_voice_ms for one in measure(log.caller_clean, log.agent_heard, fillers).exchanges]


def underruns(log: CallLog, fillers: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Gaps in the agent's speech that nobody's words explain: she had not just spoken, and it was no filler that ended.

    More than there were, if anything: a reply that waits for the calendar behind another looks the same.
    """
    caller = speech(log.caller_clean)
    return [
        (start, end)
        for start, end in log.gaps
        if end - start <= LONGEST_UNDERRUN_MS
        and not any(_within(one, start - JUST_SPOKE_MS, end) for one in caller)
        and not any(abs(until - start) <= FILLER_NEAR_MS for _, until in fillers)
    ]


def _within(one: Stretch, start_ms: float, end_ms: float) -> bool:
    return one.end_ms > start_ms and one.start_ms < end_ms


async def _fillers(settings: Settings, call_sids: Sequence[str]) -> Mapping[str, list[tuple[float, float]]]:
    """When the agent's stop-gaps sounded, by call, from what the server kept."""
    database = connect(settings.database_url)
    try:
        store = CallStore(database, utc_now)
        kept: dict[str, Any] = {sid: await history(database, store, sid) for sid in call_sids}
    finally:
        await database.close()
    return {sid: [(float(a), float(b)) for a, b in (one or {}).get("fillers", ())] for sid, one in kept.items()}
