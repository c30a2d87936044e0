"""The whole measurement, one engine after the other, each on a new database that is thrown away after it."""

from __future__ import annotations

import gc
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import event, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from scheduling import Scheduler, migrations
from scheduling.database import PostgreSQL, connect
from scheduling.resources import Kind
from scheduling.values import Constraint, OpeningRequest
from voice_agent.bench.scheduling import crash, race
from voice_agent.bench.scheduling.checks import faults, overlaps
from voice_agent.bench.scheduling.fill import NOW, Filled, fill

Figures = dict[str, float]
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Sizes:
    appointments: int
    searches: int
    commits: int
    attempts: int
    kills: int


STANDARD = Sizes(appointments=500_000, searches=200, commits=20_000, attempts=100_000, kills=200)
LONG = replace(STANDARD, attempts=1_000_000)
QUICK = Sizes(appointments=20_000, searches=30, commits=2_000, attempts=3_000, kills=10)


@dataclass(frozen=True, slots=True)
class Measured:
    """`samples`: milliseconds that searches and bookings took, by engine and by what was asked."""

    figures: Figures = field(default_factory=dict)
    samples: dict[str, dict[str, list[float]]] = field(default_factory=dict)


async def measure(sizes: Sizes, postgres_url: str | None, folder: Path, say: Say) -> Measured:
    """All figures. PostgreSQL's are left out without a URL (of a server on which databases may be made). The files of
    SQLite lie in `folder`, which is there, meanwhile: a bench of a disk is no use in memory.

    What the interpreter has loaded is frozen first, as a server does when it has started: else every few searches one
    waits for the collector to walk through all modules.
    """
    gc.collect()
    gc.freeze()
    measured = Measured()
    figures = measured.figures
    with tempfile.TemporaryDirectory(dir=folder) as files:

        async def file() -> str:
            return f"sqlite:///{files}/{uuid.uuid4().hex}.sqlite3"

        await _engine("sqlite", sizes, file, measured, say)
    figures["openings_10x90_ms_p95"] = figures["sqlite_openings_10x90_ms_p95"]
    figures["earliest_50_ms_p95"] = figures["sqlite_earliest_50_ms_p95"]
    if postgres_url is not None:
        made: list[str] = []

        async def create() -> str:
            made.append(f"va_bench_{uuid.uuid4().hex[:8]}")
            await _admin(postgres_url, f"CREATE DATABASE {made[-1]}")
            return make_url(postgres_url).set(database=made[-1]).render_as_string(hide_password=False)

        try:
            await _engine("postgres", sizes, create, measured, say)
        finally:
            for name in made:
                await _admin(postgres_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    return measured


async def _admin(url: str, statement: str) -> None:
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(statement))
    await engine.dispose()


async def _engine(name: str, sizes: Sizes, new: Callable[[], Awaitable[str]], measured: Measured, say: Say) -> None:
    async def fresh(appointments: int, patients: int = 20_000) -> tuple[str, Filled]:
        url = await new()
        database = connect(url)
        await migrations.upgrade(database)
        filled = await fill(database, appointments=appointments, patients=patients)
        await database.close()
        return url, filled

    say(f"{name}: search with a tenth of the history")
    url, filled = await fresh(max(sizes.appointments // 10, 5_000))
    scheduler = await Scheduler.open(url, clock=lambda: NOW)
    before = _searches(await _search(scheduler, filled, sizes.searches))
    await scheduler.close()
    say(f"{name}: filling {sizes.appointments} appointments")
    url, filled = await fresh(sizes.appointments)
    scheduler = await Scheduler.open(url, clock=lambda: NOW)
    took = measured.samples[name] = await _search(scheduler, filled, sizes.searches)
    figures = measured.figures
    figures |= {f"{name}_{key}": value for key, value in _searches(took).items()}
    figures[f"{name}_search_growth"] = figures[f"{name}_openings_10x90_ms_p50"] / before["openings_10x90_ms_p50"]
    say(f"{name}: {sizes.commits} bookings")
    found, took["booking"] = await _commits(name, scheduler, filled, sizes.commits)
    figures |= found
    say(f"{name}: {sizes.attempts} attempts on contended hours")
    figures |= await _race(name, scheduler, filled, sizes.attempts, say)
    await scheduler.close()
    say(f"{name}: {sizes.kills} kills")
    url, filled = await fresh(0, patients=500)
    database = connect(url)
    crashes = await crash.crash(url, database, filled, sizes.kills)
    await database.close()
    figures[f"{name}_kills"] = crashes.kills
    figures[f"{name}_kill_acknowledged"] = crashes.acknowledged
    figures[f"{name}_kill_lost"] = crashes.lost
    figures[f"{name}_kill_faults"] = crashes.faults


async def _search(scheduler: Scheduler, filled: Filled, times: int) -> dict[str, list[float]]:
    first, last = NOW.date(), NOW.date() + timedelta(days=90)
    ten = OpeningRequest(filled.visit_type, filled.providers[:10])
    soon = OpeningRequest(filled.visit_type, constraints=(Constraint(earliest=True),))
    openings = await _timed(times, lambda: scheduler.openings(ten, first, last))
    return {"openings": openings, "earliest": await _timed(times, lambda: scheduler.find(soon))}


def _searches(took: dict[str, list[float]]) -> Figures:
    openings, earliest = took["openings"], took["earliest"]
    return {
        "openings_10x90_ms_p50": openings[len(openings) // 2],
        "openings_10x90_ms_p95": openings[int(len(openings) * 0.95)],
        "earliest_50_ms_p50": earliest[len(earliest) // 2],
        "earliest_50_ms_p95": earliest[int(len(earliest) * 0.95)],
    }


async def _timed(times: int, ask: Callable[[], Awaitable[object]]) -> list[float]:
    """Milliseconds, sorted; the first time does not count."""
    await ask()
    took = []
    for _ in range(times):
        began = time.perf_counter()
        await ask()
        took.append((time.perf_counter() - began) * 1000)
    return sorted(took)


async def _commits(name: str, scheduler: Scheduler, filled: Filled, count: int) -> tuple[Figures, list[float]]:
    """And how long each caller waited, in milliseconds."""
    inside = _time_in_transaction(scheduler)
    outcome = await race.book_many(scheduler, filled, count)
    figures = {
        f"{name}_commits_per_s": outcome.results["booked"] / outcome.seconds,
        f"{name}_caller_ms_p99": outcome.p99_ms(),
        f"{name}_commit_lost": float(await race.lost(scheduler, outcome)),
    }
    if inside:
        figures[f"{name}_commit_ms_p99"] = sorted(inside)[int(len(inside) * 0.99)] * 1000
    return figures, [seconds * 1000 for seconds in outcome.took]


def _time_in_transaction(scheduler: Scheduler) -> list[float]:
    """Seconds that each transaction has a connection for, begin to commit; filled in from now on. PostgreSQL only:
    SQLite's one writer has a single connection for good."""
    took: list[float] = []
    if isinstance(scheduler.database, PostgreSQL):
        pool = scheduler.database.engine.sync_engine.pool

        @event.listens_for(pool, "checkout")
        def checkout(connection: object, record: object, proxy: object) -> None:
            record.info["at"] = time.perf_counter()  # type: ignore[attr-defined]

        @event.listens_for(pool, "checkin")
        def checkin(connection: object, record: object) -> None:
            took.append(time.perf_counter() - record.info["at"])  # type: ignore[attr-defined]

    return took


async def _race(name: str, scheduler: Scheduler, filled: Filled, attempts: int, say: Say) -> Figures:
    outcome = await race.contend(scheduler, filled, attempts)
    found = await scheduler.database.read(partial(overlaps, since=NOW))
    errors = sum(n for told, n in outcome.results.items() if told.startswith("error"))
    say(f"{name}: {dict(outcome.results)}")
    return {
        f"{name}_overlaps": float(sum(found.values())),
        f"{name}_overlaps_rooms": float(found[Kind.ROOM]),
        f"{name}_overlaps_patients": float(found[Kind.PATIENT]),
        f"{name}_race_lost": float(await race.lost(scheduler, outcome)),
        f"{name}_race_errors": float(errors),
        f"{name}_race_attempts_per_s": attempts / outcome.seconds,
        f"{name}_race_commits": float(outcome.commits),
        f"{name}_race_caller_ms_p99": outcome.p99_ms(),
        f"{name}_race_faults": float(
            len(await scheduler.database.read(partial(faults, since=NOW + timedelta(days=140))))
        ),
    }
