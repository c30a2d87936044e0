"""The audit trail: who did what, when. Rows are only ever added; the schema refuses to change or remove one.

`detail` holds ids, states and rule names, never names, numbers or words of a patient.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from scheduling import models
from scheduling.values import Actor


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the trail. `at` is in UTC. `key`: the idempotency key of the write that it tells of."""

    at: datetime
    actor: Actor
    action: str
    entity: str
    entity_id: int | None = None
    key: str | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


def row(entry: Entry) -> dict[str, Any]:
    """The entry as a row of the table, for callers that write several in one statement."""
    return {
        "at": entry.at,
        "actor_kind": entry.actor.kind,
        "actor_id": entry.actor.id,
        "action": entry.action,
        "entity": entry.entity,
        "entity_id": entry.entity_id,
        "key": entry.key,
        "detail": dict(entry.detail),
    }


def record(connection: Connection, *entries: Entry) -> None:
    """Add to the trail, in the transaction of what it tells of. A key that is already there raises IntegrityError."""
    if entries:
        connection.execute(insert(models.audit), [row(entry) for entry in entries])


def by_key(connection: Connection, key: str) -> Entry | None:
    """What a write with this key did, if it has been done before."""
    found = connection.execute(select(models.audit).where(models.audit.c.key == key)).first()
    return None if found is None else _entry(found)


def trail(
    connection: Connection,
    *,
    entity: str | None = None,
    entity_id: int | None = None,
    since: datetime | None = None,
    limit: int = 1000,
) -> list[Entry]:
    """Entries, oldest first: of one thing, or of all."""
    table = models.audit
    query = select(table).order_by(table.c.id).limit(limit)
    if entity is not None:
        query = query.where(table.c.entity == entity)
    if entity_id is not None:
        query = query.where(table.c.entity_id == entity_id)
    if since is not None:
        query = query.where(table.c.at >= since)
    return [_entry(found) for found in connection.execute(query)]


def _entry(found: Row[Any]) -> Entry:
    return Entry(
        at=found.at,
        actor=Actor(found.actor_kind, found.actor_id),
        action=found.action,
        entity=found.entity,
        entity_id=found.entity_id,
        key=found.key,
        detail=found.detail,
    )
