"""Whole calls with sound while the LLM misbehaves: the real server on a real websocket with the real models, read by an
LLM over real HTTP that does one mischief in all that it answers; and each scenario once by the embedded reader alone.
"""

from __future__ import annotations

import asyncio
import logging
import random
import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from prometheus_client import CollectorRegistry

from scheduling.database import Database
from voice_agent import language_model
from voice_agent.assembly import embedded_reader, engines_of, opened, phrases_of, utc_now
from voice_agent.audio.vad import SileroModel
from voice_agent.bench.mischief.figures import ALONE, Rung, waits, wrong_writes
from voice_agent.calls.history import history
from voice_agent.calls.service import CallService
from voice_agent.calls.session import Engines
from voice_agent.commands.clinic import sample
from voice_agent.commands.serve import routing_of
from voice_agent.config import Settings
from voice_agent.evaluation.ledger import Change, LedgerReader, changes
from voice_agent.metrics import Metrics
from voice_agent.server import TwilioRoutes, application
from voice_agent.simulator import run
from voice_agent.simulator.fake_twilio import FakeTwilio
from voice_agent.simulator.llm_mischief import Mischief
from voice_agent.simulator.llm_server import LlmServer, serving
from voice_agent.simulator.scenario import Scenario
from voice_agent.simulator.skipped_time import SkippingLoop
from voice_agent.simulator.voice import HibariVoice
from voice_agent.simulator.webhook_client import Address
from voice_agent.telephony.tokens import StreamTokens
from voice_agent.understanding.embedded import EmbeddedReader

CALLS = Path("tests/calls/scenarios")
NAMES = ("book", "cancel", "reschedule", "question")
"""The scenarios that end in a write, taken in turn."""
VOICES = Path("build/voices")

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Bench:
    """What all calls share. folder: where clinics and recordings go."""

    settings: Settings
    embedded: EmbeddedReader
    engines: Engines
    vad: SileroModel
    folder: Path


def measure(settings: Settings, folder: Path, rounds: int, tell: Tell, *, real_time: bool = False) -> list[Rung]:
    """Every mischief in `rounds` scenarios each. real_time: on the wall's clock, a quarter of an hour a round; else on
    a clock of processor time that skips all waiting, so that nothing else on the machine makes an answer late.

    Raises SchedulingError, ModelError, VoiceMissingError.
    """
    factory = asyncio.new_event_loop if real_time else SkippingLoop
    with asyncio.Runner(loop_factory=factory) as runner:
        return runner.run(_measure(settings, folder, rounds, tell))


async def _measure(settings: Settings, folder: Path, rounds: int, tell: Tell) -> list[Rung]:
    logging.getLogger("voice_agent").setLevel(logging.ERROR)  # what the LLM does amiss is no news here
    quiet = settings.model_copy(
        update={"public_url": None, "twilio_auth_token": None, "staff_hours": "always", "llm_phrases": False}
    )
    rung: list[Rung] = []
    async with AsyncExitStack() as stack:
        bench = await _loaded(quiet, folder, stack)
        for scenario, mischief in plan(rounds):
            one = await ring(bench, scenario, mischief)
            tell(one.told())
            rung.append(one)
    return rung


def plan(rounds: int) -> list[tuple[Scenario, Mischief | None]]:
    """Each scenario by the embedded reader first, then every mischief in another scenario each round."""
    known = [run.read(CALLS / f"{name}.yaml") for name in NAMES]
    worst = [
        (known[(number + turn) % len(known)], mischief)
        for turn in range(rounds)
        for number, mischief in enumerate(Mischief)
    ]
    return [*((scenario, None) for scenario in known), *worst]


async def _loaded(settings: Settings, folder: Path, stack: AsyncExitStack) -> Bench:
    now = clock_from(datetime.now(settings.zone))
    vad = SileroModel()
    fresh = await stack.enter_async_context(sample(settings, folder, now))
    stands = await stack.enter_async_context(opened(fresh, now=now, reader="embedded"))
    engines = await stack.enter_async_context(engines_of(settings, stands.parts.names, vad))
    facts = CallService(stands.clinic, stands.parts, now=now, clock=lambda: 0.0, engines=engines).facts(None)
    await engines.synthesizer.warm(phrases_of(settings, facts))
    return Bench(settings, embedded_reader(settings), engines, vad, folder)


def clock_from(wall: datetime) -> Callable[[], datetime]:
    """An aware clock that shows `wall` now and runs on with the event loop's."""
    loop, began = asyncio.get_running_loop(), asyncio.get_running_loop().time()
    started = wall.astimezone(UTC)
    return lambda: started + timedelta(seconds=loop.time() - began)


async def ring(bench: Bench, scenario: Scenario, mischief: Mischief | None) -> Rung:
    """One call on a clinic of its own, its recording kept; by the embedded reader where there is no mischief."""
    if scenario.clock is None:
        raise ValueError(f"{scenario.name}: what it changes can be told only at a time of its own")
    now = clock_from(scenario.clock.replace(tzinfo=bench.settings.zone))
    llm = LlmServer(bench.embedded, mischief)
    async with serving(llm) as url, sample(bench.settings, bench.folder, now) as fresh:
        asking = fresh.model_copy(update={"llm_base_url": url, "llm_gate": 1.0})
        async with _server(bench, asking, now, asks=mischief is not None) as (address, service):
            result, made = await _rung(bench, scenario, mischief, address, service)
            downgrades = dict(getattr(service.parts.reader, "downgrades", {}))
    amiss = wrong_writes(scenario, made, result.failed)
    return Rung(scenario.name, mischief, result.failed, amiss, waits(result.report), len(llm.requests), downgrades)


async def _rung(
    bench: Bench, scenario: Scenario, mischief: Mischief | None, address: str, service: CallService
) -> tuple[run.Result, tuple[Change, ...]]:
    """The call, and what it changed."""
    database: Database = service.parts.scheduler.database
    ledgers = LedgerReader(bench.settings.zone)

    async def kept(call_sid: str) -> Mapping[str, Any] | None:
        return await history(database, service.parts.store, call_sid)

    before = await database.read(ledgers.read)
    async with aiohttp.ClientSession() as http:
        phone = FakeTwilio(http, Address(address), random.Random(scenario.seed))
        recording = bench.folder / "mischief" / f"{mischief or ALONE}-{scenario.name}.wav"
        result = await run.simulate(scenario, CALLS, phone, HibariVoice(VOICES), kept, recording=recording)
    return result, changes(before, await database.read(ledgers.read))


@asynccontextmanager
async def _server(
    bench: Bench, settings: Settings, now: Callable[[], datetime], *, asks: bool
) -> AsyncIterator[tuple[str, CallService]]:
    """A server on the event loop's own clock: its address and its service. asks: the LLM is to read."""
    loop = asyncio.get_running_loop()
    async with AsyncExitStack() as stack:
        stands = await stack.enter_async_context(opened(settings, now=now, reader="embedded"))
        parts = stands.parts
        if asks:
            reader = language_model.reader_of(settings, bench.embedded, cascade=False, clock=loop.time)
            stack.push_async_callback(reader.aclose)
            parts = replace(parts, reader=reader)
        service = CallService(
            stands.clinic, parts, now=now, clock=lambda: loop.time() * 1000, engines=bench.engines, vad=bench.vad
        )
        registry = CollectorRegistry()
        tokens = StreamTokens(secrets.token_bytes(32), utc_now, lambda: secrets.token_hex(16))
        routes = TwilioRoutes(service, routing_of(settings), tokens, None, Metrics(registry))
        runner = web.AppRunner(application(routes, registry), access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}", service
