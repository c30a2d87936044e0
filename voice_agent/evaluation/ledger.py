"""What the calendar and the register hold, and what a call changed in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Integer, select, type_coerce

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


class LedgerReader:
    """Reads ledgers from SQLite. Most rows are the same each time: what was made of one is kept."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._made: dict[tuple[object, ...], Visit] = {}

    def read(self, connection: Connection) -> Ledger:
        a, r, w = m.appointments.c, m.patients.c, m.waitlist.c
        start, end = type_coerce(a.start_at, Integer), type_coerce(a.end_at, Integer)
        columns = (a.id, a.patient_id, a.provider_id, a.location_id, a.visit_type_id, start, end, a.state, a.reason)
        rows = connection.execute(select(*columns)).all()
        owners = connection.execute(select(a.owner).where(a.state == "held")).scalars()
        names = [
            {row.id: row.name for row in connection.execute(select(t.c.id, t.c.name))}
            for t in (m.providers, m.locations, m.visit_types)
        ]
        rest = (r.email, r.insurance, r.established, r.texts_ok, r.guardian_id, r.merged_into_id, r.active)
        people = connection.execute(select(r.id, r.first_name, r.last_name, r.date_of_birth, r.phone, *rest))
        waiting = connection.execute(select(w.id, w.patient_id, w.visit_type_id, w.state))
        return Ledger(
            {row[0]: self._visit(tuple(row), names) for row in rows},
            {
                id: Registered(id, f"{first} {last}", born, phone, tuple(others))
                for id, first, last, born, phone, *others in people
            },
            {id: Waiting(id, patient, names[2][kind], state) for id, patient, kind, state in waiting},
            frozenset(owner for owner in owners if owner),
        )

    def _visit(self, row: tuple[Any, ...], names: list[dict[int, str]]) -> Visit:
        made = self._made.get(row)
        if made is None:
            id, patient, provider, location, kind, start, end, state, reason = row
            wall = datetime.fromtimestamp(start, self._zone).replace(tzinfo=None)
            minutes = (end - start) // 60
            who, where, what = names[0][provider], names[1][location], names[2][kind]
            made = self._made[row] = Visit(id, patient or 0, who, where, what, wall, minutes, state, reason)
        return made


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
