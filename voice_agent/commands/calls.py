"""`voice-agent call`: a simulated caller rings the real server over real sockets."""

from __future__ import annotations

import asyncio
import random
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Annotated

import aiohttp
import typer
from rich.console import Console
from rich.markup import escape

from scheduling.values import SchedulingError
from voice_agent import logs
from voice_agent.assembly import utc_now
from voice_agent.calls.history import history
from voice_agent.commands.clinic import clock_at, ensure_clinic, sample
from voice_agent.commands.serve import Running, running
from voice_agent.config import ReaderName, Settings, SettingsError, load
from voice_agent.simulator import run
from voice_agent.simulator.fake_twilio import FakeTwilio
from voice_agent.simulator.recording import RecordingError
from voice_agent.simulator.scenario import Scenario, ScenarioError
from voice_agent.simulator.transcript import LiveTranscript, print_report, print_words
from voice_agent.simulator.voice import HibariVoice, VoiceMissingError
from voice_agent.simulator.webhook_client import Account, Address
from voice_agent.speech.models import ModelError

BUILD = Path("build/calls")
VOICES = Path("build/voices")


def call(
    what: Annotated[Path, typer.Argument(help="A recording (.wav, .flac) or a scenario (.yaml).")],
    report: Annotated[Path | None, typer.Option(help="Where to write the report, as JSON.")] = None,
    recording: Annotated[Path | None, typer.Option(help="Where to write the stereo recording.")] = None,
    reader: Annotated[ReaderName | None, typer.Option(help="Who understands; else the setting.")] = None,
    url: Annotated[
        str | None, typer.Option(help="Ring a server that runs already, instead of one for this call.")
    ] = None,
    own_database: Annotated[
        bool,
        typer.Option(
            "--own-database",
            help="Use the settings' database, not a fresh sample clinic (as it is where that is set).",
        ),
    ] = False,
) -> None:
    """Play a caller to the agent; exit 0 only where what the scenario expects holds."""
    console = Console(highlight=False)
    logs.set_up()
    try:
        settings = load()
        if reader:
            settings = settings.model_copy(update={"reader": reader})
        scenario, folder = scenario_of(what)
        recording = recording or BUILD / f"{scenario.name}.wav"
        result = asyncio.run(_call(settings, scenario, folder, recording, url, own_database, console))
    except (SettingsError, ScenarioError, RecordingError, VoiceMissingError, SchedulingError, ModelError) as error:
        console.print(f"[red]{escape(str(error))}[/red]")
        raise typer.Exit(2) from None
    print_words(console, result.report)
    print_report(console, result.report, result.failed)
    if report:
        run.write_report(result, report)
        console.print(f"Report: {report}")
    raise typer.Exit(0 if result.passed else 1)


def scenario_of(what: Path) -> tuple[Scenario, Path]:
    """A scenario and its folder. A recording stands for the scenario beside it of the same name, if there is one."""
    beside = what.with_suffix(".yaml")
    if what.suffix.lower() in run.AUDIO and beside.is_file():
        what = beside
    return run.read(what), what.parent


async def _call(
    settings: Settings,
    scenario: Scenario,
    folder: Path,
    recording: Path,
    url: str | None,
    own_database: bool,
    console: Console,
) -> run.Result:
    now = clock_at(scenario.clock, settings)
    async with AsyncExitStack() as stack:
        live = LiveTranscript(console)
        if url is not None:
            return await ring(settings, url, scenario, folder, recording, None, live)
        settings = settings.model_copy(update={"port": 0, "host": "127.0.0.1", "public_url": None})
        with console.status("Loading the models …"):
            if own_database or "database_url" in settings.model_fields_set:
                if not await ensure_clinic(settings, now):
                    now = utc_now
            else:
                settings = await stack.enter_async_context(sample(settings, BUILD, now))
            server = await stack.enter_async_context(running(settings, now=now))
        return await ring(settings, server.url, scenario, folder, recording, server, live)


async def ring(
    settings: Settings,
    url: str,
    scenario: Scenario,
    folder: Path,
    recording: Path,
    server: Running | None,
    live: LiveTranscript | None = None,
) -> run.Result:
    """One call to the server at `url`. `server`: the one in this process, whose record of the call is then read."""

    async def kept(call_sid: str) -> dict[str, object] | None:
        if server is None:
            return None
        service = server.service
        return await history(service.parts.scheduler.database, service.parts.store, call_sid)

    token = settings.twilio_auth_token
    async with aiohttp.ClientSession() as http:
        phone = FakeTwilio(
            http,
            Address(url, public_url=settings.public_url if server is None else None),
            random.Random(scenario.seed),
            Account(auth_token=token.get_secret_value() if token else None),
        )
        return await run.simulate(
            scenario, folder, phone, HibariVoice(VOICES), kept, recording=recording, watch=live.noted if live else None
        )
