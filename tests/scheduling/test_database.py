"""Reading and writing on both engines: whole transactions, in order, and told apart when the database is away."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import IntegrityError

from scheduling import models as m
from scheduling.database import Database, connect
from scheduling.values import SchedulingError, Unavailable


def put(connection: Connection, phone: str) -> str:
    connection.execute(insert(m.opt_outs).values(phone=phone, at=datetime.now(UTC)))
    return phone


def count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(m.opt_outs)).scalar_one()


async def test_what_raises_is_undone_alone(database: Database) -> None:
    def fail(connection: Connection) -> str:
        put(connection, "+1000")
        raise SchedulingError("no")

    work = [database.write(lambda c, n=n: put(c, f"+{n}") if n % 3 else fail(c)) for n in range(1, 31)]  # type: ignore[misc]
    results = await asyncio.gather(*work, return_exceptions=True)
    assert [isinstance(result, SchedulingError) for result in results] == [n % 3 == 0 for n in range(1, 31)]
    assert await database.read(count) == 20


async def test_a_constraint_is_told_to_whoever_broke_it(database: Database) -> None:
    work = [database.write(lambda c: put(c, "+1")) for _ in range(8)]
    results = await asyncio.gather(*work, return_exceptions=True)
    assert sum(result == "+1" for result in results) == 1
    assert sum(isinstance(result, IntegrityError) for result in results) == 7


async def test_an_instant_comes_back_as_it_was_to_the_second(database: Database) -> None:
    at = datetime(2026, 3, 8, 6, 59, 59, 999_999, tzinfo=UTC)

    def write(connection: Connection) -> datetime:
        connection.execute(insert(m.opt_outs).values(phone="+1", at=at))
        return connection.execute(select(m.opt_outs.c.at)).scalar_one()

    assert await database.write(write) == at.replace(microsecond=0)
    with pytest.raises(Exception, match="zone"):
        await database.write(lambda c: c.execute(insert(m.opt_outs).values(phone="+2", at=at.replace(tzinfo=None))))


async def test_a_cancelled_caller_does_not_undo_a_commit(database: Database) -> None:
    """A caller who stops waiting leaves a whole write or none."""
    tasks = [asyncio.ensure_future(database.write(lambda c, n=n: put(c, f"+{n}"))) for n in range(10)]  # type: ignore[misc]
    await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    told = sum(isinstance(result, str) for result in results)
    assert told <= await database.read(count) <= 10


async def test_a_closed_database_is_unavailable(tmp_path: Path) -> None:
    database = connect(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    await database.close()
    with pytest.raises(Unavailable):
        await database.write(count)


async def test_a_server_that_does_not_answer_is_unavailable() -> None:
    database = connect("postgresql+asyncpg://nobody@127.0.0.1:1/nothing")
    with pytest.raises(Unavailable):
        await database.read(count)
    await database.close()


async def test_a_folder_that_cannot_be_written_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable):
        connect(f"sqlite:///{tmp_path / 'file' / 'x.sqlite3'}")


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://x/y", "nonsense"])
def test_other_urls_are_refused_with_what_to_use(url: str) -> None:
    with pytest.raises(SchedulingError, match="sqlite:///"):
        connect(url)
