"""The command `voice-agent`: each subcommand is a thin door to a module."""

from __future__ import annotations

import typer

from scheduling.cli import app as database
from voice_agent.commands import bench, calls, chat, demo, measure, models, operate, past_calls, serve, understand
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
app.command(name="eval")(measure.evaluate)
app.command()(past_calls.replay)
app.command(name="draft")(past_calls.draft_scenario)
app.command()(operate.doctor)
app.command()(operate.backup)
app.command()(operate.purge)
app.command()(operate.settings)
app.command(name="straight-to-staff")(operate.straight_to_staff)
app.add_typer(operate.queue, name="queue", help="What waits for staff: transfers, callbacks, alerts.")
app.add_typer(operate.calls, name="calls", help="Calls as they are kept: list, show.")
