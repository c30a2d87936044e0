"""Commands for staff: the day, openings; book, a series, move, cancel, mark, block, overbook."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import uuid4

import typer
from rich.table import Table

from scheduling.catalogue import Snapshot
from scheduling.cli_run import DEFAULT_URL, Url, at_desk, console, day_option, moment_option, now
from scheduling.day_sheet import Line, day_sheet
from scheduling.recurring import LONGEST
from scheduling.staff import Desk, Wanted, named
from scheduling.values import Appointment, AppointmentState, Opening

app = typer.Typer()
Provider = Annotated[str, typer.Option("--provider", "-p", help="By id, name or alias.")]
AnyProvider = Annotated[str | None, typer.Option("--provider", "-p", help="By id, name or alias.")]
Location = Annotated[str | None, typer.Option("--location", "-l", help="Where the provider works at several.")]
VisitType = Annotated[str, typer.Option("--type", "-t", help="The visit type, by id, name or alias.")]
Start = Annotated[str, typer.Option("--start", "-s", help="The location's time, as 2026-12-01T09:30.")]
Mark = Literal["confirmed", "arrived", "completed", "no_show"]
Reason = Annotated[str | None, typer.Option(help="For the staff's eyes.")]


@app.command()
def openings(
    visit_type: str,
    provider: AnyProvider = None,
    location: Location = None,
    first: Annotated[str | None, typer.Option("--from", help="The first day, YYYY-MM-DD; today without it.")] = None,
    days: Annotated[int, typer.Option(min=1, max=366)] = 7,
    url: Url = DEFAULT_URL,
) -> None:
    """All bookable times of some days."""
    wanted = day_option(first)

    async def work(desk: Desk) -> tuple[tuple[Opening, ...], dict[int, str], dict[int, str]]:
        snapshot = await desk.scheduler.snapshot()
        clinic = snapshot.catalogue
        place = None if location is None else named(clinic.locations, location).id
        found = await desk.openings(
            visit_type, wanted or _today(snapshot, place), days, provider=provider, location=location
        )
        return found, {p.id: p.name for p in clinic.providers}, {p.id: p.name for p in clinic.locations}

    found, providers, locations = at_desk(url, work)
    table = Table("Day", "Provider", "Location", "Times")
    rows: dict[tuple[str, str, str], list[str]] = {}
    for one in found:
        key = f"{one.start:%a %Y-%m-%d}", providers[one.provider_id], locations[one.location_id]
        rows.setdefault(key, []).append(f"{one.start:%H:%M}")
    for key, times in rows.items():
        table.add_row(*key, " ".join(times))
    console().print(table if found else "no openings on those days")


def _today(snapshot: Snapshot, location_id: int | None) -> date:
    """By the location's clock, or that of the first where none is named."""
    clocks = snapshot.clocks
    clock = clocks.get(location_id) if location_id is not None else next(iter(clocks.values()), None)
    return (now() if clock is None else now().astimezone(clock.zone)).date()


@app.command()
def day(
    on: Annotated[str | None, typer.Argument(metavar="DAY", help="YYYY-MM-DD; today without it.")] = None,
    provider: AnyProvider = None,
    location: Location = None,
    cancelled: Annotated[bool, typer.Option("--cancelled", help="Show what was cancelled, too.")] = False,
    url: Url = DEFAULT_URL,
) -> None:
    """The day sheet: who comes when, to whom."""
    wanted = day_option(on)

    async def work(desk: Desk) -> tuple[str, list[Line]]:
        snapshot = await desk.scheduler.snapshot()
        clinic = snapshot.catalogue
        who = None if provider is None else named(clinic.providers, provider).id
        place = None if location is None else named(clinic.locations, location).id
        today = wanted or _today(snapshot, place)
        lines = await desk.scheduler.database.write(
            lambda c: day_sheet(
                c, today, now=now(), actor=desk.actor, provider_id=who, location_id=place, cancelled=cancelled
            )
        )
        return f"{today:%A, %Y-%m-%d}", lines

    title, lines = at_desk(url, work)
    table = Table("Id", "Time", "Provider", "Patient", "Phone", "Visit", "Where", "State", "Reason", title=title)
    for line in lines:
        where = ", ".join(part for part in (line.location, line.room) if part)
        times = f"{line.start:%H:%M}-{line.end:%H:%M}"
        id = "" if line.appointment_id is None else str(line.appointment_id)
        table.add_row(id, times, line.provider, line.patient, line.phone, line.what, where, line.state, line.reason)
    console().print(table if lines else f"{title}: nothing in the calendar")


@app.command()
def book(
    patient_id: int,
    visit_type: VisitType,
    provider: Provider,
    start: Start,
    location: Location = None,
    reason: Reason = None,
    url: Url = DEFAULT_URL,
) -> None:
    """Book a visit; the notice that callers have to keep does not count."""
    _book(url, patient_id, Wanted(visit_type, provider, moment_option(start), location), reason, overbook=False)


@app.command()
def overbook(
    patient_id: int,
    visit_type: VisitType,
    provider: Provider,
    start: Start,
    location: Location = None,
    reason: Reason = None,
    url: Url = DEFAULT_URL,
) -> None:
    """Book on purpose where the provider is busy, full or off; the visit is marked so."""
    _book(url, patient_id, Wanted(visit_type, provider, moment_option(start), location), reason, overbook=True)


@app.command("book-series")
def book_series(
    patient_id: int,
    visit_type: VisitType,
    provider: Provider,
    start: Start,
    every: Annotated[int, typer.Option(min=1, max=366, help="Days from one visit to the next; 7 is weekly.")],
    count: Annotated[int, typer.Option(min=2, max=LONGEST, help="How many visits, with the first.")],
    at_least: Annotated[
        int | None, typer.Option(min=1, help="Fewer will do, down to so many; without it, all or none.")
    ] = None,
    location: Location = None,
    reason: Reason = None,
    url: Url = DEFAULT_URL,
) -> None:
    """Book visits at the same time of day every so many days."""
    wanted, key = Wanted(visit_type, provider, moment_option(start), location), f"staff:{uuid4()}"

    async def work(desk: Desk) -> tuple[Appointment, ...]:
        return await desk.book_series(
            patient_id, wanted, every_days=every, count=count, at_least=at_least, key=key, reason=reason
        )

    for visit in at_desk(url, work):
        _say("booked", visit)


def _book(url: str, patient_id: int, wanted: Wanted, reason: str | None, *, overbook: bool) -> None:
    key = f"staff:{uuid4()}"
    _say("booked", at_desk(url, lambda d: d.book(patient_id, wanted, key=key, overbook=overbook, reason=reason)))


@app.command()
def move(
    appointment_id: int,
    start: Start,
    provider: AnyProvider = None,
    location: Location = None,
    url: Url = DEFAULT_URL,
) -> None:
    """Move a visit; the old time is given up only if the new one is won."""
    at, key = moment_option(start), f"staff:{uuid4()}"
    _say("moved", at_desk(url, lambda d: d.move(appointment_id, at, key=key, provider=provider, location=location)))


@app.command()
def cancel(appointment_id: int, url: Url = DEFAULT_URL) -> None:
    """Cancel a visit; the time is offered to who waits for one."""
    key = f"staff:{uuid4()}"
    done = at_desk(url, lambda desk: desk.scheduler.cancel(appointment_id, key=key, actor=desk.actor))
    _say("cancelled late" if done.late else "cancelled", done.appointment)


@app.command()
def mark(appointment_id: int, state: Mark, url: Url = DEFAULT_URL) -> None:
    """Note that a patient confirmed, arrived (on the visit's day only), was seen, or did not come."""
    key, after = f"staff:{uuid4()}", AppointmentState(state)
    done = at_desk(url, lambda desk: desk.mark(appointment_id, after, key=key, now=now()))
    _say(f"marked {done.state}", done)


@app.command()
def block(
    provider: str,
    start: Annotated[str, typer.Argument(help="The location's time, as 2026-12-01T09:30.")],
    end: str,
    reason: Annotated[str, typer.Option()] = "",
    keep_visits: Annotated[bool, typer.Option("--keep-visits", help="Block around the visits that are there.")] = False,
    url: Url = DEFAULT_URL,
) -> None:
    """Block a provider's time."""
    first, last = moment_option(start), moment_option(end)
    id = at_desk(url, lambda desk: desk.block(provider, first, last, reason=reason, keep_visits=keep_visits))
    print(f"blocked, as time off {id}")


@app.command()
def unblock(time_off_id: int, url: Url = DEFAULT_URL) -> None:
    """Give blocked time back."""
    at_desk(url, lambda desk: desk.scheduler.unblock(time_off_id, actor=desk.actor))
    print("given back")


def _say(what: str, visit: Appointment) -> None:
    print(f"{what}: appointment {visit.id}, {visit.opening.start:%A, %Y-%m-%d %H:%M}")
