"""What every write has in hand, and the parts that writes are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, String, bindparam, func, literal_column, select, update

from scheduling import audit, inserts
from scheduling import models as m
from scheduling.catalogue import Snapshot
from scheduling.columns import Id
from scheduling.inserts import Rows
from scheduling.notifications import NoticeRules
from scheduling.openings import open_stretches
from scheduling.rules import Rules, VisitRules
from scheduling.values import Actor, Appointment, AppointmentState, NotAllowed, NotFound, Opening


@dataclass(frozen=True, slots=True)
class Done:
    """What a write with the same key did before, and to what."""

    action: str
    id: int | None


@dataclass(frozen=True, slots=True)
class Before:
    """What every write asks first. `revision`: the catalogue's. `new_id`: for a visit that it makes. `patient`: whom it
    is about, if that was said."""

    revision: int
    done: Done | None
    new_id: int
    patient: Any = None


def look_back(connection: Connection, key: str | None, patient_id: int | None = None) -> Before:
    """In one question: each is a way to the server and back."""
    row = connection.execute(LOOK_BACK[connection.dialect.name], {"key": key, "patient": patient_id}).one()
    done = None if row.action is None else Done(row.action, row.entity_id)
    return Before(row.n, done, row.new_id, None if row.id is None else row)


_PATIENT = m.patients.c
OF_PATIENT = _PATIENT.id, _PATIENT.established, _PATIENT.date_of_birth, _PATIENT.active, _PATIENT.merged_into_id
IS_PATIENT = _PATIENT.id == bindparam("patient", type_=Id)
PATIENT = select(*OF_PATIENT).where(IS_PATIENT)
_LAST = select(func.max(m.appointments.c.id)).scalar_subquery()
NEW_ID = {  # on SQLite as it numbers rows itself: nobody else writes meanwhile
    "postgresql": literal_column("nextval('appointments_id_seq')", Id).label("new_id"),
    "sqlite": (func.coalesce(_LAST, 0) + 1).label("new_id"),
}
LOOK_BACK = {
    engine: select(m.catalogue_revision.c.n, m.audit.c.action, m.audit.c.entity_id, *OF_PATIENT, new_id).select_from(
        m.catalogue_revision.outerjoin(m.audit, m.audit.c.key == bindparam("key", type_=String)).outerjoin(
            m.patients, IS_PATIENT
        )
    )
    for engine, new_id in NEW_ID.items()
}


@dataclass(frozen=True, slots=True)
class Work:
    """One transaction: its connection, the clinic as it is, the moment, and who does it. `key` makes it happen once."""

    connection: Connection
    snapshot: Snapshot
    rules: Rules
    now: datetime
    actor: Actor
    key: str | None = None
    done: Done | None = None
    notices: NoticeRules = field(default_factory=NoticeRules)
    known: Any = None  # the patient that was looked up with the key
    new_ids: list[int] = field(default_factory=list)  # what was given out with the key, until it is used

    def done_before(self, *actions: str) -> int | None:
        """The id that came of the write with this key, if there has been one. Raises NotAllowed("key") where the key
        belongs to something else."""
        if self.done is None:
            return None
        if self.done.action not in actions:
            raise NotAllowed("key", "that key has been used for another write: make a new one for each step")
        return self.done.id

    def entry(self, action: str, appointment_id: int, **detail: Any) -> Rows:
        """A visit's line in the audit trail, to be written with what else there is to write."""
        entry = audit.Entry(self.now, self.actor, action, "appointment", appointment_id, self.key, detail)
        return Rows(m.audit, [audit.row(entry)])

    def record(self, action: str, appointment_id: int, **detail: Any) -> None:
        inserts.insert(self.connection, self.entry(action, appointment_id, **detail))

    def record_access(self, action: str, patient_id: int, **detail: Any) -> None:
        entry = audit.Entry(self.now, self.actor, action, "patient", patient_id, None, detail)
        audit.record(self.connection, entry)

    def announce(self, rows: Sequence[dict[str, Any]]) -> None:
        inserts.insert(self.connection, Rows(m.outbox, rows))

    def new_id(self) -> int:
        """For a visit that is written before the next is asked for."""
        if self.new_ids:
            return self.new_ids.pop()
        return int(self.connection.execute(select(NEW_ID[self.connection.dialect.name])).scalar_one())

    def row(self, appointment_id: int, *, lock: bool = False) -> Any:
        """Raises NotFound."""
        query = select(m.appointments).where(m.appointments.c.id == appointment_id)
        row = self.connection.execute(query.with_for_update() if lock else query).first()
        if row is None:
            raise NotFound("no such appointment")
        return row

    def change(self, row: Any, **values: Any) -> Any:
        """The row with new values and the next version, if nobody was faster. Raises NotAllowed("version")."""
        table = m.appointments
        values |= {"version": row.version + 1, "updated_at": self.now}
        statement = update(table).where(table.c.id == row.id, table.c.version == row.version).values(**values)
        changed = self.connection.execute(statement.returning(*table.c)).first()
        if changed is None:
            raise NotAllowed("version", "somebody changed that visit a moment ago: look at it again")
        return changed

    def opening(self, row: Any) -> Opening:
        zone = self.snapshot.clocks[row.location_id].zone
        start, end = row.start_at.astimezone(zone), row.end_at.astimezone(zone)
        return Opening(row.provider_id, row.location_id, row.visit_type_id, start, end, row.room_id)

    def appointment(self, row: Any) -> Appointment:
        return Appointment(
            id=row.id,
            patient_id=row.patient_id,
            opening=self.opening(row),
            state=AppointmentState(row.state),
            version=row.version,
            reason=row.reason,
            overbooked=row.overbooked,
            series_id=row.series_id,
        )

    def visit_rules(self, row: Any) -> VisitRules:
        return self.snapshot.visit_rules(row.visit_type_id)

    def patient(self, patient_id: int) -> Any:
        """Raises NotFound for one that is not there, or has been merged into another."""
        row = self.known
        if row is None or row.id != patient_id:
            row = self.connection.execute(PATIENT, {"patient": patient_id}).first()
        if row is None or not row.active or row.merged_into_id is not None:
            raise NotFound("no such patient")
        return row

    def check_age(self, opening: Opening, patient_id: int) -> None:
        """Raises NotAllowed("age"); NotFound."""
        for ages in self.snapshot.ages(opening.provider_id, opening.visit_type_id):
            ages.check(self.patient(patient_id).date_of_birth, opening.start.date())


def local_opening(snapshot: Snapshot, opening: Opening) -> Opening:
    """The opening with its times in the location's zone. Raises NotAllowed("naive"), NotFound."""
    if opening.start.tzinfo is None or opening.end.tzinfo is None:
        raise NotAllowed("naive", "a time without a zone is ambiguous: pass aware datetimes")
    if opening.location_id not in snapshot.clocks:
        raise NotFound(f"no location has the id {opening.location_id}")
    zone = snapshot.clocks[opening.location_id].zone
    start, end = opening.start.astimezone(zone), opening.end.astimezone(zone)
    return Opening(opening.provider_id, opening.location_id, opening.visit_type_id, start, end, opening.room_id)


def check_room(snapshot: Snapshot, opening: Opening, rules: VisitRules) -> None:
    """Raises NotAllowed("room")."""
    rooms = snapshot.rooms_for(rules, opening.location_id)
    if rules.room_ids and opening.room_id not in rooms:
        raise NotAllowed("room", "this type of visit needs one of its rooms at that location")
    if (
        not rules.room_ids
        and opening.room_id is not None
        and snapshot.rooms.get(opening.room_id) != opening.location_id
    ):
        raise NotAllowed("room", "that room is not at that location")


def check_hours(snapshot: Snapshot, opening: Opening, rules: VisitRules) -> None:
    """Raises NotAllowed("hours"): closed, off, or not working then. With NotFound and the rules of `check_offer`."""
    calendar = snapshot.check_offer(opening.provider_id, opening.location_id, opening.visit_type_id)
    start, end = int(opening.start.timestamp()), int(opening.end.timestamp())
    if rules.inside_hours:
        start, end = start - rules.before * 60, end + rules.after * 60
    if (start, end) not in open_stretches(calendar, (start, end)):
        raise NotAllowed("hours", "that provider does not work at that location then")
