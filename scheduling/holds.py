"""Holds: the time that a caller chose is theirs while it is read back. They run out, and can be let go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select, update

from scheduling import models as m
from scheduling import occupancy
from scheduling.inserts import Rows
from scheduling.rules import MOVABLE, VisitRules, check_time
from scheduling.values import AppointmentState, Hold, NotAllowed, Opening
from scheduling.work import Work, check_hours, check_room, local_opening

BLANK = dict.fromkeys(("patient_id", "owner", "hold_expires_at", "moving_id", "reason", "series_id")) | {
    "overbooked": False
}
HELD, EXPIRED = AppointmentState.HELD.value, AppointmentState.EXPIRED.value


def hold(
    work: Work,
    wanted: Opening,
    owner: str,
    *,
    patient_id: int | None = None,
    moving: int | None = None,
    lasts: timedelta | None = None,
) -> Hold:
    """Hold an opening and let go of whatever else the owner holds. `lasts`: other than the clinic's rule says.

    Raises Taken; NotFound; NotAllowed: "hold_limit", "daily_cap", "past", "notice", "horizon", "hours", "inactive",
    "visit_type", "location", "room", "duration", "age", "transition".
    """
    opening = local_opening(work.snapshot, wanted)
    rules = work.snapshot.visit_rules(opening.visit_type_id)
    check_time(rules, opening.start, opening.end, work.now)
    check_hours(work.snapshot, opening, rules)
    check_room(work.snapshot, opening, rules)
    if not owner:
        raise NotAllowed("owner", "a hold belongs to somebody: name the call")
    replaced = None if moving is None else _replaced(work, moving)
    patient = patient_id if replaced is None else replaced.patient_id
    if patient is not None:
        work.check_age(opening, patient)
    gone = _clear(work, opening, owner)
    expires = work.now + (lasts or work.rules.hold)
    row = new_row(work, opening, HELD, owner=owner, hold_expires_at=expires, moving_id=moving, patient_id=patient_id)
    rows = occupancy.visit_rows(row.id, opening, patient, rules)
    if moving is not None:
        rows = occupancy.less_own(work.connection, rows, moving)
    settle(work, row, rules, rows, work.entry("hold", row.id, moving=moving), less=gone, replaced=replaced)
    return Hold(row.id, opening, owner, expires)


def _replaced(work: Work, moving: int) -> Any:
    """The visit that the hold would replace. Raises NotAllowed("transition") for one that cannot be moved."""
    row = work.row(moving)
    if row.state not in MOVABLE:
        raise NotAllowed("transition", f"a visit that is {row.state} cannot be moved")
    return row


def _clear(work: Work, opening: Opening, owner: str) -> Sequence[Any]:
    """End the owner's other holds, and those in the way that have run out. Raises NotAllowed("hold_limit")."""
    visit, day = m.appointments.c, timedelta(days=1)
    near = visit.start_at.between(opening.start - day, opening.end + day)
    in_the_way = and_(m.IS_HELD, visit.hold_expires_at <= work.now, near)
    query = select(visit.id, visit.owner, visit.state).where(or_(visit.owner == owner, in_the_way))
    found = work.connection.execute(query.with_for_update(skip_locked=True)).all()
    if sum(row.owner == owner for row in found) >= work.rules.holds_per_owner:
        raise NotAllowed("hold_limit", "that call has held enough times: a person should help")
    return expire(work.connection, work.now, [row.id for row in found if row.state == HELD])


def held(work: Work, hold_id: int) -> tuple[Opening, int | None]:
    """What is or was held, and the visit that it would replace. Raises NotFound."""
    row = work.row(hold_id)
    return work.opening(row), row.moving_id


def release(work: Work, owner: str) -> int:
    """Let go of all that the owner holds; how many that were."""
    gone = _expire_where(work.connection, work.now, m.appointments.c.owner == owner)
    for row in gone:
        work.record("release", row.id)
    return len(gone)


def end_moves(work: Work, appointment_id: int) -> Sequence[Any]:
    """End the holds that would replace a visit which is no longer where it was: they were held beside its old time. The
    rows; the day counts are the caller's."""
    visit = m.appointments.c
    query = select(visit.id).where(m.IS_HELD, visit.moving_id == appointment_id)
    return expire(work.connection, work.now, list(work.connection.scalars(query)))


def sweep(connection: Connection, now: datetime) -> int:
    """Clear every hold that has run out; how many that were. Booking clears those in its way by itself."""
    return len(_expire_where(connection, now, m.appointments.c.hold_expires_at <= now))


def _expire_where(connection: Connection, now: datetime, chosen: ColumnElement[bool]) -> Sequence[Any]:
    visit = m.appointments.c
    query = select(visit.id).where(m.IS_HELD, chosen).with_for_update(skip_locked=True)
    gone = expire(connection, now, list(connection.scalars(query)))
    occupancy.count(connection, occupancy.changes(less=gone))
    return gone


def expire(connection: Connection, now: datetime, ids: Sequence[int]) -> Sequence[Any]:
    """End these holds and free their time; the rows. The day counts are the caller's to bring up to date, all at once
    and in order."""
    if not ids:
        return ()
    visit = m.appointments
    statement = update(visit).where(visit.c.id.in_(ids), visit.c.state == HELD).values(state=EXPIRED, updated_at=now)
    gone = connection.execute(statement.returning(*visit.c)).all()
    occupancy.free(connection, [row.id for row in gone])
    return gone


def new_row(work: Work, opening: Opening, state: str, **values: Any) -> Any:
    """A row that is still to be written (`settle`)."""
    new = {
        "id": work.new_id(),
        "version": 1,
        "provider_id": opening.provider_id,
        "location_id": opening.location_id,
        "room_id": opening.room_id,
        "visit_type_id": opening.visit_type_id,
        "start_at": opening.start,
        "end_at": opening.end,
        "day": opening.start.date(),
        "state": state,
        "created_at": work.now,
        "updated_at": work.now,
    }
    return SimpleNamespace(**(BLANK | new | values))


def settle(
    work: Work,
    row: Any,
    rules: VisitRules,
    busy: Sequence[occupancy.Row],
    *also: Rows,
    less: Sequence[Any] = (),
    replaced: Any = None,
    capped: bool = True,
    new: bool = True,
) -> None:
    """Write a row (unless it is not `new`) and count it in, and out those that went; write who is `busy`, and what else
    there is.

    Raises Taken; NotAllowed("daily_cap"), against which `replaced` does not count: it goes once the new one is there.
    """
    visit = Rows(m.appointments, [vars(row)] if new else ())
    changes = occupancy.changes(less=less, more=[row])
    counts = occupancy.settle(work.connection, busy, changes, *also, visit=visit)
    everything, of_type = occupancy.day_keys(row.provider_id, row.day, row.visit_type_id)
    old = () if replaced is None else occupancy.day_keys(replaced.provider_id, replaced.day, replaced.visit_type_id)
    caps = {everything: work.snapshot.provider_caps.get(row.provider_id), of_type: rules.max_per_day}
    for key, cap in caps.items():
        if capped and cap is not None and key in counts and counts[key] - (key in old) > cap:
            raise NotAllowed("daily_cap", "that provider's day is full: offer another day")
