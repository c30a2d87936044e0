"""A writer killed at a random moment: whatever it had acknowledged must be there, and nothing half done."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from multiprocessing.connection import Connection as Pipe
from types import ModuleType

from sqlalchemy import Connection, select

from scheduling import Scheduler
from scheduling import models as m
from scheduling.database import Database
from scheduling.values import Actor, NotAllowed, Taken
from voice_agent.bench.scheduling.checks import faults
from voice_agent.bench.scheduling.fill import NOW, Filled
from voice_agent.bench.scheduling.race import slots

Acknowledged = tuple[str, int, int]  # what was done, the visit's id, where it then starts (epoch seconds)
WRITERS = 8


@dataclass(frozen=True, slots=True)
class Crashes:
    kills: int
    acknowledged: int
    lost: int
    faults: int


def writer(url: str, filled: Filled, seed: int, pipe: Pipe) -> None:
    """The process that is killed: books, moves and cancels without end, and tells of each commit once it is told."""
    asyncio.run(_write(url, filled, seed, pipe))


async def _write(url: str, filled: Filled, seed: int, pipe: Pipe) -> None:
    scheduler = await Scheduler.open(url, clock=lambda: NOW)
    pool = slots(filled, NOW.date() + timedelta(days=20), 60, len(filled.providers), scans=True)

    async def work(number: int) -> None:
        rng, turn = random.Random(seed * 100 + number), 0
        own: list[int] = []
        actor = Actor("call", f"writer {number}")
        while True:
            turn += 1
            key, dice = f"{seed}:{number}:{turn}", rng.random()
            wanted, patient = rng.choice(pool), rng.randrange(1, filled.patients + 1)
            try:
                if own and dice < 0.2:
                    await scheduler.cancel(id := own.pop(), key=key, actor=actor)
                    pipe.send(("cancelled", id, 0))
                elif own and dice < 0.5:
                    id = rng.choice(own)
                    held = await scheduler.hold(wanted, owner=key, actor=actor, moving=id, alternatives=False)
                    moved = await scheduler.move(id, held.id, key=key, actor=actor)
                    pipe.send(("booked", id, int(moved.opening.start.timestamp())))
                else:
                    held = await scheduler.hold(wanted, owner=key, actor=actor, alternatives=False)
                    visit = await scheduler.book(held.id, patient, key=key, actor=actor)
                    own.append(visit.id)
                    pipe.send(("booked", visit.id, int(visit.opening.start.timestamp())))
            except (Taken, NotAllowed):
                continue

    await asyncio.gather(*(work(number) for number in range(WRITERS)))


async def crash(url: str, database: Database, filled: Filled, kills: int, seed: int = 1) -> Crashes:
    """Kill a writer so many times, and look after each."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    rng, acknowledged, lost, broken = random.Random(seed), 0, 0, 0
    state: dict[int, tuple[str, int]] = {}
    for number in range(kills):
        told = await asyncio.to_thread(_kill_one, context, url, filled, seed * 10_000 + number, rng.uniform(0.0, 0.25))
        acknowledged += len(told)
        state.update({id: (what, start) for what, id, start in told})
        lost += await database.read(partial(_lost, state=state))
        broken += len(await database.read(partial(faults, since=NOW)))
    return Crashes(kills, acknowledged, lost, broken)


def _kill_one(
    context: multiprocessing.context.ForkServerContext, url: str, filled: Filled, seed: int, after: float
) -> list[Acknowledged]:
    """Start a writer, wait for its first commit and `after` seconds more, kill it; what it had acknowledged."""
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=writer, args=(url, filled, seed, theirs), daemon=True)
    with _bare_main():
        process.start()
    theirs.close()
    told: list[Acknowledged] = []
    if ours.poll(60):
        told.append(ours.recv())
    time.sleep(after)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    try:
        while True:
            told.append(ours.recv())
    except EOFError:
        return told


@contextmanager
def _bare_main() -> Iterator[None]:
    """A child imports the program's main module once more: the whole agent, seconds for each kill."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _lost(connection: Connection, state: dict[int, tuple[str, int]]) -> int:
    """Visits that are not what was last acknowledged of them. One that was being changed at the moment of the kill may
    be a step further; it may not be a step back: so its audit trail says."""
    visit, missing = m.appointments.c, 0
    rows = {row.id: row for row in connection.execute(select(visit.id, visit.start_at, visit.state))}
    for id, (what, start) in state.items():
        row = rows.get(id)
        if row is not None and row.state == what and (what == "cancelled" or row.start_at.timestamp() == start):
            continue
        trail = (
            select(m.audit.c.action, m.audit.c.detail).where(m.audit.c.entity_id == id).order_by(m.audit.c.id.desc())
        )
        last = connection.execute(trail.limit(1)).first()
        moved_on = last is not None and (
            last.action == "cancel" or (last.action == "move" and last.detail["was"] == start)
        )
        missing += row is None or what != "booked" or not moved_on
    return missing
