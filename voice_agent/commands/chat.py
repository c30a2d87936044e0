"""`voice-agent chat`: the dialogue of a call by keyboard, on the real calendar."""

from __future__ import annotations

import asyncio
import secrets
import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from scheduling.values import SchedulingError
from voice_agent.assembly import clock_ms, opened, utc_now
from voice_agent.calls.record import TurnRecord
from voice_agent.calls.service import Call, CallService
from voice_agent.config import ReaderName, Settings, SettingsError, load
from voice_agent.dialogue.events import CallStarted, Event, Heard, KeyPressed, Silence
from voice_agent.dialogue.knowledge import BadKnowledge
from voice_agent.dialogue.replies import BadTemplates
from voice_agent.understanding.commands import to_json
from voice_agent.understanding.intents.classifier import ClassifierMissingError
from voice_agent.understanding.reader import Utterance
from voice_agent.understanding.safety import RulesError


def chat(
    reader: Annotated[ReaderName | None, typer.Option(help="Who understands; else the setting.")] = None,
    number: Annotated[str, typer.Option(help="The number that the caller rings from.")] = "+14155550100",
    commands: Annotated[bool, typer.Option("--commands", help="Show what was understood.")] = False,
) -> None:
    """Talk to the agent by keyboard. An empty line is silence, "#123" presses keys, Ctrl-D hangs up."""
    console = Console(highlight=False)
    try:
        settings = load()
        asyncio.run(_chat(settings, reader, number, commands, console))
    except (SettingsError, SchedulingError, BadTemplates, BadKnowledge, RulesError, ClassifierMissingError) as error:
        console.print(f"[red]{escape(str(error))}[/red]")
        raise typer.Exit(1) from None


async def _chat(settings: Settings, reader: str | None, number: str, show: bool, console: Console) -> None:
    async with opened(settings, reader=reader) as stands:
        service = CallService(stands.clinic, stands.parts, now=utc_now, clock=clock_ms)
        call_sid = f"CHAT{secrets.token_hex(14)}"
        await stands.parts.store.begin(call_sid, number)
        call = service.conversation(call_sid, number, None)
        try:
            await _say(call, CallStarted(), console)
            while call.conversation.closing is None:
                line = await asyncio.to_thread(_line)
                if line is None:
                    break
                await _turn(call, line, show, console)
        finally:
            await call.end()
        console.print(f"[dim]outcome: {call.record.outcome}[/dim]")


async def _turn(call: Call, line: str, show: bool, console: Console) -> None:
    event: Event = Silence()
    record = TurnRecord(len(call.record.turns) + 1, clock_ms(), heard=line)
    if line.startswith("#") and line[1:].isdigit():
        event = KeyPressed(line[1:])
    elif line.strip():
        understood = await call.conversation.read(Utterance(line))
        record.commands = [to_json(command) for command in understood.commands]
        record.confidence, record.reader = understood.confidence, understood.reader
        event = Heard(line, understood.commands, understood.confidence)
        if show:
            console.print(f"[dim]{escape(str(record.commands))} {understood.confidence:.2f}[/dim]")
    record.agent = await _say(call, event, console)
    call.record.turns.append(record)
    await call.save()


async def _say(call: Call, event: Event, console: Console) -> str:
    said = [reply.text async for reply in call.conversation.handle(event)]
    for text in said:
        console.print(f"[bold cyan]agent[/bold cyan]  {escape(text)}")
    return " ".join(said)


def _line() -> str | None:
    """What the caller says; None where she hangs up. What is piped is shown, so that the whole call can be read."""
    try:
        line = input("you    ")
    except EOFError:
        return None
    if not sys.stdin.isatty():
        print(line)
    return line
