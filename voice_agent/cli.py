"""The command `voice-agent`: each subcommand is a thin door to a module."""

from __future__ import annotations

import typer

from scheduling.cli import app as database
from voice_agent.commands import bench, calls, chat, demo, models, serve, understand
from voice_agent.speech import cli as speech

app = typer.Typer(no_args_is_help=True, add_completion=False, help="A telephone agent for clinics.")
app.add_typer(database, name="db", help="The calendar's database: init, seed, import, day sheets, …")
app.command()(serve.serve)
app.command()(calls.call)
app.command()(demo.demo)
app.command()(chat.chat)
app.command()(understand.understand)
app.command()(speech.transcribe)
app.command()(speech.say)
app.command()(models.models)
app.command()(bench.bench)
