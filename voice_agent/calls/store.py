"""Calls as they are kept: enough of the state to go on after a drop, the turns, what follows the stream, switches."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from scheduling.database import Database
from voice_agent.calls.record import CallRecord, TurnRecord
from voice_agent.calls.tables import calls, queue, switches, turns

RESUME_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class StoredCall:
    """state: as the dialogue wrote it. refs: as the world wrote them. closing: what follows the stream, if decided."""

    call_sid: str
    started_at: datetime
    ended_at: datetime | None
    caller_number: str | None
    outcome: str | None
    state: str | None
    refs: dict[str, Any] | None
    closing: dict[str, Any] | None
    details: dict[str, Any] | None
    recording: str | None

    @property
    def streams(self) -> int:
        """How many streams this call has had: a line that drops again and again goes to staff."""
        return int(((self.details or {}).get("counts") or {}).get("streams", 0))


class CallStore:
    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def begin(self, call_sid: str, caller_number: str | None) -> StoredCall | None:
        """A call comes in. One that was cut off a short while ago is handed back, to go on."""

        def work(connection: Connection) -> StoredCall | None:
            if (known := _find(connection, call_sid)) is not None:
                fresh = known.started_at > self._clock() - RESUME_WITHIN
                return known if known.state and fresh else None
            row = {"call_sid": call_sid, "started_at": self._clock(), "caller_number": caller_number}
            connection.execute(insert(calls).values(row))
            return None

        return await self._database.write(work)

    async def find(self, call_sid: str) -> StoredCall | None:
        return await self._database.read(lambda connection: _find(connection, call_sid))

    async def save(
        self,
        record: CallRecord,
        *,
        state: str,
        refs: dict[str, Any],
        closing: dict[str, Any] | None,
        ended: bool = False,
    ) -> None:
        """Keep where the call stands. To be called after every turn; the same turn may be saved again."""
        values: dict[str, Any] = {
            "state": state,
            "refs": refs,
            "closing": closing,
            "outcome": record.outcome,
            "recording": record.recording,
            "details": {
                "errors": record.errors,
                "counts": record.counts,
                "appointment": record.appointment,
                "fillers": record.fillers,
            },
        }
        if ended:
            values["ended_at"] = self._clock()
        rows = [_row(record.call_sid, turn) for turn in record.turns]

        def work(connection: Connection) -> None:
            connection.execute(update(calls).where(calls.c.call_sid == record.call_sid).values(values))
            numbers = [row["number"] for row in rows]
            here = (turns.c.call_sid == record.call_sid) & turns.c.number.in_(numbers)
            connection.execute(delete(turns).where(here))
            if rows:
                connection.execute(insert(turns), rows)

        await self._database.write(work)

    async def close(self, call_sid: str, closing: dict[str, Any]) -> None:
        """What is to follow the stream, decided elsewhere than in the conversation."""
        await self._database.write(
            lambda c: c.execute(update(calls).where(calls.c.call_sid == call_sid).values(closing=closing)) and None
        )

    async def turns(self, call_sid: str) -> tuple[dict[str, Any], ...]:
        query = select(turns).where(turns.c.call_sid == call_sid).order_by(turns.c.number)
        return await self._database.read(lambda c: tuple(dict(row) for row in c.execute(query).mappings()))

    async def recent(self, limit: int = 50) -> tuple[StoredCall, ...]:
        query = select(calls).order_by(calls.c.started_at.desc()).limit(limit)
        return await self._database.read(lambda c: tuple(StoredCall(**row) for row in c.execute(query).mappings()))

    async def purge(self, keep: timedelta) -> int:
        """Delete calls older than `keep`, with their turns and recordings, and what staff finished before that: its
        summary tells of a patient, too. Returns how many calls."""
        until = self._clock() - keep

        def work(connection: Connection) -> list[str | None]:
            old = calls.c.started_at < until
            files = list(connection.execute(select(calls.c.recording).where(old)).scalars())
            sids = select(calls.c.call_sid).where(old)
            connection.execute(delete(turns).where(turns.c.call_sid.in_(sids)))
            connection.execute(delete(calls).where(old))
            connection.execute(delete(queue).where(queue.c.status == "done", queue.c.done_at < until))
            return files

        files = await self._database.write(work)
        await asyncio.to_thread(_unlink, files)
        return len(files)

    async def switch(self, name: str) -> bool:
        """Whether a switch is on; off where it was never set."""
        query = select(switches.c.on).where(switches.c.name == name)
        return bool(await self._database.read(lambda c: c.execute(query).scalar()))

    async def set_switch(self, name: str, on: bool) -> None:
        def work(connection: Connection) -> None:
            connection.execute(delete(switches).where(switches.c.name == name))
            connection.execute(insert(switches).values({"name": name, "on": on}))

        await self._database.write(work)


def _unlink(files: list[str | None]) -> None:
    for name in filter(None, files):
        Path(name).unlink(missing_ok=True)


def _find(connection: Connection, call_sid: str) -> StoredCall | None:
    row = connection.execute(select(calls).where(calls.c.call_sid == call_sid)).mappings().first()
    return StoredCall(**row) if row else None


def _row(call_sid: str, turn: TurnRecord) -> dict[str, Any]:
    details = asdict(turn)
    kept = {name: details.pop(name) for name in ("number", "at_ms", "heard", "commands", "agent")}
    return {"call_sid": call_sid, **kept, "details": details}
