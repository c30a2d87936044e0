"""One person, two rows: found, shown to staff, merged by staff. Nothing is deleted, and the trail tells it all."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, delete, select, update

from scheduling import audit, models, occupancy, patients
from scheduling.matching import ACCEPTABLE, likenesses
from scheduling.names import folded
from scheduling.resources import Kind, resource
from scheduling.values import Actor, NotAllowed, NotFound, Patient, Taken


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Two rows that may be one person, `one` the older."""

    id: int
    one: Patient
    other: Patient
    reason: str
    score: float


def find_duplicates(connection: Connection, *, now: datetime, actor: Actor) -> int:
    """Go through the register and flag pairs not flagged before: the same date of birth and a name alike, or the same
    phone and first name. Gives how many are new."""
    living = patients.everybody(connection)
    by_birth: dict[date, list[Patient]] = defaultdict(list)
    by_phone: dict[tuple[str, str], list[Patient]] = defaultdict(list)
    for person in living:
        by_birth[person.date_of_birth].append(person)
        by_phone[person.phone, folded(person.first_name)].append(person)
    pairs: dict[tuple[int, int], tuple[str, float]] = {}
    for group in by_birth.values():
        for place, one in enumerate(group[:-1]):
            others = group[place + 1 :]
            for other, score in zip(others, likenesses([one.name], [p.name for p in others]), strict=True):
                if score >= ACCEPTABLE:
                    pairs[one.id, other.id] = "same date of birth, similar name", score
    for group in by_phone.values():
        for place, one in enumerate(group[:-1]):
            for other in group[place + 1 :]:
                pairs.setdefault((one.id, other.id), ("same phone and first name", 0.5))
    return sum(
        patients.flag_duplicate(connection, one, other, reason, score, now, actor)
        for (one, other), (reason, score) in sorted(pairs.items())
    )


def suspicions(connection: Connection) -> list[Suspicion]:
    """What staff have to look at, the likeliest first."""
    table = models.patient_duplicates
    rows = connection.execute(select(table).where(table.c.resolved_at.is_(None))).all()
    found = [
        Suspicion(
            row.id,
            patients.get(connection, row.patient_id),
            patients.get(connection, row.other_id),
            row.reason,
            row.score,
        )
        for row in rows
    ]
    return sorted(found, key=lambda s: (-s.score, s.id))


def dismiss(connection: Connection, suspicion_id: int, *, now: datetime, actor: Actor) -> None:
    """They are two people. Raises NotFound."""
    table = models.patient_duplicates
    row = connection.execute(select(table).where(table.c.id == suspicion_id, table.c.resolved_at.is_(None))).first()
    if row is None:
        raise NotFound("no such open suspicion")
    _resolve(connection, row.patient_id, row.other_id, "different", now, actor)
    detail = {"other": row.other_id}
    audit.record(connection, audit.Entry(now, actor, "not_duplicate", "patient", row.patient_id, detail=detail))


def merge(connection: Connection, keep_id: int, merge_id: int, *, now: datetime, actor: Actor) -> Patient:
    """Everything of `merge_id` becomes `keep_id`'s; the merged row stays as it was, pointing there. Only staff may.

    Raises NotFound; NotAllowed: "actor", "same", "overlap" (both have a visit at one time: cancel one first).
    """
    if actor.kind != "staff":
        raise NotAllowed("actor", "only staff may say that two patients are one person")
    kept, merged = patients.get(connection, keep_id), patients.get(connection, merge_id)
    if kept.id == merged.id:
        raise NotAllowed("same", "that is one patient already")
    moved = _move_visits(connection, kept.id, merged.id)
    for table in (models.waitlist, models.outbox, models.consents):
        connection.execute(update(table).where(table.c.patient_id == merged.id).values(patient_id=kept.id))
    table = models.patients
    connection.execute(update(table).where(table.c.guardian_id == merged.id).values(guardian_id=kept.id))
    connection.execute(
        update(table).where(table.c.id == kept.id, table.c.guardian_id == kept.id).values(guardian_id=None)
    )
    both = {"established": kept.established or merged.established, "version": table.c.version + 1}
    connection.execute(update(table).where(table.c.id == kept.id).values(both))
    gone = {"merged_into_id": kept.id, "active": False, "version": table.c.version + 1}
    connection.execute(update(table).where(table.c.id == merged.id).values(gone))
    connection.execute(update(table).where(table.c.merged_into_id == merged.id).values(merged_into_id=kept.id))
    _resolve(connection, kept.id, merged.id, "merged", now, actor)
    audit.record(
        connection,
        audit.Entry(now, actor, "merge", "patient", kept.id, detail={"merged": merged.id, "visits": moved}),
        audit.Entry(now, actor, "merged_into", "patient", merged.id, detail={"kept": kept.id}),
    )
    return patients.get(connection, kept.id)


def _move_visits(connection: Connection, kept: int, merged: int) -> list[int]:
    """The visits change hands, and with them the time that the patient is busy; their ids."""
    visits = models.appointments
    change = update(visits).where(visits.c.patient_id == merged).values(patient_id=kept, version=visits.c.version + 1)
    moved = sorted(connection.scalars(change.returning(visits.c.id)))
    busy = models.occupancy
    theirs = resource(Kind.PATIENT, merged)
    names = ("start_at", "end_at", "appointment_id", "time_off_id", "guarded")
    rows = connection.execute(select(*(busy.c[name] for name in names)).where(busy.c.resource == theirs)).all()
    connection.execute(delete(busy).where(busy.c.resource == theirs))
    try:
        new = {"resource": resource(Kind.PATIENT, kept)}
        occupancy.write(connection, [dict(row._mapping) | new for row in rows])
    except Taken:
        raise NotAllowed("overlap", "both have a visit at the same time: cancel one of the two first") from None
    return moved


def _resolve(connection: Connection, one: int, other: int, resolution: str, now: datetime, actor: Actor) -> None:
    low, high = sorted((one, other))
    table = models.patient_duplicates
    statement = update(table).where(table.c.patient_id == low, table.c.other_id == high)
    by = f"{actor.kind}:{actor.id}"
    connection.execute(statement.values(resolved_at=now, resolution=resolution, resolved_by=by))
