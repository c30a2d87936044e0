"""The candidates of a stretch of days: what the calendars leave free, with what the database says is busy taken out."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Connection, cast, extract, func, or_, select, type_coerce

from scheduling import models as m
from scheduling.catalogue import Snapshot
from scheduling.columns import at_instant
from scheduling.openings import Stretch, common, free_stretches, held_starts, merged, open_stretches, without
from scheduling.resources import Kind, resource
from scheduling.rules import VisitRules
from scheduling.values import Opening
from scheduling.walltime import DAY, local

Busy = dict[int, list[Stretch]]


class Candidate(NamedTuple):
    """An opening in numbers: searches look at thousands and hand on three."""

    start: int
    provider_id: int
    location_id: int
    room_id: int | None


@dataclass(frozen=True, slots=True)
class Asker:
    """Whose time counts: the patient's visits are in the way, the visit that would be moved and own holds are not."""

    now: int
    patient_id: int | None = None
    moving: int | None = None
    owner: str | None = None


def opening(candidate: Candidate, rules: VisitRules, snapshot: Snapshot) -> Opening:
    return openings_of([candidate], rules, snapshot)[0]


def openings_of(found: Iterable[Candidate], rules: VisitRules, snapshot: Snapshot) -> tuple[Opening, ...]:
    """The candidates as openings; colleagues' times are the same objects."""
    times: dict[tuple[int, int], tuple[datetime, datetime]] = {}
    out: list[Opening] = []
    for start, provider, place, room in found:
        if (when := times.get((start, place))) is None:
            zone = snapshot.clocks[place].zone
            when = times[start, place] = local(start, zone), local(start + rules.duration * 60, zone)
        out.append(Opening(provider, place, rules.id, *when, room))
    return tuple(out)


def candidates(
    connection: Connection,
    snapshot: Snapshot,
    rules: VisitRules,
    pairs: Sequence[tuple[int, int]],
    days: tuple[date, date],
    asker: Asker,
) -> list[Candidate]:
    """All bookable starts of (provider, location) pairs on local days, both inclusive, in order of time."""
    found: list[Candidate] = []
    for place in sorted({place for _, place in pairs}):
        clock = snapshot.clocks[place]
        first, last = rules.bookable(asker.now)
        window = max(clock.midnight(days[0]), first), clock.midnight(days[1] + timedelta(days=1))
        if window[0] >= min(window[1], last):
            continue
        who = [provider for provider, at in pairs if at == place]
        rooms = snapshot.rooms_for(rules, place)
        if rules.room_ids and not rooms:
            continue
        holders, groups = _groups(connection, snapshot, rules, place, (who, rooms), window, asker)
        full = _full_days(connection, snapshot, rules, who, days, asker)
        for start, numbers in held_starts(groups, rules.grid, rules.duration, clock):
            if not window[0] <= start < window[1] or start + rules.duration * 60 > last:
                continue
            found.extend(
                _each_provider(start, place, [holders[n] for n in numbers], full, clock.day(start) if full else None)
            )
    found.sort()
    return found


def _each_provider(
    start: int,
    place: int,
    holders: Iterable[tuple[int, int | None]],
    full: set[tuple[int, date]],
    day: date | None,
) -> Iterable[Candidate]:
    """One candidate a provider, in the first of the rooms that are free."""
    seen: set[int] = set()
    for provider, room in holders:
        if provider not in seen and (day is None or (provider, day) not in full):
            seen.add(provider)
            yield Candidate(start, provider, place, room)


def _groups(
    connection: Connection,
    snapshot: Snapshot,
    rules: VisitRules,
    place: int,
    who_and_where: tuple[Sequence[int], Sequence[int]],
    window: Stretch,
    asker: Asker,
) -> tuple[list[tuple[int, int | None]], list[list[Stretch]]]:
    """(provider, room) with the time in which the visit itself may lie."""
    who, rooms = who_and_where
    margin = DAY if rules.grid.anchor != "local_midnight" else 0  # grids that start with a free stretch need its start
    wide = window[0] - margin, window[1] + DAY
    patient = [] if asker.patient_id is None else [resource(Kind.PATIENT, asker.patient_id)]
    keys = [resource(Kind.PROVIDER, id) for id in who] + [resource(Kind.ROOM, id) for id in rooms] + patient
    busy = read_busy(connection, keys, wide, asker)
    taken = merged(busy[patient[0]]) if patient else []
    in_room = {room: free_stretches([wide], busy[resource(Kind.ROOM, room)], rules.shape) for room in rooms}
    holders: list[tuple[int, int | None]] = []
    groups: list[list[Stretch]] = []
    for provider in who:
        hours = open_stretches(snapshot.calendars[provider, place], wide)
        free = without(free_stretches(hours, busy[resource(Kind.PROVIDER, provider)], rules.shape), taken)
        for room in rooms or (None,):
            holders.append((provider, room))
            groups.append(free if room is None else common(free, in_room[room]))
    return holders, groups


def read_busy(connection: Connection, resources: Sequence[int], window: Stretch, asker: Asker) -> Busy:
    """What is taken, buffers included, by resource; unsorted. Holds that have run out are not, nor the asker's own."""
    table = m.occupancy.c
    begins, ends = _gathered(table.start_at, connection), _gathered(table.end_at, connection)
    query = select(table.resource, begins, ends).where(
        table.resource.in_(resources),
        table.start_at > at_instant(window[0] - DAY),  # no row is longer than a day
        table.start_at < at_instant(window[1]),
    )
    if ignored := _ignored(connection, asker):
        query = query.where(or_(table.appointment_id.is_(None), table.appointment_id.not_in(ignored)))
    busy: Busy = defaultdict(list)
    for who, first, last in connection.execute(query.group_by(table.resource)):
        busy[who] = list(zip(*map(_numbers, (first, last)), strict=True))
    return busy


def _ignored(connection: Connection, asker: Asker) -> set[int]:
    visit = m.appointments.c
    free = visit.hold_expires_at <= at_instant(asker.now)
    if asker.owner is not None:
        free |= visit.owner == asker.owner
    holds = connection.scalars(select(visit.id).where(m.IS_HELD, free))
    return {*holds, *(() if asker.moving is None else (asker.moving,))}


def _gathered(column: ColumnElement[Any], connection: Connection) -> ColumnElement[Any]:
    """A group's instants in one value, as epoch seconds: a row for each would cost more than the sums on them."""
    if connection.dialect.name == "sqlite":
        return func.json_group_array(type_coerce(column, BigInteger))
    return func.array_agg(cast(extract("epoch", column), BigInteger))


def _numbers(gathered: str | list[int]) -> list[int]:
    return json.loads(gathered) if isinstance(gathered, str) else gathered


def _full_days(
    connection: Connection,
    snapshot: Snapshot,
    rules: VisitRules,
    who: Sequence[int],
    days: tuple[date, date],
    asker: Asker,
) -> set[tuple[int, date]]:
    """(provider, day) on which a daily cap is reached."""
    capped = [id for id in who if rules.max_per_day is not None or id in snapshot.provider_caps]
    if not capped:
        return set()
    table, visit = m.day_counts.c, m.appointments.c
    query = select(table.provider_id, table.day, table.visit_type_id, table.taken).where(
        table.provider_id.in_(capped), table.day.between(*days), table.visit_type_id.in_((0, rules.id))
    )
    moving = None
    if asker.moving is not None:
        own = select(visit.provider_id, visit.day, visit.visit_type_id).where(visit.id == asker.moving)
        moving = connection.execute(own).first()
    overdue = m.IS_HELD & (visit.hold_expires_at <= at_instant(asker.now))
    gone = Counter(
        (row.provider_id, row.day, kind)
        for row in connection.execute(select(visit.provider_id, visit.day, visit.visit_type_id).where(overdue))
        for kind in (0, row.visit_type_id)
    )
    full: set[tuple[int, date]] = set()
    for provider, day, kind, taken in connection.execute(query):
        cap = rules.max_per_day if kind else snapshot.provider_caps.get(provider)
        own_count = moving is not None and (moving[0], moving[1]) == (provider, day) and kind in (0, moving[2])
        if cap is not None and taken - own_count - gone[provider, day, kind] >= cap:
            full.add((provider, day))
    return full
