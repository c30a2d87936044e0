"""A fresh, migrated database for every test: SQLite always, PostgreSQL where VOICE_AGENT_TEST_POSTGRES_URL is set."""

from __future__ import annotations

import asyncio
import os
import shutil
import uuid
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from scheduling import migrations
from scheduling.database import Database, connect

POSTGRES = os.environ.get("VOICE_AGENT_TEST_POSTGRES_URL")
TEMPLATE = f"va_template_{uuid.uuid4().hex[:8]}"
needs_postgres = pytest.mark.skipif(not POSTGRES, reason="VOICE_AGENT_TEST_POSTGRES_URL is not set")
ENGINES = [pytest.param("sqlite"), pytest.param("postgresql", marks=[pytest.mark.postgres, needs_postgres])]


async def _admin(*statements: str) -> None:
    assert POSTGRES
    engine = create_async_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        for statement in statements:
            await connection.execute(text(statement))
    await engine.dispose()


def _named(database: str) -> str:
    assert POSTGRES
    return make_url(POSTGRES).set(database=database).render_as_string(hide_password=False)


async def create_database(name: str, template: str) -> str:
    """Its URL."""
    await _admin(f"CREATE DATABASE {name} TEMPLATE {template}")
    return _named(name)


async def drop_database(name: str) -> None:
    await _admin(f"DROP DATABASE {name} WITH (FORCE)")


def _run(work: Coroutine[None, None, None]) -> None:
    """In a loop of its own: a session's fixture may be asked for while a test's loop runs."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database file at the newest revision, to be copied."""
    path = tmp_path_factory.mktemp("scheduling") / "template.sqlite3"

    async def make() -> None:
        database = connect(f"sqlite:///{path}")
        await migrations.upgrade(database)
        await database.close()

    _run(make())
    return path


@pytest.fixture(scope="session")
def migrated_postgres() -> Iterator[str]:
    async def make() -> None:
        await _admin(f"CREATE DATABASE {TEMPLATE}")
        database = connect(_named(TEMPLATE))
        await migrations.upgrade(database)
        await database.close()

    _run(make())
    yield TEMPLATE
    _run(_admin(f"DROP DATABASE {TEMPLATE} WITH (FORCE)"))


@pytest.fixture(params=ENGINES)
async def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The URL of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    name = f"va_test_{uuid.uuid4().hex[:12]}"
    await _admin(f"CREATE DATABASE {name}")
    yield _named(name)
    await _admin(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=ENGINES)
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The URL of a database with the newest tables and no rows."""
    if request.param == "sqlite":
        path = tmp_path / "clinic.sqlite3"
        shutil.copy(request.getfixturevalue("migrated"), path)
        yield f"sqlite+aiosqlite:///{path}"
        return
    template = request.getfixturevalue("migrated_postgres")
    name = f"va_test_{uuid.uuid4().hex[:12]}"
    await _admin(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield _named(name)
    await _admin(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = connect(database_url)
    yield database
    await database.close()
