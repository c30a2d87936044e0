from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest
from icalendar import Calendar
from sqlalchemy import Connection, insert, select

from scheduling import audit, booking, ical
from scheduling import models as m
from scheduling.catalogue import load
from scheduling.database import Database
from scheduling.rules import Rules
from scheduling.values import Actor, AppointmentState, NotFound, Opening
from scheduling.work import Work
from tests.scheduling.clinic import NOW, Clinic, make_clinic

T = TypeVar("T")
STAFF = Actor("staff", "rosa")
START = NOW + timedelta(days=1)


@pytest.fixture
async def clinic(database: Database) -> Clinic:
    clinic = await database.write(make_clinic)
    end = START + timedelta(minutes=30)
    scan = Opening(clinic.ada, clinic.location, clinic.scan, START, end, clinic.room)
    await run(database, lambda w: booking.book_direct(w, scan, clinic.patients[0]))
    other = Opening(clinic.ben, clinic.location, clinic.check_up, START, end)
    await run(database, lambda w: booking.book_direct(w, other, clinic.patients[1]))
    return clinic


async def run(database: Database, what: Callable[[Work], T]) -> T:
    def work(connection: Connection) -> T:
        return what(Work(connection, load(connection, Rules(), NOW), Rules(), NOW, STAFF))

    return await database.write(work)


async def secret_of(database: Database, provider: int, *, names: bool = False) -> str:
    return await database.write(lambda c: ical.make_feed(c, provider, now=NOW, actor=STAFF, names=names))


async def events(database: Database, secret: str) -> list[Any]:
    data = await database.write(lambda c: ical.feed(c, secret, now=NOW))
    return list(Calendar.from_ical(data).walk("VEVENT"))


async def test_a_feed_shows_the_providers_visits_and_no_names(database: Database, clinic: Clinic) -> None:
    found = await events(database, await secret_of(database, clinic.ada))
    assert len(found) == 1
    event = found[0]
    assert str(event["summary"]) == "Scan"
    assert str(event["location"]) == "Harbor, Scanner"
    assert event.decoded("dtstart") == START == datetime(2026, 3, 3, 14, tzinfo=UTC)
    assert event.decoded("dtend") == START + timedelta(minutes=30)
    assert b"Ivy" not in event.to_ical()


async def test_names_are_shown_only_where_that_was_set(database: Database, clinic: Clinic) -> None:
    found = await events(database, await secret_of(database, clinic.ada, names=True))
    assert [str(event["summary"]) for event in found] == ["Scan: Ivy Example"]


async def test_a_confirmed_visit_keeps_its_uid_and_a_cancelled_one_is_gone(database: Database, clinic: Clinic) -> None:
    secret = await secret_of(database, clinic.ada)
    before = (await events(database, secret))[0]
    await run(database, lambda w: booking.set_state(w, 1, AppointmentState.CONFIRMED))
    after = (await events(database, secret))[0]
    assert (before["uid"], before["status"]) == (after["uid"], "TENTATIVE")
    assert after["status"] == "CONFIRMED"
    assert after["sequence"] > before["sequence"]
    await run(database, lambda w: booking.cancel(w, 1))
    assert await events(database, secret) == []


async def test_time_off_is_shown(database: Database, clinic: Clinic) -> None:
    off = {"provider_id": clinic.ben, "start_at": START, "end_at": START + timedelta(days=2), "reason": "conference"}
    await database.write(lambda c: c.execute(insert(m.time_off).values(off)))
    found = await events(database, await secret_of(database, clinic.ben))
    assert sorted(str(event["summary"]) for event in found) == ["Check-up", "conference"]


async def test_a_new_secret_makes_the_old_one_void(database: Database, clinic: Clinic) -> None:
    old, new = await secret_of(database, clinic.ada), await secret_of(database, clinic.ada)
    assert old != new
    assert len(await events(database, new)) == 1
    for wrong in (old, "", "x" * 500):
        with pytest.raises(NotFound):
            await events(database, wrong)
    assert await database.write(lambda c: ical.close_feed(c, clinic.ada, now=NOW, actor=STAFF))
    with pytest.raises(NotFound):
        await events(database, new)
    with pytest.raises(NotFound):
        await secret_of(database, 999)


async def test_the_secret_is_not_kept_and_reading_is_recorded(database: Database, clinic: Clinic) -> None:
    secret = await secret_of(database, clinic.ada)
    await events(database, secret)
    kept = await database.read(lambda c: c.execute(select(m.feeds)).all())
    assert secret not in str(kept)
    trail = await database.read(lambda c: audit.trail(c, entity="provider", entity_id=clinic.ada))
    assert [(e.action, e.actor.kind) for e in trail] == [("make_feed", "staff"), ("read_feed", "feed")]
