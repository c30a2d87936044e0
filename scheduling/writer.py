"""SQLite's one writer: a thread that owns the connection and takes work from a queue, in order.

What waits together is committed together: each piece of work has a savepoint of its own inside one transaction, so that
a refused booking undoes itself alone, and the disk is waited for once. Nobody is answered before the commit.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from scheduling.values import Unavailable

T = TypeVar("T")
BATCH = 32


@dataclass(slots=True)
class _Job:
    work: Callable[[Connection], Any]
    loop: asyncio.AbstractEventLoop
    done: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = None

    def answer(self) -> None:
        try:
            self.loop.call_soon_threadsafe(self._resolve)
        except RuntimeError:  # the loop has been closed: nobody waits any more
            return

    def _resolve(self) -> None:
        if self.done.done():  # the caller was cancelled; the commit stands, and its key finds it again
            return
        if self.error is None:
            self.done.set_result(self.result)
        else:
            self.done.set_exception(self.error)


class Writer:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = False

    async def run(self, work: Callable[[Connection], T]) -> T:
        """What the work gives, once it is committed; what it raises, once it is undone."""
        if self._closed:
            raise Unavailable("the scheduler has been closed")
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="scheduling-write", daemon=True)
            self._thread.start()
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        self._jobs.put(_Job(work, loop, done))
        return await done

    async def close(self) -> None:
        """Finish what is queued, then end the thread."""
        self._closed = True
        if self._thread is not None:
            self._jobs.put(None)
            await asyncio.to_thread(self._thread.join)

    def _serve(self) -> None:
        connection: Connection | None = None
        while (first := self._jobs.get()) is not None:
            batch, last = self._waiting(first)
            try:
                connection = connection or self._engine.connect().execution_options(begin="BEGIN IMMEDIATE")
                self._commit(connection, batch)
            except Exception as error:
                for job in batch:
                    job.error = _unavailable(error)
                if connection is not None:
                    connection.invalidate()
                    connection.close()
                    connection = None
            for job in batch:
                job.answer()
            if last:
                break
        if connection is not None:
            connection.close()

    def _waiting(self, first: _Job) -> tuple[list[_Job], bool]:
        """The first job and what else is queued; whether the end was among it."""
        batch = [first]
        while len(batch) < BATCH:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                return batch, True
            batch.append(job)
        return batch, False

    @staticmethod
    def _commit(connection: Connection, batch: list[_Job]) -> None:
        with connection.begin():
            driver = connection.connection.dbapi_connection
            assert driver is not None
            for job in batch:
                driver.execute("SAVEPOINT job")
                try:
                    job.result = job.work(connection)
                except OperationalError:  # disk full, file gone: the whole batch is lost, and says so
                    raise
                except BaseException as error:
                    job.error = error
                    driver.execute("ROLLBACK TO job")
                driver.execute("RELEASE job")


def _unavailable(error: Exception) -> Unavailable:
    unavailable = Unavailable("the database file cannot be written")
    unavailable.__cause__ = error
    return unavailable
