"""From settings to working parts: what is loaded and opened at start-up, and closed at the end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from scheduling import Scheduler
from scheduling import migrations as schema
from scheduling.database import Database, connect, must_exist
from voice_agent.audio.vad import SileroModel
from voice_agent.calls import migrations
from voice_agent.calls.alerts import Alerts
from voice_agent.calls.expected_words import ExpectedWords
from voice_agent.calls.office_hours import OfficeHours
from voice_agent.calls.service import CallService, Clinic, Parts
from voice_agent.calls.session import Engines
from voice_agent.calls.staff_queue import StaffQueue
from voice_agent.calls.store import CallStore
from voice_agent.calls.vocabulary import Names
from voice_agent.config import Settings
from voice_agent.dialogue.events import Facts
from voice_agent.dialogue.knowledge import Knowledge
from voice_agent.dialogue.phrases import known_phrases
from voice_agent.dialogue.replies import Templates
from voice_agent.speech.listening import Listening
from voice_agent.speech.models import Networks, default_cache, resolve_networks, resolve_voice
from voice_agent.speech.piper import load_synthesizer
from voice_agent.speech.pronunciation import Lexicon
from voice_agent.speech.synthesizer import BLANK
from voice_agent.speech.whisper import load_transcriber
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import DateOrder, Reader
from voice_agent.understanding.red_flags import train as red_flags
from voice_agent.understanding.safety import load_rules
from voice_agent.understanding.trained import trained_reader

if TYPE_CHECKING:
    from voice_agent.calls.phraser import Phraser

Now = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


def clock_ms() -> float:
    """Monotonic, in ms."""
    return time.monotonic() * 1000


@runtime_checkable
class Closing(Protocol):
    """What holds connections of its own."""

    async def aclose(self) -> None: ...


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
        country=settings.country,
        usual_visit=settings.usual_visit,
        emergency_number=settings.emergency_number,
        self_harm_line=settings.self_harm_line,
        staff_hours=OfficeHours.parse(settings.staff_hours),
        max_call_minutes=settings.max_call_minutes,
        recordings=settings.recordings if settings.record_audio else None,
    )


def embedded_reader(settings: Settings) -> EmbeddedReader:
    """Trains the classifiers first where their sentences have changed (a minute or two). Raises RulesError for bad
    emergency rules."""
    rules = load_rules(settings.prompts / "emergencies.yaml")  # what is wrong with them is said before the training
    rules = replace(rules, classifier=red_flags.load_or_train())
    return trained_reader(rules, settings.country)


def reader_of(settings: Settings, name: str | None = None) -> Reader:
    """The reader that the settings (or `name`) ask for. Raises SettingsError where the LLM's are missing."""
    name = name or settings.reader
    embedded = embedded_reader(settings)
    if name == "embedded":
        return embedded
    from voice_agent import language_model  # its client is 30 MB that other readers do without

    return language_model.reader_of(settings, embedded, cascade=name == "cascade")


def phraser_of(settings: Settings) -> Phraser | None:
    """Who puts replies in other words, if the settings want it. Raises SettingsError."""
    if not settings.llm_phrases:
        return None
    from voice_agent import language_model

    return language_model.phraser_of(settings)


@asynccontextmanager
async def opened(settings: Settings, *, now: Now = utc_now, reader: str | None = None) -> AsyncIterator[Open]:
    """The calendar, the calls' tables and the stages that need no audio. Raises SchedulingError, ModelError."""
    must_exist(settings.database_url)
    async with AsyncExitStack() as stack:
        database = connect(settings.database_url)
        stack.push_async_callback(database.close)
        await schema.check(database)
        await migrations.upgrade(database)
        scheduler = Scheduler(database, now, settings.rules(), settings.notices())
        phraser = phraser_of(settings)
        parts = Parts(
            scheduler=scheduler,
            store=CallStore(database, now),
            staff=StaffQueue(database, now),
            names=Names(await scheduler.catalogue()),
            knowledge=Knowledge.load(settings.prompts / "knowledge"),
            reader=reader_of(settings, reader),
            templates=Templates.load(settings.prompts / "replies.yaml"),
            alerts=Alerts(settings.alert_webhook),
            phrase=phraser.phrase if phraser else None,
        )
        for asks in (parts.reader, phraser):
            if isinstance(asks, Closing):
                stack.push_async_callback(asks.aclose)
        yield Open(database, parts, clinic_of(settings))


@asynccontextmanager
async def service_for_calls(settings: Settings, *, now: Now = utc_now) -> AsyncIterator[CallService]:
    """Everything that a call needs, loaded and warm. Raises what `opened` raises, and ModelError."""
    await asyncio.to_thread(_models_are_there, settings)
    async with opened(settings, now=now) as stands:
        vad = SileroModel()
        async with engines_of(settings, stands.parts.names, vad) as engines:
            service = CallService(stands.clinic, stands.parts, now=now, clock=clock_ms, engines=engines, vad=vad)
            await engines.synthesizer.warm(phrases_of(settings, service.facts(None)))
            yield service


def _models_are_there(settings: Settings) -> None:
    """Raises ModelError: before the classifiers are trained, which takes a minute."""
    resolve_voice(settings.voice)
    networks_of(settings)


def networks_of(settings: Settings) -> Networks:
    """What hears, found and checked. Raises ModelError."""
    return resolve_networks(settings.whisper_model, settings.quick_whisper_model, settings.models_cache)


@asynccontextmanager
async def engines_of(settings: Settings, names: Names, vad: SileroModel) -> AsyncIterator[Engines]:
    """The models for hearing and speaking, loaded beside each other."""
    phrases = (settings.models_cache or default_cache()) / "phrases"
    listening = Listening(workers=settings.whisper_workers)
    networks = await asyncio.to_thread(networks_of, settings)
    transcriber, synthesizer = await asyncio.gather(
        asyncio.to_thread(
            load_transcriber, networks, vad=vad, listening=listening, clock=asyncio.get_running_loop().time
        ),
        asyncio.to_thread(load_synthesizer, settings.voice, lexicon=lexicon_of(names), cache_folder=phrases),
    )
    try:
        yield Engines(transcriber, synthesizer, FILLER, ExpectedWords(names.vocabulary()))
    finally:
        transcriber.close()
        synthesizer.close()


FILLER = "One moment."


def phrases_of(settings: Settings, facts: Facts) -> tuple[str, ...]:
    """What is said in many calls, to be rendered before the first. Raises BadTemplates, BadKnowledge."""
    templates = Templates.load(settings.prompts / "replies.yaml")
    answers = [section.answer for section in Knowledge.load(settings.prompts / "knowledge").sections]
    return (FILLER, *known_phrases(facts, templates, blank=BLANK, answers=answers))


def lexicon_of(names: Names) -> Lexicon:
    """How the clinic's providers are pronounced, as their records say."""
    return Lexicon({p.name: p.pronunciation for p in names.catalogue.providers if p.pronunciation})
