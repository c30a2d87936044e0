from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, select, update

from scheduling import booking, holds, waitlist
from scheduling import models as m
from scheduling import offers as offers_of
from scheduling.catalogue import load
from scheduling.database import Database
from scheduling.rules import Rules, WaitlistRules
from scheduling.values import (
    Actor,
    Appointment,
    AppointmentState,
    Constraint,
    Hold,
    NotAllowed,
    NotFound,
    Opening,
    Taken,
)
from scheduling.waitlist import Entry, Offer, Wish
from scheduling.work import Work, look_back
from tests.scheduling.clinic import NOW, Clinic, make_clinic

T = TypeVar("T")
STAFF = Actor("staff", "rosa")
RULES = WaitlistRules()
TOMORROW = datetime(2026, 3, 3, 15, tzinfo=UTC)  # ten in the morning, New York


@pytest.fixture
async def clinic(database: Database) -> Clinic:
    return await database.write(make_clinic)


async def run(database: Database, what: Callable[[Work], T], *, key: str | None = None, minutes: int = 0) -> T:
    def work(connection: Connection) -> T:
        now = NOW + timedelta(minutes=minutes)
        done = look_back(connection, key).done
        return what(Work(connection, load(connection, Rules(), now), Rules(), now, STAFF, key, done))

    return await database.write(work)


def opening(clinic: Clinic, start: datetime = TOMORROW, minutes: int = 30) -> Opening:
    return Opening(clinic.ada, clinic.location, clinic.check_up, start, start + timedelta(minutes=minutes))


async def booked(database: Database, clinic: Clinic, patient: int, start: datetime = TOMORROW) -> Appointment:
    return await run(database, lambda w: booking.book_direct(w, opening(clinic, start), patient))


async def cancelled(database: Database, clinic: Clinic, visit: Appointment, minutes: int = 0) -> list[Offer]:
    """Cancel it, and see what was offered to whom."""
    await run(database, lambda w: booking.cancel(w, visit.id), minutes=minutes)
    return await run(database, on_offer, minutes=minutes)


def on_offer(work: Work) -> list[Offer]:
    rows = work.connection.execute(select(m.waitlist).where(m.waitlist.c.state == "offered").order_by(m.waitlist.c.id))
    offers = []
    for row in rows.all():
        held = work.row(row.hold_id)
        offers.append(
            Offer(row.id, row.patient_id, Hold(held.id, work.opening(held), held.owner, held.hold_expires_at))
        )
    return offers


async def joined(database: Database, clinic: Clinic, patient: int, minutes: int = 0, **wish: object) -> Entry:
    wanted = replace(Wish(patient, clinic.check_up), **wish)  # type: ignore[arg-type]
    return await run(database, lambda w: waitlist.join(w, wanted), minutes=minutes)


async def test_a_cancelled_time_is_held_for_who_has_waited_longest_and_a_notice_is_queued(
    database: Database, clinic: Clinic
) -> None:
    ivy, jon, _, leo = clinic.patients
    visit = await booked(database, clinic, ivy)
    first = await joined(database, clinic, jon, minutes=1)
    second = await joined(database, clinic, leo, minutes=2)
    offers = await cancelled(database, clinic, visit, minutes=3)
    assert [(o.entry_id, o.patient_id, o.hold.opening.start) for o in offers] == [(first.id, jon, TOMORROW)]
    waiting = await run(database, lambda w: [waitlist.entry(w, id) for id in (first.id, second.id)])
    assert [e.state for e in waiting] == ["offered", "waiting"]
    assert waiting[0].offered_until == offers[0].hold.expires_at == NOW + timedelta(hours=2, minutes=3)
    messages = await database.read(
        lambda c: c.execute(select(m.outbox).where(m.outbox.c.kind == "waitlist_offer")).all()
    )
    assert [(row.patient_id, row.waitlist_id, row.appointment_id) for row in messages] == [
        (jon, first.id, offers[0].hold.id)
    ]


async def test_an_accepted_offer_is_a_visit_and_accepting_again_is_the_same(database: Database, clinic: Clinic) -> None:
    ivy, jon, *_ = clinic.patients
    visit = await booked(database, clinic, ivy)
    entry = await joined(database, clinic, jon)
    await cancelled(database, clinic, visit)
    taken = await run(database, lambda w: offers_of.accept(w, entry.id), key="a", minutes=5)
    assert (taken.patient_id, taken.state, taken.opening.start) == (jon, AppointmentState.BOOKED, TOMORROW)
    assert await run(database, lambda w: offers_of.accept(w, entry.id), key="b", minutes=6) == taken
    assert await run(database, lambda w: waitlist.of_patient(w, jon)) == []
    with pytest.raises(Taken):
        await booked(database, clinic, clinic.patients[3])


async def test_a_declined_or_unanswered_offer_goes_to_the_next(database: Database, clinic: Clinic) -> None:
    ivy, jon, _, leo = clinic.patients
    visit = await booked(database, clinic, ivy)
    first = await joined(database, clinic, jon, minutes=1)
    second = await joined(database, clinic, leo, minutes=2)
    await cancelled(database, clinic, visit, minutes=3)
    passed_on = await run(database, lambda w: waitlist.decline(w, first.id), minutes=10)
    assert [o.entry_id for o in passed_on] == [second.id]
    with pytest.raises(Taken):
        await run(database, lambda w: offers_of.accept(w, first.id), minutes=11)
    assert await run(database, waitlist.expire, minutes=60) == []
    late = 10 + 121
    back = await run(database, waitlist.expire, minutes=late)
    assert [o.entry_id for o in back] == [first.id], "the first still waits, and is asked again before nobody is"
    states = await run(database, lambda w: [waitlist.entry(w, id).state for id in (first.id, second.id)], minutes=late)
    assert states == ["offered", "waiting"]


async def test_who_never_answers_drops_off_the_list(database: Database, clinic: Clinic) -> None:
    ivy, jon, *_ = clinic.patients
    entry = await joined(database, clinic, jon)
    for n in range(RULES.offers):
        visit = await booked(database, clinic, ivy, TOMORROW + timedelta(hours=n))
        await cancelled(database, clinic, visit, minutes=200 * n)
        await run(database, waitlist.expire, minutes=200 * n + 121)
    assert (await run(database, lambda w: waitlist.entry(w, entry.id))).state == "expired"


@pytest.mark.parametrize(
    ("wish", "fits"),
    [
        ({}, True),
        ({"constraints": (Constraint(part_of_day="morning"),)}, True),
        ({"constraints": (Constraint(part_of_day="afternoon"),)}, False),
        ({"constraints": (Constraint(date_from=date(2026, 3, 4)), Constraint(weekdays=(1,), at=time(10)))}, True),
        ({"constraints": (Constraint(not_weekdays=(1,)),)}, False),
        ({"provider_ids": "ben"}, False),
        ({"provider_ids": "ada"}, True),
        ({"location_id": "elsewhere"}, False),
        ({"location_id": "location"}, True),
        ({"visit_type_id": "scan"}, True),
    ],
)
async def test_only_those_whom_it_fits_are_asked(
    database: Database, clinic: Clinic, wish: dict[str, object], fits: bool
) -> None:
    named = {k: getattr(clinic, v) if isinstance(v, str) else v for k, v in wish.items()}
    if "provider_ids" in named:
        named["provider_ids"] = (named["provider_ids"],)
    visit = await booked(database, clinic, clinic.patients[0])
    await joined(database, clinic, clinic.patients[1], **named)  # type: ignore[arg-type]
    assert bool(await cancelled(database, clinic, visit)) is fits


async def test_a_time_too_short_for_the_visit_is_not_offered(database: Database, clinic: Clinic) -> None:
    ivy, jon, _, leo = clinic.patients
    await booked(database, clinic, leo, TOMORROW + timedelta(minutes=30))
    visit = await booked(database, clinic, ivy)
    await joined(database, clinic, jon, visit_type_id=clinic.scan)  # half an hour and a quarter after it
    offers = await cancelled(database, clinic, visit)
    assert [o.hold.opening.start for o in offers] == [TOMORROW - timedelta(minutes=15)], (
        "it reaches into free time before"
    )


async def test_the_patients_own_visits_are_in_the_way(database: Database, clinic: Clinic) -> None:
    ivy, jon, *_ = clinic.patients
    visit = await booked(database, clinic, ivy)
    elsewhere = Opening(clinic.ben, clinic.location, clinic.check_up, TOMORROW, TOMORROW + timedelta(minutes=30))
    await run(database, lambda w: booking.book_direct(w, elsewhere, jon))
    await joined(database, clinic, jon)
    assert await cancelled(database, clinic, visit) == []


async def test_nothing_is_held_for_who_cannot_be_told(database: Database, clinic: Clinic) -> None:
    ivy, jon, *_ = clinic.patients
    visit = await booked(database, clinic, ivy)
    await joined(database, clinic, jon)
    await database.write(lambda c: c.execute(insert(m.opt_outs).values(phone="+15550100001", at=NOW)))
    assert await cancelled(database, clinic, visit) == []
    await database.write(lambda c: c.execute(m.opt_outs.delete()))
    await database.write(lambda c: c.execute(update(m.patients).where(m.patients.c.id == jon).values(texts_ok=False)))
    assert await run(database, lambda w: waitlist.backfill(w, opening(clinic))) == []
    anybody = Rules(waitlist=WaitlistRules(reachable_only=False))
    found = await run(database, lambda w: waitlist.backfill(replace(w, rules=anybody), opening(clinic)))
    assert len(found) == 1


async def test_an_offer_made_at_night_is_held_until_it_can_be_answered(database: Database, clinic: Clinic) -> None:
    ivy, jon, *_ = clinic.patients
    afternoon = TOMORROW + timedelta(hours=4)
    visit = await booked(database, clinic, ivy, afternoon)
    await joined(database, clinic, jon)
    at_night = 14 * 60  # eleven in the evening
    offers = await cancelled(database, clinic, visit, minutes=at_night)
    assert [o.hold.expires_at for o in offers] == [datetime(2026, 3, 3, 15, tzinfo=UTC)], "two hours from eight"


async def test_a_move_and_a_no_show_free_time_too_and_their_keys_stay_theirs(
    database: Database, clinic: Clinic
) -> None:
    ivy, jon, _, leo = clinic.patients
    visit = await booked(database, clinic, ivy)
    await joined(database, clinic, jon)
    later = opening(clinic, TOMORROW + timedelta(hours=3))
    held = await run(database, lambda w: holds.hold(w, later, "CA1", moving=visit.id))
    moved = await run(database, lambda w: booking.move(w, visit.id, held.id), key="m")
    offers = await run(database, on_offer)
    assert [o.hold.opening.start for o in offers] == [TOMORROW]
    assert await run(database, lambda w: booking.move(w, visit.id, held.id), key="m") == moved
    await joined(database, clinic, leo)
    await run(database, lambda w: booking.set_state(w, visit.id, AppointmentState.NO_SHOW), key="n")
    assert [o.hold.opening.start for o in await run(database, on_offer)] == [TOMORROW, later.start]


async def test_no_offer_for_a_visit_that_is_nearly_there(database: Database, clinic: Clinic) -> None:
    ivy, jon, *_ = clinic.patients
    visit = await booked(database, clinic, ivy)
    await joined(database, clinic, jon)
    assert await cancelled(database, clinic, visit, minutes=24 * 60 - 30) == []


async def test_joining_twice_keeps_one_line_with_the_latest_wish(database: Database, clinic: Clinic) -> None:
    jon = clinic.patients[1]
    one = await run(database, lambda w: waitlist.join(w, Wish(jon, clinic.check_up)), key="k")
    same = await run(database, lambda w: waitlist.join(w, Wish(jon, clinic.check_up)), key="k", minutes=1)
    assert same == one
    mornings = Wish(jon, clinic.check_up, constraints=(Constraint(part_of_day="morning"),))
    again = await run(database, lambda w: waitlist.join(w, mornings), key="k2", minutes=2)
    assert (again.id, again.joined_at, again.wish) == (one.id, one.joined_at, mornings)
    left = await run(database, lambda w: waitlist.leave(w, one.id))
    assert left.state == "left"
    with pytest.raises(NotAllowed) as refused:
        await run(database, lambda w: waitlist.leave(w, one.id))
    assert refused.value.rule == "transition"


@pytest.mark.parametrize(
    ("wish", "error"),
    [
        ({"patient_id": 999}, NotFound),
        ({"visit_type_id": 999}, NotFound),
        ({"location_id": 999}, NotFound),
        ({"provider_ids": (999,)}, NotAllowed),
        ({"constraints": (Constraint(date_from=date(2026, 4, 2), date_to=date(2026, 4, 1)),)}, NotAllowed),
    ],
)
async def test_a_wish_that_cannot_be_is_refused(
    database: Database, clinic: Clinic, wish: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        await joined(database, clinic, **{"patient": clinic.patients[1]} | wish)  # type: ignore[arg-type]


days = st.dates(date(2026, 1, 1), date(2027, 1, 1))
constraints = st.builds(
    Constraint,
    date_from=st.none() | days,
    date_to=st.none() | days,
    weekdays=st.lists(st.integers(0, 6), unique=True, max_size=3).map(tuple),
    time_from=st.none() | st.times(),
    at=st.none() | st.times(),
    part_of_day=st.sampled_from([None, "morning", "evening"]),
    earliest=st.booleans(),
)


@given(st.lists(constraints, max_size=3).map(tuple))
def test_constraints_survive_the_way_through_json(wanted: tuple[Constraint, ...]) -> None:
    import json

    stored = json.loads(json.dumps(waitlist._CONSTRAINTS.dump_python(wanted, mode="json")))
    assert waitlist._CONSTRAINTS.validate_python(stored) == wanted
