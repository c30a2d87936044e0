"""One call with sound: the real server on a real websocket, the fake phone company, a line, and an agenda caller."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import aiohttp
import numpy as np
from aiohttp import web
from prometheus_client import CollectorRegistry

from voice_agent.assembly import utc_now
from voice_agent.calls.history import history
from voice_agent.config import Settings
from voice_agent.evaluation.agenda import AgendaCaller
from voice_agent.evaluation.ledger import changes
from voice_agent.evaluation.phone_caller import PhoneCaller
from voice_agent.evaluation.text_call import Ended, Exchange
from voice_agent.evaluation.truth import false_claims
from voice_agent.evaluation.worlds import World, visits_known
from voice_agent.metrics import Metrics
from voice_agent.server import Routing, TwilioRoutes, application
from voice_agent.simulator import report as reports
from voice_agent.simulator.call_log import CallLog
from voice_agent.simulator.fake_twilio import FakeTwilio, Ringing
from voice_agent.simulator.line import NoisyLine, named
from voice_agent.simulator.mishaps import Mishaps
from voice_agent.simulator.voice import Manner, Voice
from voice_agent.simulator.webhook_client import Address
from voice_agent.telephony.tokens import StreamTokens

MOST_SECONDS = 240
STAGES = ("endpoint", "stt", "understand", "tts_first", "voice_to_voice")
"""Of an answer, as the simulator's reports name them (with `_ms`)."""


@dataclass(frozen=True, slots=True)
class Phone:
    """What callers with sound share. recordings: where the stereo recording of each call goes."""

    voice: Voice
    renders: Executor
    recordings: Path
    settings: Settings


async def ring(world: World, seed: int, phone: Phone) -> Ended:
    """The whole call, from ring to hang-up, and what is left of it in the database and on disk."""
    case = world.case
    random = Random(f"{case.name} {seed}")
    before = await world.ledger()
    patient = before.patient(case.patient.name, case.patient.born)
    agenda = AgendaCaller(case, world.listener(), visits_known(before, patient, case), random)
    ended = Ended(case, seed, agenda.memory, patient=patient)
    ended.visits = tuple(visit.id for visit in before.visits_of(patient, case.clock))
    profile = named(case.line)
    async with _serving(world, phone.settings) as url, aiohttp.ClientSession() as http:
        twilio = FakeTwilio(http, Address(url), random, limit_s=MOST_SECONDS)
        log = CallLog(twilio.new_sid("CA"))
        caller = PhoneCaller(
            agenda, lambda: world.service.heard(log.call_sid), phone.voice, _manner(random), phone.renders
        )
        snatching = asyncio.create_task(_snatch(world, agenda))
        await twilio.call(
            caller,
            line=NoisyLine(profile, np.random.default_rng(seed)),
            ringing=Ringing(caller="anonymous" if case.caller.anonymous else case.ringing.number),
            mishaps=Mishaps(jitter_ms=profile.jitter_ms),
            log=log,
        )
        snatching.cancel()
    recording = phone.recordings / f"{case.name}-{seed}.wav"
    ended.recording = f"{recording.parent.name}/{recording.name}"  # as the report beside it links to it
    await asyncio.to_thread(log.recording.write, recording)
    kept = await history(world.database, world.service.parts.store, log.call_sid)
    _write_down(ended, reports.build(log, kept), log)
    after = await world.ledger()
    ended.changes = changes(before, after, world.meddled)
    ended.held = log.call_sid in after.held
    claimed = after.patient(case.claimed.name, case.claimed.born)
    told = " ".join(one.agent for one in ended.exchanges)
    ended.false_claims = [c for c in false_claims(told, world.listener(), after, before, claimed) if not _past(c)]
    return ended


def _past(claim: str) -> bool:
    """Held against the calendar at the end of the call, what was offered before may be taken, and a visit moved."""
    return "is taken" in claim or "has no such visit" in claim


def _write_down(ended: Ended, report: dict[str, object], log: CallLog) -> None:
    turns = report["turns"]
    if not isinstance(turns, list):
        raise TypeError("a report's turns are a list")
    for turn in turns:
        commands = [str(command) for command in turn["commands"]]
        ms = {stage: turn[f"{stage}_ms"] for stage in STAGES if turn[f"{stage}_ms"] is not None}
        ended.exchanges.append(Exchange(turn["caller"] or "", turn["heard"], commands, turn["agent"], ms=ms))
    ended.voice_to_voice_ms = tuple(t["voice_to_voice_ms"] for t in turns if t["voice_to_voice_ms"] is not None)
    sound = report["sound"]
    ended.interruptions = int(sound["interruptions"]) if isinstance(sound, dict) else 0
    ended.outcome = str(report["outcome"])
    ended.to_staff = bool(report["handed_to_staff"]) or ended.outcome in ("handed_off", "callback")
    ended.errors = list(log.errors)
    ended.seconds = log.agent_heard.size / 8000


async def _snatch(world: World, agenda: AgendaCaller) -> None:
    """What was offered first is gone by the time that she has chosen, where the scenario says so."""
    while "taken-meanwhile" in world.case.mishaps:
        await asyncio.sleep(0.05)
        if agenda.memory.offered:
            await world.snatch(agenda.memory.offered)
            return


@asynccontextmanager
async def _serving(world: World, settings: Settings) -> AsyncIterator[str]:
    registry = CollectorRegistry()
    routing = Routing(
        public_url=None,
        transfer_number=None,
        queue=settings.transfer_queue,
        straight_to_staff=False,
        max_calls=settings.max_calls,
        clinic_name=settings.clinic_name,
        emergency_number=settings.emergency_number,
        recorded=False,
    )
    tokens = StreamTokens(secrets.token_bytes(32), utc_now, lambda: secrets.token_hex(16))
    routes = TwilioRoutes(world.service, routing, tokens, None, Metrics(registry))
    runner = web.AppRunner(application(routes, registry), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def _manner(random: Random) -> Manner:
    """Somebody: higher or lower, faster or slower, louder or softer."""
    pitch = random.uniform(0.8, 1.15)
    tempo = pitch * random.uniform(0.88, 1.1)
    return Manner(round(pitch, 2), round(tempo, 2), round(random.uniform(-4, 3), 1), random.randrange(1000))
