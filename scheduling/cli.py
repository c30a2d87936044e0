"""`python -m scheduling`: the clinic's database for whoever runs it. Staff's own commands are in `staff.py`."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from typing import Annotated, TypeVar

import typer
from rich.console import Console

from scheduling import migrations
from scheduling.database import Database, connect
from scheduling.moments import read_day
from scheduling.sample_clinic import sample_clinic, sample_zone
from scheduling.seed import has_clinic
from scheduling.seed import seed as write_seed
from scheduling.values import SchedulingError

T = TypeVar("T")
DEFAULT_URL = "sqlite+aiosqlite:///data/clinic.sqlite3"
Url = Annotated[
    str, typer.Option("--url", envvar="VOICE_AGENT_DATABASE_URL", help="sqlite:///file or postgresql+asyncpg://…")
]

app = typer.Typer(no_args_is_help=True, help="The clinic's calendar and register, on SQLite or PostgreSQL.")


def run(url: str, work: Callable[[Database], Awaitable[T]], *, current_schema: bool = True) -> T:
    """Open the database, do the work, close it. What the library refuses is printed, and the exit code is 1."""

    async def whole() -> T:
        database = connect(url)
        try:
            if current_schema:
                await migrations.check(database)
            return await work(database)
        finally:
            await database.close()

    try:
        return asyncio.run(whole())
    except SchedulingError as error:
        Console(stderr=True).print(f"[red]refused:[/red] {error}")
        raise typer.Exit(1) from error


@app.command()
def init(url: Url = DEFAULT_URL) -> None:
    """Make the tables of a new database."""
    run(url, migrations.upgrade, current_schema=False)
    print(f"the database is ready, at revision {migrations.head()}")


@app.command()
def upgrade(url: Url = DEFAULT_URL) -> None:
    """Bring an older database up to this version; data stay."""
    run(url, migrations.upgrade, current_schema=False)
    print(f"the database is at revision {migrations.head()}")


@app.command()
def downgrade(revision: str, url: Url = DEFAULT_URL) -> None:
    """Take the tables back to an earlier revision; what came later goes with it."""
    run(url, lambda database: migrations.downgrade(database, revision), current_schema=False)
    print(f"the database is at revision {revision}")


@app.command()
def seed(
    url: Url = DEFAULT_URL,
    number: Annotated[int, typer.Option("--seed", help="The same seed and day give the same clinic.")] = 1,
    today: Annotated[str | None, typer.Option(help="The day that the calendar starts from, YYYY-MM-DD.")] = None,
    timezone: Annotated[str | None, typer.Option(help="The clinic's zone, for example Europe/Berlin.")] = None,
    if_empty: Annotated[bool, typer.Option("--if-empty", help="Leave a database that has a clinic as it is.")] = False,
) -> None:
    """Make the sample clinic in an empty database (the tables too, where there are none)."""
    now, day = datetime.now(UTC), day_option(today)

    async def work(database: Database) -> str:
        clinic = sample_clinic(day or now.astimezone(sample_zone(timezone)).date(), number, timezone=timezone)
        await migrations.upgrade(database)
        if if_empty and await database.read(has_clinic):
            return "the database has a clinic already: left as it is"
        done = await database.write(lambda connection: write_seed(connection, clinic, now))
        return (
            f"{done.locations} locations, {done.providers} providers, {done.visit_types} visit types, "
            f"{done.patients} patients, {done.appointments} appointments"
        )

    print(run(url, work, current_schema=False))


def day_option(text: str | None) -> date | None:
    """A day as typed; an error that says how to type one."""
    if text is None:
        return None
    try:
        return read_day(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
