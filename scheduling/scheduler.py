"""The library's front door: what a call, the staff and the jobs of a clinic may ask of its calendar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import Connection

from scheduling import (
    blocks,
    booking,
    holds,
    lockout,
    migrations,
    patients,
    recurring,
    search,
)
from scheduling.catalogue import Snapshot
from scheduling.database import Database, connect
from scheduling.lockout import Attempt, LockoutRules
from scheduling.notifications import NoticeRules
from scheduling.patients import Registration
from scheduling.rules import Rules
from scheduling.search import around
from scheduling.transactions import Clock, Transactions
from scheduling.values import (
    Actor,
    Appointment,
    AppointmentState,
    Cancellation,
    Catalogue,
    Hold,
    Identification,
    NewPatient,
    Opening,
    OpeningRequest,
    Patient,
    SchedulingError,
    Search,
    SeriesTaken,
    Taken,
)
from scheduling.waitlist_door import WaitlistDoor
from scheduling.work import Work

T = TypeVar("T")


class Scheduler(WaitlistDoor):
    """Every method is one transaction, with its line in the audit trail and its messages in the outbox in the same
    commit. All may raise Unavailable; then nothing was written, or the key finds what was."""

    def __init__(self, database: Database, clock: Clock, rules: Rules, notices: NoticeRules) -> None:
        self.database = database
        self.rules = rules
        self.notices = notices
        self.lockout = LockoutRules()
        self._clock = clock
        super().__init__(Transactions(database, clock, rules, notices))

    @classmethod
    async def open(
        cls,
        url: str,
        *,
        clock: Clock,
        rules: Rules | None = None,
        notices: NoticeRules | None = None,
        pool_size: int = 8,
    ) -> Scheduler:
        """`clock` gives the present as an aware datetime. Raises SchemaOutdated, Unavailable."""
        database = connect(url, pool_size=pool_size)
        try:
            await migrations.check(database)
        except SchedulingError:
            await database.close()
            raise
        return cls(database, clock, rules or Rules(), notices or NoticeRules())

    async def close(self) -> None:
        await self.database.close()

    # --- looking

    async def catalogue(self) -> Catalogue:
        return (await self.snapshot()).catalogue

    async def snapshot(self) -> Snapshot:
        return await self._transactions.read(lambda connection, snapshot, now: snapshot)

    async def find(self, request: OpeningRequest) -> Search:
        """The best few openings. Raises NotFound; NotAllowed: "constraint", "audience", "age", "inactive",
        "visit_type"."""

        def work(connection: Connection, snapshot: Snapshot, now: datetime) -> Search:
            return search.find(connection, snapshot, self.rules, request, int(now.timestamp()))

        return await self._transactions.read(work)

    async def openings(self, request: OpeningRequest, first: date, last: date) -> tuple[Opening, ...]:
        """Every opening on local days from `first` to `last`, for whom and where the request says."""

        def work(connection: Connection, snapshot: Snapshot, now: datetime) -> tuple[Opening, ...]:
            return search.list_openings(connection, snapshot, self.rules, request, (first, last), int(now.timestamp()))

        return await self._transactions.read(work)

    async def appointments(self, patient_id: int, *, actor: Actor) -> tuple[Appointment, ...]:
        """The patient's visits from now on, soonest first. Raises NotFound."""
        return await self._write(actor, None, lambda work: booking.upcoming(work, patient_id))

    # --- holding

    async def hold(
        self,
        opening: Opening,
        *,
        owner: str,
        actor: Actor,
        patient_id: int | None = None,
        moving: int | None = None,
        alternatives: bool = True,
    ) -> Hold:
        """Hold an opening for `owner` (a call), who holds nothing else after it. moving: the visit that it would
        replace, whose time counts as free. Raises Taken, with the next best if `alternatives`; NotFound; NotAllowed."""

        def attempt(wanted: Opening) -> Callable[[Work], Hold]:
            return lambda work: holds.hold(work, wanted, owner, patient_id=patient_id, moving=moving)

        try:
            return await self._write(actor, None, attempt(opening))
        except Taken:
            if not alternatives:
                raise
            asked = around(opening, patient_id, moving, owner)
        next_best = (await self.find(asked)).openings
        same_time = [other for other in next_best if other.start == opening.start and other.room_id != opening.room_id]
        if same_time:  # only the room was taken
            return await self._write(actor, None, attempt(same_time[0]))
        raise Taken(next_best)

    async def release(self, owner: str) -> int:
        """Let go of all that the owner holds (at hang-up); how many that were."""
        return await self._write(Actor("system", owner), None, lambda work: holds.release(work, owner))

    async def sweep(self) -> int:
        """Clear the holds that have run out; how many that were."""
        return await self._transactions.sweep()

    # --- writing: the same key gives the same result, written once

    async def book(
        self, hold_id: int, patient_id: int, *, key: str, actor: Actor, reason: str | None = None
    ) -> Appointment:
        """Raises Taken where the hold has run out; NotFound; NotAllowed."""

        def work(work: Work) -> Appointment:
            return booking.book(work, hold_id, patient_id, reason=reason)

        return await self._or_next_best(actor, key, work, hold_id, patient_id)

    async def book_direct(
        self,
        opening: Opening,
        patient_id: int,
        *,
        key: str,
        actor: Actor,
        overbook: bool = False,
        reason: str | None = None,
        alternatives: bool = True,
    ) -> Appointment:
        """For staff: without a hold. Raises Taken, with the next best if `alternatives`; NotFound; NotAllowed."""

        def work(work: Work) -> Appointment:
            return booking.book_direct(work, opening, patient_id, overbook=overbook, reason=reason)

        try:
            return await self._write(actor, key, work, about=patient_id)
        except Taken:
            if not alternatives:
                raise
            asked = around(opening, patient_id, None, None)
        raise Taken((await self.find(asked)).openings)

    async def book_series(
        self,
        hold_id: int,
        patient_id: int,
        *,
        every_days: int,
        count: int,
        key: str,
        actor: Actor,
        at_least: int | None = None,
        reason: str | None = None,
        weekdays: tuple[int, ...] = (),
    ) -> tuple[Appointment, ...]:
        """All `count` visits, or at least `at_least`; else SeriesTaken, and nothing is booked."""

        def work(work: Work) -> tuple[Appointment, ...]:
            many = {"every_days": every_days, "count": count}
            return recurring.book_series(
                work, hold_id, patient_id, **many, at_least=at_least, reason=reason, weekdays=weekdays
            )

        return await self._or_next_best(actor, key, work, hold_id, patient_id)

    async def move(
        self, appointment_id: int, hold_id: int, *, key: str, actor: Actor, version: int | None = None
    ) -> Appointment:
        """One swap: the old time is given up only if the new one is won. Raises Taken; NotFound; NotAllowed."""

        def work(work: Work) -> Appointment:
            return booking.move(work, appointment_id, hold_id, version=version)

        return await self._or_next_best(actor, key, work, hold_id, None)

    async def cancel(self, appointment_id: int, *, key: str, actor: Actor, version: int | None = None) -> Cancellation:
        """Raises NotFound; NotAllowed: "transition", "version"."""
        return await self._write(actor, key, lambda work: booking.cancel(work, appointment_id, version=version))

    async def confirm(self, appointment_id: int, *, key: str, actor: Actor) -> Appointment:
        return await self.set_state(appointment_id, AppointmentState.CONFIRMED, key=key, actor=actor)

    async def set_state(
        self, appointment_id: int, state: AppointmentState, *, key: str, actor: Actor, version: int | None = None
    ) -> Appointment:
        """Raises NotFound; Taken; NotAllowed: "transition", "version"."""

        def work(work: Work) -> Appointment:
            return booking.set_state(work, appointment_id, state, version=version)

        return await self._write(actor, key, work)

    async def block(
        self,
        provider_id: int,
        during: tuple[datetime, datetime],
        *,
        actor: Actor,
        reason: str = "",
        keep_visits: bool = False,
    ) -> int:
        """Block a provider's time; the id of the time off. Raises VisitsInTheWay; NotFound; NotAllowed."""
        now = self._clock()

        def work(connection: Connection) -> int:
            return blocks.block(
                connection, provider_id, during, now=now, actor=actor, reason=reason, keep_visits=keep_visits
            )

        return await self.database.write(work)

    async def unblock(self, time_off_id: int, *, actor: Actor) -> None:
        now = self._clock()
        await self.database.write(lambda connection: blocks.unblock(connection, time_off_id, now=now, actor=actor))

    # --- who

    async def identify(
        self,
        names: Sequence[str],
        date_of_birth: date,
        *,
        other_dates: Sequence[date] = (),
        caller_number: str | None,
        actor: Actor,
    ) -> Identification:
        """Two identifiers, or nothing. `names`: the readings of one spoken name, best first; `other_dates`: of one
        spoken date, besides the best. Wrong tries lock out."""
        attempt = Attempt(names, date_of_birth, caller_number, actor, self._clock(), other_dates)
        return await lockout.identify(self.database, attempt, self.lockout)

    async def register(self, new: NewPatient, *, key: str, actor: Actor) -> tuple[Patient, bool]:
        """The new patient, and whether she was there already (then nothing was written). Raises NotAllowed."""
        now = self._clock()

        def work(connection: Connection) -> Registration:
            return patients.register(connection, new, key=key, now=now, actor=actor)

        done = await self.database.write(work)
        return done.patient, done.existing

    # --- within

    async def _or_next_best(
        self, actor: Actor, key: str, do: Callable[[Work], T], hold_id: int, patient_id: int | None
    ) -> T:
        try:
            return await self._write(actor, key, do, about=patient_id)
        except SeriesTaken:
            raise
        except Taken:
            opening, moving = await self._write(actor, None, lambda work: holds.held(work, hold_id))
        asked = around(opening, patient_id, moving, None)
        raise Taken((await self.find(asked)).openings)
