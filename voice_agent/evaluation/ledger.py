"""What the calendar and the register hold, and what a call changed in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from scheduling import models as m

LIVE = frozenset({"booked", "confirmed", "arrived"})
_PASSING = frozenset({"held", "expired"})


@dataclass(frozen=True, slots=True)
class Visit:
    """start: on the location's wall clock, without a zone, as it is spoken."""

    id: int
    patient: int
    provider: str
    location: str
    visit_type: str
    start: datetime
    minutes: int
    state: str
    reason: str | None

    @property
    def live(self) -> bool:
        return self.state in LIVE


@dataclass(frozen=True, slots=True)
class Registered:
    """A patient as registered. rest: all else that a call could change."""

    id: int
    name: str
    born: date
    phone: str
    rest: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    id: int
    patient: int
    visit_type: str
    state: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """A moment of the database, by ids. held: holds in force, by whom."""

    visits: Mapping[int, Visit]
    patients: Mapping[int, Registered]
    waiting: Mapping[int, Waiting]
    held: frozenset[str]

    def patient(self, name: str, born: date) -> int | None:
        return next((one.id for one in self.patients.values() if one.name == name and one.born == born), None)

    def visits_of(self, patient: int | None, since: datetime) -> tuple[Visit, ...]:
        """Her visits to come."""
        mine = (v for v in self.visits.values() if v.patient == patient and v.live and v.start >= since)
        return tuple(sorted(mine, key=lambda visit: visit.start))


@dataclass(frozen=True, slots=True)
class Change:
    """kind: as scenarios name it, or "altered" for anything that no scenario asks for."""

    kind: str
    id: int
    patient: int
    visit_type: str = ""
    provider: str = ""
    start: datetime | None = None

    def told(self) -> str:
        """In words, without the patient's name."""
        what = " ".join(filter(None, (self.visit_type, self.provider, str(self.start) if self.start else "")))
        return f"{self.kind} #{self.id}" + (f": {what}" if what else "")


def read(connection: Connection, zone: ZoneInfo) -> Ledger:
    a, p, place, kind = m.appointments, m.providers, m.locations, m.visit_types
    query = (
        select(a, p.c.name.label("who"), place.c.name.label("where"), kind.c.name.label("kind"))
        .join(p, p.c.id == a.c.provider_id)
        .join(place, place.c.id == a.c.location_id)
        .join(kind, kind.c.id == a.c.visit_type_id)
    )
    rows = connection.execute(query).all()
    visits = {
        row.id: Visit(
            row.id,
            row.patient_id or 0,
            row.who,
            row.where,
            row.kind,
            row.start_at.astimezone(zone).replace(tzinfo=None),
            int((row.end_at - row.start_at).total_seconds() // 60),
            row.state,
            row.reason,
        )
        for row in rows
    }
    r, w = m.patients, m.waitlist
    people = {
        row.id: Registered(
            row.id,
            f"{row.first_name} {row.last_name}",
            row.date_of_birth,
            row.phone,
            (row.email, row.insurance, row.established, row.texts_ok, row.guardian_id, row.merged_into_id, row.active),
        )
        for row in connection.execute(select(r))
    }
    waiting = select(w.c.id, w.c.patient_id, kind.c.name, w.c.state).join(kind, kind.c.id == w.c.visit_type_id)
    return Ledger(
        visits,
        people,
        {row.id: Waiting(*row) for row in connection.execute(waiting)},
        frozenset(row.owner for row in rows if row.state == "held"),
    )


def changes(before: Ledger, after: Ledger, ignored: Collection[int] = ()) -> tuple[Change, ...]:
    """What is different, holds apart. ignored: visits that somebody else booked meanwhile."""
    return (
        *(c for v in after.visits.values() if v.id not in ignored for c in _of_visit(before.visits.get(v.id), v)),
        *(Change("altered", id, one.patient) for id, one in before.visits.items() if id not in after.visits),
        *(c for one in after.patients.values() for c in _of_patient(before.patients.get(one.id), one)),
        *(c for one in after.waiting.values() for c in _of_waiting(before.waiting.get(one.id), one)),
    )


def _of_visit(old: Visit | None, new: Visit) -> Iterator[Change]:
    def change(kind: str) -> Change:
        return Change(kind, new.id, new.patient, new.visit_type, new.provider, new.start)

    if old is None or old.state in _PASSING:
        if new.live:
            yield change("booked")
        elif new.state not in _PASSING:
            yield change("altered")
    elif old != new:
        yield change(_kind(old, new))


def _kind(old: Visit, new: Visit) -> str:
    same = (old.patient, old.visit_type, old.reason) == (new.patient, new.visit_type, new.reason)
    stays = (old.start, old.provider, old.location, old.minutes) == (
        new.start,
        new.provider,
        new.location,
        new.minutes,
    )
    if same and not stays and new.state == "booked":
        return "moved"
    if same and stays and old.live and new.state in ("cancelled", "confirmed"):
        return new.state
    return "altered"


def _of_patient(old: Registered | None, new: Registered) -> Iterator[Change]:
    if old != new:
        yield Change("altered" if old else "registered", new.id, new.id)


def _of_waiting(old: Waiting | None, new: Waiting) -> Iterator[Change]:
    if old != new:
        yield Change("altered" if old else "waitlisted", new.id, new.patient, new.visit_type)
