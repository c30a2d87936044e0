"""The server as its users start it, in a process of its own, watched from outside."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from voice_agent.config import Settings

START_S = 600.0
"""The first start on a machine renders what is said often, and may train the reader."""
_BUCKET = re.compile(r'^voice_agent_loop_lag_ms_bucket\{le="([^"]+)"\} (\S+)$', re.MULTILINE)


class ServerFailedError(RuntimeError):
    """The server did not start, or is gone."""


@dataclass(frozen=True, slots=True)
class Lags:
    """How many times the event loop was at most so late. Bounds in ms, counts added up from the smallest on."""

    bounds: tuple[float, ...]
    counts: tuple[float, ...]

    def since(self, before: Lags) -> Lags:
        return Lags(self.bounds, tuple(now - then for now, then in zip(self.counts, before.counts, strict=True)))

    def percentile(self, share: float) -> float:
        """ms, taken to lie evenly between the bounds of its bucket, as Prometheus does; the last bound where beyond."""
        if not self.counts or self.counts[-1] == 0:
            return 0.0
        wanted = self.counts[-1] * share / 100
        low, below = 0.0, 0.0
        for bound, count in zip(self.bounds, self.counts, strict=True):
            if count >= wanted:
                if bound == float("inf"):
                    return low
                return low + (bound - low) * (wanted - below) / max(1e-9, count - below)
            low, below = bound, count
        return low


@dataclass(frozen=True, slots=True)
class Process:
    """A server that answers at `url`."""

    url: str
    pid: int

    def rss_mb(self) -> float:
        """Resident memory, in 10^6 bytes. Raises `ServerFailedError`."""
        return _kib(self._status(), "VmRSS") * 1024 / 1e6

    def cpu_s(self) -> float:
        """Processor time used so far. Raises `ServerFailedError`."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            raise ServerFailedError("the server is gone") from None
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    async def lags(self, http: aiohttp.ClientSession) -> Lags:
        """Since its start. Raises `ServerFailedError`."""
        try:
            async with http.get(f"{self.url}/metrics") as answer:
                return parse_lags(await answer.text())
        except aiohttp.ClientError as error:
            raise ServerFailedError(f"the server tells no metrics: {error}") from None

    def _status(self) -> str:
        try:
            return Path(f"/proc/{self.pid}/status").read_text()
        except OSError:
            raise ServerFailedError("the server is gone") from None


def parse_lags(metrics: str) -> Lags:
    found = [(float(bound), float(count)) for bound, count in _BUCKET.findall(metrics)]
    return Lags(tuple(bound for bound, _ in found), tuple(count for _, count in found))


@asynccontextmanager
async def serving(settings: Settings, most_calls: int, log: Path) -> AsyncIterator[Process]:
    """`voice-agent serve` on the settings' database and a free port of this machine; stopped at the end.

    What it prints goes to `log`. Raises `ServerFailedError` where it does not start.
    """
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    own = {
        "VOICE_AGENT_HOST": "127.0.0.1",
        "VOICE_AGENT_PORT": str(port),
        "VOICE_AGENT_PUBLIC_URL": url,
        "VOICE_AGENT_DATABASE_URL": settings.database_url,
        "VOICE_AGENT_MAX_CALLS": str(most_calls),
        "VOICE_AGENT_STAFF_HOURS": "always",
        "VOICE_AGENT_STRAIGHT_TO_STAFF": "false",
    }
    process = await _start([str(Path(sys.executable).with_name("voice-agent")), "serve"], {**os.environ, **own}, log)
    try:
        await _until_healthy(url, process, log)
        yield Process(url, process.pid)
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


async def _start(command: Sequence[str], environment: Mapping[str, str], log: Path) -> asyncio.subprocess.Process:
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as file:
        return await asyncio.create_subprocess_exec(*command, env=environment, stdout=file, stderr=file)


async def _until_healthy(url: str, process: asyncio.subprocess.Process, log: Path) -> None:
    loop = asyncio.get_running_loop()
    deadline = loop.time() + START_S
    async with aiohttp.ClientSession() as http:
        while loop.time() < deadline and process.returncode is None:
            try:
                async with http.get(f"{url}/health") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.2)
    raise ServerFailedError(f"the server did not start; {log} says why")


def _kib(status: str, name: str) -> int:
    match = re.search(rf"^{name}:\s+(\d+) kB$", status, re.MULTILINE)
    return int(match.group(1)) if match else 0


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
