"""The command `voice-agent`: each subcommand is a thin door to a module, which is imported when it is asked for.

So a server holds nothing of the benches' plots, the simulator's filters or an LLM's client.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from voice_agent.operations.misspelt import misspelt

COMMANDS = {
    "db": "scheduling.cli:app",
    "serve": "voice_agent.commands.serve:serve",
    "call": "voice_agent.commands.calls:call",
    "demo": "voice_agent.commands.demo:demo",
    "chat": "voice_agent.commands.chat:chat",
    "understand": "voice_agent.commands.understand:understand",
    "transcribe": "voice_agent.speech.cli:transcribe",
    "say": "voice_agent.speech.cli:say",
    "models": "voice_agent.commands.models:models",
    "bench": "voice_agent.commands.bench:bench",
    "eval": "voice_agent.commands.measure:evaluate",
    "replay": "voice_agent.commands.past_calls:replay",
    "draft": "voice_agent.commands.past_calls:draft_scenario",
    "doctor": "voice_agent.commands.operate:doctor",
    "backup": "voice_agent.commands.operate:backup",
    "purge": "voice_agent.commands.operate:purge",
    "settings": "voice_agent.commands.operate:settings",
    "straight-to-staff": "voice_agent.commands.operate:straight_to_staff",
    "queue": "voice_agent.commands.operate:queue",
    "calls": "voice_agent.commands.operate:calls",
}
"""Each by the module and name of its function, or of its own Typer."""


class OnDemand(TyperGroup):
    """A group whose commands are imported by name. (The types of Typer's own parts are not public.)"""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        found = getattr(import_module(module), name)
        holder = typer.Typer(add_completion=False, callback=main)
        if isinstance(found, typer.Typer):
            holder.add_typer(found, name=cmd_name)
        else:
            holder.command(cmd_name)(found)
        return typer.main.get_group(holder).commands[cmd_name]


def main(context: typer.Context) -> None:
    """A telephone agent for clinics."""
    if context.invoked_subcommand == "doctor":
        return  # it tells them among the rest
    for one in misspelt():
        typer.secho(f"warning: {one}", err=True, fg="yellow")


app = typer.Typer(cls=OnDemand, callback=main, no_args_is_help=True, add_completion=False)
