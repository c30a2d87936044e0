"""Who is of an age for a provider or a type of visit: when it is looked for, and when it is written."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, insert, select

from scheduling import Scheduler, audit, migrations
from scheduling import models as m
from scheduling.ages import Ages, years
from scheduling.database import connect
from scheduling.exporting import export_csv
from scheduling.importing import import_csv
from scheduling.values import Actor, Constraint, NotAllowed, Opening, OpeningRequest
from tests.scheduling.clinic import NOW, ZONE, Clinic, add, make_clinic

CALL = Actor("call", "CA1")
STAFF = Actor("staff", "front desk")
FRIDAY = datetime(2026, 3, 6, 10, tzinfo=ZoneInfo(ZONE))  # the birthday of Max
SOON = Constraint(date(2026, 3, 2), date(2026, 3, 9))


@pytest.fixture
async def scheduler(database_url: str) -> AsyncIterator[Scheduler]:
    scheduler = await Scheduler.open(database_url, clock=lambda: NOW)
    yield scheduler
    await scheduler.close()


@pytest.fixture
async def clinic(scheduler: Scheduler) -> Clinic:
    """Ben sees children only; Ada sees everybody."""

    def make(connection: Connection) -> Clinic:
        clinic = make_clinic(connection)
        limit(connection, m.providers, clinic.ben, max_age=17)
        return clinic

    return await scheduler.database.write(make)


@pytest.fixture
async def max_(scheduler: Scheduler, clinic: Clinic) -> int:
    """Eighteen on the Friday of this week."""

    def born(connection: Connection) -> int:
        who = {"first_name": "Max", "last_name": "Example", "phone": "+15550100100", "date_of_birth": date(2008, 3, 6)}
        return add(connection, m.patients, **who, established=True, created_at=NOW)

    return await scheduler.database.write(born)


def limit(connection: Connection, table: object, id: int, **ages: int | None) -> None:
    assert table is m.providers or table is m.visit_types
    connection.execute(table.update().where(table.c.id == id).values(**ages))


def opening(clinic: Clinic, start: datetime, provider: int) -> Opening:
    return Opening(provider, clinic.location, clinic.check_up, start, start + timedelta(minutes=30))


def who(openings: tuple[Opening, ...]) -> set[int]:
    return {found.provider_id for found in openings}


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 3, 6), date(2026, 3, 5), 17),
        (date(2008, 3, 6), date(2026, 3, 6), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_years_are_whole_on_the_birthday(born: date, day: date, age: int) -> None:
    assert years(born, day) == age


def test_bounds_are_included_and_a_wider_rule_covers_a_narrower() -> None:
    assert Ages(18, 64).admit(date(2008, 3, 6), date(2026, 3, 6))
    assert not Ages(18, 64).admit(date(2008, 3, 6), date(2026, 3, 5))
    assert Ages(None, 17).admit(date(2008, 3, 6), date(2026, 3, 5))
    assert Ages(None, 17).cover(Ages(5, 11))
    assert not Ages(None, 17).cover(Ages(5))
    assert not Ages(18).cover(Ages())
    assert Ages().cover(Ages(18))


async def test_a_child_is_offered_the_childrens_doctor_up_to_the_birthday(
    scheduler: Scheduler, clinic: Clinic, max_: int
) -> None:
    request = OpeningRequest(clinic.check_up, (clinic.ben,), patient_id=max_)
    found = await scheduler.openings(request, date(2026, 3, 2), date(2026, 3, 10))
    assert {o.start.date() for o in found} == {date(2026, 3, day) for day in (2, 3, 4, 5)}


@pytest.mark.parametrize("known", ["patient", "birth"])
async def test_a_grown_up_is_offered_the_others(scheduler: Scheduler, clinic: Clinic, known: str) -> None:
    patient = {"patient_id": clinic.patients[0]} if known == "patient" else {"date_of_birth": date(1980, 1, 1)}
    found = await scheduler.find(OpeningRequest(clinic.check_up, constraints=(SOON,), limit=20, **patient))  # type: ignore[arg-type]
    assert who(found.openings) == {clinic.ada}
    with pytest.raises(NotAllowed, match="up to 17 years") as refusal:
        await scheduler.find(OpeningRequest(clinic.check_up, (clinic.ben,), **patient))  # type: ignore[arg-type]
    assert refusal.value.rule == "age"


async def test_of_unknown_age_the_childrens_doctor_is_offered_where_asked_for(
    scheduler: Scheduler, clinic: Clinic
) -> None:
    any_one, days = OpeningRequest(clinic.check_up), (date(2026, 3, 2), date(2026, 3, 9))
    assert who(await scheduler.openings(any_one, *days)) == {clinic.ada}
    assert who((await scheduler.find(OpeningRequest(clinic.check_up, (clinic.ben,)))).openings) == {clinic.ben}
    await scheduler.database.write(lambda c: limit(c, m.visit_types, clinic.check_up, max_age=11))
    assert who(await scheduler.openings(any_one, *days)) == {clinic.ada, clinic.ben}


async def test_what_was_looked_for_without_a_patient_is_refused_when_written(
    scheduler: Scheduler, clinic: Clinic, max_: int
) -> None:
    friday, thursday = opening(clinic, FRIDAY, clinic.ben), opening(clinic, FRIDAY - timedelta(days=1), clinic.ben)

    async def refused(write: object) -> None:
        with pytest.raises(NotAllowed) as refusal:
            await write  # type: ignore[misc]
        assert refusal.value.rule == "age"

    await refused(scheduler.book_direct(friday, max_, key="1", actor=STAFF))
    await refused(scheduler.hold(friday, owner="CA1", actor=CALL, patient_id=max_))
    held = await scheduler.hold(friday, owner="CA1", actor=CALL)
    await refused(scheduler.book(held.id, max_, key="2", actor=CALL))
    visit = await scheduler.book_direct(thursday, max_, key="3", actor=STAFF)
    await refused(scheduler.hold(friday, owner="CA2", actor=CALL, moving=visit.id))
    held = await scheduler.hold(opening(clinic, FRIDAY, clinic.ada), owner="CA2", actor=CALL, moving=visit.id)
    assert (await scheduler.move(visit.id, held.id, key="4", actor=CALL)).opening.provider_id == clinic.ada


async def test_a_series_past_the_birthday_is_refused_whole(scheduler: Scheduler, clinic: Clinic, max_: int) -> None:
    held = await scheduler.hold(opening(clinic, FRIDAY - timedelta(days=1), clinic.ben), owner="CA1", actor=CALL)
    with pytest.raises(NotAllowed, match="17") as refusal:
        await scheduler.book_series(held.id, max_, every_days=7, count=2, key="1", actor=CALL, at_least=1)
    assert refusal.value.rule == "age"
    assert await scheduler.appointments(max_, actor=STAFF) == ()


async def test_ages_are_imported_exported_and_checked_by_line(scheduler: Scheduler) -> None:
    kinds = "name,duration_min,min_age,max_age\nShot,10,,11\nCheck-up,30,,\n"
    people = "name,visit_types,min_age,max_age\nBen,Shot,0,17\nAda,Shot,18,\nEve,Shot,9,8\nTim,Shot,-1,\n"
    await import_csv(scheduler.database, "visit_types", kinds, now=NOW, actor=STAFF)
    report = await import_csv(scheduler.database, "providers", people, now=NOW, actor=STAFF, dry_run=True)
    assert [str(bad) for bad in report.bad] == [
        "line 4, max_age: below min_age",
        "line 5, min_age: not a whole number from 0 to 150",
    ]
    good = "".join(people.splitlines(keepends=True)[:3])
    await import_csv(scheduler.database, "providers", good, now=NOW, actor=STAFF)
    entry = audit.Entry(NOW, STAFF, "export", "clinic")
    out = await scheduler.database.write(lambda c: export_csv(c, "providers", entry))
    assert [line.split(",")[-2:] for line in out.splitlines()] == [["min_age", "max_age"], ["0", "17"], ["18", ""]]


async def test_ages_go_and_come_with_the_schema(empty_url: str) -> None:
    database = connect(empty_url)
    await migrations.upgrade(database, "0002")
    await database.write(lambda c: c.execute(insert(m.providers).values(name="Ben", specialty="")))
    await migrations.upgrade(database)
    await database.write(lambda c: c.execute(m.providers.update().values(max_age=17)))
    await migrations.downgrade(database, "0002")
    await migrations.upgrade(database)
    assert await database.read(lambda c: c.execute(select(m.providers.c.name, m.providers.c.max_age)).all()) == [
        ("Ben", None)
    ]
    with pytest.raises(Exception, match=r"(?i)check"):
        await database.write(lambda c: c.execute(m.providers.update().values(min_age=18, max_age=17)))
    await database.close()
