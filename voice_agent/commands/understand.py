"""`voice-agent understand`: JSON lines in, JSON lines out."""

from __future__ import annotations

import asyncio
import sys
from typing import Annotated

import typer

from scheduling.values import SchedulingError
from voice_agent.assembly import reader_of
from voice_agent.commands.clinic import vocabulary_of
from voice_agent.config import ReaderName, SettingsError, load
from voice_agent.understanding.cli import run
from voice_agent.understanding.intents.classifier import ClassifierMissingError
from voice_agent.understanding.reader import DateOrder
from voice_agent.understanding.safety import RulesError


def understand(
    reader: Annotated[ReaderName | None, typer.Option(help="Who understands; else the setting.")] = None,
) -> None:
    """Read utterances from standard input, one JSON object a line, and print what each asks for."""
    try:
        settings = load()
        chosen = reader_of(settings, reader)
        vocabulary = asyncio.run(vocabulary_of(settings))
    except (SettingsError, RulesError, SchedulingError, ClassifierMissingError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    run(sys.stdin, sys.stdout, chosen, date_order=DateOrder(settings.date_order), vocabulary=vocabulary)
