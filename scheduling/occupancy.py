"""Writing down who and what is busy: the rows that the schema's guard watches, and the counts behind daily caps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import IntegrityError

from scheduling import inserts
from scheduling import models as m
from scheduling.inserts import Rows
from scheduling.openings import Stretch, merged, without
from scheduling.resources import Kind, resource
from scheduling.rules import VisitRules
from scheduling.values import Opening, Taken

ALL_TYPES = 0  # in day_counts: the row that counts a provider's visits of every type
BATCH = 200
NO_VISIT = Rows(m.appointments, ())
DayKey = tuple[int, date, int]
INSERT = insert(m.occupancy)
COUNT = (
    "ON CONFLICT (provider_id, day, visit_type_id) DO UPDATE SET taken = day_counts.taken + excluded.taken "
    "RETURNING provider_id, day, visit_type_id, taken"
)
Row = dict[str, Any]


def visit_rows(
    appointment_id: int, opening: Opening, patient_id: int | None, rules: VisitRules, *, overbooked: bool = False
) -> list[Row]:
    """One row for each of provider, room and patient. Buffers take the provider's and the room's time, not the
    patient's; an overbooked visit is on purpose where another is, but its patient still has one body."""
    start = opening.start - timedelta(minutes=rules.before)
    end = opening.end + timedelta(minutes=rules.after)
    rows = [_row(Kind.PROVIDER, opening.provider_id, start, end, appointment_id, not overbooked)]
    if opening.room_id is not None:
        rows.append(_row(Kind.ROOM, opening.room_id, start, end, appointment_id, not overbooked))
    if patient_id is not None:
        rows.append(_row(Kind.PATIENT, patient_id, opening.start, opening.end, appointment_id, True))
    return rows


def _row(kind: Kind, id: int, start: datetime, end: datetime, appointment_id: int, guarded: bool) -> Row:
    return {
        "resource": resource(kind, id),
        "start_at": start,
        "end_at": end,
        "appointment_id": appointment_id,
        "guarded": guarded,
    }


def write(connection: Connection, rows: Sequence[Row]) -> None:
    """Any number of rows. Raises Taken where the guard refuses one: then the transaction has to be given up."""
    if not rows:
        return
    try:
        connection.execute(INSERT, _in_order(rows))
    except IntegrityError as error:
        raise _refusal(error) from None


def settle(
    connection: Connection, rows: Sequence[Row], changes: Mapping[DayKey, int], *also: Rows, visit: Rows = NO_VISIT
) -> dict[DayKey, int]:
    """Count the days of one visit, write it if it is new, who is busy, and what else there is to write, in one go; the
    new counts.

    Raises Taken, as `write` does.
    """
    # in one order everywhere: writers of one day queue for their counters, and then do not get in each other's way
    lines = [
        dict(zip(("provider_id", "day", "visit_type_id", "taken"), (*key, change), strict=True))
        for key, change in sorted(changes.items())
        if change
    ]
    parts = Rows(m.day_counts, lines, COUNT), visit, Rows(m.occupancy, _in_order(rows)), *also
    try:
        found = inserts.insert(connection, *parts)
    except IntegrityError as error:
        raise _refusal(error) from None
    days = {str(day): day for _, day, _ in changes}
    return {(row.provider_id, days[str(row.day)], row.visit_type_id): row.taken for row in found}


def _in_order(rows: Sequence[Row]) -> list[Row]:
    """By resource, the same way everywhere: two writers that want the same things do not wait for each other."""
    return sorted(rows, key=lambda row: (row["resource"], row["start_at"]))


def _refusal(error: IntegrityError) -> Exception:
    return Taken() if "occupancy_taken" in str(error.orig) else error


def free(connection: Connection, appointment_ids: Iterable[int]) -> None:
    connection.execute(delete(m.occupancy).where(m.occupancy.c.appointment_id.in_(list(appointment_ids))))


def less_own(connection: Connection, rows: Sequence[Row], moving: int) -> list[Row]:
    """`rows` without the time that the visit to be moved has already: its own rows guard that until the swap."""
    table = m.occupancy.c
    own: dict[int, list[Stretch]] = {}
    query = select(table.resource, table.start_at, table.end_at).where(table.appointment_id == moving)
    for found in connection.execute(query):
        stretch = int(found.start_at.timestamp()), int(found.end_at.timestamp())
        own.setdefault(found.resource, []).append(stretch)
    out: list[Row] = []
    for row in rows:
        whole = [(int(row["start_at"].timestamp()), int(row["end_at"].timestamp()))]
        zone = row["start_at"].tzinfo
        for start, end in without(whole, merged(own.get(row["resource"], ()))):
            piece = {"start_at": datetime.fromtimestamp(start, zone), "end_at": datetime.fromtimestamp(end, zone)}
            out.append(row | piece)
    return out


def day_keys(provider_id: int, day: date, visit_type_id: int) -> tuple[DayKey, DayKey]:
    return (provider_id, day, ALL_TYPES), (provider_id, day, visit_type_id)


def count(connection: Connection, changes: Mapping[DayKey, int]) -> None:
    """Add to any number of counters."""
    keys = sorted(changes)
    for first in range(0, len(keys), BATCH):
        settle(connection, (), {key: changes[key] for key in keys[first : first + BATCH]})


def changes(less: Iterable[Any] = (), more: Iterable[Any] = ()) -> Counter[DayKey]:
    """Counts for rows of `appointments` that go, and for those that come."""
    out: Counter[DayKey] = Counter()
    for row in more:
        out.update(day_keys(row.provider_id, row.day, row.visit_type_id))
    for row in less:
        out.subtract(day_keys(row.provider_id, row.day, row.visit_type_id))
    return out
