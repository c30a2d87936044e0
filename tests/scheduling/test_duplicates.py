from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, select

from scheduling import audit, booking, duplicates, patients, waitlist
from scheduling import models as m
from scheduling.catalogue import load
from scheduling.database import Database
from scheduling.resources import Kind, resource
from scheduling.rules import Rules
from scheduling.values import Actor, NewPatient, NotAllowed, NotFound, Opening, Patient, Taken
from scheduling.waitlist import Wish
from scheduling.work import Work
from tests.scheduling.clinic import NOW, Clinic, make_clinic

STAFF = Actor("staff", "rosa")
START = NOW + timedelta(days=1)


def work(connection: Connection) -> Work:
    return Work(connection, load(connection, Rules(), NOW), Rules(), NOW, STAFF)


async def register(database: Database, first: str, last: str, born: date, phone: str) -> Patient:
    values = patients.checked(NewPatient(first, last, born, phone), NOW.date())
    return await database.write(lambda c: patients.add(c, values, now=NOW, actor=STAFF))


@pytest.fixture
async def clinic(database: Database) -> Clinic:
    return await database.write(make_clinic)


@pytest.fixture
async def pair(database: Database, clinic: Clinic) -> tuple[Patient, Patient]:
    born = date(1975, 4, 2)
    kept = await register(database, "Anna", "Kowalski", born, "2125550191")
    await register(database, "Peter", "Kowalski", born, "2125550191")
    return kept, await register(database, "Ana", "Kowalsky", born, "6465550191")


async def booked(database: Database, clinic: Clinic, patient: Patient, hour: int, provider: int) -> None:
    start = START + timedelta(hours=hour)
    opening = Opening(provider, clinic.location, clinic.check_up, start, start + timedelta(minutes=30))
    await database.write(lambda c: booking.book_direct(work(c), opening, patient.id))


async def merged(database: Database, keep: Patient, other: Patient, actor: Actor = STAFF) -> Patient:
    return await database.write(lambda c: duplicates.merge(c, keep.id, other.id, now=NOW, actor=actor))


async def test_the_register_is_searched_for_people_in_it_twice(
    database: Database, pair: tuple[Patient, Patient]
) -> None:
    await register(database, "Anna", "Novak", date(1990, 1, 1), "2125550191")  # a new name and a slip in the birthday
    assert await database.write(lambda c: duplicates.find_duplicates(c, now=NOW, actor=STAFF)) == 2
    assert await database.write(lambda c: duplicates.find_duplicates(c, now=NOW, actor=STAFF)) == 0
    found = await database.read(duplicates.suspicions)
    assert [(s.one.name, s.other.name) for s in found] == [
        ("Anna Kowalski", "Ana Kowalsky"),
        ("Anna Kowalski", "Anna Novak"),
    ]
    await database.write(lambda c: duplicates.dismiss(c, found[1].id, now=NOW, actor=STAFF))
    assert await database.read(duplicates.suspicions) == found[:1]
    with pytest.raises(NotFound):
        await database.write(lambda c: duplicates.dismiss(c, found[1].id, now=NOW, actor=STAFF))


async def test_a_merge_moves_all_that_is_theirs(
    database: Database, clinic: Clinic, pair: tuple[Patient, Patient]
) -> None:
    kept, other = pair
    await database.write(lambda c: duplicates.find_duplicates(c, now=NOW, actor=STAFF))
    child = NewPatient("Ola", "Kowalski", date(2018, 1, 5), "2125550191", guardian_id=other.id)
    ola = await database.write(lambda c: patients.add(c, patients.checked(child, NOW.date()), now=NOW, actor=STAFF))
    await booked(database, clinic, other, 0, clinic.ada)
    await database.write(lambda c: waitlist.join(work(c), Wish(other.id, clinic.check_up)))
    assert (await merged(database, kept, other)).id == kept.id
    visits = await database.read(lambda c: c.execute(select(m.appointments)).all())
    assert [row.patient_id for row in visits] == [kept.id]
    with pytest.raises(Taken):
        await booked(database, clinic, kept, 0, clinic.ben)
    busy = await database.read(lambda c: set(c.scalars(select(m.occupancy.c.resource))))
    assert resource(Kind.PATIENT, other.id) not in busy
    assert await database.read(lambda c: [p.id for p in patients.dependants(c, kept.id)]) == [ola.id]
    assert len(await database.read(lambda c: waitlist.of_patient(work(c), kept.id))) == 1
    assert await database.read(lambda c: patients.get(c, other.id).id) == kept.id
    assert await database.read(duplicates.suspicions) == []
    assert [p.id for p in await database.read(patients.everybody) if p.id == other.id] == []
    trail = await database.read(lambda c: audit.trail(c, entity="patient", entity_id=kept.id))
    assert (trail[-1].action, trail[-1].detail) == ("merge", {"merged": other.id, "visits": [visits[0].id]})


async def test_two_visits_at_one_time_stop_a_merge_and_nothing_is_changed(
    database: Database, clinic: Clinic, pair: tuple[Patient, Patient]
) -> None:
    kept, other = pair
    await booked(database, clinic, kept, 0, clinic.ada)
    await booked(database, clinic, other, 0, clinic.ben)
    with pytest.raises(NotAllowed) as refused:
        await merged(database, kept, other)
    assert refused.value.rule == "overlap"
    owners = await database.read(lambda c: set(c.scalars(select(m.appointments.c.patient_id))))
    assert owners == {kept.id, other.id}


async def test_only_staff_merge_and_only_two(database: Database, pair: tuple[Patient, Patient]) -> None:
    kept, other = pair
    with pytest.raises(NotAllowed) as refused:
        await merged(database, kept, other, actor=Actor("call", "CA1"))
    assert refused.value.rule == "actor"
    await merged(database, kept, other)
    with pytest.raises(NotAllowed) as refused:
        await merged(database, kept, other)
    assert refused.value.rule == "same"


async def test_a_chain_of_merges_leads_to_the_last(database: Database, pair: tuple[Patient, Patient]) -> None:
    kept, other = pair
    third = await register(database, "Anna", "Kowalska", kept.date_of_birth, "2125550191")
    await merged(database, other, third)
    await merged(database, kept, other)
    assert await database.read(lambda c: [patients.get(c, p.id).id for p in (kept, other, third)]) == [kept.id] * 3


async def test_a_guardian_merged_with_the_dependant_does_not_guard_themselves(
    database: Database, pair: tuple[Patient, Patient]
) -> None:
    kept, other = pair
    await database.write(lambda c: patients.set_guardian(c, kept.id, other.id, relation="mother", now=NOW, actor=STAFF))
    assert (await merged(database, kept, other)).guardian_id is None
