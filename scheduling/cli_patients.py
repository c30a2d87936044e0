"""Commands for staff about patients: find, register, consent, unlock; who is there twice."""

from __future__ import annotations

from typing import Annotated
from uuid import uuid4

import typer
from rich.table import Table
from sqlalchemy import Connection

from scheduling import audit, duplicates, lockout, patients
from scheduling.cli_run import DEFAULT_URL, Url, at_desk, console, day_option, now
from scheduling.patients import Candidate
from scheduling.staff import Desk
from scheduling.values import NewPatient, Patient

app = typer.Typer()


@app.command("patients")
def find_patients(
    name: Annotated[list[str] | None, typer.Argument(help="As heard or written; misspellings are found.")] = None,
    born: Annotated[str | None, typer.Option(help="YYYY-MM-DD")] = None,
    phone: Annotated[str | None, typer.Option()] = None,
    url: Url = DEFAULT_URL,
) -> None:
    """Find patients by name, date of birth, phone."""
    names, birthday = [" ".join(name)] if name else [], day_option(born)

    async def work(desk: Desk) -> list[Candidate]:
        def search(connection: Connection) -> list[Candidate]:
            found = patients.search(connection, names=names, date_of_birth=birthday, phone=phone)
            entries = [audit.Entry(now(), desk.actor, "search", "patient", one.patient.id) for one in found]
            audit.record(connection, *entries)
            return found

        return await desk.scheduler.database.write(search)

    found = at_desk(url, work)
    table = Table("Id", "Name", "Born", "Phone", "Seen before", "Texts", "Fit")
    for one in found:
        who = one.patient
        seen, texts = ("yes" if flag else "no" for flag in (who.established, who.texts_ok))
        table.add_row(str(who.id), who.name, who.date_of_birth.isoformat(), who.phone, seen, texts, f"{one.score:.2f}")
    console().print(table if found else "nobody is found")


@app.command()
def register(
    first_name: str,
    last_name: str,
    born: Annotated[str, typer.Argument(help="YYYY-MM-DD")],
    phone: str,
    insurance: Annotated[str | None, typer.Option()] = None,
    texts: Annotated[bool, typer.Option("--texts", help="The patient agreed to texts.")] = False,
    guardian: Annotated[int | None, typer.Option(help="The id of who speaks for the patient.")] = None,
    url: Url = DEFAULT_URL,
) -> None:
    """Register a new patient; somebody who is there already is found, not doubled."""
    day = day_option(born)
    assert day is not None
    new = NewPatient(first_name, last_name, day, phone, insurance, texts, guardian_id=guardian)
    key = f"staff:{uuid4()}"

    async def work(desk: Desk) -> tuple[Patient, bool]:
        return await desk.scheduler.register(new, key=key, actor=desk.actor)

    patient, existing = at_desk(url, work)
    print(f"{'there already' if existing else 'registered'}: patient {patient.id}")


@app.command()
def consent(
    patient_id: int,
    texts: Annotated[bool, typer.Option("--texts/--no-texts", help="What the patient said.")],
    url: Url = DEFAULT_URL,
) -> None:
    """Note that a patient agrees to texts, or no longer does."""

    async def work(desk: Desk) -> Patient:
        return await desk.scheduler.database.write(
            lambda c: patients.set_texts_consent(c, patient_id, granted=texts, now=now(), actor=desk.actor)
        )

    patient = at_desk(url, work)
    print(f"patient {patient.id} {'takes' if patient.texts_ok else 'does not take'} texts")


@app.command()
def unlock(patient_id: int, url: Url = DEFAULT_URL) -> None:
    """Let a patient identify by phone again, after wrong tries locked the name."""

    async def work(desk: Desk) -> bool:
        return await desk.scheduler.database.write(lambda c: lockout.unlock(c, patient_id, now=now(), actor=desk.actor))

    print("unlocked" if at_desk(url, work) else "nothing was locked")


@app.command("duplicates")
def list_duplicates(url: Url = DEFAULT_URL) -> None:
    """Look through the register for people who are in it twice."""

    async def work(desk: Desk) -> list[duplicates.Suspicion]:
        database = desk.scheduler.database
        await database.write(lambda c: duplicates.find_duplicates(c, now=now(), actor=desk.actor))
        return await database.read(duplicates.suspicions)

    found = at_desk(url, work)
    table = Table("Older", "Newer", "Why", "Fit")
    for pair in found:
        ones = (f"{p.id} {p.name}, {p.date_of_birth}, {p.phone}" for p in (pair.one, pair.other))
        table.add_row(*ones, pair.reason, f"{pair.score:.2f}")
    console().print(table if found else "nobody seems to be in the register twice")


@app.command()
def merge(keep: int, duplicate: int, url: Url = DEFAULT_URL) -> None:
    """Two rows are one person: all of DUPLICATE becomes KEEP's."""

    async def work(desk: Desk) -> None:
        await desk.scheduler.database.write(lambda c: duplicates.merge(c, keep, duplicate, now=now(), actor=desk.actor))

    at_desk(url, work)
    print(f"patient {duplicate} is now patient {keep}")
