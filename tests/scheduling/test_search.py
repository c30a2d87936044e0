"""Searches as callers ask for them, on both engines. The clinic: Ada and Ben, Monday to Friday, nine to five."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection

from scheduling import Rules, Scheduler
from scheduling import models as m
from scheduling.values import Actor, Constraint, NotAllowed, NotFound, Opening, OpeningRequest, Search
from tests.scheduling.clinic import NOW, ZONE, Clinic, add, make_clinic

STAFF = Actor("staff", "front desk")
MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


@pytest.fixture
async def scheduler(database_url: str) -> AsyncIterator[Scheduler]:
    scheduler = await Scheduler.open(database_url, clock=lambda: NOW, rules=Rules(notice_min=60))
    yield scheduler
    await scheduler.close()


@pytest.fixture
async def clinic(scheduler: Scheduler) -> Clinic:
    return await scheduler.database.write(make_clinic)


def told(found: Search) -> list[str]:
    return [opening.start.strftime("%a %d %H:%M") for opening in found.openings]


async def ask(scheduler: Scheduler, clinic: Clinic, *constraints: Constraint, **request: object) -> Search:
    return await scheduler.find(OpeningRequest(clinic.check_up, constraints=constraints, **request))  # type: ignore[arg-type]


async def fill(scheduler: Scheduler, clinic: Clinic, provider: int, day: date, hours: range) -> None:
    """Block the hours of the day."""
    zone = ZoneInfo(ZONE)
    start = datetime.combine(day, time(hours.start), zone)
    await scheduler.block(provider, (start, datetime.combine(day, time(hours.stop), zone)), actor=STAFF)


async def test_the_earliest_are_early_and_not_side_by_side(scheduler: Scheduler, clinic: Clinic) -> None:
    found = await ask(scheduler, clinic, Constraint(earliest=True))
    assert told(found) == ["Mon 02 09:00", "Mon 02 10:00", "Mon 02 11:00"]
    assert all(b.start - a.start >= timedelta(hours=1) for a, b in pairwise(found.openings))


async def test_mornings_next_week_but_not_monday(scheduler: Scheduler, clinic: Clinic) -> None:
    next_week = Constraint(MONDAY + 7 * DAY, MONDAY + 11 * DAY, not_weekdays=(0,), part_of_day="morning")
    found = await ask(scheduler, clinic, next_week)
    assert told(found) == ["Tue 10 09:00", "Wed 11 09:00", "Thu 12 09:00"]
    assert found.exact


async def test_after_three_within_two_weeks(scheduler: Scheduler, clinic: Clinic) -> None:
    found = await ask(scheduler, clinic, Constraint(date_to=MONDAY + 14 * DAY, time_from=time(15)))
    assert found.exact
    assert all(opening.start.time() >= time(15) for opening in found.openings)
    assert len({opening.start.date() for opening in found.openings}) == 3


async def test_one_day_in_six_months(scheduler: Scheduler, clinic: Clinic) -> None:
    day = date(2026, 9, 2)
    found = await ask(scheduler, clinic, Constraint(day, day))
    assert found.exact
    assert {opening.start.date() for opening in found.openings} == {day}
    assert len(found.openings) == 3


async def test_alternatives_are_all_looked_at(scheduler: Scheduler, clinic: Clinic) -> None:
    tuesday, thursday = MONDAY + DAY, MONDAY + 3 * DAY
    one, other = Constraint(tuesday, tuesday, at=time(10)), Constraint(thursday, thursday, at=time(14))
    assert told(await ask(scheduler, clinic, one, other)) == ["Tue 03 10:00", "Thu 05 14:00"]


async def test_the_own_provider_comes_first_where_there_is_a_choice(scheduler: Scheduler, clinic: Clinic) -> None:
    day = Constraint(MONDAY + DAY, MONDAY + DAY, at=time(10))
    found = await ask(scheduler, clinic, day, preferred_provider_ids=(clinic.ben,))
    assert [opening.provider_id for opening in found.openings] == [clinic.ben]
    await fill(scheduler, clinic, clinic.ben, MONDAY + DAY, range(9, 17))
    found = await ask(scheduler, clinic, day, preferred_provider_ids=(clinic.ben,))
    assert ([opening.provider_id for opening in found.openings], found.exact) == ([clinic.ada], True)


async def test_the_nearest_time_where_the_one_asked_for_is_gone(scheduler: Scheduler, clinic: Clinic) -> None:
    day = MONDAY + DAY
    await fill(scheduler, clinic, clinic.ada, day, range(9, 12))
    found = await ask(scheduler, clinic, Constraint(day, day, at=time(10)), provider_ids=(clinic.ada,))
    assert (found.exact, found.relaxed) == (False, "when")
    assert told(found)[0] == "Tue 03 12:00"


async def test_another_provider_where_the_one_asked_for_is_away(scheduler: Scheduler, clinic: Clinic) -> None:
    for n in range(-1, 12):
        await fill(scheduler, clinic, clinic.ada, MONDAY + n * DAY, range(23))
    day = MONDAY + 4 * DAY
    found = await ask(scheduler, clinic, Constraint(day, day, at=time(10)), provider_ids=(clinic.ada,))
    assert (found.exact, found.relaxed) == (False, "provider")
    assert told(found) == ["Fri 06 10:00"]
    assert {opening.provider_id for opening in found.openings} == {clinic.ben}


async def test_another_location_where_the_one_asked_for_has_nobody(scheduler: Scheduler, clinic: Clinic) -> None:
    found = await ask(scheduler, clinic, location_id=clinic.elsewhere)
    assert (found.exact, found.relaxed) == (False, "location")
    assert {opening.location_id for opening in found.openings} == {clinic.location}


async def test_nothing_at_all_is_said_so(scheduler: Scheduler, clinic: Clinic) -> None:
    def close(connection: Connection) -> None:
        connection.execute(m.working_hours.delete())

    await scheduler.database.write(close)
    assert await ask(scheduler, clinic, Constraint(earliest=True)) == Search((), exact=False)


async def test_what_was_declined_is_not_offered_again(scheduler: Scheduler, clinic: Clinic) -> None:
    day = Constraint(MONDAY + DAY, MONDAY + DAY, time_to=time(9), earliest=True)
    first = await ask(scheduler, clinic, day, provider_ids=(clinic.ada,))
    again = await ask(scheduler, clinic, day, provider_ids=(clinic.ada,), declined=first.openings)
    assert told(first) == ["Tue 03 09:00"]
    assert set(first.openings).isdisjoint(again.openings)
    assert not again.exact


async def test_a_patients_own_visits_are_in_the_way(scheduler: Scheduler, clinic: Clinic) -> None:
    zone, patient = ZoneInfo(ZONE), clinic.patients[0]
    start = datetime(2026, 3, 3, 10, tzinfo=zone)
    opening = Opening(clinic.ada, clinic.location, clinic.check_up, start, start + timedelta(minutes=30))
    visit = await scheduler.book_direct(opening, patient, key="1", actor=STAFF)
    day = Constraint(MONDAY + DAY, MONDAY + DAY, at=time(10, 15))
    assert not (await ask(scheduler, clinic, day, patient_id=patient)).exact
    assert (await ask(scheduler, clinic, day)).exact
    assert (await ask(scheduler, clinic, day, patient_id=patient, moving=visit.id)).exact


async def test_two_locations_are_two_clocks(scheduler: Scheduler, clinic: Clinic) -> None:
    def open_the_other(connection: Connection) -> None:
        add(connection, m.working_hours, provider_id=clinic.ben, location_id=clinic.elsewhere, weekday=5,
            starts=time(9), ends=time(10))  # fmt: skip

    await scheduler.database.write(open_the_other)
    saturday = Constraint(MONDAY + 5 * DAY, MONDAY + 5 * DAY, earliest=True)
    found = await ask(scheduler, clinic, saturday)
    assert told(found)[0] == "Sat 07 09:00"
    assert found.openings[0].start.tzinfo == ZoneInfo("America/Denver")


async def test_public_holidays_are_closed_unless_said_otherwise(scheduler: Scheduler, clinic: Clinic) -> None:
    independence = date(2026, 5, 25)  # Memorial Day, a Monday
    asked = Constraint(independence, independence)
    assert not (await ask(scheduler, clinic, asked)).exact

    def open_it(connection: Connection) -> None:
        add(connection, m.closures, location_id=clinic.location, day=independence, open=True)

    await scheduler.database.write(open_it)
    assert (await ask(scheduler, clinic, asked)).exact


async def test_every_opening_of_a_day_in_order(scheduler: Scheduler, clinic: Clinic) -> None:
    day = MONDAY + DAY
    found = await scheduler.openings(OpeningRequest(clinic.check_up, (clinic.ada,)), day, day)
    assert len(found) == 31
    assert list(found) == sorted(found, key=lambda opening: opening.start)


@pytest.mark.parametrize(
    "constraint",
    [
        Constraint(MONDAY + DAY, MONDAY),
        Constraint(time_from=time(12), time_to=time(9)),
        Constraint(part_of_day="teatime"),
        Constraint(weekdays=(1,), not_weekdays=(1,)),
    ],
)
async def test_what_nothing_can_satisfy_is_refused(
    scheduler: Scheduler, clinic: Clinic, constraint: Constraint
) -> None:
    with pytest.raises(NotAllowed) as refusal:
        await ask(scheduler, clinic, constraint)
    assert refusal.value.rule == "constraint"


async def test_unknown_ids_are_refused(scheduler: Scheduler, clinic: Clinic) -> None:
    with pytest.raises(NotFound):
        await scheduler.find(OpeningRequest(999))
    with pytest.raises(NotFound):
        await ask(scheduler, clinic, provider_ids=(999,))
    with pytest.raises(NotFound):
        await ask(scheduler, clinic, patient_id=999)
    with pytest.raises(NotAllowed):
        await scheduler.find(OpeningRequest(clinic.scan, (clinic.ben,)))
