"""A call as the database holds it: what the simulator's report, the console and a replay are made of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from scheduling import models
from scheduling.database import Database
from voice_agent.calls.store import CallStore

CHANGES = frozenset(
    {"book", "move", "cancel", "confirmed", "register", "join_waitlist", "overbook", "book_series", "merge"}
)
"""Actions of the audit trail that change something of a patient's (not holds, not looking)."""


async def history(database: Database, store: CallStore, call_sid: str) -> dict[str, Any] | None:
    """One call as plain values, or None for an unknown one.

    `appointment` is read anew from the calendar. `changes` lists what the audit trail says the call changed.
    """
    stored = await store.find(call_sid)
    if stored is None:
        return None
    turns = [
        {**row["details"], **{k: v for k, v in row.items() if k != "details"}} for row in await store.turns(call_sid)
    ]
    details = stored.details or {}
    appointment = details.get("appointment")
    return {
        "call_sid": call_sid,
        "started_at": stored.started_at.isoformat(),
        "outcome": stored.outcome,
        "appointment": await database.read(lambda c: _anew(c, appointment)) if appointment else None,
        "turns": turns,
        "errors": details.get("errors", []),
        "counts": details.get("counts", {}),
        "fillers": details.get("fillers", []),
        "recording": stored.recording,
        "changes": await database.read(lambda connection: _changes(connection, call_sid)),
    }


def _changes(connection: Connection, call_sid: str) -> list[dict[str, Any]]:
    audit = models.audit
    query = select(audit).where(audit.c.actor_id == call_sid, audit.c.actor_kind == "call").order_by(audit.c.id)
    return [
        {"action": row.action, "entity": row.entity, "entity_id": row.entity_id}
        for row in connection.execute(query)
        if row.action in CHANGES
    ]


def _anew(connection: Connection, appointment: dict[str, Any]) -> dict[str, Any]:
    """The appointment's state and the patient's name, as the calendar has them now."""
    visits, patients = models.appointments, models.patients
    query = (
        select(visits.c.state, visits.c.patient_id, patients.c.first_name, patients.c.last_name)
        .join(patients, patients.c.id == visits.c.patient_id)
        .where(visits.c.id == appointment["id"])
    )
    row = connection.execute(query).first()
    if row is None:
        return appointment
    return {**appointment, "state": row.state, "patient": f"{row.first_name} {row.last_name}"}
