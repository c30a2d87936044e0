"""Visits that are given, not sought: written in bulk as they stand, for imports and the sample clinic.

The guard in the schema holds as for any booking; the clinic's rules (notice, horizon, hours) are not asked, since what
was agreed before is so. Nothing is announced: no row in the outbox.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from scheduling import models, occupancy
from scheduling.rules import BLOCKING, VisitRules
from scheduling.values import AppointmentState, Opening


@dataclass(frozen=True, slots=True)
class PlacedVisit:
    """`opening.start` is in the location's zone. external_id: what another system calls the visit."""

    opening: Opening
    patient_id: int
    state: AppointmentState
    created_at: datetime
    reason: str | None = None
    external_id: str | None = None


def place(connection: Connection, visits: Sequence[PlacedVisit], rules: Mapping[int, VisitRules]) -> list[int]:
    """Write all or none; gives their ids, in order. `rules` by visit type, as in `catalogue.Snapshot`.

    Raises Taken where a provider, room or patient is busy then: the transaction (or savepoint) has to be given up.
    """
    if not visits:
        return []
    table = models.appointments
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    ids = list(connection.scalars(statement, [_row(visit) for visit in visits]))
    blocking = [(id, visit) for id, visit in zip(ids, visits, strict=True) if visit.state in BLOCKING]
    rows = [
        row
        for id, visit in blocking
        for row in occupancy.visit_rows(id, visit.opening, visit.patient_id, rules[visit.opening.visit_type_id])
    ]
    occupancy.write(connection, rows)
    days: Counter[occupancy.DayKey] = Counter()
    for _, visit in blocking:
        opening = visit.opening
        days.update(occupancy.day_keys(opening.provider_id, opening.start.date(), opening.visit_type_id))
    occupancy.count(connection, days)
    return ids


def _row(visit: PlacedVisit) -> dict[str, Any]:
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
