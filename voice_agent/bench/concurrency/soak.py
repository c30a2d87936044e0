"""Many short calls, and whether the server's memory grows with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import aiohttp
import numpy as np

from voice_agent.bench.concurrency.callers import Exchange, Part
from voice_agent.bench.concurrency.server_process import Process
from voice_agent.config import Settings
from voice_agent.simulator.call_log import CallLog

SETTLED = 0.2
"""The first share of the calls, in which caches fill up; what comes after is compared."""


@dataclass(frozen=True, slots=True)
class Soak:
    """rss_mb: after each call, in the order of their ends. failed: calls with an error on the line."""

    rss_mb: tuple[float, ...]
    failed: int

    @property
    def growth_mb_per_1000(self) -> float:
        """By a straight line through what comes after the beginning."""
        later = self.rss_mb[int(len(self.rss_mb) * SETTLED) :]
        return float(np.polyfit(np.arange(len(later)), later, 1)[0]) * 1000 if len(later) > 1 else 0.0


async def soak(settings: Settings, server: Process, parts: Sequence[Part], calls: int, times: int) -> Soak:
    """`times` calls in all, `calls` at once. Raises `ServerFailedError`."""
    rss: list[float] = []
    failed = 0

    def ended(log: CallLog) -> None:
        nonlocal failed
        failed += bool(log.errors)
        rss.append(server.rss_mb())

    async with aiohttp.ClientSession() as http:
        await Exchange(settings, server.url, http, parts, ended).ring_times(calls, times)
    return Soak(tuple(rss), failed)
