"""The files that describe the clinic: locations, visit types, providers, hours. A row of a known name changes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, time
from typing import Any, get_args

from sqlalchemy import Table, delete, insert, select

from scheduling import models
from scheduling.ages import OLDEST
from scheduling.csv_format import Column, Record, flag, listing, one_of, timezone, wall_time, weekday, whole, words
from scheduling.importer import Importer, shown
from scheduling.moments import read_day
from scheduling.openings import Anchor

AGES = (Column("min_age", whole(0, OLDEST), required=False), Column("max_age", whole(0, OLDEST), required=False))
LOCATIONS = (
    Column("name", words),
    Column("timezone", timezone),
    Column("address", words, required=False, default=""),
    Column("phone", words, required=False, default=""),
    Column("country", str.upper, required=False),
    Column("subdivision", str.upper, required=False),
    Column("aliases", listing, required=False, default=[]),
    Column("rooms", listing, required=False, default=[]),
)
VISIT_TYPES = (
    Column("name", words),
    Column("duration_min", whole(1, 720)),
    Column("aliases", listing, required=False, default=[]),
    Column("audience", one_of("all", "new", "established"), required=False, default="all"),
    Column("buffer_before_min", whole(0, 240), required=False, default=0),
    Column("buffer_after_min", whole(0, 240), required=False, default=0),
    Column("step_min", whole(1, 720), required=False),
    Column("anchor", one_of(*get_args(Anchor)), required=False),
    Column("notice_min", whole(0, 525_600), required=False),
    Column("horizon_days", whole(1, 1100), required=False),
    Column("max_per_day", whole(1, 1000), required=False),
    Column("active", flag, required=False, default=True),
    *AGES,
    Column("rooms", listing, required=False, default=[]),
)
PROVIDERS = (
    Column("name", words),
    Column("specialty", words, required=False, default=""),
    Column("visit_types", listing, required=False, default=[]),
    Column("aliases", listing, required=False, default=[]),
    Column("pronunciation", words, required=False),
    Column("active", flag, required=False, default=True),
    Column("max_per_day", whole(1, 1000), required=False),
    *AGES,
)
HOURS = (
    Column("provider", words),
    Column("location", words),
    Column("weekday", weekday),
    Column("starts", wall_time),
    Column("ends", wall_time),
    Column("valid_from", read_day, required=False),
    Column("valid_to", read_day, required=False),
)


def locations(importer: Importer, records: Sequence[Record]) -> int:
    known = importer.ids(models.locations)
    rows = importer.once(records, "name")
    for record in rows:
        values = dict(record.values)
        names = values.pop("rooms")
        place = importer.upsert(models.locations, known, values)
        table = models.rooms
        there = set(importer.connection.scalars(select(table.c.name).where(table.c.location_id == place)))
        new = [{"location_id": place, "name": name} for name in dict.fromkeys(names) if name not in there]
        if new:
            importer.connection.execute(insert(table), new)
    return len(rows)


def visit_types(importer: Importer, records: Sequence[Record]) -> int:
    known = importer.ids(models.visit_types)
    rows = importer.once(records, "name")
    for record in rows:
        values = dict(record.values)
        if not _ages(importer, record):
            continue
        found = {name: importer.rooms.get(name.casefold(), []) for name in values.pop("rooms")}
        if missing := [name for name, there in found.items() if not there]:
            called = ", ".join(map(shown, missing))
            importer.fault(record, "rooms", f"no location has a room called {called}: import the locations first")
        visit_type = importer.upsert(models.visit_types, known, values)
        rooms = sorted({room for rooms in found.values() for room in rooms})
        _replace(importer, models.visit_type_rooms, "visit_type_id", visit_type, "room_id", rooms)
    return len(rows)


def providers(importer: Importer, records: Sequence[Record]) -> int:
    known, kinds = importer.ids(models.providers), importer.ids(models.visit_types)
    rows = importer.once(records, "name")
    for record in rows:
        values = dict(record.values)
        if not _ages(importer, record):
            continue
        offered = sorted(set(importer.look_up_all(record, "visit_types", kinds)))
        del values["visit_types"]
        provider = importer.upsert(models.providers, known, values)
        _replace(importer, models.provider_visit_types, "provider_id", provider, "visit_type_id", offered)
    return len(rows)


def _ages(importer: Importer, record: Record) -> bool:
    least, most = record.values["min_age"], record.values["max_age"]
    if least is not None and most is not None and most < least:
        importer.fault(record, "max_age", "below min_age")
        return False
    return True


def hours(importer: Importer, records: Sequence[Record]) -> int:
    """The hours of every provider in the file become those in the file."""
    known, places = importer.ids(models.providers), importer.ids(models.locations)
    rows: dict[int, list[tuple[Record, dict[str, Any]]]] = defaultdict(list)
    for record in records:
        provider = importer.look_up(record, "provider", known)
        place = importer.look_up(record, "location", places)
        if provider is None or place is None or not _forward(importer, record):
            continue
        values = {name: record.values[name] for name in ("weekday", "starts", "ends", "valid_from", "valid_to")}
        for other, earlier in rows[provider]:
            if _overlap(values, earlier):
                where = f"overlaps the hours on line {other.line}"
                importer.fault(record, "starts", f"{where}: a provider is in one place at a time")
        rows[provider].append((record, values | {"provider_id": provider, "location_id": place}))
    table = models.working_hours
    for provider, lines in rows.items():
        importer.connection.execute(delete(table).where(table.c.provider_id == provider))
        importer.connection.execute(insert(table), [values for _, values in lines])
    return sum(len(lines) for lines in rows.values())


def _forward(importer: Importer, record: Record) -> bool:
    """Whether the row's times and days run forward; midnight as an end is the end of the day."""
    values = record.values
    if values["ends"] <= values["starts"] and values["ends"] != time(0):
        importer.fault(record, "ends", "not after the start; hours over midnight are two rows, up to 00:00 and from it")
        return False
    if values["valid_from"] and values["valid_to"] and values["valid_to"] < values["valid_from"]:
        importer.fault(record, "valid_to", "before valid_from")
        return False
    return True


def _overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    def days(hours: dict[str, Any]) -> tuple[date, date]:
        return hours["valid_from"] or date.min, hours["valid_to"] or date.max

    def minutes(hours: dict[str, Any]) -> tuple[int, int]:
        start, end = (60 * wall.hour + wall.minute for wall in (hours["starts"], hours["ends"]))
        return start, end or 24 * 60

    if one["weekday"] != other["weekday"]:
        return False
    (a, b), (c, d) = days(one), days(other)
    (e, f), (g, h) = minutes(one), minutes(other)
    return a <= d and c <= b and e < h and g < f


def _replace(importer: Importer, table: Table, owner: str, owner_id: int, other: str, ids: Sequence[int]) -> None:
    importer.connection.execute(delete(table).where(table.c[owner] == owner_id))
    if ids:
        importer.connection.execute(insert(table), [{owner: owner_id, other: id} for id in ids])
