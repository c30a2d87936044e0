"""Messages that wait to be sent: rows written in the same commit as the visit that they tell of.

So there is no message without its booking and no booking without its message. What each becomes is decided when it is
due, from what is true then: a visit that has moved since is not reminded of, a patient who said STOP is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, delete, insert, select, update

from scheduling import audit, models
from scheduling.notifications import (
    MessageKind,
    NoticeRules,
    OutgoingText,
    TextFacts,
    body,
    keyword,
    next_allowed,
    reminder_times,
)
from scheduling.upsert import insert_or
from scheduling.values import Actor, Appointment, AppointmentState

STANDING = (AppointmentState.BOOKED, AppointmentState.CONFIRMED)


# --- writing


def booked(visit: Appointment, now: datetime, rules: NoticeRules) -> list[dict[str, Any]]:
    """Rows for a new visit: its confirmation, and its reminders. `visit.opening.start` is in the location's zone."""
    return [_row(MessageKind.CONFIRMATION, visit, now, now), *_reminders(visit, now, rules)]


def moved(visit: Appointment, now: datetime, rules: NoticeRules) -> list[dict[str, Any]]:
    """Rows for a visit that now stands where `visit` says."""
    return [_row(MessageKind.MOVED, visit, now, now), *_reminders(visit, now, rules)]


def cancelled(visit: Appointment, now: datetime) -> list[dict[str, Any]]:
    return [_row(MessageKind.CANCELLED, visit, now, now)]


def offered(*, waitlist_id: int, offer: int, patient_id: int, hold_id: int, now: datetime) -> list[dict[str, Any]]:
    """The row for the `offer`-th opening held for somebody who waits."""
    return [
        {
            "kind": MessageKind.WAITLIST_OFFER.value,
            "patient_id": patient_id,
            "appointment_id": hold_id,
            "waitlist_id": waitlist_id,
            "payload": {},
            "dedupe_key": f"{MessageKind.WAITLIST_OFFER}:{waitlist_id}:{offer}",
            "due_at": now,
            "next_try_at": now,
            "created_at": now,
        }
    ]


def queue(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Write the rows, once each: a dedupe key that is there already is left as it is."""
    if not rows:
        return
    connection.execute(insert_or(connection, models.outbox).on_conflict_do_nothing(), list(rows))


def _reminders(visit: Appointment, now: datetime, rules: NoticeRules) -> list[dict[str, Any]]:
    zone = visit.opening.start.tzinfo
    assert isinstance(zone, ZoneInfo), "an opening's start is in its location's zone"
    times = reminder_times(visit.opening.start, zone, now, rules)
    return [_row(MessageKind.REMINDER, visit, due, now) for due in times]


def _row(kind: MessageKind, visit: Appointment, due: datetime, now: datetime) -> dict[str, Any]:
    start = int(visit.opening.start.timestamp())
    return {
        "kind": kind.value,
        "patient_id": visit.patient_id,
        "appointment_id": visit.id,
        "waitlist_id": None,
        "payload": {"start": start},
        "dedupe_key": f"{kind}:{visit.id}:{visit.version}:{int(due.timestamp()) if due > now else start}",
        "due_at": due,
        "next_try_at": due,
        "created_at": now,
    }


# --- deciding


@dataclass(frozen=True, slots=True)
class Send:
    text: OutgoingText


@dataclass(frozen=True, slots=True)
class Wait:
    until: datetime


@dataclass(frozen=True, slots=True)
class Drop:
    """Not to be sent at all: it is no longer true, or the patient does not want it."""

    why: str


Verdict = Send | Wait | Drop


@dataclass(frozen=True, slots=True)
class Due:
    """A message whose time has come, with what is true of its visit now."""

    id: int
    kind: MessageKind
    dedupe_key: str
    attempts: int
    phone: str
    consent: bool
    stopped: bool
    clinic: str
    clinic_phone: str
    zone: ZoneInfo
    start: datetime
    state: AppointmentState
    told_start: datetime | None = None
    offer_until: datetime | None = None


def verdict(due: Due, now: datetime, rules: NoticeRules) -> Verdict:
    """Send it, wait for the end of the quiet hours, or drop it."""
    if outdated := _outdated(due, now, rules):
        return Drop(outdated)
    if due.stopped:
        return Drop("stopped")
    if not due.consent:
        return Drop("no consent to texts")
    allowed = next_allowed(now, due.zone, rules.quiet)
    if allowed > now:
        return Wait(allowed)
    facts = TextFacts(due.clinic, due.clinic_phone, due.start.astimezone(due.zone), due.offer_until)
    return Send(OutgoingText(due.phone, body(due.kind, facts), due.dedupe_key))


def _outdated(due: Due, now: datetime, rules: NoticeRules) -> str | None:
    if due.start <= now:
        return "the visit's time is past"
    match due.kind:
        case MessageKind.CANCELLED:
            return None if due.state is AppointmentState.CANCELLED else "the visit stands again"
        case MessageKind.WAITLIST_OFFER:
            over = due.offer_until is None or due.offer_until <= now
            return "the offer is over" if over or due.state is not AppointmentState.HELD else None
        case _:
            if due.state not in STANDING:
                return "the visit no longer stands"
            if due.told_start != due.start:
                return "the visit has moved"
    late = due.kind is MessageKind.REMINDER and now > due.start - rules.lead
    return "too late to remind" if late else None


# --- reading what is due, and what became of it


def claim(connection: Connection, now: datetime, rules: NoticeRules, limit: int) -> list[tuple[Due, OutgoingText]]:
    """Take up to `limit` messages to send. They are due again after the lease unless `sent` or `failed` is called."""
    texts = []
    for due in due_messages(connection, now, limit):
        match verdict(due, now, rules):
            case Send(text):
                _set(connection, due.id, next_try_at=now + rules.lease, attempts=due.attempts + 1)
                texts.append((due, text))
            case Wait(until):
                _set(connection, due.id, next_try_at=until)
            case Drop(why):
                _set(connection, due.id, state="dropped", drop_reason=why)
    return texts


def sent(connection: Connection, due: Due, now: datetime, carrier_id: str) -> None:
    _set(connection, due.id, state="sent", sent_at=now, last_error=None, provider_message_id=carrier_id)


def failed(connection: Connection, due: Due, now: datetime, why: str, retry_after: timedelta | None) -> None:
    """retry_after: None gives it up."""
    if retry_after is None:
        _set(connection, due.id, state="failed", last_error=why)
    else:
        _set(connection, due.id, next_try_at=now + retry_after, last_error=why)


def any_due(connection: Connection, now: datetime) -> bool:
    box = models.outbox.c
    query = select(box.id).where(box.state == "pending", box.next_try_at <= now).limit(1)
    return connection.execute(query).first() is not None


def due_messages(connection: Connection, now: datetime, limit: int) -> list[Due]:
    """Oldest first; on PostgreSQL those that another dispatcher has in hand are passed over."""
    box, patient, visit = models.outbox.c, models.patients.c, models.appointments.c
    place, stop, waiting = models.locations.c, models.opt_outs.c, models.waitlist.c
    query = (
        select(
            *(box.id, box.kind, box.dedupe_key, box.attempts, box.payload),
            *(patient.phone, patient.texts_ok, stop.phone.label("stopped"), visit.start_at, visit.state),
            *(place.name, place.phone.label("clinic_phone"), place.timezone, waiting.offered_until),
        )
        .join(models.patients, patient.id == box.patient_id)
        .join(models.appointments, visit.id == box.appointment_id)
        .join(models.locations, place.id == visit.location_id)
        .outerjoin(models.opt_outs, stop.phone == patient.phone)
        .outerjoin(models.waitlist, (waiting.id == box.waitlist_id) & (waiting.hold_id == visit.id))
        .where(box.state == "pending", box.next_try_at <= now)
        .order_by(box.next_try_at, box.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=models.outbox)
    )
    return [_due(row) for row in connection.execute(query)]


def _due(row: Row[*tuple[Any, ...]]) -> Due:
    zone = ZoneInfo(row.timezone)
    told = row.payload.get("start")
    return Due(
        id=row.id,
        kind=MessageKind(row.kind),
        dedupe_key=row.dedupe_key,
        attempts=row.attempts,
        phone=row.phone,
        consent=row.texts_ok,
        stopped=row.stopped is not None,
        clinic=row.name,
        clinic_phone=row.clinic_phone,
        zone=zone,
        start=row.start_at.astimezone(zone),
        state=AppointmentState(row.state),
        told_start=None if told is None else datetime.fromtimestamp(told, zone),
        offer_until=row.offered_until,
    )


def _set(connection: Connection, id: int, **values: Any) -> None:
    connection.execute(update(models.outbox).where(models.outbox.c.id == id).values(values))


# --- what comes back


def receive(connection: Connection, *, phone: str, reply: str, now: datetime, actor: Actor) -> str | None:
    """A text that a patient sent: STOP and START are obeyed at once. Gives the keyword, None for anything else."""
    word = keyword(reply)
    if word not in ("stop", "start"):
        return word
    stop = models.opt_outs
    connection.execute(delete(stop).where(stop.c.phone == phone))
    if word == "stop":
        connection.execute(insert(stop).values(phone=phone, at=now, source=f"{actor.kind}:{actor.id}"))
    patients = connection.scalars(select(models.patients.c.id).where(models.patients.c.phone == phone)).all()
    audit.record(connection, *(audit.Entry(now, actor, f"texts_{word}", "patient", id) for id in patients))
    return word
