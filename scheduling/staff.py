"""What staff do from a terminal: look at the day, find patients, book, move, cancel, block, overbook.

Functions on a `Scheduler`; the commands around them are in `cli_staff.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol, TypeVar

from sqlalchemy import Row, select

from scheduling import models as m
from scheduling.catalogue import Snapshot
from scheduling.moments import settled
from scheduling.scheduler import Scheduler
from scheduling.values import (
    Actor,
    Appointment,
    AppointmentState,
    Catalogue,
    Constraint,
    Location,
    NotAllowed,
    NotFound,
    Opening,
    OpeningRequest,
    Provider,
    VisitType,
)
from scheduling.waitlist import Entry, Wish

_ONLY_THEN = (AppointmentState.ARRIVED, AppointmentState.COMPLETED, AppointmentState.NO_SHOW)


class Named(Protocol):
    @property
    def id(self) -> int: ...

    @property
    def name(self) -> str: ...

    @property
    def aliases(self) -> tuple[str, ...]: ...


N = TypeVar("N", bound=Named)


def named(things: Sequence[N], text: str) -> N:
    """The one thing of the clinic's called so: by id, name, alias, or a part of the name that only it has.

    Raises NotFound, with the names that there are.
    """
    wanted = text.strip().casefold()
    for fits in (
        lambda thing: str(thing.id) == wanted,
        lambda thing: thing.name.casefold() == wanted,
        lambda thing: wanted in [alias.casefold() for alias in thing.aliases],
        lambda thing: bool(wanted) and wanted in thing.name.casefold(),
    ):
        found = [thing for thing in things if fits(thing)]
        if len(found) == 1:
            return found[0]
        if found:
            raise NotFound(f"{text!r} could be {', '.join(thing.name for thing in found)}: give more of the name")
    raise NotFound(f"nothing is called {text!r}; there are {', '.join(thing.name for thing in things)}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for, in words; `start` as typed: a wall time of the location, or an instant."""

    visit_type: str
    provider: str
    start: datetime
    location: str | None = None
    room_id: int | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """Staff at work: who does it is in the trail of all they do."""

    scheduler: Scheduler
    actor: Actor

    async def book(
        self, patient_id: int, wanted: Wanted, *, key: str, overbook: bool = False, reason: str | None = None
    ) -> Appointment:
        """Raises Taken with the next best; NotFound; NotAllowed."""
        opening = await self.opening(wanted)
        return await self.scheduler.book_direct(
            opening, patient_id, key=key, actor=self.actor, overbook=overbook, reason=reason
        )

    async def book_series(
        self,
        patient_id: int,
        wanted: Wanted,
        *,
        every_days: int,
        count: int,
        key: str,
        at_least: int | None = None,
        reason: str | None = None,
    ) -> tuple[Appointment, ...]:
        """The wanted time and so many more, every `every_days`, by way of a hold that is let go where it fails.

        Raises SeriesTaken where fewer than `at_least` (all, where it is None) are free; else as `book`."""
        opening = await self.opening(wanted)
        owner = f"staff:{key}"
        held = await self.scheduler.hold(opening, owner=owner, actor=self.actor, patient_id=patient_id)
        try:
            return await self.scheduler.book_series(
                held.id,
                patient_id,
                every_days=every_days,
                count=count,
                at_least=at_least,
                key=key,
                actor=self.actor,
                reason=reason,
            )
        finally:
            await self.scheduler.release(owner)

    async def join_waitlist(
        self,
        patient_id: int,
        visit_type: str,
        when: Constraint,
        *,
        key: str,
        provider: str | None = None,
        location: str | None = None,
        priority: int = 0,
    ) -> Entry:
        """Raises NotFound; NotAllowed."""
        clinic = await self.scheduler.catalogue()
        wish = Wish(
            patient_id,
            named(clinic.visit_types, visit_type).id,
            provider_ids=() if provider is None else (named(clinic.providers, provider).id,),
            location_id=None if location is None else named(clinic.locations, location).id,
            constraints=() if when == Constraint() else (when,),
            priority=priority,
        )
        return await self.scheduler.join_waitlist(wish, key=key, actor=self.actor)

    async def mark(self, appointment_id: int, state: AppointmentState, *, key: str, now: datetime) -> Appointment:
        """Say what became of a visit. Nobody arrives on another day than the visit's, by its location's clock, and
        nobody was seen or stayed away before it. Raises NotAllowed: "day", "transition"; NotFound; Taken."""
        if state in _ONLY_THEN:
            visit = await self._visit(appointment_id)
            snapshot = await self.scheduler.snapshot()
            zone = snapshot.clocks[visit.location_id].zone
            day, today = visit.start_at.astimezone(zone).date(), now.astimezone(zone).date()
            if today < day or (state is AppointmentState.ARRIVED and today > day):
                raise NotAllowed("day", f"that visit is on {day:%A, %Y-%m-%d}, and today is {today:%A, %Y-%m-%d}")
        return await self.scheduler.set_state(appointment_id, state, key=key, actor=self.actor)

    async def move(
        self,
        appointment_id: int,
        start: datetime,
        *,
        key: str,
        provider: str | None = None,
        location: str | None = None,
    ) -> Appointment:
        """To another time, with the same provider unless another is named. One swap, by way of a hold that is let go
        where it fails. Raises as `book`."""
        visit = await self._visit(appointment_id)
        opening = await self.opening(
            Wanted(str(visit.visit_type_id), provider or str(visit.provider_id), start, location)
        )
        owner = f"staff:{key}"
        held = await self.scheduler.hold(opening, owner=owner, actor=self.actor, moving=appointment_id)
        try:
            return await self.scheduler.move(appointment_id, held.id, key=key, actor=self.actor)
        finally:
            await self.scheduler.release(owner)

    async def openings(
        self, visit_type: str, first: date, days: int, *, provider: str | None = None, location: str | None = None
    ) -> tuple[Opening, ...]:
        """All openings of so many days."""
        clinic = await self.scheduler.catalogue()
        request = OpeningRequest(
            visit_type_id=named(clinic.visit_types, visit_type).id,
            provider_ids=() if provider is None else (named(clinic.providers, provider).id,),
            location_id=None if location is None else named(clinic.locations, location).id,
        )
        return await self.scheduler.openings(request, first, first + timedelta(days=days - 1))

    async def block(
        self, provider: str, start: datetime, end: datetime, *, reason: str = "", keep_visits: bool = False
    ) -> int:
        """Times as typed, on the clock of the provider's location. Raises VisitsInTheWay; NotFound; NotAllowed."""
        snapshot = await self.scheduler.snapshot()
        who = named(snapshot.catalogue.providers, provider)
        zones = {snapshot.clocks[place].zone for place in who.location_ids}
        if len(zones) != 1 and (start.tzinfo is None or end.tzinfo is None):
            raise NotAllowed("zone", "that provider works in several time zones, or in none: give times with offsets")
        zone = next(iter(zones)) if zones else next(iter(snapshot.clocks.values())).zone
        during = settled(start, zone), settled(end, zone)
        return await self.scheduler.block(who.id, during, actor=self.actor, reason=reason, keep_visits=keep_visits)

    async def _visit(self, appointment_id: int) -> Row[Any]:
        query = select(m.appointments).where(m.appointments.c.id == appointment_id)
        visit = await self.scheduler.database.read(lambda connection: connection.execute(query).first())
        if visit is None:
            raise NotFound("no such appointment")
        return visit

    async def opening(self, wanted: Wanted) -> Opening:
        """The place, length and room of what is wanted: where the provider is then, else where they ever are.

        Raises NotFound; NotAllowed: "visit_type", "location", "ambiguous".
        """
        snapshot = await self.scheduler.snapshot()
        clinic = snapshot.catalogue
        kind, who = named(clinic.visit_types, wanted.visit_type), named(clinic.providers, wanted.provider)
        if kind.id not in who.visit_type_ids:
            raise NotAllowed("visit_type", f"{who.name} does not do this type of visit")
        places = _places(clinic, who, wanted.location)
        for place in places:
            start = settled(wanted.start, snapshot.clocks[place].zone)
            request = OpeningRequest(kind.id, provider_ids=(who.id,), location_id=place)
            for opening in await self.scheduler.openings(request, start.date(), start.date()):
                if opening.start == start and wanted.room_id in (None, opening.room_id):
                    return opening
        if len(places) > 1:
            raise NotAllowed("location", f"{who.name} works at several locations: say which")
        return _as_asked(snapshot, kind, who, places[0], wanted)


def _places(clinic: Catalogue, who: Provider, location: str | None) -> tuple[int, ...]:
    if location is not None:
        found: Location = named(clinic.locations, location)
        return (found.id,)
    if not who.location_ids:
        raise NotAllowed("location", f"{who.name} has no working hours anywhere: say at which location")
    return who.location_ids


def _as_asked(snapshot: Snapshot, kind: VisitType, who: Provider, place: int, wanted: Wanted) -> Opening:
    """No opening, but what staff want: the rules (or the guard) will say why not, unless it is overbooked."""
    start = settled(wanted.start, snapshot.clocks[place].zone)
    rooms = snapshot.rooms_for(snapshot.visit_rules(kind.id), place)
    room = wanted.room_id if wanted.room_id is not None else next(iter(rooms), None)
    zone = snapshot.clocks[place].zone
    end = datetime.fromtimestamp(start.timestamp() + 60 * kind.duration_min, zone)
    return Opening(who.id, place, kind.id, start, end, room)
