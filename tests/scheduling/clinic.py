"""A small clinic for tests: two providers, a room, two visit types, one patient a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection, Table, insert

from scheduling import models as m
from scheduling.resources import Kind, resource

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)  # Monday, 09:00 in New York
ZONE = "America/New_York"


@dataclass(frozen=True, slots=True)
class Clinic:
    location: int
    elsewhere: int
    room: int
    ada: int
    ben: int
    check_up: int
    scan: int  # needs the room
    patients: tuple[int, ...]


def add(connection: Connection, table: Table, **values: object) -> int:
    key = connection.execute(insert(table).values(**values)).inserted_primary_key
    assert key is not None
    return int(key[0])


def make_clinic(connection: Connection) -> Clinic:
    """Ada and Ben work nine to five from Monday to Friday, New York time; Ada alone scans."""
    here = add(connection, m.locations, name="Harbor", timezone=ZONE, country="US", subdivision="NY")
    there = add(connection, m.locations, name="Hill", timezone="America/Denver")
    room = add(connection, m.rooms, location_id=here, name="Scanner")
    ada = add(connection, m.providers, name="Dr. Ada Moss", specialty="family medicine")
    ben = add(connection, m.providers, name="Dr. Ben Ruiz", specialty="family medicine")
    check_up = add(connection, m.visit_types, name="Check-up", duration_min=30, notice_min=0)
    scan = add(connection, m.visit_types, name="Scan", duration_min=30, buffer_after_min=15, notice_min=0)
    for provider, kind in ((ada, check_up), (ada, scan), (ben, check_up)):
        connection.execute(insert(m.provider_visit_types).values(provider_id=provider, visit_type_id=kind))
    connection.execute(insert(m.visit_type_rooms).values(visit_type_id=scan, room_id=room))
    for provider in (ada, ben):
        for weekday in range(5):
            hours = {"provider_id": provider, "location_id": here, "weekday": weekday}
            connection.execute(insert(m.working_hours).values(**hours, starts=time(9), ends=time(17)))
    patients = tuple(
        add(
            connection,
            m.patients,
            first_name=first,
            last_name="Example",
            date_of_birth=date(1980, 1, 1 + n),
            phone=f"+1555010{n:04}",
            established=n != 2,
            texts_ok=True,
            created_at=NOW,
        )
        for n, first in enumerate(("Ivy", "Jon", "Kim", "Leo"))
    )
    return Clinic(here, there, room, ada, ben, check_up, scan, patients)


def visit(connection: Connection, clinic: Clinic, hour: int) -> int:
    """A booked visit with its occupancy, written by hand: what the guard sees."""
    start = NOW + timedelta(days=1, hours=hour - 9)
    end = start + timedelta(minutes=30)
    appointment = add(
        connection,
        m.appointments,
        patient_id=clinic.patients[0],
        provider_id=clinic.ada,
        location_id=clinic.location,
        room_id=clinic.room,
        visit_type_id=clinic.scan,
        start_at=start,
        end_at=end,
        day=start.date(),
        state="booked",
        created_at=NOW,
        updated_at=NOW,
    )
    for kind, id in ((Kind.PROVIDER, clinic.ada), (Kind.ROOM, clinic.room), (Kind.PATIENT, clinic.patients[0])):
        row = {"resource": resource(kind, id), "start_at": start, "end_at": end, "appointment_id": appointment}
        connection.execute(insert(m.occupancy).values(**row))
    return appointment
