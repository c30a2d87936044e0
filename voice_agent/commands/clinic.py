"""A sample clinic of its own for one simulated call, so that nothing real is touched and every run begins alike."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scheduling import Rules, Scheduler, migrations
from scheduling.database import connect, must_exist
from scheduling.notifications import NoticeRules
from scheduling.sample_clinic import sample_clinic
from scheduling.seed import has_clinic, seed
from scheduling.values import NoDatabase, SchemaOutdated
from voice_agent.assembly import Now, clock_ms, utc_now
from voice_agent.calls.vocabulary import Names
from voice_agent.config import Settings
from voice_agent.understanding.reader import Term, Vocabulary


@dataclass(frozen=True, slots=True)
class At:
    """The clinic's clock for one call: it starts at a given wall time and runs on."""

    started: datetime
    began_ms: float

    def __call__(self) -> datetime:
        return self.started + timedelta(milliseconds=clock_ms() - self.began_ms)


def clock_at(wall: datetime | None, settings: Settings) -> Now:
    """A clock that shows `wall` (the clinic's wall time) now and runs on; the real one where None."""
    if wall is None:
        return utc_now
    aware = wall.replace(tzinfo=settings.zone) if wall.tzinfo is None else wall
    return At(aware.astimezone(UTC), clock_ms())


async def ensure_clinic(settings: Settings, now: Now) -> bool:
    """Tables and, where there is no clinic yet, the sample clinic as of today. Whether one was made."""
    database = connect(settings.database_url)
    try:
        await migrations.upgrade(database)
        if await database.read(has_clinic):
            return False
        moment = now()
        clinic = sample_clinic(moment.astimezone(settings.zone).date(), timezone=settings.timezone)
        await database.write(lambda connection: seed(connection, clinic, moment))
        return True
    finally:
        await database.close()


async def vocabulary_of(settings: Settings) -> Vocabulary:
    """The names that the settings' clinic goes by; the sample clinic's where there is no database yet, or it is empty.

    No file is made where there was none.
    """
    with suppress(NoDatabase, SchemaOutdated):  # to understand a sentence it is not needed
        must_exist(settings.database_url)
        database = connect(settings.database_url)
        try:
            await migrations.check(database)
            if await database.read(has_clinic):
                return Names(await Scheduler(database, utc_now, Rules(), NoticeRules()).catalogue()).vocabulary()
        finally:
            await database.close()
    described = sample_clinic(utc_now().date()).described
    terms = {
        kind: tuple(Term(entry["name"], tuple(entry.get("aliases", ()))) for entry in described[kind])
        for kind in ("providers", "visit_types", "locations")
    }
    return Vocabulary(**terms)


@asynccontextmanager
async def sample(settings: Settings, folder: Path, now: Now) -> AsyncIterator[Settings]:
    """The settings, with a fresh sample clinic as their database; removed at the end."""
    path = folder / f"clinic-{secrets.token_hex(4)}.sqlite3"
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = settings.model_copy(update={"database_url": f"sqlite+aiosqlite:///{path}"})
    try:
        await ensure_clinic(fresh, now)
        yield fresh
    finally:
        for leftover in path.parent.glob(f"{path.name}*"):
            leftover.unlink(missing_ok=True)
