"""From settings to working parts: what is loaded and opened at start-up, and closed at the end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from scheduling import Scheduler, connect
from scheduling.database import Database
from voice_agent.audio.vad import SileroModel
from voice_agent.calls import migrations
from voice_agent.calls.alerts import Alerts
from voice_agent.calls.office_hours import OfficeHours
from voice_agent.calls.service import CallService, Clinic, Parts
from voice_agent.calls.session import Engines
from voice_agent.calls.staff_queue import StaffQueue
from voice_agent.calls.store import CallStore
from voice_agent.calls.vocabulary import Names
from voice_agent.config import Settings
from voice_agent.dialogue.knowledge import Knowledge
from voice_agent.dialogue.replies import Templates
from voice_agent.speech.models import default_cache
from voice_agent.speech.piper import load_synthesizer
from voice_agent.speech.pronunciation import Lexicon
from voice_agent.speech.whisper import load_transcriber
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import DateOrder, Reader

Now = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


def clock_ms() -> float:
    """Monotonic, in ms."""
    return time.monotonic() * 1000


@dataclass(frozen=True, slots=True)
class Open:
    """What stands on the database."""

    database: Database
    parts: Parts
    clinic: Clinic


def clinic_of(settings: Settings) -> Clinic:
    return Clinic(
        name=settings.clinic_name,
        zone=settings.zone,
        date_order=DateOrder(settings.date_order),
        emergency_number=settings.emergency_number,
        self_harm_line=settings.self_harm_line,
        staff_hours=OfficeHours.parse(settings.staff_hours),
        max_call_minutes=settings.max_call_minutes,
        recordings=settings.recordings if settings.record_audio else None,
    )


def reader_of(settings: Settings, name: str | None = None) -> Reader:
    """The reader that the settings (or `name`) ask for."""
    embedded = EmbeddedReader.load(settings.prompts)
    match name or settings.reader:
        case "embedded":
            return embedded
        case "llm":
            return _llm(settings)
        case _:
            return CascadeReader(embedded, _llm(settings), gate=settings.llm_gate)


@asynccontextmanager
async def opened(settings: Settings, *, now: Now = utc_now, reader: str | None = None) -> AsyncIterator[Open]:
    """The calendar, the calls' tables and the stages that need no audio. Raises SchedulingError, ModelError."""
    database = connect(settings.database_url)
    try:
        scheduler = await Scheduler.over(database, clock=now)
        await migrations.upgrade(database)
        parts = Parts(
            scheduler=scheduler,
            store=CallStore(database, now),
            staff=StaffQueue(database, now),
            names=Names(await scheduler.catalogue()),
            knowledge=Knowledge.load(settings.prompts / "knowledge"),
            reader=reader_of(settings, reader),
            templates=Templates.load(settings.prompts / "replies.yaml"),
            alerts=Alerts(settings.alert_webhook),
        )
        yield Open(database, parts, clinic_of(settings))
    finally:
        await database.close()


@asynccontextmanager
async def service_for_calls(settings: Settings, *, now: Now = utc_now) -> AsyncIterator[CallService]:
    """Everything that a call needs, loaded and warm. Raises what `opened` raises."""
    async with opened(settings, now=now) as stands:
        names = stands.parts.names
        vad = SileroModel()
        listening = Listening(workers=settings.whisper_workers)
        cache = (settings.models_cache or default_cache()) / "phrases"
        transcriber = await asyncio.to_thread(
            load_transcriber, settings.whisper_model, vad=vad, listening=listening
        )
        synthesizer = await asyncio.to_thread(
            load_synthesizer, settings.voice, lexicon=lexicon_of(names), cache_folder=cache
        )
        try:
            await synthesizer.warm(constant_phrases(stands.parts.templates))
            engines = Engines(transcriber, synthesizer, FILLER, bias_words(names))
            yield CallService(stands.clinic, stands.parts, now=now, clock=clock_ms, engines=engines, vad=vad)
        finally:
            transcriber.close()
            synthesizer.close()


FILLER = "One moment."


def lexicon_of(names: Names) -> Lexicon:
    """How the clinic's providers are pronounced, as their records say."""
    return Lexicon({p.name: p.pronunciation for p in names.catalogue.providers if p.pronunciation})


def bias_words(names: Names) -> tuple[str, ...]:
    """What callers are likely to name, for the decoder."""
    return tuple(p.name for p in names.catalogue.providers if p.active)
