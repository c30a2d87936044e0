"""Rows for several tables in one go, on both engines; and what a booking costs in questions to the server."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection, event, select
from sqlalchemy.exc import IntegrityError

from scheduling import Scheduler, inserts
from scheduling import models as m
from scheduling.database import Database, PostgreSQL
from scheduling.inserts import Rows
from scheduling.values import Actor, Opening
from tests.scheduling.clinic import NOW, ZONE, Clinic, make_clinic

AT = datetime(2026, 3, 3, 15, 30, tzinfo=UTC)


def line(key: str | None = None, **detail: object) -> dict[str, object]:
    return {
        "at": AT,
        "actor_kind": "staff",
        "actor_id": "x",
        "action": "a",
        "entity": "e",
        "key": key,
        "detail": detail,
    }


async def test_values_come_back_as_they_went_in(database: Database) -> None:
    day = date(2026, 3, 3)
    counts = Rows(m.day_counts, [{"provider_id": 1, "day": day, "visit_type_id": kind, "taken": 2} for kind in (0, 7)])
    trail = Rows(m.audit, [line("k", moved=True), line(n=3)])
    await database.write(lambda c: inserts.insert(c, counts, Rows(m.outbox, []), trail))
    found = await database.read(lambda c: c.execute(select(m.day_counts).order_by(m.day_counts.c.visit_type_id)).all())
    assert [tuple(row) for row in found] == [(1, day, 0, 2), (1, day, 7, 2)]
    lines = await database.read(lambda c: c.execute(select(m.audit).order_by(m.audit.c.id)).all())
    assert [(row.at, row.key, row.detail) for row in lines] == [(AT, "k", {"moved": True}), (AT, None, {"n": 3})]


async def test_the_first_part_answers_though_it_is_not_alone(database: Database) -> None:
    place = Rows(m.locations, [{"name": name, "timezone": ZONE} for name in ("Harbor", "Hill")], "RETURNING id, name")
    found = await database.write(lambda c: inserts.insert(c, place, Rows(m.audit, [line()])))
    assert sorted((row.id, row.name) for row in found) == [(1, "Harbor"), (2, "Hill")]
    assert await database.write(lambda c: inserts.insert(c, Rows(m.audit, []), Rows(m.audit, [line()]))) == ()


async def test_one_refused_part_undoes_all(database: Database) -> None:
    await database.write(lambda c: inserts.insert(c, Rows(m.audit, [line("once")])))
    place = Rows(m.locations, [{"name": "Harbor", "timezone": ZONE}])
    with pytest.raises(IntegrityError) as refusal:
        await database.write(lambda c: inserts.insert(c, place, Rows(m.audit, [line("once", who="Ivy")])))
    assert "Ivy" not in str(refusal.value)
    assert await database.read(lambda c: c.execute(select(m.locations)).all()) == []


async def test_an_instant_needs_its_zone(database: Database) -> None:
    naive = line() | {"at": datetime(2026, 3, 3, 15, 30)}
    with pytest.raises(ValueError, match="aware"):
        await database.write(lambda c: inserts.insert(c, Rows(m.audit, [naive])))


async def test_a_booking_asks_postgresql_twice(database_url: str) -> None:
    scheduler = await Scheduler.open(database_url, clock=lambda: NOW)
    clinic: Clinic = await scheduler.database.write(make_clinic)
    await scheduler.catalogue()
    sent: list[str] = []
    if isinstance(scheduler.database, PostgreSQL):

        @event.listens_for(scheduler.database.engine.sync_engine, "before_cursor_execute")
        def note(connection: Connection, cursor: object, statement: str, *more: object) -> None:
            sent.append(statement)

    start = (NOW + timedelta(days=1)).astimezone()
    opening = Opening(clinic.ada, clinic.location, clinic.check_up, start, start + timedelta(minutes=30))
    await scheduler.book_direct(opening, clinic.patients[0], key="1", actor=Actor("staff", "x"))
    assert len(sent) == (2 if isinstance(scheduler.database, PostgreSQL) else 0)
    await scheduler.close()
