from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from scheduling import audit, patients
from scheduling import models as m
from scheduling.database import Database
from scheduling.names import folded, name_code, phone_number
from scheduling.values import Actor, NewPatient, NotAllowed, NotFound, Patient
from tests.scheduling.clinic import NOW

CALL = Actor("call", "CA1")
STAFF = Actor("staff", "rosa")
ANNA = NewPatient("Anna", "Kowalski", date(1975, 4, 2), "(212) 555-0191", insurance="Aetna", texts_ok=True)


def register(connection: Connection, new: NewPatient, key: str = "k") -> Patient:
    return patients.register(connection, new, key=key, now=NOW, actor=CALL).patient


async def test_a_new_patient_is_registered_with_consent_and_trail(database: Database) -> None:
    anna = await database.write(lambda c: register(c, ANNA))
    assert (anna.name, anna.phone, anna.established, anna.texts_ok) == ("Anna Kowalski", "+12125550191", False, True)
    trail = await database.read(lambda c: audit.trail(c, entity="patient", entity_id=anna.id))
    assert [(entry.action, entry.actor, entry.key) for entry in trail] == [("register", CALL, "k")]
    assert "Kowalski" not in str(trail)
    consents = await database.read(lambda c: c.execute(select(m.consents)).all())
    assert [(row.patient_id, row.kind, row.granted, row.source) for row in consents] == [
        (anna.id, "texts", True, "call:CA1")
    ]


async def test_the_same_key_registers_once(database: Database) -> None:
    one = await database.write(lambda c: patients.register(c, ANNA, key="k", now=NOW, actor=CALL))
    again = await database.write(lambda c: patients.register(c, ANNA, key="k", now=NOW, actor=CALL))
    assert again == one
    assert not one.existing


async def test_the_key_of_another_write_is_refused(database: Database) -> None:
    entry = audit.Entry(NOW, CALL, "book", "appointment", 1, "k")
    await database.write(lambda c: audit.record(c, entry))
    with pytest.raises(NotAllowed) as refused:
        await database.write(lambda c: register(c, ANNA))
    assert refused.value.rule == "key"


async def test_somebody_already_registered_is_found_and_not_doubled(database: Database) -> None:
    anna = await database.write(lambda c: register(c, ANNA))
    shouting = replace(ANNA, first_name="ANNA ", last_name="kowalski", phone="1 212 555 0191")
    again = await database.write(lambda c: patients.register(c, shouting, key="k2", now=NOW, actor=CALL))
    assert again.existing
    assert again.patient == anna
    assert len(await database.read(lambda c: c.execute(select(m.patients)).all())) == 1


async def test_somebody_alike_is_registered_and_flagged_for_staff(database: Database) -> None:
    anna = await database.write(lambda c: register(c, ANNA))
    alike = await database.write(lambda c: register(c, replace(ANNA, last_name="Kowalsky", phone="6465550100"), "k2"))
    twin = await database.write(lambda c: register(c, replace(ANNA, first_name="Robert", phone="6465550101"), "k3"))
    assert len({anna.id, alike.id, twin.id}) == 3
    pairs = await database.read(lambda c: c.execute(select(m.patient_duplicates)).all())
    assert [(row.patient_id, row.other_id) for row in pairs] == [(anna.id, alike.id)]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"first_name": "  "}, "name"),
        ({"last_name": "..."}, "name"),
        ({"date_of_birth": date(2030, 1, 1)}, "date_of_birth"),
        ({"date_of_birth": date(1850, 1, 1)}, "date_of_birth"),
        ({"phone": "555 0191"}, "phone"),
        ({"phone": ""}, "phone"),
    ],
)
async def test_what_is_missing_or_wrong_is_named(database: Database, change: dict[str, object], rule: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        await database.write(lambda c: register(c, replace(ANNA, **change)))  # type: ignore[arg-type]
    assert refused.value.rule == rule
    assert await database.read(lambda c: c.execute(select(m.patients)).all()) == []


async def test_misheard_names_are_found_by_staff(database: Database) -> None:
    others = [("Ana", "Kovacs"), ("Peter", "Gonzalez"), ("Siobhan", "Kavanagh"), ("John", "Smith")]
    anna = await database.write(lambda c: register(c, ANNA))
    for n, (first, last) in enumerate(others):
        new = NewPatient(first, last, date(1960, 1, 1 + n), f"212555010{n}")
        await database.write(lambda c, new=new, n=n: register(c, new, f"o{n}"))  # type: ignore[misc]

    async def found(*names: str) -> list[str]:
        return [candidate.patient.name for candidate in await database.read(lambda c: patients.search(c, names=names))]

    assert (await found("Anna Covalsky"))[0] == "Anna Kowalski"
    assert (await found("Gonsales"))[0] == "Peter Gonzalez"
    assert (await found("Shivon Cavanaugh", "Siobhan Cavanagh"))[0] == "Siobhan Kavanagh"
    assert (await found("Jon Smyth"))[0] == "John Smith"
    assert await found("Bartholomew Fitzwilliam") == []
    by_day = await database.read(lambda c: patients.search(c, date_of_birth=ANNA.date_of_birth))
    assert [candidate.patient for candidate in by_day] == [anna]
    by_number = await database.read(lambda c: patients.search(c, phone="212-555-0191", names=("Kowalski",)))
    assert [candidate.patient for candidate in by_number] == [anna]
    assert await database.read(patients.search) == []


async def test_guardians_and_dependants(database: Database) -> None:
    anna = await database.write(lambda c: register(c, ANNA))
    child = NewPatient("Ola", "Kowalski", date(2018, 1, 5), ANNA.phone, guardian_id=anna.id, guardian_relation="mother")
    ola = await database.write(lambda c: register(c, child, "k2"))
    assert await database.read(lambda c: patients.dependants(c, anna.id)) == [ola]
    with pytest.raises(NotAllowed) as refused:
        await database.write(
            lambda c: patients.set_guardian(c, anna.id, ola.id, relation="child", now=NOW, actor=STAFF)
        )
    assert refused.value.rule == "guardian"
    await database.write(lambda c: patients.set_guardian(c, ola.id, None, relation=None, now=NOW, actor=STAFF))
    assert await database.read(lambda c: patients.dependants(c, anna.id)) == []
    with pytest.raises(NotFound):
        await database.write(lambda c: register(c, replace(child, first_name="Jan", guardian_id=999), "k3"))


async def test_consent_to_texts_is_kept_with_its_history(database: Database) -> None:
    anna = await database.write(lambda c: register(c, ANNA))
    changed = await database.write(
        lambda c: patients.set_texts_consent(c, anna.id, granted=False, now=NOW, actor=STAFF)
    )
    assert not changed.texts_ok
    rows = await database.read(lambda c: c.execute(select(m.consents).order_by(m.consents.c.id)).all())
    assert [(row.granted, row.source) for row in rows] == [(True, "call:CA1"), (False, "staff:rosa")]


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("(212) 555-0191", "+12125550191"),
        ("1-212-555-0191", "+12125550191"),
        ("+44 20 7946 0958", "+442079460958"),
        ("0044 20 7946 0958", "+442079460958"),
    ],
)
def test_numbers_are_kept_in_one_form(said: str, number: str) -> None:
    assert phone_number(said) == number


def test_a_country_of_the_clinics_own() -> None:
    assert phone_number("020 7946 0958", country_code="44") == "+442079460958"


@given(st.text(max_size=30) | st.from_regex(r"\+?[0-9 ()-]{6,16}", fullmatch=True))
def test_numbers_are_kept_in_one_form_or_refused_by_name(said: str) -> None:
    try:
        number = phone_number(said)
    except NotAllowed:
        return
    assert number.startswith("+")
    assert 9 <= len(number) <= 16
    assert phone_number(number) == number


@pytest.mark.parametrize(
    ("one", "other"),
    [("Gonzalez", "Consales"), ("Whitaker", "Wittaker"), ("Phan", "Van"), ("Okafor", "Ocafore"), ("Núñez", "Nunez")],
)
def test_names_that_sound_alike_share_a_code(one: str, other: str) -> None:
    assert name_code(one) == name_code(other)
    assert name_code(one) != name_code("Miller")


@given(st.text(max_size=40))
def test_any_name_has_a_code_that_fits_its_column(name: str) -> None:
    assert len(name_code(name)) <= 3
    assert folded(folded(name)) == folded(name)


async def test_somebody_registered_who_now_declines_texts_gets_none(database: Database) -> None:
    anna = await database.write(lambda c: register(c, ANNA))
    declining = replace(ANNA, texts_ok=False)
    again = await database.write(lambda c: patients.register(c, declining, key="k2", now=NOW, actor=CALL))
    assert again.existing
    assert (again.patient.id, again.patient.texts_ok) == (anna.id, False)
    consents = await database.read(lambda c: c.execute(select(m.consents.c.granted).order_by(m.consents.c.id)).all())
    assert [row.granted for row in consents] == [True, False]
