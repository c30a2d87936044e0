"""Book, move, cancel, and the life of a visit: each a function of one transaction, and once for one key.

What is refused leaves by exception, and the transaction with it: nothing is half done.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select, update

from scheduling import models as m
from scheduling import occupancy, outbox, waitlist
from scheduling.holds import EXPIRED, HELD, end_moves, new_row, settle
from scheduling.inserts import Rows
from scheduling.resources import Kind, resource
from scheduling.rules import BLOCKING, MOVABLE, check_audience, check_time, check_transition
from scheduling.values import Appointment, AppointmentState, Cancellation, NotAllowed, Opening, Taken
from scheduling.work import Work, check_hours, check_room, local_opening

BOOKED = AppointmentState.BOOKED


def book(work: Work, hold_id: int, patient_id: int, *, reason: str | None = None) -> Appointment:
    """The hold becomes the patient's visit.

    Raises Taken where the hold has run out or the patient is elsewhere then; NotFound; NotAllowed: "audience", "age",
    "hold", "key".
    """
    if (done := work.done_before("book")) is not None:
        return work.appointment(work.row(done))
    row = from_hold(work, hold_id, patient_id, reason)
    visit = work.appointment(row)
    seat(work, row, work.entry("book", row.id, patient=patient_id), _notices(work, visit))
    return visit


def _notices(work: Work, visit: Appointment) -> Rows:
    return Rows(m.outbox, outbox.booked(visit, work.now, work.notices))


def from_hold(work: Work, hold_id: int, patient_id: int, reason: str | None, series_id: str | None = None) -> Any:
    """The hold's row as a booked one; its patient's time is still to be taken (`seat`)."""
    patient = work.patient(patient_id)
    table = m.appointments
    statement = (
        update(table)
        .where(
            table.c.id == hold_id,
            table.c.state == HELD,
            table.c.hold_expires_at > work.now,
            table.c.moving_id.is_(None),
        )
        .values(
            state=BOOKED.value,
            patient_id=patient_id,
            reason=reason,
            series_id=series_id,
            version=table.c.version + 1,
            updated_at=work.now,
        )
    )
    row = work.connection.execute(statement.returning(*table.c)).first()
    if row is None:
        if work.row(hold_id).moving_id is not None:
            raise NotAllowed("hold", "that time was held for moving a visit: use move")
        raise Taken
    check_audience(work.visit_rules(row), patient.established)
    work.check_age(work.opening(row), patient_id)
    return row


def seat(work: Work, row: Any, *also: Rows) -> None:
    """Take the patient's time: whoever the hold was made for, the visit is this patient's. With what else there is to
    write."""
    busy = m.occupancy
    number = resource(Kind.PATIENT, row.patient_id)
    others = delete(busy).where(busy.c.appointment_id == row.id, busy.c.resource % 4 == Kind.PATIENT.value)
    work.connection.execute(others)
    rows = occupancy.visit_rows(row.id, work.opening(row), row.patient_id, work.visit_rules(row))
    occupancy.settle(work.connection, [line for line in rows if line["resource"] == number], {}, *also)


def book_direct(
    work: Work, wanted: Opening, patient_id: int, *, overbook: bool = False, reason: str | None = None
) -> Appointment:
    """Staff book without a hold, and without notice. overbook: on purpose over what is busy, full or outside hours; the
    visit is marked so, and the patient's own time is guarded all the same.

    Raises Taken; NotFound; NotAllowed: "past", "horizon", "hours", "inactive", "visit_type", "location", "room",
    "duration", "audience", "age", "daily_cap", "key".
    """
    if (done := work.done_before("book", "overbook")) is not None:
        return work.appointment(work.row(done))
    opening = local_opening(work.snapshot, wanted)
    rules = work.snapshot.visit_rules(opening.visit_type_id)
    check_time(rules, opening.start, opening.end, work.now, notice=False)
    check_room(work.snapshot, opening, rules)
    if overbook:
        work.snapshot.check_offer(opening.provider_id, opening.location_id, opening.visit_type_id)
    else:
        check_hours(work.snapshot, opening, rules)
    patient = work.patient(patient_id)
    check_audience(rules, patient.established)
    work.check_age(opening, patient_id)
    row = new_row(work, opening, BOOKED.value, patient_id=patient_id, reason=reason, overbooked=overbook)
    visit = work.appointment(row)
    busy = occupancy.visit_rows(row.id, opening, patient_id, rules, overbooked=overbook)
    entry = work.entry("overbook" if overbook else "book", row.id, patient=patient_id)
    settle(work, row, rules, busy, entry, _notices(work, visit), capped=not overbook)
    return visit


def move(work: Work, appointment_id: int, hold_id: int, *, version: int | None = None) -> Appointment:
    """The visit takes the held time and gives up its own, in one swap: it keeps its id.

    Raises Taken where the hold has run out or the swap does not fit: then the visit stands as it was. NotFound;
    NotAllowed: "transition", "hold", "age", "version", "key".
    """
    if (done := work.done_before("move")) is not None:
        return work.appointment(work.row(done))
    old = work.row(appointment_id, lock=True)
    held = work.row(hold_id, lock=True)
    _check_version(old, version)
    if old.state not in MOVABLE:
        raise NotAllowed("transition", f"a visit that is {old.state} cannot be moved")
    if held.moving_id != old.id:
        raise NotAllowed("hold", "that time was not held for moving this visit")
    if held.state != HELD or held.hold_expires_at <= work.now:
        raise Taken
    work.check_age(work.opening(held), old.patient_id)
    occupancy.free(work.connection, [old.id, held.id])
    place = {name: getattr(held, name) for name in ("provider_id", "location_id", "room_id", "visit_type_id")}
    times = {name: getattr(held, name) for name in ("start_at", "end_at", "day")}
    row = work.change(old, **place, **times, state=BOOKED.value, overbooked=False)
    work.change(held, state=EXPIRED)
    less = occupancy.changes(less=[old, *end_moves(work, old.id)])
    busy = occupancy.visit_rows(row.id, work.opening(row), row.patient_id, work.visit_rules(row))
    visit = work.appointment(row)
    entry = work.entry("move", row.id, was=int(old.start_at.timestamp()), now=int(row.start_at.timestamp()))
    notices = Rows(m.outbox, outbox.moved(visit, work.now, work.notices))
    occupancy.settle(work.connection, busy, less, entry, notices)
    waitlist.backfill(work, work.opening(old))
    return visit


def cancel(work: Work, appointment_id: int, *, version: int | None = None) -> Cancellation:
    """Raises NotFound; NotAllowed: "transition", "version", "key"."""
    if (done := work.done_before("cancel")) is not None:
        row = work.row(done)
        return Cancellation(work.appointment(row), row.late_cancel)
    old = work.row(appointment_id, lock=True)
    _check_version(old, version)
    check_transition(AppointmentState(old.state), AppointmentState.CANCELLED)
    late = old.start_at - work.now < timedelta(hours=work.rules.cancel_late_h)
    row = work.change(old, state=AppointmentState.CANCELLED.value, cancelled_at=work.now, late_cancel=late)
    _give_back(work, old)
    visit = work.appointment(row)
    work.record("cancel", row.id, late=late)
    work.announce(outbox.cancelled(visit, work.now))
    waitlist.backfill(work, work.opening(old))
    return Cancellation(visit, late)


def set_state(work: Work, appointment_id: int, state: AppointmentState, *, version: int | None = None) -> Appointment:
    """Confirm a visit, or say that its patient arrived, was seen, or did not come. Raises as `cancel` does, and Taken
    where a patient comes after all and the time is no longer free."""
    if state is AppointmentState.CANCELLED:
        return cancel(work, appointment_id, version=version).appointment
    if (done := work.done_before(state.value)) is not None:
        return work.appointment(work.row(done))
    old = work.row(appointment_id, lock=True)
    _check_version(old, version)
    if old.state == state:
        work.record(state.value, old.id, again=True)
        return work.appointment(old)
    before = AppointmentState(old.state)
    if before is AppointmentState.HELD:
        raise NotAllowed("transition", "that time is only held: book it")
    check_transition(before, state)
    row = work.change(old, state=state.value)
    if before in BLOCKING and state not in BLOCKING:
        _give_back(work, old)
    if before not in BLOCKING and state in BLOCKING:
        rules = work.visit_rules(row)
        busy = occupancy.visit_rows(row.id, work.opening(row), row.patient_id, rules, overbooked=row.overbooked)
        settle(work, row, rules, busy, capped=False, new=False)
    if state is AppointmentState.COMPLETED:
        patient = update(m.patients).where(m.patients.c.id == row.patient_id, m.patients.c.established.is_(False))
        work.connection.execute(patient.values(established=True))
    work.record(state.value, row.id)
    if state not in BLOCKING:
        waitlist.backfill(work, work.opening(old))
    return work.appointment(row)


def _give_back(work: Work, old: Any) -> None:
    occupancy.free(work.connection, [old.id])
    occupancy.count(work.connection, occupancy.changes(less=[old, *end_moves(work, old.id)]))


def _check_version(row: Any, version: int | None) -> None:
    if version is not None and row.version != version:
        raise NotAllowed("version", "somebody has changed that visit since: look at it again")


def upcoming(work: Work, patient_id: int) -> tuple[Appointment, ...]:
    """The patient's visits from now on, soonest first; that they were looked at is recorded. Raises NotFound."""
    work.patient(patient_id)
    visit = m.appointments
    states = [state.value for state in (BOOKED, AppointmentState.CONFIRMED, AppointmentState.ARRIVED)]
    query = (
        select(visit)
        .where(visit.c.patient_id == patient_id, visit.c.end_at > work.now, visit.c.state.in_(states))
        .order_by(visit.c.start_at)
    )
    found = work.connection.execute(query).all()
    work.record_access("list_appointments", patient_id, found=len(found))
    return tuple(work.appointment(row) for row in found)
