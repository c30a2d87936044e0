"""A clinic with years of history, written in bulk: 50 providers, full days behind, 70 % full days ahead."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert, text

from scheduling import models as m
from scheduling.database import Database
from scheduling.resources import Kind, resource
from scheduling.walltime import WallClock

NOW = datetime(2026, 3, 2, 13, 0, tzinfo=UTC)  # a Monday, eight in the morning at the clinic
ZONE = "America/New_York"
AHEAD_DAYS = 90
VISITS_A_DAY = 16
FULL_AHEAD = 0.7
BATCH = 20_000


@dataclass(frozen=True, slots=True)
class Filled:
    location: int
    providers: tuple[int, ...]
    rooms: tuple[int, ...]
    visit_type: int
    scan: int  # needs one of the rooms
    patients: int
    appointments: int


async def fill(database: Database, *, appointments: int, providers: int = 50, patients: int = 20_000) -> Filled:
    """Write the clinic into an empty, migrated database; about `appointments` visits, all through the guard."""
    base = await database.write(lambda c: _base(c, providers, patients))
    visits = list(_visits(base, appointments))
    for first in range(0, len(visits), BATCH):
        await database.write(partial(_write, first_id=first + 1, chunk=visits[first : first + BATCH]))
    await database.write(_finish)
    return Filled(**{**base, "appointments": len(visits)})


def _base(connection: Connection, providers: int, patients: int) -> dict[str, Any]:
    connection.execute(insert(m.locations), {"id": 1, "name": "Harbor", "timezone": ZONE})
    connection.execute(insert(m.rooms), [{"id": n, "location_id": 1, "name": f"Room {n}"} for n in range(1, 11)])
    types = [{"id": 1, "name": "Visit", "duration_min": 30}, {"id": 2, "name": "Scan", "duration_min": 30}]
    connection.execute(insert(m.visit_types), types)
    connection.execute(insert(m.visit_type_rooms), [{"visit_type_id": 2, "room_id": n} for n in range(1, 11)])
    who = range(1, providers + 1)
    connection.execute(insert(m.providers), [{"id": n, "name": f"Dr. {n}", "specialty": "medicine"} for n in who])
    connection.execute(
        insert(m.provider_visit_types), [{"provider_id": n, "visit_type_id": kind} for n in who for kind in (1, 2)]
    )
    hours = {"location_id": 1, "starts": time(9), "ends": time(17)}
    connection.execute(
        insert(m.working_hours), [{"provider_id": n, "weekday": day, **hours} for n in who for day in range(5)]
    )
    born, created = date(1980, 1, 1), NOW - timedelta(days=3000)
    person = {"date_of_birth": born, "phone": "+15550100000", "established": True, "created_at": created}
    people = [{"id": n, "first_name": f"Given{n}", "last_name": f"Family{n}", **person} for n in range(1, patients + 1)]
    connection.execute(insert(m.patients), people)
    return {
        "location": 1,
        "providers": tuple(who),
        "rooms": tuple(range(1, 11)),
        "visit_type": 1,
        "scan": 2,
        "patients": patients,
    }


def _visits(base: dict[str, Any], wanted: int) -> Iterator[tuple[int, int, int, date]]:
    """(provider, patient, start, local day), from the last day ahead backwards until there are enough."""
    rng = random.Random(7)
    clock = WallClock(ZoneInfo(ZONE))
    who, patients = base["providers"], base["patients"]
    day, number, turn = NOW.date() + timedelta(days=AHEAD_DAYS), 0, 0
    while number < wanted:
        if day.weekday() < 5:
            share = FULL_AHEAD if day >= NOW.date() else 1.0
            for half_hour in range(VISITS_A_DAY):
                start = clock.instant(day, 9 * 60 + 30 * half_hour)
                for provider in who:
                    turn += 1
                    if rng.random() < share:
                        number += 1
                        yield provider, turn % patients + 1, start, day
        day -= timedelta(days=1)


def _write(connection: Connection, first_id: int, chunk: list[tuple[int, int, int, date]]) -> None:
    """Raw rows: a million through the toolkit's types would take the bench's own time."""
    sqlite = connection.dialect.name == "sqlite"

    def instant(seconds: int) -> Any:
        return seconds if sqlite else datetime.fromtimestamp(seconds, UTC)

    created = instant(int(NOW.timestamp()) - 86_400)
    visits: list[tuple[Any, ...]] = []
    busy: list[tuple[Any, ...]] = []
    for id, (provider, patient, start, day) in enumerate(chunk, first_id):
        begin, end = instant(start), instant(start + 1800)
        local_day = day.isoformat() if sqlite else day
        state = "completed" if start < NOW.timestamp() else "booked"
        visits.append((id, patient, provider, 1, 1, begin, end, local_day, state, created, created))
        for kind, who in ((Kind.PROVIDER, provider), (Kind.PATIENT, patient)):
            busy.append((resource(kind, who), begin, end, id))
    columns = "id patient_id provider_id location_id visit_type_id start_at end_at day state created_at updated_at"
    _insert(connection, "appointments", columns.split(), visits)
    _insert(connection, "occupancy", ["resource", "start_at", "end_at", "appointment_id"], busy)


def _insert(connection: Connection, table: str, columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    marks = ["?" if connection.dialect.name == "sqlite" else f"${n}" for n in range(1, len(columns) + 1)]
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(marks)})"
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(statement, rows)
    else:
        driver: Any = connection.connection.dbapi_connection
        driver.run_async(lambda asyncpg: asyncpg.executemany(statement, rows))


def _finish(connection: Connection) -> None:
    """Counters, sequences and the planner's statistics, as years of use would have left them."""
    connection.execute(
        text(
            "INSERT INTO day_counts (provider_id, day, visit_type_id, taken) "
            "SELECT provider_id, day, 0, count(*) FROM appointments GROUP BY provider_id, day "
            "UNION ALL SELECT provider_id, day, visit_type_id, count(*) FROM appointments "
            "GROUP BY provider_id, day, visit_type_id"
        )
    )
    if connection.dialect.name == "postgresql":
        for table in ("appointments", "patients", "providers", "locations", "rooms", "visit_types"):
            connection.execute(text(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))"))
    connection.execute(text("ANALYZE"))
