"""Export to CSV: the columns of the imports, so that what goes out comes in again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Table, select

from scheduling import audit, models
from scheduling.csv_format import WEEKDAYS, write
from scheduling.import_visits import STATES
from scheduling.importing import KINDS
from scheduling.values import NotAllowed

Rows = Iterable[Mapping[str, Any]]


def export_csv(
    connection: Connection, kind: str, entry: audit.Entry, *, first: date | None = None, last: date | None = None
) -> str:
    """One kind as CSV; `entry` says who exports and goes into the trail. first, last: local days of appointments.

    Raises NotAllowed("kind").
    """
    if kind not in KINDS:
        raise NotAllowed("kind", f"no export of {kind!r}: one of {', '.join(KINDS)}")
    rows = _appointments(connection, first, last) if kind == "appointments" else _READERS[kind](connection)
    text = write([column.name for column in KINDS[kind].columns], rows)
    audit.record(connection, entry)
    return text


def _locations(connection: Connection) -> Rows:
    rooms = _names(connection, models.rooms, "location_id")
    for row in _all(connection, models.locations):
        yield row | {"rooms": rooms[row["id"]]}


def _visit_types(connection: Connection) -> Rows:
    rooms = _linked(connection, models.visit_type_rooms, "visit_type_id", "room_id", models.rooms)
    for row in _all(connection, models.visit_types):
        yield row | {"rooms": rooms[row["id"]]}


def _providers(connection: Connection) -> Rows:
    kinds = _linked(connection, models.provider_visit_types, "provider_id", "visit_type_id", models.visit_types)
    for row in _all(connection, models.providers):
        yield row | {"visit_types": kinds[row["id"]]}


def _hours(connection: Connection) -> Rows:
    hours, provider, place = models.working_hours, models.providers.c, models.locations.c
    query = (
        select(hours, provider.name.label("provider"), place.name.label("location"))
        .join(models.providers, provider.id == hours.c.provider_id)
        .join(models.locations, place.id == hours.c.location_id)
        .order_by(provider.name, hours.c.weekday, hours.c.starts, hours.c.id)
    )
    for row in connection.execute(query):
        yield dict(row._mapping) | {"weekday": WEEKDAYS[row.weekday]}


def _patients(connection: Connection) -> Rows:
    return [row for row in _all(connection, models.patients) if row["active"] and row["merged_into_id"] is None]


def _appointments(connection: Connection, first: date | None, last: date | None) -> Rows:
    """Visits, not holds, in the order of their times; starts and ends with their offsets."""
    visit, patient = models.appointments.c, models.patients.c
    names = ("first_name", "last_name", "date_of_birth", "phone")
    query = (
        select(
            *(visit.external_id, visit.start_at, visit.end_at, visit.state, visit.reason),
            patient.external_id.label("patient_external_id"),
            *(patient[name] for name in names),
            models.providers.c.name.label("provider"),
            models.locations.c.name.label("location"),
            models.locations.c.timezone,
            models.visit_types.c.name.label("visit_type"),
            models.rooms.c.name.label("room"),
        )
        .join(models.patients, patient.id == visit.patient_id)
        .join(models.providers, models.providers.c.id == visit.provider_id)
        .join(models.locations, models.locations.c.id == visit.location_id)
        .join(models.visit_types, models.visit_types.c.id == visit.visit_type_id)
        .outerjoin(models.rooms, models.rooms.c.id == visit.room_id)
        .where(visit.state.in_(STATES))
        .order_by(visit.start_at, models.providers.c.name, visit.id)
    )
    if first is not None:
        query = query.where(visit.day >= first)
    if last is not None:
        query = query.where(visit.day <= last)
    for row in connection.execute(query):
        zone = ZoneInfo(row.timezone)
        times = {"start": row.start_at.astimezone(zone), "end": row.end_at.astimezone(zone)}
        yield dict(row._mapping) | times


_READERS = {
    "locations": _locations,
    "visit_types": _visit_types,
    "providers": _providers,
    "hours": _hours,
    "patients": _patients,
}


def _all(connection: Connection, table: Table) -> list[dict[str, Any]]:
    return [dict(row._mapping) for row in connection.execute(select(table).order_by(table.c.id))]


def _names(connection: Connection, table: Table, owner: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in connection.execute(select(table.c[owner], table.c.name).order_by(table.c.id)):
        found[row[0]].append(row[1])
    return found


def _linked(connection: Connection, link: Table, owner: str, other: str, named: Table) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    query = select(link.c[owner], named.c.name).join(named, named.c.id == link.c[other]).order_by(named.c.id)
    for row in connection.execute(query):
        if row[1] not in found[row[0]]:
            found[row[0]].append(row[1])
    return found
