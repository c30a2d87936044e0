"""A provider's calendar as an iCalendar feed behind a secret address. No patient names unless made with them."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from icalendar import Calendar, Event
from sqlalchemy import Connection, Row, delete, insert, select

from scheduling import audit, models
from scheduling.rules import BLOCKING
from scheduling.values import Actor, AppointmentState, NotFound

READER = Actor("feed", "icalendar")
BACK, AHEAD = timedelta(days=30), timedelta(days=365)
_SHOWN = sorted(state.value for state in BLOCKING - {AppointmentState.HELD})


def new_token() -> str:
    return secrets.token_urlsafe(32)


def make_feed(
    connection: Connection,
    provider_id: int,
    *,
    now: datetime,
    actor: Actor,
    names: bool = False,
    token: Callable[[], str] = new_token,
) -> str:
    """The secret of a new feed; the provider's former one is void. It is shown this once: a hash is kept.

    Raises NotFound.
    """
    if connection.execute(select(models.providers.c.id).where(models.providers.c.id == provider_id)).first() is None:
        raise NotFound(f"no provider has the id {provider_id}")
    secret = token()
    table = models.feeds
    connection.execute(delete(table).where(table.c.provider_id == provider_id))
    row = {"provider_id": provider_id, "token_hash": _hash(secret), "names": names, "created_at": now}
    connection.execute(insert(table).values(row))
    audit.record(connection, audit.Entry(now, actor, "make_feed", "provider", provider_id, detail={"names": names}))
    return secret


def close_feed(connection: Connection, provider_id: int, *, now: datetime, actor: Actor) -> bool:
    """Make the provider's feed void. Gives False where there was none."""
    table = models.feeds
    gone = connection.execute(delete(table).where(table.c.provider_id == provider_id)).rowcount
    audit.record(connection, audit.Entry(now, actor, "close_feed", "provider", provider_id))
    return gone > 0


def feed(connection: Connection, secret: str, *, now: datetime) -> bytes:
    """The calendar behind a secret: a month back, a year ahead. That it was read goes into the trail.

    Raises NotFound for a secret that opens nothing.
    """
    table, provider = models.feeds.c, models.providers.c
    query = (
        select(table.provider_id, table.names, provider.name)
        .join(models.providers, provider.id == table.provider_id)
        .where(table.token_hash == _hash(secret))
    )
    found = connection.execute(query).first()
    if found is None:
        raise NotFound("no calendar at that address")
    calendar = Calendar()
    calendar.add("prodid", "-//voice-agent//scheduling//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", found.name)
    calendar.add("refresh-interval", timedelta(minutes=15), parameters={"VALUE": "DURATION"})
    for row in _visits(connection, found.provider_id, now):
        calendar.add_component(_visit(row, names=found.names))
    for row in _time_off(connection, found.provider_id, now):
        calendar.add_component(_absence(row, now))
    audit.record(connection, audit.Entry(now, READER, "read_feed", "provider", found.provider_id))
    return bytes(calendar.to_ical())


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _visits(connection: Connection, provider_id: int, now: datetime) -> list[Row[*tuple[Any, ...]]]:
    visit, patient, place = models.appointments.c, models.patients.c, models.locations.c
    query = (
        select(
            *(visit.id, visit.start_at, visit.end_at, visit.state, visit.version, visit.updated_at, visit.created_at),
            *(patient.first_name, patient.last_name, place.name.label("location"), place.address),
            models.visit_types.c.name.label("visit_type"),
            models.rooms.c.name.label("room"),
        )
        .join(models.patients, patient.id == visit.patient_id)
        .join(models.locations, place.id == visit.location_id)
        .join(models.visit_types, models.visit_types.c.id == visit.visit_type_id)
        .outerjoin(models.rooms, models.rooms.c.id == visit.room_id)
        .where(
            visit.provider_id == provider_id,
            visit.state.in_(_SHOWN),
            visit.start_at.between(now - BACK, now + AHEAD),
        )
        .order_by(visit.start_at, visit.id)
    )
    return list(connection.execute(query).all())


def _time_off(connection: Connection, provider_id: int, now: datetime) -> list[Row[*tuple[Any, ...]]]:
    table = models.time_off.c
    query = select(models.time_off).where(
        table.provider_id == provider_id, table.end_at > now - BACK, table.start_at < now + AHEAD
    )
    return list(connection.execute(query.order_by(table.start_at)).all())


def _visit(row: Row[*tuple[Any, ...]], *, names: bool) -> Event:
    who = f": {row.first_name} {row.last_name}" if names else ""
    event = _event(f"visit-{row.id}", row.start_at, row.end_at, f"{row.visit_type}{who}", row.updated_at)
    event.add("location", ", ".join(part for part in (row.location, row.room or row.address) if part))
    event.add("status", "TENTATIVE" if row.state == AppointmentState.BOOKED else "CONFIRMED")
    event.add("sequence", row.version)
    event.add("created", row.created_at)
    return event


def _absence(row: Row[*tuple[Any, ...]], now: datetime) -> Event:
    return _event(f"off-{row.id}", row.start_at, row.end_at, row.reason or "Time off", now)


def _event(id: str, start: datetime, end: datetime, summary: str, stamp: datetime) -> Event:
    """Times are in UTC: every calendar shows them on its own clock."""
    event = Event()
    event.add("uid", f"{id}@scheduling.voice-agent")
    event.add("dtstamp", stamp)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("summary", summary)
    return event
