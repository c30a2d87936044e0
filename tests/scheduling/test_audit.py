from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from scheduling import audit
from scheduling.audit import Entry
from scheduling.database import Database
from scheduling.values import Actor
from tests.scheduling.clinic import NOW

CALL, STAFF = Actor("call", "CA1"), Actor("staff", "rosa")
BOOK = Entry(NOW, CALL, "book", "appointment", 7, "CA1:3", {"patient": 2})
LATER = NOW + timedelta(hours=1)
CANCEL = Entry(LATER, STAFF, "cancel", "appointment", 7, None, {"late": False})
LOOK = Entry(LATER, STAFF, "read_day", "calendar")


async def test_what_was_recorded_is_read_back_in_order(database: Database) -> None:
    await database.write(lambda c: audit.record(c, BOOK, CANCEL, LOOK))
    assert await database.read(audit.trail) == [BOOK, CANCEL, LOOK]
    assert await database.read(lambda c: audit.trail(c, entity="appointment", entity_id=7)) == [BOOK, CANCEL]
    assert await database.read(lambda c: audit.trail(c, since=LATER)) == [CANCEL, LOOK]
    assert await database.read(lambda c: audit.trail(c, limit=1)) == [BOOK]


async def test_a_key_tells_what_was_done_with_it_and_serves_once(database: Database) -> None:
    await database.write(lambda c: audit.record(c, BOOK))
    assert await database.read(lambda c: audit.by_key(c, "CA1:3")) == BOOK
    assert await database.read(lambda c: audit.by_key(c, "CA1:4")) is None
    with pytest.raises(IntegrityError):
        await database.write(lambda c: audit.record(c, CANCEL, BOOK))
    assert await database.read(audit.trail) == [BOOK], "the first entry of that transaction is gone with the second"
    await database.write(lambda c: audit.record(c))
