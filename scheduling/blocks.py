"""Time that a provider does not give: staff block it, and no visit gets in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from scheduling import audit, occupancy
from scheduling import models as m
from scheduling.columns import at_instant
from scheduling.holds import sweep
from scheduling.openings import merged, pieces, without
from scheduling.resources import Kind, resource
from scheduling.values import Actor, NotAllowed, NotFound, VisitsInTheWay
from scheduling.walltime import DAY


def block(
    connection: Connection,
    provider_id: int,
    during: tuple[datetime, datetime],
    *,
    now: datetime,
    actor: Actor,
    reason: str = "",
    keep_visits: bool = False,
) -> int:
    """Block [start, end) of a provider's time; the id of the time off. keep_visits: visits already there stay.

    Raises VisitsInTheWay; NotFound; NotAllowed("block") where the end does not lie after the start.
    """
    start, end = during
    if start.tzinfo is None or end.tzinfo is None or end <= start:
        raise NotAllowed("block", "a block starts before it ends, at aware times")
    if connection.execute(select(m.providers.c.id).where(m.providers.c.id == provider_id)).first() is None:
        raise NotFound(f"no provider has the id {provider_id}")
    sweep(connection, now)
    values: dict[str, Any] = {"provider_id": provider_id, "start_at": start, "end_at": end, "reason": reason}
    id = connection.execute(insert(m.time_off).values(**values).returning(m.time_off.c.id)).scalar_one()
    number = resource(Kind.PROVIDER, provider_id)
    whole = int(start.timestamp()), int(end.timestamp())
    busy, visits = _busy(connection, number, whole)
    if visits and not keep_visits:
        raise VisitsInTheWay(visits)
    parts = [part for free in without([whole], merged(busy)) for part in pieces(free)]
    rows = [
        {"resource": number, "start_at": at_instant(first), "end_at": at_instant(last), "time_off_id": id}
        for first, last in parts
    ]
    occupancy.write(connection, rows)
    entry = audit.Entry(now, actor, "block", "provider", provider_id, None, {"time_off": id, "kept": len(visits)})
    audit.record(connection, entry)
    return int(id)


def _busy(connection: Connection, number: int, whole: tuple[int, int]) -> tuple[list[tuple[int, int]], tuple[int, ...]]:
    """What takes the provider's time then, and the visits (or running holds) among it."""
    table = m.occupancy.c
    query = select(table.start_at, table.end_at, table.appointment_id).where(
        table.resource == number,
        table.guarded,
        table.start_at > at_instant(whole[0] - DAY),
        table.start_at < at_instant(whole[1]),
        table.end_at > at_instant(whole[0]),
    )
    rows = connection.execute(query).all()
    visits = tuple(row.appointment_id for row in rows if row.appointment_id is not None)
    return [(int(row.start_at.timestamp()), int(row.end_at.timestamp())) for row in rows], visits


def unblock(connection: Connection, time_off_id: int, *, now: datetime, actor: Actor) -> None:
    """Give the time back. Raises NotFound."""
    table = m.time_off
    gone = connection.execute(delete(table).where(table.c.id == time_off_id).returning(table.c.provider_id)).first()
    if gone is None:
        raise NotFound(f"no time off has the id {time_off_id}")
    entry = audit.Entry(now, actor, "unblock", "provider", gone.provider_id, None, {"time_off": time_off_id})
    audit.record(connection, entry)
