"""`voice-agent serve`: the server that Twilio calls."""

from __future__ import annotations

import asyncio
import gc
import logging
import secrets
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import typer
from aiohttp import web
from prometheus_client import CollectorRegistry
from rich.console import Console
from rich.markup import escape
from rich.panel import Panel

from scheduling.values import SchedulingError
from voice_agent import logs
from voice_agent.assembly import Now, service_for_calls, utc_now
from voice_agent.calls.service import CallService
from voice_agent.chores import running_chores
from voice_agent.config import Settings, SettingsError, load
from voice_agent.dialogue.knowledge import BadKnowledge
from voice_agent.dialogue.replies import BadTemplates
from voice_agent.memory import give_back_buffers
from voice_agent.metrics import Metrics
from voice_agent.server import AFTER_STREAM, STATUS, VOICE, Routing, TwilioRoutes, application
from voice_agent.speech.models import ModelError
from voice_agent.telephony.signature import SignatureCheck
from voice_agent.telephony.tokens import StreamTokens
from voice_agent.understanding.safety import RulesError

CANNOT_START = (SettingsError, SchedulingError, ModelError, BadTemplates, BadKnowledge, RulesError, OSError)


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers. `url`: where it listens."""

    url: str
    service: CallService
    metrics: Metrics


def serve() -> None:
    """Answer Twilio's calls, until stopped."""
    logs.set_up(logging.INFO)
    give_back_buffers()
    console = Console(stderr=True)
    try:
        settings = load()
        asyncio.run(_until_stopped(settings, console))
    except CANNOT_START as error:
        console.print(f"[red]The server cannot start.[/red] {escape(str(error))}", highlight=False)
        console.print("`voice-agent doctor` checks all that is needed.", highlight=False)
        raise typer.Exit(1) from None


async def _until_stopped(settings: Settings, console: Console) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    with console.status("Loading the models …"):
        context = running(settings)
        server = await context.__aenter__()
    try:
        console.print(Panel(_welcome(settings, server), title=settings.clinic_name))
        await stop.wait()
        console.print("Stopping: calls on the line are cut off and handed to staff.")
    finally:
        await context.__aexit__(None, None, None)


@asynccontextmanager
async def running(settings: Settings, *, now: Now = utc_now) -> AsyncIterator[Running]:
    """A server listening as the settings say, with all it needs; closed at the end."""
    async with service_for_calls(settings, now=now) as service:
        registry = CollectorRegistry()
        metrics = Metrics(registry, getattr(service.parts.reader, "downgrades", None))
        token = settings.twilio_auth_token
        check = SignatureCheck(token.get_secret_value(), settings.public_url or "") if token else None
        tokens = StreamTokens(secrets.token_bytes(32), utc_now, lambda: secrets.token_hex(16))
        routes = TwilioRoutes(service, routing_of(settings), tokens, check, metrics)
        runner = web.AppRunner(application(routes, registry), access_log=None, shutdown_timeout=2.0)
        await runner.setup()
        site = web.TCPSite(runner, settings.host, settings.port)
        await site.start()
        gc.collect()
        gc.freeze()  # models and grammars stay: collecting them again and again costs calls tens of ms
        try:
            async with running_chores(service, settings, metrics, now):
                host, port = runner.addresses[0][:2]
                yield Running(f"http://{host}:{port}", service, metrics)
        finally:
            await runner.cleanup()
            gc.unfreeze()


def routing_of(settings: Settings) -> Routing:
    return Routing(
        public_url=settings.public_url,
        transfer_number=settings.transfer_number,
        queue=settings.transfer_queue,
        straight_to_staff=settings.straight_to_staff,
        max_calls=settings.max_calls,
        clinic_name=settings.clinic_name,
        emergency_number=settings.emergency_number,
        recorded=settings.record_audio,
    )


def _welcome(settings: Settings, server: Running) -> str:
    base = settings.public_url or server.url
    lines = [
        f"Listening on [bold]{server.url}[/bold], reader: {settings.reader}.",
        "Paste into Twilio, at your number's voice configuration:",
        f"  A call comes in      POST  {base.rstrip('/')}{VOICE}",
        f"  Call status changes  POST  {base.rstrip('/')}{STATUS}",
        f"(what follows a call is asked at {AFTER_STREAM} by itself)",
    ]
    if settings.public_url is None:
        lines.append("[yellow]No VOICE_AGENT_PUBLIC_URL: only this machine can call. See docs/going-live.md.[/yellow]")
    if not Path(settings.prompts).is_dir():
        lines.append(f"[red]The folder {settings.prompts} is missing.[/red]")
    return "\n".join(lines)
