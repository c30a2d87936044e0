"""The sample clinic as values: read from `sample/*.yaml`, drawn by a seeded generator. No SQL, no clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import yaml

from scheduling.walltime import zone as named_zone

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKS_AHEAD = 8
DAYS_BACK = 14
FULL = 0.74  # of what could be booked; with what does not fit, calendars come out about 70 % full
GRID = timedelta(minutes=10)
A_GENERATION = timedelta(days=20 * 365)
AGES = {"child": (0, 17, 0.22), "younger": (18, 34, 0.25), "middle": (35, 59, 0.33), "older": (60, 92, 0.20)}
AREA_CODES = ("212", "646", "332", "718", "347", "917", "929", "516", "914", "631")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Working time of one provider on one day: aware, half-open."""

    provider: str
    location: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """`guardian`: the place of another person in the list."""

    first_name: str
    last_name: str
    date_of_birth: date
    phone: str
    established: bool
    texts_ok: bool
    insurance: str
    guardian: int | None = None
    relation: str | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """Keys are those of clinic.yaml; `person` is a place in the list of people. Half-open, without buffers."""

    person: int
    provider: str
    location: str
    visit_type: str
    room: str | None
    start: datetime
    end: datetime
    state: str


@dataclass(frozen=True, slots=True)
class SampleClinic:
    """`described`: clinic.yaml as it stands, with `today`'s days worked out in `time_off` and `closures`."""

    described: dict[str, Any]
    zone: ZoneInfo
    time_off: tuple[tuple[str, datetime, datetime, str], ...]
    closures: tuple[tuple[str, date, str], ...]
    people: tuple[Person, ...]
    visits: tuple[Visit, ...]


def sample_clinic(today: date, seed: int = 1, *, patients: int = 500, timezone: str | None = None) -> SampleClinic:
    """The same arguments give the same clinic, row by row. timezone: in place of the one in clinic.yaml."""
    described = _data("clinic.yaml")
    zone = sample_zone(timezone)
    rng = Random(f"{seed} {today.isoformat()}")
    people = draw_people(rng, today, described["patients"], patients)
    off = tuple(_time_off(entry, today, zone) for entry in described["time_off"])
    closed = tuple((c["location"], today + timedelta(days=c["day"]), c["reason"]) for c in described["closures"])
    days = [today + timedelta(days=n) for n in range(-DAYS_BACK, 7 * WEEKS_AHEAD)]
    stretches = list(working_time(described, days, zone, off, closed))
    visits = _Diary(described, rng, today, people, stretches).fill()
    return SampleClinic(described, zone, off, closed, people, visits)


def sample_zone(timezone: str | None = None) -> ZoneInfo:
    """The clinic's zone: the named one, else that of clinic.yaml. Raises NotAllowed("zone")."""
    return named_zone(timezone or _data("clinic.yaml")["timezone"])


def working_time(
    described: dict[str, Any],
    days: Sequence[date],
    zone: ZoneInfo,
    off: Sequence[tuple[str, datetime, datetime, str]],
    closed: Sequence[tuple[str, date, str]],
) -> Iterator[Stretch]:
    """Every stretch that a provider works, holidays, closures and time off taken out."""
    years = sorted({day.year for day in days})
    public = holidays.country_holidays(
        described["holiday_country"], subdiv=described["holiday_subdivision"], years=years
    )
    shut = {(location, day) for location, day, _ in closed}
    for day in days:
        if day in public:
            continue
        for provider in described["providers"]:
            for hours in provider["hours"]:
                if WEEKDAYS[day.weekday()] not in hours["days"] or (hours["at"], day) in shut:
                    continue
                start, end = (datetime.combine(day, time.fromisoformat(hours[w]), zone) for w in ("from", "to"))
                if not any(who == provider["key"] and a < end and start < b for who, a, b, _ in off):
                    yield Stretch(provider["key"], hours["at"], start, end)


def draw_people(rng: Random, today: date, named: Sequence[dict[str, Any]], count: int) -> tuple[Person, ...]:
    """The named patients, then others drawn until there are `count`; children share a grown-up's name and phone."""
    names = _data("names.yaml")
    people = _named_people(named)
    taken = {person.phone for person in people}
    phones = [n for area in AREA_CODES for n in (f"+1{area}55501{last:02}" for last in range(100)) if n not in taken]
    rng.shuffle(phones)
    known: set[tuple[str, str, date | int]] = {(p.first_name, p.last_name, p.date_of_birth) for p in people}
    parents: list[int] = []
    while len(people) < count:
        group = rng.choices(list(AGES), [share for _, _, share in AGES.values()])[0]
        youngest, oldest, _ = AGES[group]
        born = today - timedelta(days=rng.randint(youngest * 365 + 30, oldest * 365 + 300))
        first, last = rng.choice(names["given"][group]), rng.choice(names["family"])
        guardian = None
        if group == "child":
            older = [place for place in parents if born - people[place].date_of_birth > A_GENERATION]
            if not older:
                continue
            guardian = rng.choice(older)
            last = people[guardian].last_name
        if {(first, last, born), (first, last, guardian or born)} & known:
            continue
        known |= {(first, last, born), (first, last, guardian or born)}
        phone = phones.pop() if guardian is None else people[guardian].phone
        relation = None if guardian is None else "mother" if people[guardian].first_name in names["women"] else "father"
        seen, texts, insurer = rng.random() < 0.86, rng.random() < 0.7, rng.choice(names["insurers"])
        people.append(Person(first, last, born, phone, seen, texts, insurer, guardian, relation))
        if group in ("younger", "middle"):
            parents.append(len(people) - 1)
    return tuple(people)


def _named_people(named: Sequence[dict[str, Any]]) -> list[Person]:
    places = {(entry["first_name"], entry["last_name"]): place for place, entry in enumerate(named)}
    people = []
    for entry in named:
        guardian = entry.get("guardian")
        place = places[guardian["first_name"], guardian["last_name"]] if guardian else None
        who = (entry["first_name"], entry["last_name"], entry["date_of_birth"], entry["phone"])
        relation = guardian["relation"] if guardian else None
        people.append(Person(*who, True, True, "Aetna", place, relation))
    return people


@dataclass
class _Diary:
    """The calendar while it is being filled: who and what is busy on which day."""

    described: dict[str, Any]
    rng: Random
    today: date
    people: tuple[Person, ...]
    stretches: list[Stretch]
    busy: dict[tuple[str, date], list[tuple[datetime, datetime]]] = field(default_factory=lambda: defaultdict(list))
    met: set[tuple[int, date]] = field(default_factory=set)
    counts: dict[tuple[str, str, date], int] = field(default_factory=lambda: defaultdict(int))
    visits: list[Visit] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.types = {entry["key"]: entry for entry in self.described["visit_types"]}
        self.does = {entry["key"]: entry["visit_types"] for entry in self.described["providers"]}
        self.for_children = {entry["key"] for entry in self.described["providers"] if "max_age" in entry}
        self.women = set(_data("names.yaml")["women"])
        self.named = len(self.described["patients"])
        self.first_visits = [n for n in range(self.named, len(self.people)) if not self.people[n].established]

    def fill(self) -> tuple[Visit, ...]:
        for place, entry in enumerate(self.described["patients"]):
            for wanted in entry.get("visits", ()):
                self._place_named(place, wanted)
        for stretch in self.stretches:
            self._fill_stretch(stretch)
        return tuple(sorted(self.visits, key=lambda visit: (visit.start, visit.provider)))

    def _place_named(self, person: int, wanted: dict[str, Any]) -> None:
        earliest = datetime.combine(self.today + timedelta(days=wanted["in_days"]), time.fromisoformat(wanted["at"]))
        for stretch in self.stretches:
            at = max(stretch.start, earliest.replace(tzinfo=stretch.start.tzinfo))
            if stretch.provider != wanted["provider"] or at >= stretch.end:
                continue
            if stretch.start.date() > earliest.date():  # the next day will do, at the hour that was wanted
                at = max(stretch.start, datetime.combine(stretch.start.date(), earliest.time(), stretch.start.tzinfo))
            if self._place(stretch, wanted["visit_type"], at, person) is not None:
                return
        raise ValueError(f"clinic.yaml: no time for the visit of patient {person + 1}")

    def _fill_stretch(self, stretch: Stretch) -> None:
        """Booked up from end to end on a grid of ten minutes, with a visit left out now and then."""
        at = stretch.start
        while at < stretch.end:
            visit_types = self.rng.sample(self.does[stretch.provider], k=len(self.does[stretch.provider]))
            placed = None
            if self.rng.random() < FULL:
                placed = next((visit for kind in visit_types if (visit := self._try(stretch, kind, at))), None)
            after = self._end(placed.visit_type if placed else visit_types[0], at)
            at = stretch.start + GRID * -(-(after - stretch.start) // GRID)

    def _try(self, stretch: Stretch, visit_type: str, at: datetime) -> Visit | None:
        person = self._somebody(stretch.provider, visit_type, at.date())
        return None if person is None else self._place(stretch, visit_type, at, person)

    def _end(self, visit_type: str, at: datetime) -> datetime:
        kind = self.types[visit_type]
        return at + timedelta(minutes=kind["duration"] + kind.get("buffer_after", 0))

    def _somebody(self, provider: str, visit_type: str, day: date) -> int | None:
        """A patient for whom such a visit makes sense, and who has none that day."""
        if self.types[visit_type].get("audience") == "new":
            fitting = [n for n in self.first_visits if provider not in self.for_children or self.people[n].guardian]
            return self.rng.choice(fitting) if fitting else None
        children = visit_type == "well_child" or provider in self.for_children
        for _ in range(20):
            place = self.rng.randrange(self.named, len(self.people))
            person = self.people[place]
            fits = (person.guardian is not None) == children and person.established and (place, day) not in self.met
            if fits and (visit_type != "womens_health" or person.first_name in self.women):
                return place
        return None

    def _place(self, stretch: Stretch, visit_type: str, at: datetime, person: int) -> Visit | None:
        kind = self.types[visit_type]
        end = at + timedelta(minutes=kind["duration"])
        whole = (at - timedelta(minutes=kind.get("buffer_before", 0)), self._end(visit_type, at))
        day = at.date()
        room = self._free_room(visit_type, stretch.location, day, whole)
        if whole[0] < stretch.start or whole[1] > stretch.end or (kind.get("rooms") and room is None):
            return None
        if _clashes(self.busy[stretch.provider, day], whole):
            return None
        if self.counts[stretch.provider, visit_type, day] >= kind.get("daily_cap", 1000):
            return None
        for resource in (stretch.provider, room):
            if resource is not None:
                self.busy[resource, day].append(whole)
        self.counts[stretch.provider, visit_type, day] += 1
        self.met.add((person, day))
        if person in self.first_visits:
            self.first_visits.remove(person)
        state = self._state(day, person)
        visit = Visit(person, stretch.provider, stretch.location, visit_type, room, at, end, state)
        self.visits.append(visit)
        return visit

    def _free_room(self, visit_type: str, location: str, day: date, whole: tuple[datetime, datetime]) -> str | None:
        here = {room for entry in self.described["locations"] if entry["key"] == location for room in entry["rooms"]}
        rooms = [room for room in self.types[visit_type].get("rooms", ()) if room in here]
        return next((room for room in rooms if not _clashes(self.busy[room, day], whole)), None)

    def _state(self, day: date, person: int) -> str:
        if day >= self.today:
            soon = day <= self.today + timedelta(days=3)
            return "confirmed" if soon and person >= self.named and self.rng.random() < 0.6 else "booked"
        return self.rng.choices(["completed", "no_show"], [0.94, 0.06])[0]


def _clashes(busy: list[tuple[datetime, datetime]], whole: tuple[datetime, datetime]) -> bool:
    return any(start < whole[1] and whole[0] < end for start, end in busy)


def _time_off(entry: dict[str, Any], today: date, zone: ZoneInfo) -> tuple[str, datetime, datetime, str]:
    """Whole days from `from_day` to `to_day` (counted from `today`), or the times of one day."""
    first = today + timedelta(days=entry.get("from_day", 0))
    if "start" in entry:
        start, end = (datetime.combine(first, time.fromisoformat(entry[w]), zone) for w in ("start", "end"))
    else:
        start = datetime.combine(first, time(), zone)
        end = datetime.combine(today + timedelta(days=entry["to_day"] + 1), time(), zone)
    return entry["provider"], start, end, entry["reason"]


def _data(name: str) -> Any:
    return yaml.safe_load((files("scheduling") / "sample" / name).read_text(encoding="utf-8"))
