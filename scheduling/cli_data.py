"""Commands for whoever runs the database: make it, fill it, move data in and out, send what is due."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from scheduling import audit, ical, migrations
from scheduling.cli_run import DEFAULT_URL, Url, Where, day_option, now, run, staff
from scheduling.database import Database
from scheduling.dispatcher import Dispatched, Dispatcher
from scheduling.exporting import export_csv
from scheduling.importing import KINDS, Report, import_csv
from scheduling.notifications import ConsoleSender, FileSender
from scheduling.sample_clinic import sample_clinic, sample_zone
from scheduling.seed import has_clinic
from scheduling.seed import seed as write_seed

app = typer.Typer()
SHOWN = 50  # bad rows printed of one file
Kind = Annotated[str, typer.Argument(help=f"One of {', '.join(KINDS)}.")]


@app.command()
def init(url: Url = DEFAULT_URL) -> None:
    """Make the tables of a new database."""
    run(url, migrations.upgrade, current_schema=False, new=True)
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
    timezone: Annotated[
        str | None,
        typer.Option(help="The clinic's zone, as Europe/Berlin; without it VOICE_AGENT_TIMEZONE, or the sample's own."),
    ] = None,
    if_empty: Annotated[bool, typer.Option("--if-empty", help="Leave a database that has a clinic as it is.")] = False,
) -> None:
    """Make the sample clinic in an empty database (the tables too, where there are none)."""
    at, day, timezone = now(), day_option(today), timezone or Where().timezone

    async def work(database: Database) -> str:
        clinic = sample_clinic(day or at.astimezone(sample_zone(timezone)).date(), number, timezone=timezone)
        await migrations.upgrade(database)
        if if_empty and await database.read(has_clinic):
            return "the database has a clinic already: left as it is"
        done = await database.write(lambda connection: write_seed(connection, clinic, at))
        return (
            f"{done.locations} locations, {done.providers} providers, {done.visit_types} visit types, "
            f"{done.patients} patients, {done.appointments} appointments"
        )

    print(run(url, work, current_schema=False, new=True))


@app.command("import")
def import_file(
    kind: Kind,
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="CSV in UTF-8; its first line names columns.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen, and write nothing.")] = False,
    url: Url = DEFAULT_URL,
) -> None:
    """Read a CSV file into the database: all of it, or nothing where a row is bad."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise typer.BadParameter(f"the file is not UTF-8 (byte {error.start}): save it as such") from None

    async def work(database: Database) -> Report:
        return await import_csv(database, kind, text, now=now(), actor=staff(), dry_run=dry_run)

    report = run(url, work)
    shown = report.bad if dry_run else report.bad[:SHOWN]
    for row in shown:
        print(row, file=sys.stderr)
    if len(shown) < len(report.bad):
        print(f"… and {len(report.bad) - len(shown)} more: --dry-run names them all", file=sys.stderr)
    if report.bad:
        print(f"{report.rows} rows, {len(report.bad)} faults: nothing was written", file=sys.stderr)
        raise typer.Exit(1)
    done = "would be written" if dry_run else "written"
    print(f"{report.rows} rows, {report.written} {done}, {report.rows - report.written} were there already")


@app.command()
def columns(kind: Kind) -> None:
    """The columns of a CSV file that import reads; those that may be left out are in brackets."""
    if kind not in KINDS:
        raise typer.BadParameter(f"one of {', '.join(KINDS)}")
    print(", ".join(column.name if column.required else f"[{column.name}]" for column in KINDS[kind].columns))


@app.command("export")
def export_file(
    kind: Kind,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The file; the terminal without it.")] = None,
    first: Annotated[str | None, typer.Option("--from", help="Appointments from this day on, YYYY-MM-DD.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Appointments up to this day.")] = None,
    url: Url = DEFAULT_URL,
) -> None:
    """Write CSV, in the columns that import reads."""
    days = day_option(first), day_option(last)
    entry = audit.Entry(now(), staff(), "export", kind)

    async def work(database: Database) -> str:
        return await database.write(lambda c: export_csv(c, kind, entry, first=days[0], last=days[1]))

    text = run(url, work)
    if out is None:
        print(text, end="")
    else:
        out.write_text(text, encoding="utf-8")
        print(f"{len(text.splitlines()) - 1} rows in {out}")


@app.command()
def feed(
    provider_id: int,
    names: Annotated[bool, typer.Option("--names", help="Show patients' names to whoever has the address.")] = False,
    close: Annotated[bool, typer.Option("--close", help="Make the feed void.")] = False,
    url: Url = DEFAULT_URL,
) -> None:
    """Make a provider's iCalendar feed and print its secret (this once); the former one is void. The server shows the
    feed at /calendar/SECRET.ics."""

    async def work(database: Database) -> str:
        if close:
            was = await database.write(lambda c: ical.close_feed(c, provider_id, now=now(), actor=staff()))
            return "the feed is void" if was else "there was no feed"
        return await database.write(lambda c: ical.make_feed(c, provider_id, now=now(), actor=staff(), names=names))

    print(run(url, work))


@app.command()
def notify(
    file: Annotated[
        Path | None, typer.Option(help="Append the texts to this file; without it they are printed.")
    ] = None,
    url: Url = DEFAULT_URL,
) -> None:
    """Send the notices that are due now, to the terminal or a file. (The server sends them through its carrier.)"""
    sender = ConsoleSender(sys.stdout) if file is None else FileSender(file)

    async def work(database: Database) -> Dispatched:
        dispatcher = Dispatcher(database, sender, now)
        sent = retried = failed = 0
        while (done := await dispatcher.run_once()) != Dispatched():
            sent, retried, failed = sent + done.sent, retried + done.retried, failed + done.failed
        return Dispatched(sent, retried, failed)

    done = run(url, work)
    print(f"{done.sent} sent, {done.retried} to be tried again, {done.failed} given up")
