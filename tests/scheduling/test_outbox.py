"""The outbox and its dispatcher, on a real database with a clock that is turned by hand."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update

from scheduling import audit, booking, outbox
from scheduling import models as m
from scheduling.catalogue import load
from scheduling.database import Database
from scheduling.dispatcher import Dispatched, Dispatcher
from scheduling.notifications import NoticeRules, OutgoingText, Retries, SendFailed
from scheduling.rules import Rules
from scheduling.values import Actor, Opening
from scheduling.work import Work
from tests.scheduling.clinic import NOW, Clinic, make_clinic

STAFF = Actor("staff", "rosa")
START = NOW + timedelta(days=8)  # nine in the morning, New York, after the change of clocks: ten
RULES = NoticeRules(retries=Retries(timedelta(seconds=30), timedelta(hours=1), attempts=3))


@dataclass
class Carrier:
    """Takes texts, or fails as told: each text so often, "now" and then for good."""

    failures: list[Exception] = field(default_factory=list)
    took: list[OutgoingText] = field(default_factory=list)

    async def send(self, text: OutgoingText) -> str:
        if self.failures:
            raise self.failures.pop(0)
        self.took.append(text)
        return f"SM{len(self.took)}"


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Post:
    """A clinic with one visit booked, and what carries its texts."""

    database: Database
    clinic: Clinic
    carrier: Carrier = field(default_factory=Carrier)
    clock: Clock = field(default_factory=Clock)

    def dispatcher(self) -> Dispatcher:
        return Dispatcher(self.database, self.carrier, self.clock, RULES)

    async def round(self, minutes: float = 0) -> Dispatched:
        self.clock.now += timedelta(minutes=minutes)
        return await self.dispatcher().run_once()

    async def work(self, what: Any) -> Any:
        def run(connection: Connection) -> Any:
            now = self.clock.now
            return what(Work(connection, load(connection, Rules(), now), Rules(), now, STAFF, notices=RULES))

        return await self.database.write(run)

    async def rows(self) -> list[Any]:
        return await self.database.read(lambda c: list(c.execute(select(m.outbox).order_by(m.outbox.c.id)).all()))


@pytest.fixture
async def post(database: Database) -> Post:
    clinic = await database.write(make_clinic)
    post = Post(database, clinic)
    opening = Opening(clinic.ada, clinic.location, clinic.check_up, START, START + timedelta(minutes=30))
    await post.work(lambda w: booking.book_direct(w, opening, clinic.patients[0]))
    return post


async def test_a_booking_is_confirmed_at_once_and_reminded_of_two_days_before(post: Post) -> None:
    assert await post.round() == Dispatched(sent=1)
    assert await post.round(minutes=60) == Dispatched()
    confirmation, reminder = await post.rows()
    assert (confirmation.state, confirmation.provider_message_id, confirmation.attempts) == ("sent", "SM1", 1)
    assert (reminder.state, reminder.due_at) == ("pending", START - timedelta(days=2))
    post.clock.now = START - timedelta(days=2)
    assert await post.round() == Dispatched(sent=1)
    assert [text.to for text in post.carrier.took] == ["+15550100000"] * 2
    assert "Harbor: a reminder of your appointment on Tue Mar 10 at 10:00 AM." in post.carrier.took[1].body
    assert not any(word in text.body for text in post.carrier.took for word in ("Ivy", "Ada", "Check-up"))


async def test_a_move_and_a_cancellation_take_the_old_reminder_with_them(post: Post) -> None:
    await post.round()
    visit = 1

    def later(w: Work) -> None:
        start, end = START + timedelta(hours=2), START + timedelta(hours=2, minutes=30)
        moved = update(m.appointments).values(start_at=start, end_at=end, version=2)
        w.connection.execute(moved)
        w.announce(outbox.moved(w.appointment(w.row(visit)), w.now, RULES))

    await post.work(later)
    assert await post.round(minutes=1) == Dispatched(sent=1)
    assert "has been moved to Tue Mar 10 at 12:00 PM" in post.carrier.took[-1].body
    post.clock.now = START - timedelta(days=2)
    assert await post.round() == Dispatched(), "the old reminder is due and no longer true"
    assert [row.drop_reason for row in await post.rows()] == [None, "the visit has moved", None, None]
    assert await post.round(minutes=120) == Dispatched(sent=1), "the new one"
    await post.work(lambda w: booking.cancel(w, visit))
    assert await post.round() == Dispatched(sent=1)
    assert "is cancelled" in post.carrier.took[-1].body


async def test_a_confirmation_that_could_not_go_out_in_time_is_dropped_with_the_visit(post: Post) -> None:
    await post.work(lambda w: booking.cancel(w, 1))
    assert await post.round() == Dispatched(sent=1)
    assert "is cancelled" in post.carrier.took[0].body
    assert [row.state for row in await post.rows()] == ["dropped", "pending", "sent"]


async def test_nothing_goes_out_at_night(post: Post) -> None:
    post.clock.now = NOW + timedelta(hours=13)  # ten in the evening
    assert await post.round() == Dispatched()
    assert (await post.rows())[0].next_try_at == NOW + timedelta(hours=23)  # eight in the morning
    post.clock.now = NOW + timedelta(hours=23)
    assert await post.round() == Dispatched(sent=1)


@pytest.mark.parametrize(
    ("table", "values", "why"),
    [
        (m.opt_outs, {"phone": "+15550100000", "at": NOW, "source": "x"}, "stopped"),
        (m.patients, {"texts_ok": False}, "no consent to texts"),
    ],
)
async def test_no_text_against_the_patients_will(post: Post, table: Any, values: dict[str, Any], why: str) -> None:
    statement = insert(table) if table is m.opt_outs else update(table)
    await post.database.write(lambda c: c.execute(statement.values(values)))
    assert await post.round() == Dispatched()
    assert (await post.rows())[0].drop_reason == why
    assert post.carrier.took == []


async def test_stop_and_start_are_obeyed_and_recorded(post: Post) -> None:
    async def reply(text: str) -> str | None:
        return await post.database.write(
            lambda c: outbox.receive(c, phone="+15550100000", reply=text, now=NOW, actor=Actor("system", "sms"))
        )

    assert await reply("what time was it again?") is None
    assert await reply("STOP") == await reply("stop") == "stop"
    assert await post.round() == Dispatched()
    assert await reply("start") == "start"
    post.clock.now = START - timedelta(days=2)
    assert await post.round() == Dispatched(sent=1)
    trail = await post.database.read(audit.trail)
    assert [e.action for e in trail if e.entity == "patient"] == ["texts_stop", "texts_stop", "texts_start"]
    assert "555" not in str(trail)


async def test_failures_are_retried_with_growing_waits_and_given_up(post: Post) -> None:
    post.carrier.failures = [SendFailed("busy"), ConnectionResetError("x"), SendFailed("busy")]
    assert await post.round() == Dispatched(retried=1)
    assert await post.round(minutes=0.4) == Dispatched()
    assert await post.round(minutes=0.1) == Dispatched(retried=1)
    assert await post.round(minutes=0.9) == Dispatched()
    assert await post.round(minutes=0.1) == Dispatched(failed=1)
    row = (await post.rows())[0]
    assert (row.state, row.attempts, row.last_error) == ("failed", 3, "busy")


async def test_a_permanent_failure_is_not_retried(post: Post) -> None:
    post.carrier.failures = [SendFailed("no such number", permanent=True)]
    assert await post.round() == Dispatched(failed=1)
    assert await post.round(minutes=600) == Dispatched()


async def test_a_dispatcher_that_died_leaves_the_message_to_the_next_under_the_same_key(post: Post) -> None:
    claimed = await post.database.write(lambda c: outbox.claim(c, NOW, RULES, 10))
    assert len(claimed) == 1, "it took the text, and died before it could say whether it was sent"
    assert await post.round() == Dispatched(), "leased"
    assert await post.round(minutes=2) == Dispatched(sent=1)
    assert post.carrier.took[0].dedupe_key == claimed[0][1].dedupe_key


async def test_several_dispatchers_send_each_text_once(post: Post) -> None:
    clinic = post.clinic
    for n in range(1, 4):
        start = START + timedelta(hours=n)
        opening = Opening(clinic.ada, clinic.location, clinic.check_up, start, start + timedelta(minutes=30))
        await post.work(lambda w, o=opening, n=n: booking.book_direct(w, o, clinic.patients[n % 4 if n != 2 else 0]))
    rounds = await asyncio.gather(*(post.dispatcher().run_once() for _ in range(5)))
    assert sum(done.sent for done in rounds) == 4
    assert len({text.dedupe_key for text in post.carrier.took}) == len(post.carrier.took) == 4


async def test_a_key_is_queued_once(post: Post) -> None:
    rows = outbox.offered(waitlist_id=1, offer=1, patient_id=post.clinic.patients[0], hold_id=1, now=NOW)
    for row in rows:
        row["waitlist_id"] = None
    await post.database.write(lambda c: outbox.queue(c, rows))
    await post.database.write(lambda c: outbox.queue(c, rows))
    assert len(await post.rows()) == 3


async def test_the_dispatcher_runs_until_it_is_stopped(post: Post) -> None:
    stop = asyncio.Event()
    running = asyncio.create_task(post.dispatcher().run(stop, every=timedelta(milliseconds=10)))
    while not post.carrier.took:
        await asyncio.sleep(0.01)
    stop.set()
    await asyncio.wait_for(running, 10)
    assert len(post.carrier.took) == 1
