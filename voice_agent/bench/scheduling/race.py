"""Many callers, few hours: who gets what, how fast, and whether anybody got what somebody else has."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, select

from scheduling import Scheduler
from scheduling.models import appointments
from scheduling.values import Actor, NotAllowed, NotFound, Opening, SchedulingError, Taken
from voice_agent.bench.scheduling.fill import NOW, ZONE, Filled

CALLERS = 64


def slots(filled: Filled, first: date, days: int, providers: int, *, scans: bool) -> list[Opening]:
    """Every half hour of the working days, for so many providers; every other one in a room, if `scans`."""
    zone, out = ZoneInfo(ZONE), []
    for offset in range(days):
        day = first + timedelta(days=offset)
        for half_hour in range(16 if day.weekday() < 5 else 0):
            start = datetime(day.year, day.month, day.day, 9 + half_hour // 2, 30 * (half_hour % 2), tzinfo=zone)
            for provider in filled.providers[:providers]:
                room = filled.rooms[provider % 4] if scans and provider % 2 else None
                kind = filled.scan if room else filled.visit_type
                out.append(Opening(provider, filled.location, kind, start, start + timedelta(minutes=30), room))
    return out


@dataclass
class Outcome:
    """What the callers were told. `standing`: acknowledged visits, by id, with where they should be."""

    standing: dict[int, Opening] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    results: Counter[str] = field(default_factory=Counter)
    took: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def commits(self) -> int:
        return self.results["booked"] + self.results["moved"] + self.results["cancelled"]

    def p99_ms(self) -> float:
        return sorted(self.took)[int(len(self.took) * 0.99)] * 1000 if self.took else 0.0


async def contend(scheduler: Scheduler, filled: Filled, attempts: int, seed: int = 1) -> Outcome:
    """`attempts` writes by 64 callers at once on the same few hours: book, hold and book, move, cancel."""
    pool = slots(filled, NOW.date() + timedelta(days=150), 7, 12, scans=True)
    outcome, left = Outcome(), iter(range(attempts))

    async def caller(number: int) -> None:
        rng = random.Random(seed * 1000 + number)
        own: list[int] = []
        for n in left:
            began = time.perf_counter()
            try:
                told = await _attempt(scheduler, filled, rng, pool, own, f"{number}:{n}", outcome)
            except Taken:
                told = "taken"
            except (NotAllowed, NotFound) as refusal:
                told = f"refused: {getattr(refusal, 'rule', 'not found')}"
            except SchedulingError as error:
                told = f"error: {type(error).__name__}"
            outcome.took.append(time.perf_counter() - began)
            outcome.results[told] += 1

    began = time.perf_counter()
    await asyncio.gather(*(caller(number) for number in range(CALLERS)))
    outcome.seconds = time.perf_counter() - began
    return outcome


async def _attempt(
    scheduler: Scheduler,
    filled: Filled,
    rng: random.Random,
    pool: Sequence[Opening],
    own: list[int],
    key: str,
    outcome: Outcome,
) -> str:
    actor, dice, wanted = Actor("call", key), rng.random(), rng.choice(pool)
    patient = rng.randrange(1, 200)
    if own and dice < 0.15:
        id = own.pop(rng.randrange(len(own)))
        await scheduler.cancel(id, key=key, actor=actor)
        outcome.standing.pop(id)
        outcome.gone.add(id)
        return "cancelled"
    if own and dice < 0.25:
        id = rng.choice(own)
        held = await scheduler.hold(wanted, owner=key, actor=actor, moving=id, alternatives=False)
        outcome.standing[id] = (await scheduler.move(id, held.id, key=key, actor=actor)).opening
        return "moved"
    if dice < 0.5:
        held = await scheduler.hold(wanted, owner=key, actor=actor, alternatives=False)
        visit = await scheduler.book(held.id, patient, key=key, actor=actor)
    else:
        visit = await scheduler.book_direct(wanted, patient, key=key, actor=actor, alternatives=False)
    own.append(visit.id)
    outcome.standing[visit.id] = visit.opening
    return "booked"


async def book_many(scheduler: Scheduler, filled: Filled, count: int) -> Outcome:
    """`count` bookings of free times by 64 callers at once, each one transaction with audit and outbox."""
    needed = -(-count // (16 * len(filled.providers)))
    pool = slots(filled, NOW.date() + timedelta(days=200), needed * 7 // 5 + 7, len(filled.providers), scans=False)
    left, outcome = iter(enumerate(pool[:count])), Outcome()

    async def caller() -> None:
        for number, opening in left:
            began = time.perf_counter()
            patient = number % filled.patients + 1
            visit = await scheduler.book_direct(opening, patient, key=f"many:{number}", actor=Actor("call", "bench"))
            outcome.took.append(time.perf_counter() - began)
            outcome.standing[visit.id] = visit.opening
            outcome.results["booked"] += 1

    began = time.perf_counter()
    await asyncio.gather(*(caller() for _ in range(CALLERS)))
    outcome.seconds = time.perf_counter() - began
    return outcome


async def lost(scheduler: Scheduler, outcome: Outcome) -> int:
    """Acknowledged visits that are not in the calendar as they were acknowledged."""
    visit = appointments.c
    ids = [*outcome.standing, *outcome.gone]
    found: dict[int, Any] = {}
    for first in range(0, len(ids), 1000):
        query = select(visit.id, visit.provider_id, visit.start_at, visit.state).where(
            visit.id.in_(ids[first : first + 1000])
        )
        found |= {row.id: row for row in await scheduler.database.read(partial(_rows, query=query))}
    missing: int = 0
    for id, opening in outcome.standing.items():
        row = found.get(id)
        ok = row is not None and (row.provider_id, row.start_at, row.state) == (
            opening.provider_id,
            opening.start,
            "booked",
        )
        missing += not ok
    return missing + sum(1 for id in outcome.gone if id not in found or found[id].state != "cancelled")


def _rows(connection: Connection, query: Select[Any]) -> list[Any]:
    return list(connection.execute(query).all())
