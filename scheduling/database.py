"""One way to read and to write, on SQLite and on PostgreSQL.

A piece of work is a plain function of a SQLAlchemy `Connection`; it runs inside one transaction and knows nothing of
engines, threads or event loops. On PostgreSQL it runs over asyncpg with a pool of connections. On SQLite there is one
writer with a queue before it (`writer.py`), because writers that poll for the file's lock wait for each other longer
than they write, and a few reader threads that see the last commit.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from scheduling.values import NoDatabase, SchedulingError, Unavailable
from scheduling.writer import Writer

T = TypeVar("T")
Work = Callable[[Connection], T]

RETRIED = {"40001", "40P01"}  # serialization failure, deadlock: PostgreSQL asks for the transaction again
ATTEMPTS = 5
READERS = 4


class Database(Protocol):
    """`read` and `write` run one transaction and give what the work gives; what the work raises rolls it back.

    Errors: whatever the work raises (SQLAlchemy's IntegrityError among it); `Unavailable` where the database is not
    to be reached.
    """

    dialect: str

    async def read(self, work: Work[T]) -> T: ...

    async def write(self, work: Work[T]) -> T: ...

    async def close(self) -> None: ...


def connect(url: str, *, pool_size: int = 8) -> Database:
    """A database by its URL: `sqlite:///file`, `sqlite+aiosqlite:///file` (the same) or `postgresql+asyncpg://…`."""
    try:
        backend = make_url(url).get_backend_name()
    except ArgumentError:
        backend = "such"
    if backend == "sqlite":
        return SQLite(url)
    if backend == "postgresql":
        return PostgreSQL(url, pool_size=pool_size)
    raise SchedulingError(f"no support for {backend} databases: use a sqlite:/// or a postgresql+asyncpg:// URL")


def must_exist(url: str) -> None:
    """Raises NoDatabase where `url` names a file that is not there: connecting would make an empty one, and somebody in
    the wrong folder would be told that nothing is booked. Blocks for a moment. Servers are not asked."""
    try:
        address = make_url(url)
    except ArgumentError:
        return  # `connect` says what is wrong with it
    name = address.database
    if address.get_backend_name() != "sqlite" or not name or name == ":memory:" or Path(name).is_file():
        return
    raise NoDatabase(
        f"there is no database {Path(name).absolute()}: go to the clinic's folder, set VOICE_AGENT_DATABASE_URL, or "
        "make a new one (`voice-agent db init`)"
    )


def sqlite_engine(url: str) -> Engine:
    """A synchronous engine on the file: WAL, foreign keys on, every commit on the disk before it is acknowledged."""
    name = make_url(url).database
    if not name or name == ":memory:":
        raise SchedulingError(
            "an in-memory SQLite database has no second reader: name a file, sqlite:///clinic.sqlite3"
        )
    try:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(f"the folder of the database cannot be made: {error.strerror}") from error
    engine = create_engine(
        f"sqlite:///{name}",
        poolclass=NullPool,
        hide_parameters=True,
        connect_args={"check_same_thread": False, "timeout": 30},
    )

    @event.listens_for(engine, "connect")
    def configure(connection, _record) -> None:  # type: ignore[no-untyped-def]
        connection.isolation_level = None  # the driver must not begin transactions by itself
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-65536"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(str(connection.get_execution_options().get("begin", "BEGIN")))

    return engine


class SQLite:
    """One writer thread, `READERS` reader threads, each with a connection of its own."""

    dialect = "sqlite"

    def __init__(self, url: str) -> None:
        self.engine = sqlite_engine(url)
        self._writer = Writer(self.engine)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="scheduling-read")
        self._idle: list[Connection] = []

    async def read(self, work: Work[T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    def _read(self, work: Work[T]) -> T:
        connection = self._idle.pop() if self._idle else self.engine.connect()
        try:
            with connection.begin():
                return work(connection)
        except OperationalError as error:
            raise Unavailable("the database file cannot be read") from error
        finally:
            self._idle.append(connection)

    async def write(self, work: Work[T]) -> T:
        return await self._writer.run(work)

    async def close(self) -> None:
        await self._writer.close()
        self._readers.shutdown(wait=True)
        while self._idle:
            self._idle.pop().close()
        self.engine.dispose()


class PostgreSQL:
    """asyncpg with a pool; a transaction that lost a deadlock or a serialization check is run again."""

    dialect = "postgresql"

    def __init__(self, url: str, *, pool_size: int = 8) -> None:
        self.engine: AsyncEngine = create_async_engine(
            make_url(url).set(drivername="postgresql+asyncpg"),
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=30,
            hide_parameters=True,  # they are patients' names and numbers, and errors are logged
        )

    async def read(self, work: Work[T]) -> T:
        return await self._run(work)

    async def write(self, work: Work[T]) -> T:
        return await self._run(work)

    async def _run(self, work: Work[T]) -> T:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                async with self.engine.begin() as connection:
                    return await connection.run_sync(work)
            except (InterfaceError, OSError, TimeoutError) as error:
                raise Unavailable("PostgreSQL does not answer") from error
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) in RETRIED and attempt < ATTEMPTS:
                    continue
                if error.connection_invalidated or _unreachable(error):
                    raise Unavailable("PostgreSQL does not answer") from error
                raise
        raise AssertionError("the last attempt returns or raises")

    async def close(self) -> None:
        await self.engine.dispose()


def _unreachable(error: DBAPIError) -> bool:
    """Class 08 is a lost connection, 57P0x a server that is going down or coming up, 53 one that is full."""
    state = str(getattr(error.orig, "sqlstate", None) or "")
    return state.startswith(("08", "57P", "53"))
