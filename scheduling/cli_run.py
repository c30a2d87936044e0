"""What the commands share: the database's address, the run of one piece of work, and refusals as people read them."""

from __future__ import annotations

import asyncio
import getpass
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time
from typing import Annotated, TypeVar

import typer
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict
from rich.console import Console

from scheduling import migrations, settings
from scheduling.csv_format import wall_time
from scheduling.database import Database, connect, must_exist
from scheduling.moments import read_day, read_moment
from scheduling.scheduler import Scheduler
from scheduling.staff import Desk
from scheduling.values import Actor, NotAllowed, SchedulingError, SeriesTaken, Taken

T = TypeVar("T")
DEFAULT_URL = "sqlite+aiosqlite:///data/clinic.sqlite3"


class Where(BaseSettings):
    """What these commands share with the agent's settings, from the environment or from a file `.env`."""

    model_config = SettingsConfigDict(env_prefix="VOICE_AGENT_", env_file=".env", extra="ignore")

    database_url: str = Field(DEFAULT_URL, min_length=1)
    timezone: str | None = None


def _where(context: typer.Context, url: str) -> str:
    """What was typed; where nothing was, what the settings say (typer reads the environment, but not `.env`)."""
    source = context.get_parameter_source("url")
    return Where().database_url if source is not None and source.name == "DEFAULT" else url


Url = Annotated[
    str,
    typer.Option(
        "--url",
        envvar="VOICE_AGENT_DATABASE_URL",
        callback=_where,
        help="sqlite:///file or postgresql+asyncpg://…",
    ),
]


def now() -> datetime:
    return datetime.now(UTC)


def run(url: str, work: Callable[[Database], Awaitable[T]], *, current_schema: bool = True, new: bool = False) -> T:
    """Open the database, do the work, close it. What the library refuses is printed, and the exit code is 1.

    new: a file that is not there is made."""

    async def whole() -> T:
        if not new:
            must_exist(url)
        database = connect(url)
        try:
            if current_schema:
                await migrations.check(database)
            return await work(database)
        finally:
            await database.close()

    return _told(whole())


def at_desk(url: str, work: Callable[[Desk], Awaitable[T]]) -> T:
    """The same with a scheduler, as the user who is logged in."""

    async def whole() -> T:
        must_exist(url)
        set_ = settings.load()
        scheduler = await Scheduler.open(url, clock=now, rules=set_.rules(), notices=set_.notices())
        try:
            return await work(Desk(scheduler, staff()))
        finally:
            await scheduler.close()

    return _told(whole())


def staff() -> Actor:
    return Actor("staff", getpass.getuser())


def _told(work: Awaitable[T]) -> T:
    async def awaited() -> T:
        return await work

    try:
        return asyncio.run(awaited())
    except SchedulingError as error:
        rule = f" ({error.rule})" if isinstance(error, NotAllowed) else ""
        print(f"refused{rule}: {error}", file=sys.stderr)
        if isinstance(error, SeriesTaken):
            print(f"{error.free} of the {error.count} times are free; nothing was booked", file=sys.stderr)
        if isinstance(error, Taken) and error.alternatives:
            times = ", ".join(f"{opening.start:%a %Y-%m-%d %H:%M}" for opening in error.alternatives)
            print(f"the next best: {times}", file=sys.stderr)
        raise typer.Exit(1) from error


def day_option(text: str | None) -> date | None:
    """A day as typed; an error that says how to type one."""
    try:
        return None if text is None else read_day(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def time_option(text: str | None) -> time | None:
    """A time of day as typed; an error that says how to type one."""
    try:
        return None if text is None else wall_time(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def moment_option(text: str) -> datetime:
    try:
        return read_moment(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def console() -> Console:
    """As wide as it takes where nobody looks at it: what is piped is not folded."""
    return Console() if sys.stdout.isatty() else Console(width=200)
