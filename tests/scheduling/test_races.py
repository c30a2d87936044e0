"""Many callers at once, and writers that die: small counts of what the benchmark does in large."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from scheduling import Scheduler
from scheduling import models as m
from scheduling.database import connect
from scheduling.values import Actor
from voice_agent.bench.scheduling import crash, race
from voice_agent.bench.scheduling.checks import faults, overlaps
from voice_agent.bench.scheduling.fill import NOW, Filled, fill

check = partial(faults, since=NOW)


async def filled(url: str) -> Filled:
    database = connect(url)
    made = await fill(database, appointments=0, providers=4, patients=200)
    await database.close()
    return made


async def test_contended_hours_are_never_given_twice(database_url: str) -> None:
    clinic = await filled(database_url)
    scheduler = await Scheduler.open(database_url, clock=lambda: NOW)
    outcome = await race.contend(scheduler, clinic, 400)
    assert outcome.results["booked"] > 0
    assert outcome.results["taken"] > 0
    assert not [told for told in outcome.results if told.startswith("error")]
    assert await race.lost(scheduler, outcome) == 0
    assert await scheduler.database.read(check) == []
    await scheduler.close()


async def test_a_killed_writer_leaves_nothing_half_done(database_url: str) -> None:
    clinic = await filled(database_url)
    database = connect(database_url)
    result = await crash.crash(database_url, database, clinic, kills=4)
    assert result.acknowledged >= 4
    assert (result.lost, result.faults) == (0, 0)
    await database.close()


@pytest.mark.parametrize("harm", ["occupancy", "message", "count", "overlap"])
async def test_the_checks_see_what_is_wrong(database_url: str, harm: str) -> None:
    clinic = await filled(database_url)
    scheduler = await Scheduler.open(database_url, clock=lambda: NOW)
    pool = race.slots(clinic, NOW.date(), 2, 4, scans=False)
    for number in (10, 11):
        await scheduler.book_direct(pool[number * 4], number, key=str(number), actor=Actor("staff", "x"))
    assert await scheduler.database.read(check) == []

    def spoil(connection: Connection) -> None:
        row = dict(connection.execute(select(m.appointments).limit(1)).mappings().one())
        match harm:
            case "occupancy":
                connection.execute(delete(m.occupancy).where(m.occupancy.c.appointment_id == row["id"]))
            case "message":
                connection.execute(delete(m.outbox).where(m.outbox.c.appointment_id == row["id"]))
            case "count":
                connection.execute(update(m.day_counts).values(taken=m.day_counts.c.taken + 1))
            case "overlap":
                del row["id"]
                connection.execute(insert(m.appointments).values(row))

    await scheduler.database.write(spoil)
    assert await scheduler.database.read(check)
    if harm == "overlap":
        assert sum((await scheduler.database.read(partial(overlaps, since=NOW))).values()) == 2
    await scheduler.close()
