"""`voice-agent replay` and `voice-agent draft`: calls that were, against today's build or as new scenarios."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from scheduling.database import connect, must_exist
from scheduling.values import SchedulingError
from voice_agent import logs
from voice_agent.assembly import utc_now
from voice_agent.calls.history import history
from voice_agent.calls.store import CallStore
from voice_agent.commands.calls import ring
from voice_agent.commands.clinic import clock_at, sample
from voice_agent.commands.serve import running
from voice_agent.config import Settings, SettingsError, load
from voice_agent.evaluation.draft import NotStoredError, draft
from voice_agent.evaluation.replay import Comparison, compare
from voice_agent.simulator.recording import RecordingError
from voice_agent.simulator.scenario import CallerSpec, Scenario
from voice_agent.speech.models import ModelError

BUILD = Path("build/replay")
_REFUSED = (SettingsError, SchedulingError, RecordingError, ModelError, NotStoredError)


def replay(
    call_sid: Annotated[str, typer.Argument(help="A call that the settings' database knows.")],
    recording: Annotated[Path | None, typer.Option(help="Its sound, where the record names none; caller left.")] = None,
) -> None:
    """Play the caller of a stored call to today's build, on a sample clinic of that day, and show what differs.

    Exit 1 where something else came of it. The caller of a recording does not react: she says what she said then.
    """
    console = Console(highlight=False)
    logs.set_up()
    try:
        compared = asyncio.run(_replay(load(), call_sid, recording))
    except _REFUSED as error:
        console.print(f"[red]{escape(str(error))}[/red]")
        raise typer.Exit(2) from None
    for line in compared.words:
        colour = {"-": "red", "+": "green"}.get(line[:1], "dim")
        console.print(f"[{colour}]{escape(line)}[/{colour}]")
    console.print(
        f"then: {compared.then} {list(compared.changes_then)}\nnow:  {compared.now} {list(compared.changes_now)}"
    )
    raise typer.Exit(0 if compared.same else 1)


def draft_scenario(
    call_sid: Annotated[str, typer.Argument(help="A call that the settings' database knows.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The scenario to write (.yaml).")],
) -> None:
    """Make a scenario of a stored call, with names, birthdays and numbers replaced; to be read before it is kept."""
    console = Console(highlight=False)
    if out.suffix.lower() not in (".yaml", ".yml"):
        raise typer.BadParameter(f"{out} would be a scenario: call it {out.with_suffix('.yaml')}", param_hint="-o")
    try:
        settings = load()
        text = draft(asyncio.run(_stored(settings, call_sid)), out.stem, settings.zone)
    except _REFUSED as error:
        console.print(f"[red]{escape(str(error))}[/red]")
        raise typer.Exit(2) from None
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, encoding="utf-8")
    console.print(f"{out}: read every line before you keep it.")


async def _stored(settings: Settings, call_sid: str) -> dict[str, Any]:
    must_exist(settings.database_url)
    database = connect(settings.database_url)
    try:
        found = await history(database, CallStore(database, utc_now), call_sid)
    finally:
        await database.close()
    if found is None:
        raise NotStoredError(f"no call {call_sid} in {settings.database_url.rpartition('/')[2]}")
    return found


async def _replay(settings: Settings, call_sid: str, recording: Path | None) -> Comparison:
    then = await _stored(settings, call_sid)
    sound = recording or (Path(then["recording"]) if then["recording"] else None)
    if sound is None or not sound.is_file():
        raise NotStoredError("the call has no recording any more: give one with --recording")
    caller = CallerSpec(number="anonymous", recording=sound.resolve())
    scenario = replace(Scenario(name="replay", caller=caller), clock=_wall(then, settings))
    now = clock_at(scenario.clock, settings)
    settings = settings.model_copy(
        update={"host": "127.0.0.1", "port": 0, "public_url": None, "twilio_auth_token": None}
    )
    async with sample(settings, BUILD, now) as fresh, running(fresh, now=now) as server:
        result = await ring(fresh, server.url, scenario, sound.parent, BUILD / f"{call_sid}.wav", server)
    return compare(then, result.report)


def _wall(then: dict[str, Any], settings: Settings) -> datetime:
    """When the call was, on the clinic's clock."""
    return datetime.fromisoformat(then["started_at"]).astimezone(settings.zone).replace(tzinfo=None)
