from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, event, func, insert, select

from scheduling import audit, patients
from scheduling import models as m
from scheduling.database import Database
from scheduling.lockout import Attempt, LockoutRules, Pace, check, forget_attempts, identify, unlock
from scheduling.values import Actor, Identification, NewPatient, Patient
from tests.scheduling.clinic import NOW

RULES = LockoutRules(tries_per_claim=3, tries_per_number=4)
CALL = Actor("call", "CA1")
BORN = date(1984, 3, 12)
WRONG = date(1984, 3, 13)


def attempt(*names: str, born: date = BORN, number: str | None = "+12125550100", minutes: int = 0) -> Attempt:
    return Attempt(names, born, number, CALL, NOW + timedelta(minutes=minutes))


async def register(database: Database, name: str, born: date, phone: str = "2125550111") -> Patient:
    first, last = name.split()
    new = NewPatient(first, last, born, phone)
    key = f"{name} {born} {phone}"
    done = await database.write(lambda c: patients.register(c, new, key=key, now=NOW, actor=CALL))
    return done.patient


async def tried(database: Database, what: Attempt, rules: LockoutRules = RULES) -> Identification:
    return await database.write(lambda c: check(c, what, rules))


@pytest.fixture
async def maria(database: Database) -> Patient:
    await register(database, "James Whitaker", date(1957, 7, 30))
    return await register(database, "Maria Gonzalez", BORN)


async def test_name_and_date_of_birth_together_identify(database: Database, maria: Patient) -> None:
    assert await tried(database, attempt("Maria Gonzalez")) == Identification(maria)
    assert await tried(database, attempt("Mario Gonsalves", "Maria Gonsales")) == Identification(maria)
    assert await tried(database, attempt("Gonzalez")) == Identification(None)
    assert await tried(database, attempt("James Whitaker")) == Identification(None)
    assert await tried(database, attempt()) == Identification(None)


async def test_another_reading_of_the_date_identifies_whom_the_likeliest_does_not(
    database: Database, maria: Patient
) -> None:
    async def heard(*days: date) -> Identification:
        return await tried(database, replace(attempt("Maria Gonzalez", born=days[0]), other_dates=days[1:]))

    twin = await register(database, "Maria Gonzales", WRONG)
    far = date(1990, 1, 1)
    assert await heard(far, BORN) == Identification(maria)
    assert await heard(WRONG, BORN) == Identification(twin)
    others = [date(1990, 1, day) for day in range(2, 2 + LockoutRules().other_dates)]
    assert await heard(far, *others[1:], BORN) == Identification(maria)
    assert await heard(far, *others, BORN) == Identification(None)  # one more counts no more


async def test_an_unknown_name_and_a_wrong_date_get_the_same(database: Database, maria: Patient) -> None:
    def watched(what: Attempt) -> Callable[[Connection], tuple[Identification, list[str]]]:
        def work(connection: Connection) -> tuple[Identification, list[str]]:
            steps: list[str] = []

            @event.listens_for(connection, "before_cursor_execute")
            def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
                steps.append(" ".join(statement.split()[:3]))

            answer = check(connection, what, RULES)
            event.remove(connection, "before_cursor_execute", note)
            return answer, steps

        return work

    wrong_date = await database.write(watched(attempt("Maria Gonzalez", born=WRONG, number="+1")))
    wrong_name = await database.write(watched(attempt("Ulrich Bergstrom", number="+2")))
    wrong_both = await database.write(watched(attempt("Ulrich Bergstrom", born=WRONG, number="+3")))
    assert wrong_date == wrong_name == wrong_both
    assert wrong_date[0] == Identification(None)
    assert len(wrong_date[1]) >= 5


@pytest.mark.parametrize("name", ["Maria Gonzalez", "Ulrich Bergstrom"])
async def test_a_claimed_name_is_locked_whether_known_or_not(database: Database, maria: Patient, name: str) -> None:
    locked = []
    for n in range(4):
        wrong = attempt(name, born=WRONG + timedelta(days=n), number=f"+1212555020{n}")
        locked.append((await tried(database, wrong)).locked)
    assert locked == [False, False, True, True]
    right = attempt("Maria Gonzalez", number="+12125550300", minutes=5)
    assert (await tried(database, right)).patient == (None if name == maria.name else maria)


async def test_respelling_does_not_get_round_the_lock(database: Database, maria: Patient) -> None:
    for n, name in enumerate(("Maria Gonzalez", "Maria Gonsales", "Marya Gonzales")):
        await tried(database, attempt(name, born=WRONG, number=f"+1212555020{n}"))
    assert await tried(database, attempt("Mariah Gonzalez", number="+12125550300")) == Identification(None, locked=True)


async def test_a_number_that_tries_many_names_is_locked(database: Database, maria: Patient) -> None:
    names = ("Olga Petrova", "Ken Watanabe", "Ada Obi", "Luis Vargas")
    assert [(await tried(database, attempt(name))).locked for name in names] == [False, False, False, True]
    assert await tried(database, attempt("Maria Gonzalez")) == Identification(None, locked=True)
    elsewhere = attempt("Maria Gonzalez", number="+12125550300")
    assert await tried(database, elsewhere) == Identification(maria)


async def test_a_lock_ends_and_tries_do_not_prolong_it(database: Database, maria: Patient) -> None:
    for _ in range(3):
        await tried(database, attempt("Maria Gonzalez", born=WRONG))
    assert (await tried(database, attempt("Maria Gonzalez", born=WRONG, minutes=59))).locked
    assert await tried(database, attempt("Maria Gonzalez", minutes=61)) == Identification(maria)


async def test_old_wrong_tries_are_forgotten(database: Database, maria: Patient) -> None:
    for hour in range(4):
        late = attempt("Maria Gonzalez", born=WRONG, minutes=61 * hour)
        assert not (await tried(database, late)).locked
    assert await database.write(lambda c: forget_attempts(c, NOW + timedelta(days=1))) > 0
    assert await database.read(lambda c: c.scalar(select(func.count()).select_from(m.identification_attempts))) == 0


async def test_staff_can_unlock(database: Database, maria: Patient) -> None:
    for n in range(3):
        await tried(database, attempt("Maria Gonzalez", born=WRONG, number=f"+1212555020{n}"))
    staff = Actor("staff", "rosa")
    assert await database.write(lambda c: unlock(c, maria.id, now=NOW, actor=staff))
    assert await tried(database, attempt("Maria Gonzalez", number="+12125550300")) == Identification(maria)
    assert not await database.write(lambda c: unlock(c, maria.id, now=NOW, actor=staff))


async def test_two_people_of_one_name_and_day_are_not_guessed_between(database: Database, maria: Patient) -> None:
    await register(database, "Maria Gonzalez", BORN, phone="6465550100")
    assert (await tried(database, attempt("Maria Gonzalez"))).patient is None


async def test_twins_are_told_apart_by_the_name_as_said(database: Database) -> None:
    ana = await register(database, "Ana Reyes", BORN)
    anna = await register(database, "Hana Reyes", BORN)
    assert (await tried(database, attempt("Ana Reyes"))).patient == ana
    assert (await tried(database, attempt("Hana Reyes"))).patient == anna


async def test_the_same_person_twice_in_the_register_is_still_known(database: Database, maria: Patient) -> None:
    values = patients.checked(NewPatient("Maria", "Gonzalez", BORN, "2125550111"), NOW.date())
    await database.write(lambda c: patients.add(c, values, now=NOW, actor=CALL))
    assert (await tried(database, attempt("Maria Gonzalez"))).patient == maria


async def test_merged_and_inactive_patients_are_not_identified(database: Database, maria: Patient) -> None:
    left = {"first_name": "Kim", "last_name": "Stone", "date_of_birth": BORN, "phone": "+1", "created_at": NOW}
    await database.write(lambda c: c.execute(insert(m.patients).values(**left, active=False, name_code="STN")))
    assert (await tried(database, attempt("Kim Stone"))).patient is None


async def test_every_attempt_is_in_the_trail_and_names_nobody(database: Database, maria: Patient) -> None:
    await tried(database, attempt("Maria Gonzalez"))
    await tried(database, attempt("Maria Gonzalez", born=WRONG))
    trail = [e for e in await database.read(audit.trail) if e.action == "identify"]
    assert [(e.entity_id, e.detail) for e in trail] == [
        (maria.id, {"outcome": "matched"}),
        (None, {"outcome": "refused"}),
    ]
    rows = await database.read(lambda c: c.execute(select(m.identification_attempts)).all())
    assert not any(text in str(rows) for text in ("Maria", "Gonzalez", "5550100"))


@dataclass
class FakeTime:
    now: float = 100.0
    slept: tuple[float, ...] = ()

    def monotonic(self) -> float:
        self.now += 0.01
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept += (seconds,)


async def test_answers_come_at_an_even_pace(database: Database, maria: Patient) -> None:
    time = FakeTime()
    pace = Pace(time.monotonic, time.sleep)
    rules = replace(RULES, answer_after=timedelta(seconds=1))
    assert await identify(database, attempt("Maria Gonzalez"), rules, pace) == Identification(maria)
    assert await identify(database, attempt("Ulrich Bergstrom"), rules, pace) == Identification(None)
    assert time.slept == pytest.approx((0.99, 0.99))


async def test_attempts_at_the_same_time_all_count(database: Database, maria: Patient) -> None:
    wrong = [attempt("Maria Gonzalez", born=WRONG, number=f"+1212555{n:04}") for n in range(12)]
    answers = await asyncio.gather(*(tried(database, each) for each in wrong))
    assert any(answer.locked for answer in answers)
    assert (await tried(database, attempt("Maria Gonzalez", number="+12125559999"))).locked
