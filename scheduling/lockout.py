"""Who is calling: two identifiers against the register, and a stop to guessing.

Every attempt takes the same steps whatever is wrong with it, and is answered at an even pace, so that neither words nor
time tell an unknown name from a wrong date of birth. Wrong tries count against the calling number, against the claimed
name (known here or not), and against every patient whose name it could be; enough of them lock it for a while.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select

from scheduling import audit, models, patients
from scheduling.database import Database
from scheduling.matching import ACCEPTABLE, choose, likenesses
from scheduling.names import folded, last_name, name_code
from scheduling.upsert import insert_or
from scheduling.values import Actor, Identification, Patient


@dataclass(frozen=True, slots=True)
class LockoutRules:
    """tries_per_claim wrong tries at one name, or tries_per_number from one number, within `window` lock it for `lock`.

    accept_from: how well a heard name must fit the registered one (see `matching`). other_dates: how many readings of
    a date, besides the likeliest, may be the patient's (three of each of two tries).
    answer_after: every attempt is answered after so long, unless it took longer.
    """

    tries_per_claim: int = 5
    tries_per_number: int = 8
    window: timedelta = timedelta(hours=1)
    lock: timedelta = timedelta(hours=1)
    accept_from: float = ACCEPTABLE
    other_dates: int = 5
    answer_after: timedelta = timedelta(milliseconds=80)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a caller says they are. `names`: readings of one name, the likeliest first.

    other_dates: readings of the date besides the likeliest, best first; no more than `LockoutRules.other_dates` count.
    """

    names: Sequence[str]
    date_of_birth: date
    caller_number: str | None
    actor: Actor
    at: datetime
    other_dates: Sequence[date] = ()


@dataclass(frozen=True, slots=True)
class Pace:
    """The clock and the sleep of `identify`."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


REAL_TIME = Pace()


async def identify(database: Database, attempt: Attempt, rules: LockoutRules, pace: Pace = REAL_TIME) -> Identification:
    """`patient` only where name and date of birth are those of one person, and nothing is locked."""
    began = pace.monotonic()
    result = await database.write(lambda connection: check(connection, attempt, rules))
    await pace.sleep(max(0.0, began + rules.answer_after.total_seconds() - pace.monotonic()))
    return result


def check(connection: Connection, attempt: Attempt, rules: LockoutRules) -> Identification:
    """One attempt, in one transaction: looked up, counted, noted in the trail."""
    days = (attempt.date_of_birth, *attempt.other_dates[: rules.other_dates])
    people = _who_it_could_be(connection, attempt, days)
    scores = likenesses(attempt.names, [person.name for person in people])
    claimed = [person for person, score in zip(people, scores, strict=True) if score >= rules.accept_from]
    subjects = _subjects(attempt, claimed)
    locked = _any_locked(connection, subjects, attempt.at)
    meant = _the_one_of_days(claimed, days, attempt.names)
    if locked:
        meant = None
    else:
        _count(connection, attempt, subjects, ok=meant is not None)
        over = _over_limit(connection, subjects, attempt.at, rules)
        if meant is None and over:
            _lock(connection, over, attempt.at + rules.lock)
            locked = True
    outcome = "matched" if meant is not None else "locked" if locked else "refused"
    detail = {"outcome": outcome}
    found = None if meant is None else meant.id
    audit.record(connection, audit.Entry(attempt.at, attempt.actor, "identify", "patient", found, detail=detail))
    return Identification(meant, locked)


def unlock(connection: Connection, patient_id: int, *, now: datetime, actor: Actor) -> bool:
    """Staff have made sure of the patient: let them try again. Gives False where nothing was locked."""
    patient = patients.get(connection, patient_id)
    subjects = [_patient_subject(patient), _claim_subject(patient.name)]
    lifted = connection.execute(delete(models.lockouts).where(models.lockouts.c.subject.in_(subjects))).rowcount
    attempts = models.identification_attempts
    connection.execute(delete(attempts).where(attempts.c.subject.in_(subjects)))
    audit.record(connection, audit.Entry(now, actor, "unlock", "patient", patient.id))
    return lifted > 0


def forget_attempts(connection: Connection, before: datetime) -> int:
    """Delete attempts and locks that no longer count."""
    attempts, locks = models.identification_attempts, models.lockouts
    connection.execute(delete(locks).where(locks.c.until < before))
    return connection.execute(delete(attempts).where(attempts.c.at < before)).rowcount


def _who_it_could_be(connection: Connection, attempt: Attempt, days: Sequence[date]) -> list[Patient]:
    """Everybody born on one of the days, and everybody whose name sounds like the one heard: both, whatever either
    gives."""
    born = [person for day in days for person in patients.born_on(connection, day)]
    alike = patients.sounding_like(connection, attempt.names)
    return list({person.id: person for person in (*born, *alike)}.values())


def _the_one_of_days(claimed: Sequence[Patient], days: Sequence[date], names: Sequence[str]) -> Patient | None:
    """The one person meant who was born on the likeliest day that anybody claimed was born on."""
    for day in days:
        born = [person for person in claimed if person.date_of_birth == day]
        if born:
            return _the_one(born, names)
    return None


def _the_one(matches: Sequence[Patient], names: Sequence[str]) -> Patient | None:
    """The only match, or the one of several that was plainly named; rows of the very same person count as one."""
    people = list({(folded(p.name), p.phone): p for p in reversed(matches)}.values())
    if not people:
        return None
    named = [p for p in people if folded(p.name) == folded(names[0])]
    if len(people) == 1 or len(named) == 1:
        return (named or people)[0]
    chosen = choose(names, [p.name for p in people])
    return None if chosen is None else people[chosen]


def _subjects(attempt: Attempt, claimed: Sequence[Patient]) -> list[str]:
    """What a wrong try counts against. Digests: the table of attempts holds no names and no numbers."""
    subjects = {_claim_subject(name) for name in attempt.names} | {_patient_subject(person) for person in claimed}
    if attempt.caller_number:
        subjects.add(_digest("number", attempt.caller_number))
    return sorted(subjects)


def _claim_subject(name: str) -> str:
    given = name.split()[0] if name.split() else ""
    return _digest("claim", f"{name_code(given)} {name_code(last_name(name))}")


def _patient_subject(patient: Patient) -> str:
    return f"patient:{patient.id}"


def _digest(kind: str, value: str) -> str:
    return f"{kind}:{hashlib.sha256(value.encode()).hexdigest()[:32]}"


def _any_locked(connection: Connection, subjects: Sequence[str], now: datetime) -> bool:
    locks = models.lockouts.c
    query = select(locks.subject).where(locks.subject.in_(subjects), locks.until > now).limit(1)
    return connection.execute(query).first() is not None


def _count(connection: Connection, attempt: Attempt, subjects: Sequence[str], *, ok: bool) -> None:
    who = {"at": attempt.at, "ok": ok, "actor_kind": attempt.actor.kind, "actor_id": attempt.actor.id}
    connection.execute(insert(models.identification_attempts), [who | {"subject": subject} for subject in subjects])


def _over_limit(connection: Connection, subjects: Sequence[str], now: datetime, rules: LockoutRules) -> list[str]:
    tries = models.identification_attempts.c
    query = (
        select(tries.subject, func.count())
        .where(tries.subject.in_(subjects), tries.ok.is_(False), tries.at > now - rules.window)
        .group_by(tries.subject)
    )
    return [subject for subject, wrong in connection.execute(query) if wrong >= _limit(subject, rules)]


def _limit(subject: str, rules: LockoutRules) -> int:
    return rules.tries_per_number if subject.startswith("number:") else rules.tries_per_claim


def _lock(connection: Connection, subjects: Sequence[str], until: datetime) -> None:
    statement = insert_or(connection, models.lockouts)
    statement = statement.on_conflict_do_update(index_elements=["subject"], set_={"until": statement.excluded.until})
    connection.execute(statement, [{"subject": subject, "until": until} for subject in subjects])
