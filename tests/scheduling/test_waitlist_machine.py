"""Random days at a clinic with a waitlist: who is offered what is worked out by hand beside it; nothing overlaps."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import Connection, event, select, update

from scheduling import booking, migrations, offers, waitlist
from scheduling import models as m
from scheduling.catalogue import load
from scheduling.database import connect, sqlite_engine
from scheduling.notifications import NoticeRules, next_allowed
from scheduling.rules import BLOCKING, Rules
from scheduling.values import Actor, AppointmentState, Constraint, NotAllowed, Opening, Taken
from scheduling.waitlist import Entry, Wish
from scheduling.work import Work
from tests.scheduling.clinic import NOW, Clinic, make_clinic

T = TypeVar("T")
RULES = Rules()
NEW_YORK = ZoneInfo("America/New_York")
HALF = timedelta(minutes=30)
SLOTS = [NOW + timedelta(days=day, minutes=30 * n) for day in (1, 2) for n in (0, 1, 6, 7)]  # 9:00, 9:30, 12:00, 12:30
WISHES: dict[tuple[Constraint, ...], Callable[[datetime], bool]] = {
    (): lambda start: True,
    (Constraint(part_of_day="morning"),): lambda start: start.hour < 12,
    (Constraint(weekdays=(1,)),): lambda start: start.weekday() == 1,
    (Constraint(part_of_day="afternoon"), Constraint(weekdays=(2,))): lambda s: s.hour >= 12 or s.weekday() == 2,
}
patients, providers = st.integers(0, 3), st.integers(0, 1)


@cache
def template() -> Path:
    path = Path(tempfile.mkdtemp()) / "template.sqlite3"

    async def make() -> None:
        database = connect(f"sqlite:///{path}")
        await migrations.upgrade(database)
        await database.write(make_clinic)
        await database.write(lambda c: c.execute(update(m.visit_types).values(step_min=30)))
        await database.close()

    asyncio.run(make())
    return path


class Waitlist(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "clinic.sqlite3"
        shutil.copy(template(), path)
        self.engine = sqlite_engine(f"sqlite:///{path}").execution_options(begin="BEGIN IMMEDIATE")
        event.listen(self.engine, "connect", lambda raw, _record: raw.execute("PRAGMA synchronous=OFF"))
        self.now = NOW
        self.clinic = Clinic(1, 2, 1, 1, 2, 1, 2, (1, 2, 3, 4))

    def teardown(self) -> None:
        self.engine.dispose()
        self.folder.cleanup()

    def run(self, what: Callable[[Work], T]) -> T:
        with self.engine.begin() as connection:
            return what(Work(connection, load(connection, RULES, self.now), RULES, self.now, Actor("staff", "x")))

    def rows(self, table: Any) -> list[Any]:
        with self.engine.begin() as connection:
            return list(connection.execute(select(table).order_by(*table.primary_key.columns)).all())

    def entries(self, state: str) -> list[Entry]:
        return [waitlist._entry(row) for row in self.rows(m.waitlist) if row.state == state]

    # --- by hand

    def busy(self, patient: int) -> list[tuple[datetime, datetime]]:
        """When the patient is somewhere, or has a time held that has not run out."""
        return [
            (row.start_at, row.end_at)
            for row in self.rows(m.appointments)
            if row.patient_id == patient
            and AppointmentState(row.state) in BLOCKING
            and (row.state != "held" or row.hold_expires_at > self.now)
        ]

    def next_in_line(self, start: datetime, provider: int, *, but_not: int | None = None) -> int | None:
        """Whom the time should go to, were it free now."""
        told = next_allowed(self.now, NEW_YORK, NoticeRules().quiet)
        if min(told + RULES.waitlist.answer, start - RULES.waitlist.ahead) <= told:
            return None
        line = sorted(self.entries("waiting"), key=lambda e: (-e.wish.priority, e.joined_at, e.id))
        for entry in line:
            wish = entry.wish
            clash = any(a < start + HALF and start < b for a, b in self.busy(wish.patient_id))
            fits = WISHES[wish.constraints](start.astimezone(NEW_YORK))
            if entry.id != but_not and not clash and fits and provider in (wish.provider_ids or (provider,)):
                return entry.id
        return None

    def offered_now(self, before: set[int]) -> set[int]:
        return {entry.id for entry in self.entries("offered")} - before

    # --- what happens

    @rule(patient=patients, slot=st.sampled_from(SLOTS), provider=providers)
    def book(self, patient: int, slot: datetime, provider: int) -> None:
        opening = Opening(provider + 1, 1, 1, slot, slot + HALF)
        try:
            self.run(lambda w: booking.book_direct(w, opening, self.clinic.patients[patient]))
        except (Taken, NotAllowed):
            return

    @rule(
        patient=patients,
        constraints=st.sampled_from(list(WISHES)),
        provider=st.none() | providers,
        priority=st.integers(0, 1),
    )
    def join(self, patient: int, constraints: tuple[Constraint, ...], provider: int | None, priority: int) -> None:
        who = () if provider is None else (provider + 1,)
        wish = Wish(self.clinic.patients[patient], 1, who, None, constraints, priority)
        self.run(lambda w: waitlist.join(w, wish))

    @precondition(lambda self: any(row.state == "booked" for row in self.rows(m.appointments)))
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        visit = data.draw(st.sampled_from([row for row in self.rows(m.appointments) if row.state == "booked"]))
        before = {entry.id for entry in self.entries("offered")}
        self.run(lambda w: booking.cancel(w, visit.id))
        after = self.offered_now(before)
        self.forget(after)
        expected = self.next_in_line(visit.start_at, visit.provider_id) if visit.start_at > self.now else None
        self.remember()
        assert after == ({expected} if expected is not None else set())

    def forget(self, ids: set[int]) -> None:
        """Undo the offers just made, so that the line is as it was when they were."""
        self.kept = [row for row in self.rows(m.waitlist) if row.id in ids]
        with self.engine.begin() as connection:
            for row in self.kept:
                _set(connection, m.waitlist, row.id, state="waiting")
                _set(connection, m.appointments, row.hold_id, state="expired")

    def remember(self) -> None:
        with self.engine.begin() as connection:
            for row in self.kept:
                _set(connection, m.waitlist, row.id, state="offered")
                _set(connection, m.appointments, row.hold_id, state="held")

    @precondition(lambda self: self.entries("offered"))
    @rule(data=st.data(), answer=st.sampled_from(["accept", "decline", "leave"]))
    def answer(self, data: st.DataObject, answer: str) -> None:
        entry = data.draw(st.sampled_from(self.entries("offered")))
        assert entry.offered_until is not None
        if answer == "accept" and entry.offered_until <= self.now:
            try:
                self.run(lambda w: offers.accept(w, entry.id))
            except Taken:
                return
            raise AssertionError("an offer that is over was taken")
        act = {"accept": offers.accept, "decline": waitlist.decline, "leave": waitlist.leave}[answer]
        self.run(lambda w: act(w, entry.id))
        if answer == "accept":
            visit = next(row for row in self.rows(m.appointments) if row.id == entry.hold_id)
            assert (visit.state, visit.patient_id) == ("booked", entry.wish.patient_id)

    @rule(minutes=st.sampled_from([15, 60, 150, 600]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        self.run(waitlist.expire)
        assert all(e.offered_until is not None and e.offered_until > self.now for e in self.entries("offered"))

    # --- what is always so

    @invariant()
    def every_offer_is_held_for_its_patient_and_announced(self) -> None:
        visits = {row.id: row for row in self.rows(m.appointments)}
        announced = [
            (row.waitlist_id, row.appointment_id) for row in self.rows(m.outbox) if row.kind == "waitlist_offer"
        ]
        assert len(announced) == len(set(announced))
        offered = self.entries("offered")
        for entry in offered:
            held = visits[entry.hold_id]
            assert (held.state, held.patient_id, held.owner) == ("held", entry.wish.patient_id, f"waitlist:{entry.id}")
            assert held.hold_expires_at == entry.offered_until
            assert (entry.id, entry.hold_id) in announced
        assert {row.id for row in visits.values() if row.state == "held"} == {entry.hold_id for entry in offered}
        assert all(entry.hold_id is None for entry in self.entries("waiting"))

    @invariant()
    def nothing_overlaps(self) -> None:
        busy = sorted((row.resource, row.start_at, row.end_at) for row in self.rows(m.occupancy))
        for one, other in pairwise(busy):
            assert one[0] != other[0] or one[2] <= other[1]
        blocking = {row.id for row in self.rows(m.appointments) if AppointmentState(row.state) in BLOCKING}
        assert {row.appointment_id for row in self.rows(m.occupancy)} == blocking


def _set(connection: Connection, table: Any, id: int, **values: Any) -> None:
    connection.execute(update(table).where(table.c.id == id).values(values))


TestWaitlist = Waitlist.TestCase
TestWaitlist.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
