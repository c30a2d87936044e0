"""What the technician and the front desk run: doctor, backup, purge, settings, straight-to-staff, calls, queue."""

from __future__ import annotations

import asyncio
import getpass
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

from scheduling.database import Database, connect, must_exist
from scheduling.values import SchedulingError
from voice_agent.assembly import utc_now
from voice_agent.calls import migrations
from voice_agent.calls.staff_queue import NoSuchItem, QueueItem, StaffQueue
from voice_agent.calls.store import CallStore, StoredCall
from voice_agent.config import Settings, SettingsError, load
from voice_agent.operations.backup import BackupError, back_up
from voice_agent.operations.configuration import as_markdown, options
from voice_agent.operations.doctor import Verdict, examine
from voice_agent.server import STRAIGHT_TO_STAFF

T = TypeVar("T")
queue = typer.Typer(no_args_is_help=True, help="What waits for staff: transfers, callbacks, alerts.")
calls = typer.Typer(no_args_is_help=True, help="Calls as they are kept: list, show.")
_COLOURS = {Verdict.OK: "green", Verdict.WARNING: "yellow", Verdict.WRONG: "red"}


def with_database(work: Callable[[Database, Settings], Awaitable[T]]) -> T:
    """Runs work on the settings' database. What is wrong is printed, and the exit code is 1."""

    async def whole(settings: Settings) -> T:
        must_exist(settings.database_url)
        database = connect(settings.database_url)
        try:
            await migrations.upgrade(database)
            return await work(database, settings)
        finally:
            await database.close()

    try:
        return asyncio.run(whole(load()))
    except (SettingsError, SchedulingError, NoSuchItem, BackupError) as error:
        Console(stderr=True).print(f"[red]{escape(str(error))}[/red]", soft_wrap=True)
        raise typer.Exit(1) from None


def doctor() -> None:
    """Check all that calls need, and say what to mend. Exit code 1 where something is wrong."""
    console = Console(highlight=False)
    try:
        settings = load()
    except SettingsError as error:
        console.print(f"[red]{escape(str(error))}[/red]")
        raise typer.Exit(1) from None
    findings = asyncio.run(examine(settings))
    for one in findings:
        colour = _COLOURS[one.verdict]
        console.print(
            f"[{colour}]{one.verdict.value:8}[/{colour}] [bold]{one.check}[/bold]: {escape(one.found)}", soft_wrap=True
        )
        if one.mend:
            console.print(f"         {escape(one.mend)}", soft_wrap=True)
    raise typer.Exit(1 if any(one.verdict is Verdict.WRONG for one in findings) else 0)


def backup(target: Annotated[Path, typer.Argument(help="The file to write.")]) -> None:
    """Copy the database, while calls go on."""

    try:  # the database is not opened for it: opening makes the file where there is none
        written = back_up(load().database_url, target)
    except (SettingsError, BackupError) as error:
        Console(stderr=True).print(f"[red]{escape(str(error))}[/red]")
        raise typer.Exit(1) from None
    print(f"written to {written}")


def purge(
    days: Annotated[int | None, typer.Option(min=0, help="Keep so many days; by default the setting's.")] = None,
) -> None:
    """Delete old calls now, with transcripts, recordings and what staff have long finished; the server does so, too."""

    async def work(database: Database, settings: Settings) -> int:
        keep = settings.keep_days if days is None else days
        return await CallStore(database, utc_now).purge(timedelta(days=keep))

    print(f"{with_database(work)} calls deleted")


def settings() -> None:
    """Every setting: its variable, its default, what it means. Values in force are not shown: some are secrets."""
    table = Table("variable", "default", "meaning")
    for option in options():
        table.add_row(option.variable, escape(option.default), escape(option.meaning))
    console = Console()
    console.print(table) if console.is_terminal else print(as_markdown(), end="")


def straight_to_staff(state: Annotated[str, typer.Argument(help="on, off, or show")] = "show") -> None:
    """Send every call to staff instead of the agent, from the next call on. No restart is needed."""
    if state not in {"on", "off", "show"}:
        raise typer.BadParameter("say on, off or show")

    async def work(database: Database, settings: Settings) -> tuple[bool, bool]:
        store = CallStore(database, utc_now)
        if state != "show":
            await store.set_switch(STRAIGHT_TO_STAFF, state == "on")
        return await store.switch(STRAIGHT_TO_STAFF), settings.straight_to_staff

    switched, always = with_database(work)
    if always:  # the setting outdoes the switch
        print("calls go straight to staff: VOICE_AGENT_STRAIGHT_TO_STAFF is set, whatever the switch says")
    else:
        print("calls go straight to staff" if switched else "the agent answers calls")


@queue.command("list")
def queue_list(everything: Annotated[bool, typer.Option("--all", help="What is done, too.")] = False) -> None:
    """What waits for staff: urgent first, then the oldest."""

    async def work(database: Database, settings: Settings) -> tuple[tuple[QueueItem, ...], ZoneInfo]:
        return await StaffQueue(database, utc_now).waiting(everything=everything), settings.zone

    items, zone = with_database(work)
    table = Table("no.", "what", "why", "since", "phone", "summary", "status")
    for item in items:
        what = f"[bold red]{item.kind}[/bold red]" if item.urgent else item.kind
        status = f"{item.status} by {item.taken_by}" if item.taken_by else item.status
        since = f"{item.created_at.astimezone(zone):%a %d %b %H:%M}"
        table.add_row(str(item.id), what, item.reason, since, item.phone or "-", escape(item.summary), escape(status))
    Console().print(table if items else "Nobody waits.")


@queue.command("take")
def queue_take(
    number: int, who: Annotated[str | None, typer.Option(help="By default, your user name.")] = None
) -> None:
    """See to an item yourself."""
    with_database(lambda database, _: StaffQueue(database, utc_now).take(number, who or getpass.getuser()))
    print(f"{number} is yours")


@queue.command("done")
def queue_done(number: int) -> None:
    """Mark an item as done."""
    with_database(lambda database, _: StaffQueue(database, utc_now).finish(number))
    print(f"{number} is done")


@calls.command("list")
def calls_list(limit: int = 20) -> None:
    """The latest calls."""

    async def work(database: Database, settings: Settings) -> tuple[tuple[StoredCall, ...], ZoneInfo]:
        return await CallStore(database, utc_now).recent(limit), settings.zone

    found, zone = with_database(work)
    table = Table(Column("call", overflow="fold"), "began", "lasted", "outcome", "errors")
    for call in found:
        lasted = f"{(call.ended_at - call.started_at).total_seconds():.0f} s" if call.ended_at else "on the line"
        errors = ", ".join((call.details or {}).get("errors", []))
        table.add_row(
            call.call_sid, f"{call.started_at.astimezone(zone):%Y-%m-%d %H:%M}", lasted, call.outcome or "", errors
        )
    Console().print(table)


@calls.command("show")
def calls_show(call_sid: str) -> None:
    """One call's transcript, with each turn's waterfall (ms after the caller's last sound)."""
    console = Console(highlight=False)

    async def work(database: Database, _: Settings) -> tuple[StoredCall | None, tuple[dict[str, Any], ...]]:
        store = CallStore(database, utc_now)
        return await store.find(call_sid), await store.turns(call_sid)

    call, turns = with_database(work)
    if call is None:
        Console(stderr=True, highlight=False).print(
            f"[red]no call {escape(call_sid)} is kept: `voice-agent calls list` shows those that are[/red]"
        )
        raise typer.Exit(1)
    if not turns:
        came = call.outcome or ("it is on the line" if call.ended_at is None else "no outcome")
        console.print(f"nothing was said in this call ({came})")
    for turn in turns:
        if turn["heard"]:
            console.print(f"[cyan]caller[/cyan]  {escape(turn['heard'])}")
        console.print(f"[green] agent[/green]  {escape(turn['agent'])}")
        times = {name: value for name, value in turn["details"]["timings"].items() if value is not None}
        if times:
            console.print(
                "        [dim]" + "  ".join(f"{k.removesuffix('_ms')} {v:.0f}" for k, v in times.items()) + "[/dim]"
            )
