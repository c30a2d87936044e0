"""A clinic for each call: one template database a day, copied for every call, with a clock that a call moves on."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from scheduling import Rules, Scheduler
from scheduling import migrations as schema
from scheduling.database import Database, connect
from scheduling.notifications import NoticeRules
from scheduling.sample_clinic import sample_clinic
from scheduling.seed import seed
from scheduling.values import Actor, OpeningRequest, SchedulingError
from voice_agent.assembly import clinic_of, reader_of
from voice_agent.audio.vad import SileroModel
from voice_agent.calls import migrations
from voice_agent.calls.alerts import Alerts
from voice_agent.calls.service import CallService, Parts
from voice_agent.calls.session import Engines
from voice_agent.calls.staff_queue import StaffQueue
from voice_agent.calls.store import CallStore
from voice_agent.calls.vocabulary import Names
from voice_agent.config import Settings
from voice_agent.dialogue.knowledge import Knowledge
from voice_agent.dialogue.replies import Templates
from voice_agent.evaluation.case import Case, Wish
from voice_agent.evaluation.ledger import Ledger, LedgerReader
from voice_agent.evaluation.mentions import Listener, Mention
from voice_agent.understanding.reader import Reader

STAFF = Actor("staff", "front desk")
_HORIZON = timedelta(days=400)


@dataclass
class Clock:
    """The clinic's time in a call by text: it goes on only when it is told to."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def ms(self) -> float:
        return self.at.timestamp() * 1000

    def pass_by(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class RunningClock(Clock):
    """The clinic's time in a call with sound: it starts at a given moment and runs on with the event loop's."""

    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)
    began_ms: float = field(init=False)

    def __post_init__(self) -> None:
        self.began_ms = self.ms()

    def now(self) -> datetime:
        return self.at + timedelta(milliseconds=self.ms() - self.began_ms)

    def ms(self) -> float:
        return self.loop.time() * 1000


@dataclass(frozen=True, slots=True)
class Ears:
    """What calls with sound need, loaded once for all of them."""

    engines: Engines
    vad: SileroModel


@dataclass
class World:
    """One call's clinic. meddled: visits that others booked while the call went on."""

    case: Case
    clock: Clock
    database: Database
    scheduler: Scheduler
    service: CallService
    names: Names
    reader: LedgerReader
    meddled: set[int] = field(default_factory=set)

    async def ledger(self) -> Ledger:
        return await self.database.read(self.reader.read)

    def listener(self) -> Listener:
        catalogue = self.names.catalogue
        return Listener(
            self.case.clock.date(), [p.name for p in catalogue.providers], [place.name for place in catalogue.locations]
        )

    async def prepare(self) -> None:
        """What the scenario has happen before the phone rings."""
        if "none-free" in self.case.mishaps:
            kind = self.names.visit_type(self.case.caller.visit).id
            for provider in self.names.catalogue.providers:
                if kind in provider.visit_type_ids:
                    span = (self.clock.now(), self.clock.now() + _HORIZON)
                    await self.scheduler.block(provider.id, span, actor=STAFF, reason="leave", keep_visits=True)

    async def snatch(self, offered: tuple[Mention, ...]) -> None:
        """Somebody else books what was offered, as far as it is still free."""
        wanted = {(one.start, one.provider) for one in offered}
        kind = self.names.visit_type(self.case.caller.visit).id
        days = [start.date() for start, _ in wanted]
        openings = await self.scheduler.openings(OpeningRequest(kind), min(days), max(days))
        others = await self._others()
        for opening in openings:
            start = opening.start.replace(tzinfo=None)
            if any(start == at and who in ("", self.names.providers[opening.provider_id].name) for at, who in wanted):
                patient = others.pop()
                try:
                    booked = await self.scheduler.book_direct(opening, patient, key=f"other:{patient}", actor=STAFF)
                except SchedulingError:  # taken with the one before
                    continue
                self.meddled.add(booked.id)

    async def free_for(self, wish: Wish, provider: str, visit_type: str, *, new: bool) -> bool:
        """Whether an opening fits the wish, whatever the agent says."""
        kind = self.names.visit_type(visit_type).id
        who = (self.names.provider(provider).id,) if provider else ()
        today = self.case.clock.date()
        request = OpeningRequest(kind, who, new_patient=new)
        found = await self.scheduler.openings(request, today, today + timedelta(days=56))
        return any(wish.allows(one.start.replace(tzinfo=None), today) for one in found)

    async def _others(self) -> list[int]:
        """Patients who have nothing to come and are in no scenario."""
        now = await self.ledger()
        busy = {visit.patient for visit in now.visits.values() if visit.live}
        ours = {person.name for person in self.case.people.values()}
        return [one.id for one in now.patients.values() if one.id not in busy and one.name not in ours]


class Worlds:
    """Makes worlds in a folder of its own. The parts that keep nothing of a call are shared by all."""

    def __init__(self, settings: Settings, folder: Path, reader: Reader | None = None) -> None:
        self._settings = settings
        self._folder = folder
        self._reader = reader or reader_of(settings)
        self._templates = Templates.load(settings.prompts / "replies.yaml")
        self._knowledge = Knowledge.load(settings.prompts / "knowledge")
        self._ledgers = LedgerReader(settings.zone)
        self._names: dict[date, Names] = {}

    @asynccontextmanager
    async def of(
        self,
        case: Case,
        call_sid: str,
        change: Callable[[Parts], Parts] = lambda parts: parts,
        *,
        ears: Ears | None = None,
    ) -> AsyncIterator[World]:
        """A scenario's clinic, gone at the end. change: puts other parts in, to see what the suite makes of them.

        ears: for a call with sound; its clock runs.
        """
        template = await self._template(case.clock.date())
        path = self._folder / f"{call_sid}.sqlite3"
        shutil.copyfile(template, path)
        begins = case.clock.replace(tzinfo=self._settings.zone).astimezone(UTC)
        clock = RunningClock(begins) if ears else Clock(begins)
        database = connect(f"sqlite+aiosqlite:///{path}")
        try:
            scheduler = Scheduler(database, clock.now, Rules(), NoticeRules())
            names = self._names.setdefault(case.clock.date(), Names(await scheduler.catalogue()))
            parts = Parts(
                scheduler=scheduler,
                store=CallStore(database, clock.now),
                staff=StaffQueue(database, clock.now),
                names=names,
                knowledge=self._knowledge,
                reader=self._reader,
                templates=self._templates,
                alerts=Alerts(),
            )
            service = CallService(
                clinic_of(self._settings),
                change(parts),
                now=clock.now,
                clock=clock.ms,
                engines=ears.engines if ears else None,
                vad=ears.vad if ears else None,
            )
            world = World(case, clock, database, scheduler, service, names, self._ledgers)
            await world.prepare()
            yield world
        finally:
            await database.close()
            for leftover in self._folder.glob(f"{call_sid}.sqlite3*"):
                leftover.unlink(missing_ok=True)

    async def _template(self, today: date) -> Path:
        path = self._folder / f"clinic-{today}.sqlite3"
        if path.exists():
            return path
        self._folder.mkdir(parents=True, exist_ok=True)
        made = path.with_suffix(f".{os.getpid()}")
        made.unlink(missing_ok=True)
        database = connect(f"sqlite+aiosqlite:///{made}")
        clinic = sample_clinic(today, timezone=self._settings.timezone)
        moment = datetime.combine(today, datetime.min.time(), self._settings.zone)
        try:
            await schema.upgrade(database)
            await migrations.upgrade(database)
            await database.write(lambda connection: seed(connection, clinic, moment))
        finally:
            await database.close()
        with closing(sqlite3.connect(made)) as file:  # the whole of it into the one file that is copied
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        made.replace(path)
        return path


def visits_known(now: Ledger, patient: int | None, case: Case) -> tuple[Mention, ...]:
    """The patient's visits to come, as she has them in her calendar at home."""
    return tuple(Mention(v.start, v.provider, v.location) for v in now.visits_of(patient, case.clock))
