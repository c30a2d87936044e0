"""Reads and writes with the clinic as it is: the present, the catalogue, what a key did, and when to try again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from scheduling import audit, catalogue, holds
from scheduling.catalogue import Snapshot
from scheduling.database import Database
from scheduling.notifications import NoticeRules
from scheduling.rules import Rules
from scheduling.values import Actor, NotAllowed, SchedulingError, Taken, Unavailable
from scheduling.work import Work, look_back

T = TypeVar("T")
Clock = Callable[[], datetime]


class Transactions:
    """`clock` gives the present as an aware datetime. The catalogue is kept from one transaction to the next."""

    def __init__(self, database: Database, clock: Clock, rules: Rules, notices: NoticeRules) -> None:
        self.database = database
        self.clock = clock
        self.rules = rules
        self.notices = notices
        self._snapshot: Snapshot | None = None

    async def read(self, do: Callable[[Connection, Snapshot, datetime], T]) -> T:
        now = self.clock()
        return await self.database.read(lambda connection: do(connection, self._current(connection, now), now))

    async def write(self, actor: Actor, key: str | None, do: Callable[[Work], T], *, about: int | None = None) -> T:
        """`do` once for one key; once more where what refused it has gone out of the way. about: the patient."""
        now = self.clock()

        def attempt(connection: Connection) -> T:
            before = look_back(connection, key, about)
            snapshot = self._current(connection, now, before.revision)
            found = before.done, self.notices, before.patient, [before.new_id]
            return do(Work(connection, snapshot, self.rules, now, actor, key, *found))

        try:
            return await self.database.write(attempt)
        except Unavailable:
            self._snapshot = None  # it may have been read from what was not committed
            raise
        except (IntegrityError, SchedulingError) as refusal:
            if not await self._worth_repeating(refusal, key):
                raise
            return await self.database.write(attempt)

    async def sweep(self) -> int:
        """Clear the holds that have run out; how many that were."""
        now = self.clock()
        return await self.database.write(lambda connection: holds.sweep(connection, now))

    def _current(self, connection: Connection, now: datetime, revision: int | None = None) -> Snapshot:
        """The catalogue as it is in this transaction, read again only where it has changed or the day has."""
        known = self._snapshot
        revision = catalogue.revision(connection) if revision is None else revision
        if known is None or known.revision != revision or known.read_on != now.date():
            known = self._snapshot = catalogue.load(connection, self.rules, now)
        return known

    async def _worth_repeating(self, refusal: Exception, key: str | None) -> bool:
        """Whether the same write, sent twice, was committed a moment ago, so that its key is found now; or whether what
        is in the way is a hold that has run out and has now been cleared."""
        if key is not None and await self.database.read(lambda connection: audit.by_key(connection, key)) is not None:
            return True
        full = isinstance(refusal, NotAllowed) and refusal.rule == "daily_cap"
        return (full or isinstance(refusal, Taken)) and await self.sweep() > 0
