"""What the clinic offers and when it works, read once and kept until the catalogue's revision moves on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, cast

import holidays
from sqlalchemy import Connection, select

from scheduling import models as m
from scheduling.ages import EVERYBODY, Ages
from scheduling.openings import Anchor, Calendar, Grid, Hours, Stretch
from scheduling.rules import Rules, VisitRules
from scheduling.values import Catalogue, Location, NotAllowed, NotFound, Provider, VisitType
from scheduling.walltime import WallClock, zone

HOLIDAY_YEARS = 3


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One revision of the catalogue, ready for sums. `calendars` by (provider, location); rooms by location."""

    revision: int
    read_on: date
    catalogue: Catalogue
    rules: Mapping[int, VisitRules]
    calendars: Mapping[tuple[int, int], Calendar]
    clocks: Mapping[int, WallClock]
    rooms: Mapping[int, int]
    provider_caps: Mapping[int, int]
    provider_ages: Mapping[int, Ages]  # of those who do not see everybody
    active: frozenset[int]
    active_types: frozenset[int]
    offers: frozenset[tuple[int, int]]

    def visit_rules(self, visit_type_id: int) -> VisitRules:
        try:
            return self.rules[visit_type_id]
        except KeyError:
            raise NotFound(f"no visit type has the id {visit_type_id}") from None

    def rooms_for(self, rules: VisitRules, location_id: int) -> tuple[int, ...]:
        return tuple(room for room in rules.room_ids if self.rooms.get(room) == location_id)

    def ages(self, provider_id: int, visit_type_id: int) -> tuple[Ages, ...]:
        """The rules, if any, on how old a patient may be."""
        both = self.visit_rules(visit_type_id).ages, self.provider_ages.get(provider_id, EVERYBODY)
        return tuple(ages for ages in both if not ages.any)

    def check_offer(self, provider_id: int, location_id: int, visit_type_id: int) -> Calendar:
        """The calendar to book in. Raises NotFound, or NotAllowed: "inactive", "visit_type" or "location"."""
        self.visit_rules(visit_type_id)
        if visit_type_id not in self.active_types:
            raise NotAllowed("inactive", "that type of visit is not offered at present")
        if all(provider.id != provider_id for provider in self.catalogue.providers):
            raise NotFound(f"no provider has the id {provider_id}")
        if provider_id not in self.active:
            raise NotAllowed("inactive", "that provider takes no visits at present")
        if (provider_id, visit_type_id) not in self.offers:
            raise NotAllowed("visit_type", "that provider does not do this type of visit")
        if (provider_id, location_id) not in self.calendars:
            raise NotAllowed("location", "that provider does not work at this location")
        return self.calendars[provider_id, location_id]


def revision(connection: Connection) -> int:
    return int(connection.execute(select(m.catalogue_revision.c.n)).scalar_one())


def load(connection: Connection, rules: Rules, now: datetime) -> Snapshot:
    """Read the catalogue. Raises NotAllowed("zone") for a location in no known zone."""
    at = revision(connection)
    places = connection.execute(select(m.locations).order_by(m.locations.c.id)).all()
    people = connection.execute(select(m.providers).order_by(m.providers.c.name)).all()
    types = connection.execute(select(m.visit_types).order_by(m.visit_types.c.id)).all()
    offers = frozenset(
        (row.provider_id, row.visit_type_id) for row in connection.execute(select(m.provider_visit_types))
    )
    needed = connection.execute(select(m.visit_type_rooms)).all()
    clocks = {row.id: WallClock(zone(row.timezone)) for row in places}
    calendars = _calendars(connection, places, clocks, now)
    return Snapshot(
        revision=at,
        read_on=now.date(),
        catalogue=Catalogue(
            tuple(Location(r.id, r.name, r.timezone, r.address, r.phone, tuple(r.aliases)) for r in places),
            tuple(_provider(row, calendars, offers) for row in people),
            tuple(
                VisitType(r.id, r.name, r.duration_min, tuple(r.aliases), r.audience, r.max_age)
                for r in types
                if r.active
            ),
        ),
        rules={
            row.id: _visit_rules(row, rules, tuple(r.room_id for r in needed if r.visit_type_id == row.id))
            for row in types
        },
        calendars=calendars,
        clocks=clocks,
        rooms={row.id: row.location_id for row in connection.execute(select(m.rooms).where(m.rooms.c.active))},
        provider_caps={row.id: row.max_per_day for row in people if row.max_per_day is not None},
        provider_ages={r.id: ages for r in people if not (ages := Ages(r.min_age, r.max_age)).any},
        active=frozenset(row.id for row in people if row.active),
        active_types=frozenset(row.id for row in types if row.active),
        offers=offers,
    )


def _provider(row: Any, calendars: Iterable[tuple[int, int]], offers: Iterable[tuple[int, int]]) -> Provider:
    return Provider(
        id=row.id,
        name=row.name,
        specialty=row.specialty,
        location_ids=tuple(sorted(place for who, place in calendars if who == row.id)),
        visit_type_ids=tuple(sorted(kind for who, kind in offers if who == row.id)),
        aliases=tuple(row.aliases),
        pronunciation=row.pronunciation,
        active=row.active,
    )


def _visit_rules(row: Any, rules: Rules, room_ids: tuple[int, ...]) -> VisitRules:
    step = row.step_min or rules.step_min
    return VisitRules(
        id=row.id,
        duration=row.duration_min,
        before=row.buffer_before_min,
        after=row.buffer_after_min,
        grid=Grid(cast(Anchor, row.anchor) if row.anchor else rules.anchor, step, round_to=step),
        notice=rules.notice_min if row.notice_min is None else row.notice_min,
        notice_inclusive=rules.notice_inclusive,
        horizon=row.horizon_days or rules.horizon_days,
        inside_hours=rules.buffers_inside_hours,
        audience=row.audience,
        ages=Ages(row.min_age, row.max_age),
        max_per_day=row.max_per_day,
        room_ids=room_ids,
    )


def _calendars(
    connection: Connection, places: Iterable[Any], clocks: Mapping[int, WallClock], now: datetime
) -> dict[tuple[int, int], Calendar]:
    hours: defaultdict[tuple[int, int], list[Hours]] = defaultdict(list)
    for row in connection.execute(select(m.working_hours)):
        line = Hours(row.weekday, row.starts, row.ends, row.valid_from, row.valid_to)
        hours[row.provider_id, row.location_id].append(line)
    replaced: defaultdict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(select(m.hours_overrides)):
        replaced[row.provider_id].append(row)
        if row.location_id is not None:
            hours.setdefault((row.provider_id, row.location_id), [])
    off: defaultdict[int, list[Stretch]] = defaultdict(list)
    for row in connection.execute(select(m.time_off).where(m.time_off.c.end_at > now)):
        off[row.provider_id].append((int(row.start_at.timestamp()), int(row.end_at.timestamp())))
    closed = _closed(connection, places, now.year)
    return {
        (who, place): Calendar(
            clock=clocks[place],
            hours=tuple(lines),
            overrides=_overrides(replaced[who], place),
            closed=closed[place],
            off=tuple(off[who]),
        )
        for (who, place), lines in hours.items()
    }


def _overrides(rows: Iterable[Any], place: int) -> dict[date, tuple[tuple[time, time], ...]]:
    """A day with an override at any location is replaced at all of them: nobody is in two places."""
    days: defaultdict[date, list[tuple[time, time]]] = defaultdict(list)
    for row in rows:
        windows = days[row.day]
        if row.location_id == place:
            windows.append((row.starts, row.ends))
    return {day: tuple(sorted(windows)) for day, windows in days.items()}


def _closed(connection: Connection, places: Iterable[Any], year: int) -> dict[int, frozenset[date]]:
    years = range(year - 1, year + HOLIDAY_YEARS)
    days: dict[int, set[date]] = {}
    for row in places:
        days[row.id] = set()
        if row.country:
            try:
                days[row.id] = set(holidays.country_holidays(row.country, subdiv=row.subdivision, years=years))
            except NotImplementedError as error:
                message = f"no holidays are known for {row.country} {row.subdivision or ''}: use ISO 3166 codes"
                raise NotAllowed("country", message) from error
    for row in connection.execute(select(m.closures)):
        (days[row.location_id].discard if row.open else days[row.location_id].add)(row.day)
    return {place: frozenset(found) for place, found in days.items()}
