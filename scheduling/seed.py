"""Writes the sample clinic into an empty database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from scheduling import audit, models
from scheduling.catalogue import load
from scheduling.names import name_code
from scheduling.openings import pieces
from scheduling.placing import PlacedVisit, place
from scheduling.resources import Kind, resource
from scheduling.rules import Rules
from scheduling.sample_clinic import WEEKDAYS, SampleClinic, Visit
from scheduling.values import Actor, AppointmentState, NotAllowed, Opening

SEED = Actor("system", "seed")


@dataclass(frozen=True, slots=True)
class Seeded:
    """How many rows of each were written."""

    locations: int
    providers: int
    visit_types: int
    patients: int
    appointments: int


@dataclass(frozen=True, slots=True)
class _Ids:
    """clinic.yaml's keys (rooms: names; patients: places) to the database's ids."""

    locations: dict[str, int]
    rooms: dict[str, int]
    visit_types: dict[str, int]
    providers: dict[str, int]
    patients: list[int]


def seed(connection: Connection, clinic: SampleClinic, now: datetime) -> Seeded:
    """All in one transaction. Raises NotAllowed("not_empty") where the database has a clinic already."""
    if has_clinic(connection):
        raise NotAllowed("not_empty", "the database has a clinic already: seed an empty one (another --url)")
    ids = _catalogue(connection, clinic)
    _working_hours(connection, clinic, ids)
    _absences(connection, clinic, ids)
    _patients(connection, clinic, ids, now)
    visits = [_placed(visit, ids, now) for visit in clinic.visits]
    place(connection, visits, load(connection, Rules(), now).rules)
    audit.record(connection, audit.Entry(now, SEED, "seed", "clinic", detail={"appointments": len(visits)}))
    counts = (ids.locations, ids.providers, ids.visit_types, ids.patients, visits)
    return Seeded(*(len(rows) for rows in counts))


def has_clinic(connection: Connection) -> bool:
    return connection.execute(select(models.locations.c.id).limit(1)).first() is not None


def _catalogue(connection: Connection, clinic: SampleClinic) -> _Ids:
    told = clinic.described
    region = {"country": told["holiday_country"], "subdivision": told["holiday_subdivision"]}
    locations = {
        entry["key"]: _add(
            connection,
            models.locations,
            _picked(entry, "name", "address", "phone", "aliases") | region | {"timezone": clinic.zone.key},
        )
        for entry in told["locations"]
    }
    rooms = {
        room: _add(connection, models.rooms, {"location_id": locations[entry["key"]], "name": room})
        for entry in told["locations"]
        for room in entry["rooms"]
    }
    visit_types = {
        entry["key"]: _add(connection, models.visit_types, _visit_type(entry)) for entry in told["visit_types"]
    }
    needed = [
        {"visit_type_id": visit_types[entry["key"]], "room_id": rooms[room]}
        for entry in told["visit_types"]
        for room in entry.get("rooms", ())
    ]
    connection.execute(insert(models.visit_type_rooms), needed)
    providers = {
        entry["key"]: _add(
            connection,
            models.providers,
            _picked(entry, "name", "specialty", "aliases", "pronunciation", "min_age", "max_age"),
        )
        for entry in told["providers"]
    }
    offered = [
        {"provider_id": providers[entry["key"]], "visit_type_id": visit_types[kind]}
        for entry in told["providers"]
        for kind in entry["visit_types"]
    ]
    connection.execute(insert(models.provider_visit_types), offered)
    return _Ids(locations, rooms, visit_types, providers, [])


def _visit_type(entry: dict[str, Any]) -> dict[str, Any]:
    return _picked(entry, "name", "aliases", "min_age", "max_age") | {
        "duration_min": entry["duration"],
        "buffer_before_min": entry.get("buffer_before", 0),
        "buffer_after_min": entry.get("buffer_after", 0),
        "step_min": entry.get("grid"),
        "notice_min": entry.get("notice"),
        "max_per_day": entry.get("daily_cap"),
        "audience": entry.get("audience", "all"),
    }


def _working_hours(connection: Connection, clinic: SampleClinic, ids: _Ids) -> None:
    rows = [
        {
            "provider_id": ids.providers[provider["key"]],
            "location_id": ids.locations[hours["at"]],
            "weekday": WEEKDAYS.index(day),
            "starts": time.fromisoformat(hours["from"]),
            "ends": time.fromisoformat(hours["to"]),
        }
        for provider in clinic.described["providers"]
        for hours in provider["hours"]
        for day in hours["days"]
    ]
    connection.execute(insert(models.working_hours), rows)


def _absences(connection: Connection, clinic: SampleClinic, ids: _Ids) -> None:
    for key, start, end, reason in clinic.time_off:
        provider = ids.providers[key]
        row = {"provider_id": provider, "start_at": start, "end_at": end, "reason": reason}
        time_off = _add(connection, models.time_off, row)
        whole = {"resource": resource(Kind.PROVIDER, provider), "time_off_id": time_off}
        busy = [
            whole | {"start_at": datetime.fromtimestamp(a, UTC), "end_at": datetime.fromtimestamp(b, UTC)}
            for a, b in pieces((int(start.timestamp()), int(end.timestamp())))
        ]
        connection.execute(insert(models.occupancy), busy)
    closed = [{"location_id": ids.locations[key], "day": day, "name": why} for key, day, why in clinic.closures]
    connection.execute(insert(models.closures), closed)


def _patients(connection: Connection, clinic: SampleClinic, ids: _Ids, now: datetime) -> None:
    fields = ("first_name", "last_name", "date_of_birth", "phone", "insurance", "established", "texts_ok")
    rows = [
        {name: getattr(person, name) for name in fields}
        | {"name_code": name_code(person.last_name), "guardian_relation": person.relation, "created_at": now}
        for person in clinic.people
    ]
    table = models.patients
    ids.patients.extend(connection.scalars(insert(table).returning(table.c.id, sort_by_parameter_order=True), rows))
    for place_of, person in enumerate(clinic.people):
        if person.guardian is not None:
            guardian = {"guardian_id": ids.patients[person.guardian]}
            connection.execute(update(table).where(table.c.id == ids.patients[place_of]).values(guardian))


def _placed(visit: Visit, ids: _Ids, now: datetime) -> PlacedVisit:
    opening = Opening(
        provider_id=ids.providers[visit.provider],
        location_id=ids.locations[visit.location],
        visit_type_id=ids.visit_types[visit.visit_type],
        start=visit.start,
        end=visit.end,
        room_id=None if visit.room is None else ids.rooms[visit.room],
    )
    return PlacedVisit(opening, ids.patients[visit.person], AppointmentState(visit.state), now)


def _picked(entry: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: entry[name] for name in names if name in entry}


def _add(connection: Connection, table: Table, values: dict[str, Any]) -> int:
    key = connection.execute(insert(table).values(values)).inserted_primary_key
    assert key is not None
    return int(key[0])
