"""Commands for staff about the waitlist: who waits; join, leave; take or decline what is held for somebody."""

from __future__ import annotations

from datetime import UTC, tzinfo
from typing import Annotated
from uuid import uuid4

import typer
from rich.table import Table

from scheduling.cli_run import DEFAULT_URL, Url, at_desk, console, day_option, now, time_option
from scheduling.staff import Desk
from scheduling.values import Constraint
from scheduling.waitlist_sheet import Waiting, waitlist_sheet

app = typer.Typer()


@app.command("waitlist")
def list_waitlist(url: Url = DEFAULT_URL) -> None:
    """Who waits for a time, in order, and what is held for whom."""

    async def work(desk: Desk) -> tuple[list[Waiting], tzinfo]:
        clocks = (await desk.scheduler.snapshot()).clocks
        zone = next((clock.zone for clock in clocks.values()), UTC)
        return await desk.scheduler.database.write(lambda c: waitlist_sheet(c, now=now(), actor=desk.actor)), zone

    found, zone = at_desk(url, work)
    table = Table("Id", "Patient", "Phone", "Takes texts", "Waits for", "Since", "State", "Offered until")
    for one in found:
        until = "" if one.offered_until is None else f"{one.offered_until.astimezone(zone):%Y-%m-%d %H:%M}"
        texts = "yes" if one.reachable else "no: ring"
        since = f"{one.joined_at.astimezone(zone):%Y-%m-%d}"
        table.add_row(str(one.id), one.patient, one.phone, texts, one.visit_type, since, one.state, until)
    console().print(table if found else "nobody waits")


@app.command("join-waitlist")
def join_waitlist(
    patient_id: int,
    visit_type: Annotated[str, typer.Option("--type", "-t", help="The visit type, by id, name or alias.")],
    provider: Annotated[str | None, typer.Option("--provider", "-p", help="Nobody else will do.")] = None,
    location: Annotated[str | None, typer.Option("--location", "-l", help="Nowhere else will do.")] = None,
    first: Annotated[str | None, typer.Option("--from", help="Not before this day, YYYY-MM-DD.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Not after this day.")] = None,
    after: Annotated[str | None, typer.Option(help="Starting at this time of day or later, as 09:00.")] = None,
    before: Annotated[str | None, typer.Option(help="Starting at this time of day or earlier.")] = None,
    priority: Annotated[int, typer.Option(help="Higher comes first; 0 is usual.")] = 0,
    url: Url = DEFAULT_URL,
) -> None:
    """Let a patient wait for a time that comes free; for one type of visit, the latest wish counts."""
    when = Constraint(
        date_from=day_option(first), date_to=day_option(last), time_from=time_option(after), time_to=time_option(before)
    )
    where, key = {"provider": provider, "location": location}, f"staff:{uuid4()}"
    entry = at_desk(
        url, lambda desk: desk.join_waitlist(patient_id, visit_type, when, **where, priority=priority, key=key)
    )
    print(f"on the waitlist: entry {entry.id}")


@app.command("leave-waitlist")
def leave_waitlist(entry_id: int, url: Url = DEFAULT_URL) -> None:
    """A patient no longer waits; what was held for her is let go."""
    at_desk(url, lambda desk: desk.scheduler.leave_waitlist(entry_id, actor=desk.actor))
    print(f"entry {entry_id} has left the waitlist")


@app.command("accept-offer")
def accept_offer(entry_id: int, url: Url = DEFAULT_URL) -> None:
    """Book what is held for an entry of the waitlist, when the patient says yes."""
    key = f"staff:{uuid4()}"
    visit = at_desk(url, lambda desk: desk.scheduler.accept_offer(entry_id, key=key, actor=desk.actor))
    print(f"booked: appointment {visit.id}, {visit.opening.start:%A, %Y-%m-%d %H:%M}")


@app.command("decline-offer")
def decline_offer(entry_id: int, url: Url = DEFAULT_URL) -> None:
    """The patient does not want what is held for her, and goes on waiting; it is offered to the next."""
    offers = at_desk(url, lambda desk: desk.scheduler.decline_offer(entry_id, actor=desk.actor))
    print("offered to the next who waits" if offers else "nobody else waits for that time")
