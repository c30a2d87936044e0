"""The life of a booking through the front door, on both engines."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, func, select

from scheduling import Rules, Scheduler
from scheduling import models as m
from scheduling.values import (
    Actor,
    AppointmentState,
    Constraint,
    NotAllowed,
    NotFound,
    Opening,
    OpeningRequest,
    SeriesTaken,
    Taken,
    VisitsInTheWay,
)
from tests.scheduling.clinic import NOW, ZONE, Clinic, make_clinic

CALL = Actor("call", "CA1")
STAFF = Actor("staff", "front desk")
TUESDAY = datetime(2026, 3, 3, tzinfo=ZoneInfo(ZONE))


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def scheduler(database_url: str, clock: Clock) -> AsyncIterator[Scheduler]:
    scheduler = await Scheduler.open(database_url, clock=clock, rules=Rules(holds_per_owner=4))
    yield scheduler
    await scheduler.close()


@pytest.fixture
async def clinic(scheduler: Scheduler) -> Clinic:
    return await scheduler.database.write(make_clinic)


def at(clinic: Clinic, hour: int, minute: int = 0, *, provider: int | None = None, kind: int | None = None) -> Opening:
    start = TUESDAY.replace(hour=hour, minute=minute)
    kind = kind or clinic.check_up
    room = clinic.room if kind == clinic.scan else None
    return Opening(provider or clinic.ada, clinic.location, kind, start, start + timedelta(minutes=30), room)


async def rows(scheduler: Scheduler, table: Any, *where: Any) -> list[Any]:
    query = select(table).where(*where).order_by(table.c.id if "id" in table.c else table.c.day)
    return list(await scheduler.database.read(lambda c: c.execute(query).all()))


async def test_an_opening_is_held_and_booked_and_told_of(scheduler: Scheduler, clinic: Clinic) -> None:
    found = await scheduler.find(OpeningRequest(clinic.check_up))
    held = await scheduler.hold(found.openings[0], owner="CA1", actor=CALL)
    visit = await scheduler.book(held.id, clinic.patients[0], key="CA1:1", actor=CALL, reason="cough")
    assert visit.opening == found.openings[0]
    assert (visit.state, visit.id) == (AppointmentState.BOOKED, held.id)
    assert [row.action for row in await rows(scheduler, m.audit)] == ["hold", "book"]
    kinds = [row.kind for row in await rows(scheduler, m.outbox)]
    assert kinds[0] == "confirmation"
    assert await scheduler.appointments(clinic.patients[0], actor=CALL) == (visit,)


async def test_a_repeated_write_is_the_same_write(scheduler: Scheduler, clinic: Clinic) -> None:
    held = await scheduler.hold(at(clinic, 9), owner="CA1", actor=CALL)
    writes = [scheduler.book(held.id, clinic.patients[0], key="CA1:1", actor=CALL) for _ in range(5)]
    visits = await asyncio.gather(*writes)
    assert len(set(visits)) == 1
    direct = [scheduler.book_direct(at(clinic, 11), clinic.patients[0], key="k", actor=STAFF) for _ in range(5)]
    assert len(set(await asyncio.gather(*direct))) == 1
    assert len(await rows(scheduler, m.appointments)) == 2
    with pytest.raises(NotAllowed) as refusal:
        await scheduler.cancel(held.id, key="CA1:1", actor=CALL)
    assert refusal.value.rule == "key"


async def test_one_time_is_won_once_and_the_others_hear_what_is_next(scheduler: Scheduler, clinic: Clinic) -> None:
    tries = [scheduler.hold(at(clinic, 9), owner=f"CA{n}", actor=CALL) for n in range(8)]
    results = await asyncio.gather(*tries, return_exceptions=True)
    refused = [result for result in results if isinstance(result, Taken)]
    assert len(refused) == 7
    for refusal in refused:
        assert refusal.alternatives
        assert all(abs(other.start - TUESDAY.replace(hour=9)) <= timedelta(hours=4) for other in refusal.alternatives)


async def test_a_hold_runs_out_and_its_time_is_free_again(scheduler: Scheduler, clinic: Clinic, clock: Clock) -> None:
    first = await scheduler.hold(at(clinic, 9), owner="CA1", actor=CALL)
    clock.now += timedelta(minutes=4)
    with pytest.raises(Taken) as refusal:
        await scheduler.book(first.id, clinic.patients[0], key="CA1:1", actor=CALL)
    assert at(clinic, 9) in refusal.value.alternatives
    second = await scheduler.hold(at(clinic, 9), owner="CA2", actor=CALL)
    await scheduler.book(second.id, clinic.patients[1], key="CA2:1", actor=CALL)
    assert [row.state for row in await rows(scheduler, m.appointments)] == ["expired", "booked"]


async def test_a_call_holds_one_time_and_not_without_end(scheduler: Scheduler, clinic: Clinic) -> None:
    for hour in (9, 10, 11, 12):
        await scheduler.hold(at(clinic, hour), owner="CA1", actor=CALL)
    assert len(await rows(scheduler, m.appointments, m.appointments.c.state == "held")) == 1
    await scheduler.hold(at(clinic, 9), owner="CA2", actor=CALL)
    with pytest.raises(NotAllowed) as refusal:
        await scheduler.hold(at(clinic, 13), owner="CA1", actor=CALL)
    assert refusal.value.rule == "hold_limit"
    assert await scheduler.release("CA1") == 1
    assert await scheduler.release("CA1") == 0


async def test_sweeping_clears_what_has_run_out(scheduler: Scheduler, clinic: Clinic, clock: Clock) -> None:
    await scheduler.hold(at(clinic, 9), owner="CA1", actor=CALL)
    assert await scheduler.sweep() == 0
    clock.now += timedelta(minutes=10)
    assert await scheduler.sweep() == 1
    assert await rows(scheduler, m.occupancy) == []
    assert {row.taken for row in await rows(scheduler, m.day_counts)} == {0}


async def test_a_move_may_overlap_the_visit_that_it_replaces(scheduler: Scheduler, clinic: Clinic) -> None:
    visit = await scheduler.book_direct(at(clinic, 10), clinic.patients[0], key="1", actor=STAFF)
    with pytest.raises(Taken):
        await scheduler.hold(at(clinic, 10, 15), owner="CA2", actor=CALL)
    held = await scheduler.hold(at(clinic, 10, 15), owner="CA1", actor=CALL, moving=visit.id)
    with pytest.raises(Taken):
        await scheduler.hold(at(clinic, 10, 30), owner="CA2", actor=CALL)
    moved = await scheduler.move(visit.id, held.id, key="CA1:1", actor=CALL)
    assert (moved.id, moved.opening, moved.version) == (visit.id, at(clinic, 10, 15), 2)
    assert await scheduler.move(visit.id, held.id, key="CA1:1", actor=CALL) == moved
    await scheduler.hold(at(clinic, 9, 45), owner="CA2", actor=CALL)
    taken = {row.start_at for row in await rows(scheduler, m.occupancy, m.occupancy.c.appointment_id == visit.id)}
    assert taken == {TUESDAY.replace(hour=10, minute=15)}


async def test_a_move_that_loses_leaves_the_visit_as_it_was(scheduler: Scheduler, clinic: Clinic, clock: Clock) -> None:
    visit = await scheduler.book_direct(at(clinic, 10), clinic.patients[0], key="1", actor=STAFF)
    held = await scheduler.hold(at(clinic, 14), owner="CA1", actor=CALL, moving=visit.id)
    clock.now += timedelta(minutes=5)
    await scheduler.book_direct(at(clinic, 16), clinic.patients[1], key="2", actor=STAFF)
    with pytest.raises(Taken):
        await scheduler.move(visit.id, held.id, key="CA1:1", actor=CALL)
    assert await scheduler.appointments(clinic.patients[0], actor=STAFF) == (visit,)
    assert len(await rows(scheduler, m.occupancy, m.occupancy.c.appointment_id == visit.id)) == 2


async def test_a_cancellation_frees_the_time_and_says_when_it_was_late(scheduler: Scheduler, clinic: Clinic) -> None:
    soon = await scheduler.book_direct(at(clinic, 9), clinic.patients[0], key="1", actor=STAFF)
    result = await scheduler.cancel(soon.id, key="c", actor=CALL)
    assert (result.late, result.appointment.state) == (False, AppointmentState.CANCELLED)
    today = Opening(
        clinic.ada, clinic.location, clinic.check_up, TUESDAY - timedelta(hours=10), TUESDAY - timedelta(hours=9.5)
    )
    late = await scheduler.book_direct(today, clinic.patients[0], key="2", actor=STAFF)
    assert (await scheduler.cancel(late.id, key="d", actor=CALL)).late
    assert (await scheduler.cancel(late.id, key="d", actor=CALL)).late
    assert await rows(scheduler, m.occupancy) == []
    assert "cancelled" in [row.kind for row in await rows(scheduler, m.outbox)]
    with pytest.raises(NotAllowed) as refusal:
        await scheduler.cancel(soon.id, key="e", actor=CALL)
    assert refusal.value.rule == "transition"


async def test_a_patient_is_not_in_two_places(scheduler: Scheduler, clinic: Clinic) -> None:
    await scheduler.book_direct(at(clinic, 9), clinic.patients[0], key="1", actor=STAFF)
    held = await scheduler.hold(at(clinic, 9, 15, provider=clinic.ben), owner="CA1", actor=CALL)
    with pytest.raises(Taken):
        await scheduler.book(held.id, clinic.patients[0], key="2", actor=CALL)
    with pytest.raises(Taken):
        await scheduler.book_direct(
            at(clinic, 9, 15, provider=clinic.ben), clinic.patients[0], key="3", actor=STAFF, overbook=True
        )
    await scheduler.book(held.id, clinic.patients[1], key="4", actor=CALL)


async def test_a_room_is_guarded_with_its_buffers(scheduler: Scheduler, clinic: Clinic) -> None:
    await scheduler.book_direct(at(clinic, 9, kind=clinic.scan), clinic.patients[0], key="1", actor=STAFF)
    with pytest.raises(Taken):
        await scheduler.hold(at(clinic, 9, 30), owner="CA1", actor=CALL)  # a quarter of an hour to clean up
    held = await scheduler.hold(at(clinic, 9, 45), owner="CA1", actor=CALL)
    assert held.opening.room_id is None
    with pytest.raises(NotAllowed) as refusal:
        await scheduler.hold(Opening(clinic.ada, clinic.location, clinic.scan, *_span(14)), owner="CA1", actor=CALL)
    assert refusal.value.rule == "room"


def _span(hour: int, minutes: int = 30) -> tuple[datetime, datetime]:
    start = TUESDAY.replace(hour=hour)
    return start, start + timedelta(minutes=minutes)


async def test_staff_overbook_on_purpose(scheduler: Scheduler, clinic: Clinic) -> None:
    await scheduler.book_direct(at(clinic, 9), clinic.patients[0], key="1", actor=STAFF)
    with pytest.raises(Taken) as refusal:
        await scheduler.book_direct(at(clinic, 9), clinic.patients[1], key="2", actor=STAFF)
    assert refusal.value.alternatives
    visit = await scheduler.book_direct(at(clinic, 9), clinic.patients[1], key="3", actor=STAFF, overbook=True)
    assert visit.overbooked
    await scheduler.book_direct(at(clinic, 20), clinic.patients[1], key="4", actor=STAFF, overbook=True)


async def test_blocked_time_is_not_given(scheduler: Scheduler, clinic: Clinic) -> None:
    visit = await scheduler.book_direct(at(clinic, 10), clinic.patients[0], key="1", actor=STAFF)
    morning = TUESDAY.replace(hour=8), TUESDAY.replace(hour=12)
    with pytest.raises(VisitsInTheWay) as refusal:
        await scheduler.block(clinic.ada, morning, actor=STAFF)
    assert refusal.value.appointment_ids == (visit.id,)
    off = await scheduler.block(clinic.ada, morning, actor=STAFF, keep_visits=True)
    for hour in (9, 10):
        await scheduler.cancel(visit.id, key="c", actor=STAFF)
        with pytest.raises((NotAllowed, Taken)):
            await scheduler.hold(at(clinic, hour), owner="CA1", actor=CALL)
    request = OpeningRequest(
        clinic.check_up, (clinic.ada,), constraints=(Constraint(TUESDAY.date(), TUESDAY.date(), earliest=True),)
    )
    assert (await scheduler.find(request)).openings[0] == at(clinic, 12)
    await scheduler.unblock(off, actor=STAFF)
    assert (await scheduler.find(request)).openings[0] == at(clinic, 9)
    fortnight = TUESDAY, TUESDAY + timedelta(days=14)
    await scheduler.block(clinic.ben, fortnight, actor=STAFF)
    with pytest.raises(NotAllowed):
        await scheduler.hold(at(clinic, 9, provider=clinic.ben), owner="CA1", actor=CALL)


async def test_a_series_is_booked_whole_or_not_at_all(scheduler: Scheduler, clinic: Clinic) -> None:
    blocked = TUESDAY + timedelta(days=28)
    off = await scheduler.block(clinic.ada, (blocked, blocked + timedelta(days=1)), actor=STAFF)
    held = await scheduler.hold(at(clinic, 9), owner="CA1", actor=CALL)
    series = {"every_days": 14, "count": 4, "actor": CALL}
    with pytest.raises(SeriesTaken) as refusal:
        await scheduler.book_series(held.id, clinic.patients[0], key="1", **series)
    assert (refusal.value.free, refusal.value.count) == (3, 4)
    assert await scheduler.appointments(clinic.patients[0], actor=CALL) == ()
    await scheduler.unblock(off, actor=STAFF)
    visits = await scheduler.book_series(held.id, clinic.patients[0], key="2", **series)
    assert await scheduler.book_series(held.id, clinic.patients[0], key="2", **series) == visits
    assert [visit.opening.start.hour for visit in visits] == [9, 9, 9, 9]  # daylight saving begins on 8 March
    assert {(b.opening.start.date() - a.opening.start.date()).days for a, b in itertools.pairwise(visits)} == {14}
    assert len({visit.series_id for visit in visits}) == 1


async def test_a_series_with_gaps_only_where_that_was_said(scheduler: Scheduler, clinic: Clinic) -> None:
    off = TUESDAY + timedelta(days=14)
    await scheduler.block(clinic.ada, (off, off + timedelta(days=1)), actor=STAFF)
    held = await scheduler.hold(at(clinic, 9), owner="CA1", actor=CALL)
    visits = await scheduler.book_series(
        held.id, clinic.patients[0], every_days=14, count=3, at_least=2, key="1", actor=CALL
    )
    assert len(visits) == 2


async def test_daily_caps_hold_under_a_race(scheduler: Scheduler, clinic: Clinic) -> None:
    def cap(connection: Connection) -> None:
        connection.execute(m.providers.update().where(m.providers.c.id == clinic.ada).values(max_per_day=2))

    await scheduler.database.write(cap)
    tries = [scheduler.hold(at(clinic, hour), owner=f"CA{hour}", actor=CALL) for hour in (9, 10, 11, 12, 13)]
    results = await asyncio.gather(*tries, return_exceptions=True)
    refused = [result for result in results if isinstance(result, NotAllowed)]
    assert {refusal.rule for refusal in refused} == {"daily_cap"}
    assert len(refused) == 3
    day = Constraint(TUESDAY.date(), TUESDAY.date())
    found = await scheduler.find(OpeningRequest(clinic.check_up, (clinic.ada,), constraints=(day,)))
    assert not found.exact
    assert all(opening.start.date() != TUESDAY.date() for opening in found.openings)


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("past", {"start": NOW - timedelta(hours=1), "end": NOW - timedelta(minutes=30)}),
        ("horizon", {"start": NOW + timedelta(days=900), "end": NOW + timedelta(days=900, minutes=30)}),
        ("hours", {"start": TUESDAY.replace(hour=7), "end": TUESDAY.replace(hour=7, minute=30)}),
        ("duration", {"end": TUESDAY.replace(hour=11)}),
        ("naive", {"start": datetime(2026, 3, 3, 9), "end": datetime(2026, 3, 3, 9, 30)}),
        ("visit_type", {"visit_type_id": "scan", "provider_id": "ben", "room_id": "room"}),
        ("location", {"location_id": "elsewhere"}),
    ],
)
async def test_what_the_rules_forbid_is_refused_by_name(
    scheduler: Scheduler, clinic: Clinic, rule: str, change: dict[str, Any]
) -> None:
    from dataclasses import replace

    named = {name: getattr(clinic, value) if isinstance(value, str) else value for name, value in change.items()}
    opening = replace(at(clinic, 10), **named)
    with pytest.raises(NotAllowed) as refusal:
        await scheduler.hold(opening, owner="CA1", actor=CALL)
    assert refusal.value.rule == rule
    with pytest.raises(NotAllowed):
        await scheduler.book_direct(opening, clinic.patients[0], key="1", actor=STAFF)
    assert await rows(scheduler, m.appointments) == []


async def test_an_inactive_provider_and_the_wrong_audience(scheduler: Scheduler, clinic: Clinic) -> None:
    def change(connection: Connection) -> None:
        connection.execute(m.providers.update().where(m.providers.c.id == clinic.ben).values(active=False))
        connection.execute(m.visit_types.update().where(m.visit_types.c.id == clinic.scan).values(audience="new"))

    assert any(who.id == clinic.ben and who.active for who in (await scheduler.catalogue()).providers)
    await scheduler.database.write(change)
    with pytest.raises(NotAllowed) as refusal:
        await scheduler.hold(at(clinic, 9, provider=clinic.ben), owner="CA1", actor=CALL)
    assert refusal.value.rule == "inactive"
    with pytest.raises(NotAllowed) as refusal:
        await scheduler.book_direct(at(clinic, 9, kind=clinic.scan), clinic.patients[0], key="1", actor=STAFF)
    assert refusal.value.rule == "audience"
    with pytest.raises(NotAllowed) as refusal:
        await scheduler.find(OpeningRequest(clinic.scan, patient_id=clinic.patients[0]))
    assert refusal.value.rule == "audience"
    await scheduler.book_direct(at(clinic, 9, kind=clinic.scan), clinic.patients[2], key="2", actor=STAFF)
    with pytest.raises(NotFound):
        await scheduler.book_direct(at(clinic, 12), 999, key="3", actor=STAFF)


async def test_a_visit_lives_by_the_allowed_steps(scheduler: Scheduler, clinic: Clinic) -> None:
    visit = await scheduler.book_direct(at(clinic, 9), clinic.patients[0], key="1", actor=STAFF)
    assert (await scheduler.confirm(visit.id, key="2", actor=CALL)).state is AppointmentState.CONFIRMED
    assert (await scheduler.confirm(visit.id, key="3", actor=CALL)).state is AppointmentState.CONFIRMED
    with pytest.raises(NotAllowed) as refusal:
        await scheduler.set_state(visit.id, AppointmentState.COMPLETED, key="4", actor=STAFF)
    assert refusal.value.rule == "transition"
    with pytest.raises(NotAllowed) as refusal:
        await scheduler.set_state(visit.id, AppointmentState.ARRIVED, key="5", actor=STAFF, version=1)
    assert refusal.value.rule == "version"
    await scheduler.set_state(visit.id, AppointmentState.NO_SHOW, key="6", actor=STAFF)
    assert await rows(scheduler, m.occupancy) == []
    other = await scheduler.book_direct(at(clinic, 9), clinic.patients[2], key="7", actor=STAFF)
    with pytest.raises(Taken):
        await scheduler.set_state(visit.id, AppointmentState.ARRIVED, key="8", actor=STAFF)
    await scheduler.set_state(other.id, AppointmentState.ARRIVED, key="9", actor=STAFF)
    await scheduler.set_state(other.id, AppointmentState.COMPLETED, key="10", actor=STAFF)
    patients = await rows(scheduler, m.patients, m.patients.c.id == clinic.patients[2])
    assert patients[0].established


async def test_day_counts_are_what_a_recount_gives(scheduler: Scheduler, clinic: Clinic, clock: Clock) -> None:
    visit = await scheduler.book_direct(at(clinic, 10), clinic.patients[0], key="1", actor=STAFF)
    await scheduler.book_direct(at(clinic, 9), clinic.patients[1], key="2", actor=STAFF)
    wednesday = at(clinic, 10)
    day = timedelta(days=1)
    later = Opening(clinic.ben, clinic.location, clinic.check_up, wednesday.start + day, wednesday.end + day)
    held = await scheduler.hold(later, owner="CA1", actor=CALL, moving=visit.id)
    await scheduler.move(visit.id, held.id, key="3", actor=CALL)
    await scheduler.hold(at(clinic, 15), owner="CA2", actor=CALL)
    clock.now += timedelta(minutes=5)
    await scheduler.hold(at(clinic, 15), owner="CA3", actor=CALL)
    visits = m.appointments.c

    def recount(connection: Connection) -> tuple[set[Any], set[Any]]:
        blocking = visits.state.in_(["held", "booked"])
        query = select(visits.provider_id, visits.day, func.count()).where(blocking)
        real = connection.execute(query.group_by(visits.provider_id, visits.day)).all()
        table = m.day_counts.c
        kept = connection.execute(
            select(table.provider_id, table.day, table.taken).where(table.visit_type_id == 0, table.taken != 0)
        ).all()
        return {tuple(row) for row in real}, {tuple(row) for row in kept}

    real, kept = await scheduler.database.read(recount)
    assert real == kept
