"""The waitlist as staff see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from scheduling import audit
from scheduling import models as m
from scheduling.values import Actor


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open entry as staff see it. reachable: takes texts; whom texts do not reach is rung up."""

    id: int
    patient: str
    phone: str
    reachable: bool
    visit_type: str
    joined_at: datetime
    state: str
    offered_until: datetime | None


def waitlist_sheet(connection: Connection, *, now: datetime, actor: Actor) -> list[Waiting]:
    """All open entries in the order in which they are served; that they were read goes into the trail."""
    table, patient, stop = m.waitlist.c, m.patients.c, m.opt_outs.c
    query = (
        select(
            *(table.id, table.joined_at, table.state, table.offered_until, stop.phone.label("stopped")),
            *(patient.first_name, patient.last_name, patient.phone, patient.texts_ok),
            m.visit_types.c.name.label("visit_type"),
        )
        .join(m.patients, patient.id == table.patient_id)
        .join(m.visit_types, m.visit_types.c.id == table.visit_type_id)
        .outerjoin(m.opt_outs, stop.phone == patient.phone)
        .where(table.state.in_(("waiting", "offered")))
        .order_by(table.priority.desc(), table.joined_at, table.id)
    )
    found = [
        Waiting(
            id=row.id,
            patient=f"{row.first_name} {row.last_name}",
            phone=row.phone,
            reachable=row.texts_ok and row.stopped is None,
            visit_type=row.visit_type,
            joined_at=row.joined_at,
            state=row.state,
            offered_until=row.offered_until,
        )
        for row in connection.execute(query)
    ]
    audit.record(connection, audit.Entry(now, actor, "read_waitlist", "waitlist", detail={"entries": len(found)}))
    return found
