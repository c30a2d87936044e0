"""Sends what is due in the outbox: at least once each, again after failures, nothing in quiet hours."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scheduling import outbox
from scheduling.database import Database
from scheduling.notifications import NoticeRules, OutgoingText, Sender, SendFailed
from scheduling.values import Unavailable

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Dispatched:
    """What one round did. failed: given up for good; retried: to be tried again."""

    sent: int = 0
    retried: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Dispatcher:
    """Several may run on one database: a message is leased to one of them, and free again if it dies."""

    database: Database
    sender: Sender
    clock: Callable[[], datetime]
    rules: NoticeRules = field(default_factory=NoticeRules)
    batch: int = 20

    async def run_once(self) -> Dispatched:
        """Send one batch of what is due now."""
        now = self.clock()
        if not await self.database.read(lambda connection: outbox.any_due(connection, now)):
            return Dispatched()
        claimed = await self.database.write(lambda connection: outbox.claim(connection, now, self.rules, self.batch))
        done = Counter(await asyncio.gather(*(self._send(due, text) for due, text in claimed)))
        return Dispatched(sent=done["sent"], retried=done["retried"], failed=done["failed"])

    async def run(self, stop: asyncio.Event, every: timedelta = timedelta(seconds=5)) -> None:
        """Until `stop` is set. A database that is away is waited for."""
        while not stop.is_set():
            try:
                done = await self.run_once()
            except Unavailable:
                log.warning("the outbox cannot be reached; the next try is in %s", every)
                done = Dispatched()
            if done == Dispatched():
                try:
                    await asyncio.wait_for(stop.wait(), every.total_seconds())
                except TimeoutError:
                    continue

    async def _send(self, due: outbox.Due, text: OutgoingText) -> str:
        try:
            carrier_id = await asyncio.wait_for(self.sender.send(text), self.rules.lease.total_seconds() / 2)
        except Exception as error:  # whatever a carrier's client throws, the other messages go on
            return await self._failed(due, error)
        now = self.clock()
        await self.database.write(lambda connection: outbox.sent(connection, due, now, carrier_id))
        return "sent"

    async def _failed(self, due: outbox.Due, error: Exception) -> str:
        why = error.reason if isinstance(error, SendFailed) else type(error).__name__
        permanent = isinstance(error, SendFailed) and error.permanent
        again = None if permanent else self.rules.retries.after(due.attempts + 1)
        now = self.clock()
        log.warning("message %d (%s) was not sent: %s", due.id, due.kind, why)
        await self.database.write(lambda connection: outbox.failed(connection, due, now, why, again))
        return "failed" if again is None else "retried"
