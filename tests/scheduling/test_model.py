"""A clinic's days at random, against a model so simple that it can be seen to be right: a list, and a loop over it."""

from __future__ import annotations

import asyncio
import itertools
import shutil
import tempfile
import uuid
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Connection, select

from scheduling import Rules, Scheduler
from scheduling import models as m
from scheduling.values import Actor, AppointmentState, NotAllowed, Opening, OpeningRequest, Taken
from scheduling.waitlist import Wish
from tests.scheduling.clinic import Clinic, make_clinic
from tests.scheduling.conftest import POSTGRES, create_database, drop_database, needs_postgres
from tests.scheduling.test_scheduler import TUESDAY, Clock

T = TypeVar("T")
HOLD = timedelta(minutes=3)
QUARTERS = st.integers(0, 31)  # from nine to a quarter to five
TEMPLATES: dict[str, Any] = {}  # set by the tests below, since hypothesis makes the machines itself


@dataclass(frozen=True)
class Visit:
    opening: Opening
    state: str
    patient: int | None = None
    owner: str | None = None
    expires: datetime | None = None
    moving: int | None = None

    def blocks(self, now: datetime) -> bool:
        if self.state == "held":
            assert self.expires is not None
            return self.expires > now
        return self.state in ("booked", "confirmed")


class Calendar(RuleBasedStateMachine):
    """Two providers, a room, four patients, one day."""

    held = Bundle("held")
    booked = Bundle("booked")

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.clock = Clock()
        self.visits: dict[int, Visit] = {}
        self.waiting: dict[int, int] = {}  # entry -> patient, in the order of joining
        self.offered: dict[int, int] = {}  # entry -> hold
        self.keys = 0
        self.url, self.forget = TEMPLATES["new"](self.run)
        self.scheduler = self.run(
            Scheduler.open(self.url, clock=self.clock, rules=Rules(hold=HOLD, holds_per_owner=999))
        )
        self.clinic: Clinic = self.run(self.scheduler.database.write(make_clinic))

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def teardown(self) -> None:
        self.run(self.scheduler.close())
        self.forget(self.run)
        self.runner.close()

    # --- the model

    def buffer(self, opening: Opening) -> timedelta:
        return timedelta(minutes=15 if opening.visit_type_id == self.clinic.scan else 0)

    def collides(self, one: Visit, other: Visit) -> bool:
        a, b = one.opening, other.opening
        with_buffers = a.start < b.end + self.buffer(b) and b.start < a.end + self.buffer(a)
        room = a.room_id is not None and a.room_id == b.room_id
        if with_buffers and (a.provider_id == b.provider_id or room):
            return True
        return one.patient is not None and one.patient == other.patient and a.start < b.end and b.start < a.end

    def free(self, visit: Visit, *ignored: int) -> bool:
        others = [other for id, other in self.visits.items() if id not in ignored and other.blocks(self.clock.now)]
        return not any(
            self.collides(visit, other) for other in others if visit.owner is None or other.owner != visit.owner
        )

    def opening(self, provider: str, kind: str, quarter: int) -> Opening | None:
        clinic = self.clinic
        who, what = getattr(clinic, provider), getattr(clinic, kind)
        start = TUESDAY.replace(hour=9) + timedelta(minutes=15 * quarter)
        end = start + timedelta(minutes=30)
        possible = (who, what) != (clinic.ben, clinic.scan) and end <= TUESDAY.replace(hour=17)
        room = clinic.room if what == clinic.scan else None
        return Opening(who, clinic.location, what, start, end, room) if possible else None

    def key(self) -> str:
        self.keys += 1
        return f"key {self.keys}"

    def write(self, work: Coroutine[Any, Any, T], expected: bool) -> T | None:
        """What the write gives; None where it is refused, as the model says it must be."""
        try:
            result = self.run(work)
        except Taken:
            assert not expected, "the model has that time free"
            return None
        assert expected, "the model has that time taken"
        return result

    # --- what happens

    @initialize(target=booked, quarters=st.lists(QUARTERS, min_size=4, max_size=8))
    def a_day_half_full(self, quarters: list[int]) -> Any:
        made = [
            self.book_direct(provider, "check_up", quarter, number % 4)
            for number, (provider, quarter) in enumerate(zip(itertools.cycle(["ada", "ben"]), quarters, strict=False))
        ]
        return multiple(*(id for id in made if isinstance(id, int)))

    @rule(
        target=held,
        provider=st.sampled_from(["ada", "ben"]),
        kind=st.sampled_from(["check_up", "scan"]),
        quarter=QUARTERS,
        owner=st.sampled_from(["CA1", "CA2", "CA3"]),
    )
    def hold(self, provider: str, kind: str, quarter: int, owner: str) -> Any:
        opening = self.opening(provider, kind, quarter)
        if opening is None:
            return multiple()
        visit = Visit(opening, "held", owner=owner, expires=self.clock.now + HOLD)
        done = self.write(self.scheduler.hold(opening, owner=owner, actor=Actor("call", owner)), self.free(visit))
        return self._held(visit, done)

    @rule(target=held, visit=booked, provider=st.sampled_from(["ada", "ben"]), quarter=QUARTERS)
    def hold_to_move(self, visit: int, provider: str, quarter: int) -> Any:
        old = self.visits[visit]
        opening = self.opening(provider, "check_up", quarter)
        if opening is None or old.state not in ("booked", "confirmed"):
            return multiple()
        wanted = Visit(opening, "held", old.patient, f"move {visit}", self.clock.now + HOLD, moving=visit)
        work = self.scheduler.hold(opening, owner=f"move {visit}", actor=Actor("call", "CA9"), moving=visit)
        return self._held(wanted, self.write(work, self.free(wanted, visit)))

    def _held(self, visit: Visit, done: Any) -> Any:
        if done is None:
            return multiple()
        for id, other in self.visits.items():
            if other.owner == visit.owner and other.state == "held":
                self.visits[id] = replace(other, state="expired")
        self.visits[done.id] = visit
        return done.id

    @rule(target=booked, hold=consumes(held), patient=st.integers(0, 3))
    def book(self, hold: int, patient: int) -> Any:
        old = self.visits[hold]
        if old.moving is not None:
            with pytest.raises(NotAllowed if old.state == "held" else (NotAllowed, Taken)):
                self.run(
                    self.scheduler.book(hold, self.clinic.patients[patient], key=self.key(), actor=Actor("call", "x"))
                )
            return multiple()
        visit = replace(old, state="booked", patient=self.clinic.patients[patient], owner=None)
        expected = old.blocks(self.clock.now) and old.state == "held" and self.free(visit, hold)
        work = self.scheduler.book(hold, self.clinic.patients[patient], key=self.key(), actor=Actor("call", "x"))
        if self.write(work, expected) is None:
            return multiple()
        self.visits[hold] = visit
        return hold

    @rule(hold=consumes(held))
    def move(self, hold: int) -> None:
        new = self.visits[hold]
        if new.moving is None:
            return
        old = self.visits[new.moving]
        work = self.scheduler.move(new.moving, hold, key=self.key(), actor=Actor("call", "x"))
        if old.state not in ("booked", "confirmed"):
            with pytest.raises(NotAllowed):
                self.run(work)
            return
        moved = Visit(new.opening, "booked", old.patient)
        if self.write(work, new.blocks(self.clock.now) and self.free(moved, hold, new.moving)) is None:
            return
        self.visits[new.moving], self.visits[hold] = moved, replace(new, state="expired")
        self.end_moves(new.moving)
        self.passed_on(old.opening)

    @rule(
        target=booked,
        provider=st.sampled_from(["ada", "ben"]),
        kind=st.sampled_from(["check_up", "scan"]),
        quarter=QUARTERS,
        patient=st.integers(0, 3),
    )
    def book_direct(self, provider: str, kind: str, quarter: int, patient: int) -> Any:
        opening = self.opening(provider, kind, quarter)
        if opening is None:
            return multiple()
        visit = Visit(opening, "booked", self.clinic.patients[patient])
        work = self.scheduler.book_direct(
            opening, self.clinic.patients[patient], key=self.key(), actor=Actor("staff", "x")
        )
        done = self.write(work, self.free(visit))
        if done is None:
            return multiple()
        self.visits[done.id] = visit
        return done.id

    @rule(visit=booked, state=st.sampled_from(["confirmed", "cancelled", "no_show"]))
    def change(self, visit: int, state: str) -> None:
        old = self.visits[visit]
        work = self.scheduler.set_state(visit, AppointmentState(state), key=self.key(), actor=Actor("staff", "x"))
        if old.state in ("booked", "confirmed") or old.state == state != "cancelled":
            self.run(work)
            self.visits[visit] = replace(old, state=state)
            if state in ("cancelled", "no_show") and old.state != state:
                self.end_moves(visit)
                self.passed_on(old.opening)
            return
        with pytest.raises(NotAllowed):
            self.run(work)

    @rule(patient=st.integers(0, 3))
    def join(self, patient: int) -> None:
        who = self.clinic.patients[patient]
        if any(self.visits[hold].patient == who for hold in self.offered.values()) or who in self.waiting.values():
            return
        wish = Wish(who, self.clinic.check_up)
        self.waiting[self.run(self.scheduler.join_waitlist(wish, key=self.key(), actor=Actor("call", "x"))).id] = who

    def end_moves(self, visit: int) -> None:
        for id, other in self.visits.items():
            if other.moving == visit and other.state == "held":
                self.visits[id] = replace(other, state="expired")

    def passed_on(self, freed: Opening) -> None:
        """Of those who wait, in order, each has been offered a free start in the freed time, or there was none."""
        provider = "ada" if freed.provider_id == self.clinic.ada else "ben"

        def rows(connection: Connection) -> dict[int, Any]:
            join = m.waitlist.join(m.appointments, m.appointments.c.id == m.waitlist.c.hold_id)
            query = select(m.waitlist.c.id.label("entry"), m.appointments).select_from(join)
            return {row.entry: row for row in connection.execute(query.where(m.waitlist.c.state == "offered"))}

        offers = self.run(self.scheduler.database.read(rows))
        for entry, patient in list(self.waiting.items()):
            starts = [opening for quarter in range(32) if (opening := self.opening(provider, "check_up", quarter))]
            fitting = [
                opening
                for opening in starts
                if opening.start < freed.end
                and freed.start < opening.end
                and self.free(Visit(opening, "held", patient))
            ]
            if entry not in offers:
                assert fitting == [], "somebody waits who could have had it"
                continue
            row = offers[entry]
            [offer] = [opening for opening in fitting if opening.start == row.start_at]
            self.visits[row.id] = Visit(offer, "held", patient, f"waitlist:{entry}", row.hold_expires_at)
            self.offered[entry] = row.id
            del self.waiting[entry]

    @rule(data=st.data())
    def accept(self, data: st.DataObject) -> None:
        if not self.offered:
            return
        entry = data.draw(st.sampled_from(sorted(self.offered)))
        hold = self.offered[entry]
        work = self.scheduler.accept_offer(entry, key=self.key(), actor=Actor("call", "x"))
        if self.write(work, self.visits[hold].blocks(self.clock.now)) is not None:
            self.visits[hold] = replace(self.visits[hold], state="booked", owner=None)
            del self.offered[entry]

    @rule(owner=st.sampled_from(["CA1", "CA2", "CA3"]), seconds=st.integers(0, 240), sweep=st.booleans())
    def time_passes(self, owner: str, seconds: int, sweep: bool) -> None:
        """Somebody hangs up, some holds run out, and perhaps they are cleared."""
        self.run(self.scheduler.release(owner))
        for id, visit in self.visits.items():
            if visit.owner == owner and visit.state == "held":
                self.visits[id] = replace(visit, state="expired")
        self.clock.now += timedelta(seconds=seconds)
        if sweep:
            self.run(self.scheduler.sweep())

    @rule(provider=st.sampled_from(["ada", "ben"]), kind=st.sampled_from(["check_up", "scan"]))
    def look(self, provider: str, kind: str) -> None:
        """Every opening that is offered is free, and every free one is offered."""
        request = OpeningRequest(getattr(self.clinic, kind), (getattr(self.clinic, provider),))
        found = self.run(self.scheduler.openings(request, TUESDAY.date(), TUESDAY.date()))
        possible = [opening for quarter in range(32) if (opening := self.opening(provider, kind, quarter))]
        assert list(found) == [opening for opening in possible if self.free(Visit(opening, "held"))]

    # --- what always holds

    @invariant()
    def the_database_agrees(self) -> None:
        def rows(connection: Connection) -> tuple[list[Any], list[Any]]:
            return connection.execute(select(m.appointments)).all(), connection.execute(select(m.day_counts)).all()  # type: ignore[return-value]

        visits, counts = self.run(self.scheduler.database.read(rows))
        standing = {
            row.id: (row.provider_id, row.room_id, row.patient_id, row.start_at, row.state)
            for row in visits
            if row.state not in ("held", "expired")
        }
        assert standing == {
            id: (visit.opening.provider_id, visit.opening.room_id, visit.patient, visit.opening.start, visit.state)
            for id, visit in self.visits.items()
            if visit.state not in ("held", "expired")
        }
        blocking = [row for row in visits if row.state in ("held", "booked", "confirmed")]
        recount = Counter((row.provider_id, row.day, kind) for row in blocking for kind in (0, row.visit_type_id))
        kept = {(row.provider_id, row.day, row.visit_type_id): row.taken for row in counts if row.taken}
        assert kept == dict(recount)


SETTINGS = settings(
    max_examples=40, stateful_step_count=80, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)


def test_against_the_model_on_sqlite(migrated: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:

        def new(run: Any) -> Any:
            path = Path(folder) / f"{uuid.uuid4().hex}.sqlite3"
            shutil.copy(migrated, path)
            return f"sqlite:///{path}", lambda run: path.unlink()

        TEMPLATES["new"] = new
        run_state_machine_as_test(Calendar, settings=SETTINGS)


@pytest.mark.postgres
@needs_postgres
def test_against_the_model_on_postgresql(migrated_postgres: str) -> None:
    def new(run: Any) -> Any:
        name = f"va_model_{uuid.uuid4().hex[:12]}"
        url = run(create_database(name, migrated_postgres))
        return url, lambda run: run(drop_database(name))

    assert POSTGRES
    TEMPLATES["new"] = new
    run_state_machine_as_test(Calendar, settings=settings(SETTINGS, max_examples=15))
