"""A day as staff see it: who comes when, to whom, and what is held or blocked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from scheduling import audit, models
from scheduling.values import Actor, AppointmentState

GONE = (AppointmentState.CANCELLED, AppointmentState.EXPIRED)


@dataclass(frozen=True, slots=True)
class Line:
    """One visit, hold or stretch of time off. Times are on the location's clock (of time off: the first location's)."""

    start: datetime
    end: datetime
    provider: str
    location: str
    what: str
    state: str
    patient: str = ""
    phone: str = ""
    room: str = ""
    reason: str = ""
    appointment_id: int | None = None


def day_sheet(
    connection: Connection,
    day: date,
    *,
    now: datetime,
    actor: Actor,
    provider_id: int | None = None,
    location_id: int | None = None,
    cancelled: bool = False,
) -> list[Line]:
    """The lines of a local day in order of time; that they were read goes into the trail."""
    lines = _visits(connection, day, now, provider_id, location_id, cancelled=cancelled)
    if location_id is None:
        lines += _time_off(connection, day, provider_id)
    detail = {"day": day.isoformat(), "provider": provider_id, "lines": len(lines)}
    audit.record(connection, audit.Entry(now, actor, "read_day", "calendar", detail=detail))
    return sorted(lines, key=lambda line: (line.start, line.provider))


def _visits(
    connection: Connection,
    day: date,
    now: datetime,
    provider_id: int | None,
    location_id: int | None,
    *,
    cancelled: bool,
) -> list[Line]:
    visit, patient, place = models.appointments.c, models.patients.c, models.locations.c
    query = (
        select(
            *(
                visit.id,
                visit.start_at,
                visit.end_at,
                visit.state,
                visit.reason,
                visit.overbooked,
                visit.hold_expires_at,
            ),
            *(patient.first_name, patient.last_name, patient.phone, place.name.label("location"), place.timezone),
            models.providers.c.name.label("provider"),
            models.visit_types.c.name.label("visit_type"),
            models.rooms.c.name.label("room"),
        )
        .join(models.providers, models.providers.c.id == visit.provider_id)
        .join(models.locations, place.id == visit.location_id)
        .join(models.visit_types, models.visit_types.c.id == visit.visit_type_id)
        .outerjoin(models.patients, patient.id == visit.patient_id)
        .outerjoin(models.rooms, models.rooms.c.id == visit.room_id)
        .where(visit.day == day)
    )
    if not cancelled:
        query = query.where(visit.state.not_in([state.value for state in GONE]))
    if provider_id is not None:
        query = query.where(visit.provider_id == provider_id)
    if location_id is not None:
        query = query.where(visit.location_id == location_id)
    lines = []
    for row in connection.execute(query):
        if row.state == AppointmentState.HELD and row.hold_expires_at <= now:
            continue
        zone = ZoneInfo(row.timezone)
        line = Line(
            start=row.start_at.astimezone(zone),
            end=row.end_at.astimezone(zone),
            provider=row.provider,
            location=row.location,
            what=row.visit_type,
            state=row.state + (" (overbooked)" if row.overbooked else ""),
            patient="" if row.first_name is None else f"{row.first_name} {row.last_name}",
            phone=row.phone or "",
            room=row.room or "",
            reason=row.reason or "",
            appointment_id=row.id,
        )
        lines.append(line)
    return lines


def _time_off(connection: Connection, day: date, provider_id: int | None) -> list[Line]:
    """Time off that touches the day on the clock of the clinic's first location."""
    name = connection.scalar(select(models.locations.c.timezone).order_by(models.locations.c.id).limit(1))
    zone = ZoneInfo(name) if name else UTC
    first, last = (datetime.combine(at, time(), zone) for at in (day, day + timedelta(days=1)))
    off, provider = models.time_off.c, models.providers.c
    query = (
        select(off.start_at, off.end_at, off.reason, provider.name)
        .join(models.providers, provider.id == off.provider_id)
        .where(off.start_at < last, off.end_at > first)
    )
    if provider_id is not None:
        query = query.where(off.provider_id == provider_id)
    return [
        Line(row.start_at.astimezone(zone), row.end_at.astimezone(zone), row.name, "", row.reason or "time off", "off")
        for row in connection.execute(query)
    ]
