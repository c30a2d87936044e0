"""Commands of the simulator that need no server of their own: rendering the recorded callers."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Annotated

import aiohttp
import typer
from rich.console import Console

from voice_agent.simulator import recorded_callers, run
from voice_agent.simulator import scenario as scenarios
from voice_agent.simulator.fake_twilio import FakeTwilio
from voice_agent.simulator.recorded_callers import Plan
from voice_agent.simulator.scenario import ScenarioError
from voice_agent.simulator.voice import HibariVoice, VoiceMissingError
from voice_agent.simulator.webhook_client import Account, Address

PLANS = Path("tests/calls/recordings/recordings.yaml")
CACHE = Path("build/voices")


def make_recordings(
    plans: Annotated[Path, typer.Argument(help="Which recordings there are, with their silences.")] = PLANS,
    from_run: Annotated[
        str | None, typer.Option(help="A running server: measure the silences from live calls to it first.")
    ] = None,
    auth_token: Annotated[str | None, typer.Option(envvar="VOICE_AGENT_TWILIO_AUTH_TOKEN")] = None,
    public_url: Annotated[str | None, typer.Option(envvar="VOICE_AGENT_PUBLIC_URL")] = None,
    cache: Annotated[Path, typer.Option(help="Where rendered lines are kept.")] = CACHE,
) -> None:
    """Render the recorded callers with the caller's voice."""
    console, voice = Console(highlight=False), HibariVoice(cache)
    try:
        if from_run is not None:
            address = Address(from_run, public_url)
            measured = asyncio.run(_measured(plans, address, Account(auth_token=auth_token), voice, console))
            recorded_callers.save(plans, measured)
        for name, path in recorded_callers.make(plans, voice).items():
            console.print(f"{name}: {path}, {path.stat().st_size / 1000:.0f} kB")
    except (ScenarioError, VoiceMissingError) as error:
        console.print(str(error), style="red", markup=False)
        raise typer.Exit(1) from None


async def _measured(
    plans: Path, address: Address, account: Account, voice: HibariVoice, console: Console
) -> dict[str, Plan]:
    """The plans with the silences of a live call each, placed one after the other."""
    found = recorded_callers.load(plans)
    async with aiohttp.ClientSession() as http:
        phone = FakeTwilio(http, address, Random(), account)
        for name, plan in found.items():
            path = plans.parent / plan.scenario
            scenario = replace(scenarios.load(path), line="clear")
            log = await run.place(scenario, path.parent, phone, voice)
            console.print(f"{name}: {len(log.spoken)} of {len(plan.after)} lines said, ended by {log.ended}")
            for error in log.errors:
                console.print(f"  {error}", markup=False)
            found[name] = recorded_callers.timed(plan, log.spoken)
    return found
