"""Visits that are given, not sought: written in bulk as they stand, for imports and the sample clinic.

The guard in the schema holds as for any booking; the clinic's rules (notice, horizon, hours) are not asked, since what
was agreed before is so. Nothing is announced: no row in the outbox.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import DBAPIError

from scheduling import models
from scheduling.resources import Kind, resource
from scheduling.rules import BLOCKING
from scheduling.upsert import insert_or
from scheduling.values import AppointmentState, Opening, Taken

ALL_TYPES = 0  # the row of day_counts that counts a provider's visits of every type


@dataclass(frozen=True, slots=True)
class PlacedVisit:
    """`opening.start` is in the location's zone. external_id: what another system calls the visit."""

    opening: Opening
    patient_id: int
    state: AppointmentState
    created_at: datetime
    reason: str | None = None
    external_id: str | None = None


def place(connection: Connection, visits: Sequence[PlacedVisit]) -> list[int]:
    """Write all or none; gives their ids, in order. Raises Taken where a provider, room or patient is busy then."""
    if not visits:
        return []
    table = models.appointments
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    ids = list(connection.scalars(statement, [_appointment(visit) for visit in visits]))
    buffers = _buffers(connection)
    blocking = [(id, visit) for id, visit in zip(ids, visits, strict=True) if visit.state in BLOCKING]
    busy = [row for id, visit in blocking for row in occupied(id, visit.opening, visit.patient_id, buffers)]
    try:
        if busy:
            connection.execute(insert(models.occupancy), busy)
    except DBAPIError as error:
        if "occupancy_taken" in str(error.orig):
            raise Taken from error
        raise
    count_days(connection, [visit.opening for _, visit in blocking])
    return ids


def occupied(
    appointment_id: int, opening: Opening, patient_id: int, buffers: dict[int, tuple[timedelta, timedelta]]
) -> list[dict[str, Any]]:
    """The visit's rows of the occupancy table, buffers included, in the order of `Kind`."""
    before, after = buffers[opening.visit_type_id]
    whole = {"start_at": opening.start - before, "end_at": opening.end + after, "appointment_id": appointment_id}
    busy = [resource(Kind.PROVIDER, opening.provider_id)]
    if opening.room_id is not None:
        busy.append(resource(Kind.ROOM, opening.room_id))
    busy.append(resource(Kind.PATIENT, patient_id))
    return [whole | {"resource": number} for number in busy]


def count_days(connection: Connection, openings: Sequence[Opening]) -> None:
    """Add visits to the counters behind the daily caps."""
    counts = Counter(
        (opening.provider_id, opening.start.date(), visit_type)
        for opening in openings
        for visit_type in (ALL_TYPES, opening.visit_type_id)
    )
    if not counts:
        return
    table = models.day_counts
    statement = insert_or(connection, table)
    statement = statement.on_conflict_do_update(
        index_elements=["provider_id", "day", "visit_type_id"],
        set_={"taken": table.c.taken + statement.excluded.taken},
    )
    names = ("provider_id", "day", "visit_type_id", "taken")
    rows = [dict(zip(names, (*key, taken), strict=True)) for key, taken in sorted(counts.items())]
    connection.execute(statement, rows)


def _appointment(visit: PlacedVisit) -> dict[str, Any]:
    opening = visit.opening
    return {
        "patient_id": visit.patient_id,
        "provider_id": opening.provider_id,
        "location_id": opening.location_id,
        "room_id": opening.room_id,
        "visit_type_id": opening.visit_type_id,
        "start_at": opening.start,
        "end_at": opening.end,
        "day": opening.start.date(),
        "state": visit.state.value,
        "reason": visit.reason,
        "external_id": visit.external_id,
        "created_at": visit.created_at,
        "updated_at": visit.created_at,
    }


def _buffers(connection: Connection) -> dict[int, tuple[timedelta, timedelta]]:
    types = models.visit_types.c
    query = select(types.id, types.buffer_before_min, types.buffer_after_min)
    return {
        row.id: (timedelta(minutes=row.buffer_before_min), timedelta(minutes=row.buffer_after_min))
        for row in connection.execute(query)
    }
