"""A real server with the real models on a sample clinic of its own, once for all calls of a test run."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import aiohttp

from voice_agent.audio.mulaw import SAMPLE_RATE
from voice_agent.audio.resampling import resample
from voice_agent.audio.vad import SileroModel
from voice_agent.calls.history import history
from voice_agent.commands.clinic import clock_at, sample
from voice_agent.commands.serve import Running, running
from voice_agent.config import Settings
from voice_agent.simulator import run
from voice_agent.simulator.fake_twilio import FakeTwilio
from voice_agent.simulator.measure import speech
from voice_agent.simulator.recording import read_caller
from voice_agent.simulator.scenario import Scenario
from voice_agent.simulator.voice import HibariVoice
from voice_agent.simulator.webhook_client import Account, Address
from voice_agent.speech.fast_path import RATE
from voice_agent.speech.transcriber import Bias
from voice_agent.speech.whisper import load_transcriber

CLOCK = datetime(2026, 12, 1, 9, 0)
TOKEN = "an auth token for tests"
PUBLIC = "https://agent.example.org"
VOICES = Path(__file__).parents[2] / "build" / "voices"
HEARS_IN_TIME_MS = 400
"""Who needs longer for three seconds of speech cannot keep pace with many recorded callers at once."""


def settings_for(**changes: object) -> Settings:
    values = {
        "host": "127.0.0.1",
        "port": 0,
        "twilio_auth_token": TOKEN,
        "public_url": PUBLIC,
        "staff_hours": "always",
        **changes,
    }
    return Settings(_env_file=None, **values)  # type: ignore[arg-type]


@asynccontextmanager
async def listening(folder: Path, **changes: object) -> AsyncIterator[Running]:
    """A server on a sample clinic of its own, at CLOCK."""
    settings = settings_for(**changes)
    now = clock_at(CLOCK, settings)
    async with sample(settings, folder, now) as fresh, running(fresh, now=now) as server:
        yield server


async def calls_at_once(most: int, recording: Path) -> int:
    """`most`, or as few as a slow machine can serve: a recorded caller speaks on whether she was answered or not."""
    caller = read_caller(recording)
    begins = int(speech(caller)[0].start_ms * SAMPLE_RATE / 1000)
    sound = resample(caller[begins : begins + 3 * SAMPLE_RATE], SAMPLE_RATE, RATE)
    transcriber = load_transcriber(vad=SileroModel())
    try:
        name = Bias(expecting="name")  # the larger network's, which is the slow one
        await transcriber.transcribe(sound, name)  # the first one is slow everywhere
        heard = await transcriber.transcribe(sound, name)
    finally:
        transcriber.close()
    return most if heard.ms < HEARS_IN_TIME_MS else 2


async def ring(server: Running, scenario: Scenario, folder: Path, recording: Path) -> run.Result:
    """One simulated call to the server, signed as Twilio signs."""
    service = server.service

    async def kept(call_sid: str) -> dict[str, object] | None:
        return await history(service.parts.scheduler.database, service.parts.store, call_sid)

    async with aiohttp.ClientSession() as http:
        address = Address(server.url, public_url=PUBLIC)
        phone = FakeTwilio(http, address, random.Random(scenario.name), Account(auth_token=TOKEN))
        return await run.simulate(scenario, folder, phone, HibariVoice(VOICES), kept, recording=recording)
