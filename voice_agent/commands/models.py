"""`voice-agent models`: finds, checks and assembles the models, and trains the reader's classifiers where needed."""

from __future__ import annotations

from collections.abc import Callable

import typer
from rich.console import Console
from rich.markup import escape

from voice_agent.assembly import networks_of
from voice_agent.config import Settings, SettingsError, load
from voice_agent.speech.models import ModelError, resolve_voice
from voice_agent.understanding.acts import train as acts
from voice_agent.understanding.intents.classifier import ClassifierMissingError
from voice_agent.understanding.intents.train import load_or_train
from voice_agent.understanding.red_flags import train as red_flags


def models() -> None:
    """Get the models ready, so that nothing has to be made when a call comes in."""
    console = Console(highlight=False)
    try:
        settings = load()
        steps: dict[str, Callable[[], object]] = {
            f"speech recognition ({_hears(settings)})": lambda: str(networks_of(settings)),
            f"voice ({settings.voice})": lambda: resolve_voice(settings.voice).model,
            "intent classifier": load_or_train,
            "classifier of acts": acts.load_or_train,
            "red-flag classifier": red_flags.load_or_train,
        }
        for name, step in steps.items():
            with console.status(f"{name} …"):
                found = step()
            told = f"[dim]{escape(str(found)) if _telling(found) else ''}[/dim]"
            console.print(f"[green]ready[/green]  {name}  {told}", soft_wrap=True)  # paths are copied from here
    except (SettingsError, ModelError, ClassifierMissingError) as error:
        console.print(f"[red]{escape(str(error))}[/red]")
        raise typer.Exit(1) from None


def _hears(settings: Settings) -> str:
    return ", ".join(filter(None, (settings.whisper_model, settings.quick_whisper_model)))


def _telling(found: object) -> bool:
    return not type(found).__module__.startswith("voice_agent")
