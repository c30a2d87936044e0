from __future__ import annotations

import asyncio
from pathlib import Path

from scheduling import migrations
from scheduling.database import connect
from voice_agent.assembly import utc_now
from voice_agent.commands.clinic import ensure_clinic, vocabulary_of
from voice_agent.config import Settings


def settings(path: Path) -> Settings:
    return Settings(_env_file=None, database_url=f"sqlite:///{path}")  # type: ignore[call-arg]


async def test_without_a_database_it_is_the_sample_clinics_and_no_file_is_made(tmp_path: Path) -> None:
    path = tmp_path / "none.sqlite3"
    names = await vocabulary_of(settings(path))
    assert "Priya Patel" in [term.value for term in names.providers]
    assert not await asyncio.to_thread(path.exists)


async def test_the_databases_clinic_goes_by_its_own_names(tmp_path: Path) -> None:
    here = settings(tmp_path / "clinic.sqlite3")
    await ensure_clinic(here, utc_now)
    database = connect(here.database_url)
    await database.write(lambda c: c.exec_driver_sql("UPDATE providers SET name='Dr. Ada Quist' WHERE id=1") and None)
    await database.close()
    assert "Dr. Ada Quist" in [term.value for term in (await vocabulary_of(here)).providers]


async def test_an_empty_database_has_no_names_of_its_own(tmp_path: Path) -> None:
    here = settings(tmp_path / "empty.sqlite3")
    database = connect(here.database_url)
    await migrations.upgrade(database)
    await database.close()
    assert (await vocabulary_of(here)).locations
