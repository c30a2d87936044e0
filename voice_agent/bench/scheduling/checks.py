"""Whether a calendar is sound, found out the slow way: from the visits themselves, not from the guard."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from scheduling import models as m
from scheduling.resources import Kind, resource
from scheduling.rules import BLOCKING

States = {state.value for state in BLOCKING}


def overlaps(connection: Connection, since: datetime) -> Counter[Kind]:
    """Pairs of visits from `since` on that share a provider, a room or a patient, buffers counted in."""
    visit, kind = m.appointments.c, m.visit_types.c
    query = (
        select(
            *(visit.provider_id, visit.room_id, visit.patient_id, visit.start_at, visit.end_at),
            *(kind.buffer_before_min, kind.buffer_after_min),
        )
        .join(m.visit_types, kind.id == visit.visit_type_id)
        .where(visit.state.in_(States), visit.start_at >= since, visit.overbooked.is_(False))
    )
    spans: defaultdict[tuple[Kind, int], list[tuple[datetime, datetime]]] = defaultdict(list)
    for row in connection.execute(query):
        wide = (
            row.start_at - timedelta(minutes=row.buffer_before_min),
            row.end_at + timedelta(minutes=row.buffer_after_min),
        )
        spans[Kind.PROVIDER, row.provider_id].append(wide)
        if row.room_id is not None:
            spans[Kind.ROOM, row.room_id].append(wide)
        if row.patient_id is not None:
            spans[Kind.PATIENT, row.patient_id].append((row.start_at, row.end_at))
    found: Counter[Kind] = Counter()
    for (which, _), stretches in spans.items():
        reached = datetime.min.replace(tzinfo=since.tzinfo)
        for start, end in sorted(stretches):
            found[which] += start < reached
            reached = max(reached, end)
    return found


def faults(connection: Connection, since: datetime) -> list[str]:
    """What is half done among visits without buffers from `since` on; empty where all is whole."""
    visit = m.appointments.c
    rows = connection.execute(select(m.appointments).where(visit.start_at >= since)).all()
    out = [f"overlap of {kind.name.lower()}s" for kind, n in overlaps(connection, since).items() if n]
    out += _occupancy_faults(connection, [row for row in rows if row.moving_id is None])
    out += _count_faults(connection, [row for row in rows if row.state in States])
    told = set(connection.scalars(select(m.outbox.c.appointment_id).where(m.outbox.c.kind == "confirmation")))
    booked = set(connection.scalars(select(m.audit.c.entity_id).where(m.audit.c.action == "book")))
    real = {row.id for row in rows if row.state not in ("held", "expired")}
    out += [f"message without its booking: {id}" for id in told - real]
    out += [f"booking without its message: {id}" for id in booked - told]
    out += [f"audited booking that is not there: {id}" for id in booked - real]
    return out


def _occupancy_faults(connection: Connection, rows: list[Any]) -> list[str]:
    busy = m.occupancy.c
    kept: defaultdict[int, set[tuple[int, datetime, datetime]]] = defaultdict(set)
    for line in connection.execute(select(busy.appointment_id, busy.resource, busy.start_at, busy.end_at)):
        kept[line.appointment_id].add((line.resource, line.start_at, line.end_at))
    out = []
    for row in rows:
        want: set[tuple[int, datetime, datetime]] = set()
        if row.state in States:
            want = {
                (resource(kind, id), row.start_at, row.end_at)
                for kind, id in (
                    (Kind.PROVIDER, row.provider_id),
                    (Kind.ROOM, row.room_id),
                    (Kind.PATIENT, row.patient_id),
                )
                if id is not None
            }
        if kept[row.id] != want:
            out.append(f"occupancy of {row.state} visit {row.id}")
    return out


def _count_faults(connection: Connection, blocking: list[Any]) -> list[str]:
    recount = Counter((row.provider_id, row.day, kind) for row in blocking for kind in (0, row.visit_type_id))
    days = {row.day for row in blocking}
    table = m.day_counts
    kept = {
        (row.provider_id, row.day, row.visit_type_id): row.taken
        for row in connection.execute(select(table))
        if row.day in days
    }
    return [f"count of provider {key[0]} on a day" for key, n in recount.items() if kept.get(key) != n]
