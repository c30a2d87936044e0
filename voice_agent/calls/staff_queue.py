"""What waits for staff: transfers, callbacks and alerts, to be seen and worked through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from scheduling.database import Database
from voice_agent.calls.tables import queue


@dataclass(frozen=True, slots=True)
class QueueItem:
    """kind: "transfer", "callback" or "alert". status: "open", "taken" or "done"."""

    id: int
    call_sid: str
    kind: str
    reason: str
    phone: str | None
    summary: str
    urgent: bool
    created_at: datetime
    status: str
    taken_by: str | None = None
    done_at: datetime | None = None


class NoSuchItem(LookupError):
    """No item of that number waits, or another has taken it."""


class StaffQueue:
    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def add(
        self, call_sid: str, kind: str, *, reason: str, summary: str, phone: str | None = None, urgent: bool = False
    ) -> int:
        """Put something before staff; the same thing of the same call is put there once."""

        def work(connection: Connection) -> int:
            same = (queue.c.call_sid == call_sid) & (queue.c.kind == kind) & (queue.c.reason == reason)
            found = connection.execute(select(queue.c.id).where(same & (queue.c.status != "done"))).scalar()
            values = {"phone": phone, "summary": summary, "urgent": urgent}
            if found is not None:
                connection.execute(update(queue).where(queue.c.id == found).values(values))
                return int(found)
            row = {"call_sid": call_sid, "kind": kind, "reason": reason, "status": "open", "created_at": self._clock()}
            added = connection.execute(insert(queue).values(row | values)).inserted_primary_key
            return int(added[0]) if added else 0

        return await self._database.write(work)

    async def waiting(self, *, everything: bool = False) -> tuple[QueueItem, ...]:
        """What is open or taken, urgent first, then oldest first."""

        def work(connection: Connection) -> tuple[QueueItem, ...]:
            query = select(queue).order_by(queue.c.urgent.desc(), queue.c.created_at, queue.c.id)
            if not everything:
                query = query.where(queue.c.status != "done")
            return tuple(QueueItem(**row) for row in connection.execute(query).mappings())

        return await self._database.read(work)

    async def take(self, number: int, who: str) -> None:
        """`who` sees to it. Raises NoSuchItem."""
        await self._move(number, "open", {"status": "taken", "taken_by": who})

    async def finish(self, number: int) -> None:
        """It is done. Raises NoSuchItem."""
        await self._move(number, None, {"status": "done", "done_at": self._clock()})

    async def _move(self, number: int, before: str | None, values: dict[str, object]) -> None:
        def work(connection: Connection) -> None:
            here = (queue.c.id == number) & (queue.c.status == before if before else queue.c.status != "done")
            if connection.execute(update(queue).where(here).values(values)).rowcount == 0:
                raise NoSuchItem(f"no item {number} waits: see `voice-agent queue list`")

        await self._database.write(work)
