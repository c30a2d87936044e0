"""`voice-agent demo`: a recorded caller phones the real server, and the visit is in the calendar."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from scheduling.values import SchedulingError
from voice_agent import logs
from voice_agent.commands.calls import ring, scenario_of
from voice_agent.commands.clinic import clock_at, ensure_clinic
from voice_agent.commands.serve import running
from voice_agent.config import Settings, SettingsError, load
from voice_agent.simulator import run
from voice_agent.simulator.scenario import ScenarioError
from voice_agent.simulator.transcript import LiveTranscript, print_report, print_words
from voice_agent.speech.models import ModelError
from voice_agent.understanding.intents.classifier import ClassifierMissingError

CALL = Path("tests/calls/recordings/book.flac")
BUILD = Path("build/demo")


def demo(
    recording: Annotated[Path, typer.Argument(help="Another recording or scenario to play.")] = CALL,
) -> None:
    """Play a recorded caller to the real server on a sample clinic, and show what came of it."""
    console = Console(highlight=False)
    logs.set_up()
    try:
        result = asyncio.run(_demo(load(), recording, console))
    except (SettingsError, ScenarioError, SchedulingError, ModelError, ClassifierMissingError) as error:
        console.print(f"[red]{escape(str(error))}[/red]")
        raise typer.Exit(2) from None
    console.rule("What was said")
    print_words(console, result.report)
    console.rule("What came of it")
    print_report(console, result.report, result.failed)
    _print_appointment(console, result)
    run.write_report(result, BUILD / "report.json")
    console.print(f"Recording (caller left, agent right): {BUILD / 'call.wav'}\nReport: {BUILD / 'report.json'}")
    raise typer.Exit(0 if result.passed else 1)


async def _demo(settings: Settings, what: Path, console: Console) -> run.Result:
    scenario, folder = scenario_of(what)
    now = clock_at(scenario.clock, settings)
    database = _fresh_database()
    settings = settings.model_copy(
        update={
            "database_url": f"sqlite+aiosqlite:///{database}",
            "host": "127.0.0.1",
            "port": 0,
            "public_url": None,
            "twilio_auth_token": None,
        }
    )
    console.print(f"Making a sample clinic in {database}, loading the models …")
    await ensure_clinic(settings, now)
    async with running(settings, now=now) as server:
        console.print(f"The server listens at {server.url}. A caller rings: {what}")
        console.rule("The call")
        return await ring(settings, server.url, scenario, folder, BUILD / "call.wav", server, LiveTranscript(console))


def _fresh_database() -> Path:
    for old in BUILD.glob("clinic.sqlite3*"):
        old.unlink()
    return BUILD / "clinic.sqlite3"


def _print_appointment(console: Console, result: run.Result) -> None:
    appointment = result.report["appointment"]
    if not appointment:
        return
    table = Table(title="The appointment in the database", title_justify="left", show_header=False)
    for name, value in appointment.items():
        table.add_row(name, escape(str(value)))
    console.print(table)
