"""Recurring visits: the same wall time every so many days, all of them or as many as was said, in one transaction."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from scheduling import occupancy, outbox
from scheduling.booking import BOOKED, from_hold, seat
from scheduling.holds import new_row, settle
from scheduling.models import appointments
from scheduling.rules import check_time
from scheduling.values import Appointment, NotAllowed, Opening, SeriesTaken, Taken
from scheduling.work import Work, check_hours

LONGEST = 52


def book_series(
    work: Work,
    hold_id: int,
    patient_id: int,
    *,
    every_days: int,
    count: int,
    at_least: int | None = None,
    reason: str | None = None,
    weekdays: tuple[int, ...] = (),
) -> tuple[Appointment, ...]:
    """The held time and `count` - 1 more, every `every_days`; with `weekdays` on each of these, in every week that this
    reaches. at_least: fewer will do, down to so many (None: all).

    Raises SeriesTaken where not enough are free; Taken where the hold has run out; NotAllowed: "series", and as `book`.
    """
    if not (1 <= every_days <= 366 and 2 <= count <= LONGEST and 1 <= (at_least or count) <= count):
        raise NotAllowed("series", f"a series has 2 to {LONGEST} visits, 1 to 366 days apart")
    if (done := work.done_before("book_series")) is not None:
        return _of_series(work, work.row(done).series_id)
    series_id = str(uuid.uuid5(uuid.NAMESPACE_OID, f"series:{hold_id}"))
    first = from_hold(work, hold_id, patient_id, reason, series_id)
    seat(work, first)
    rows = [first]
    start = work.opening(first)
    for days in days_after(start.start.date(), every_days, count - 1, weekdays):
        opening = later(start, timedelta(days=days))
        row = _try(work, opening, patient_id, series_id, reason)
        rows += [] if row is None else [row]
    if len(rows) < (at_least or count):
        raise SeriesTaken(len(rows), count)
    visits = tuple(work.appointment(row) for row in rows)
    work.record("book_series", first.id, series=series_id, visits=len(visits), asked=count, patient=patient_id)
    work.announce([row for visit in visits for row in outbox.booked(visit, work.now, work.notices)])
    return visits


def days_after(first: date, every_days: int, count: int, weekdays: tuple[int, ...] = ()) -> list[int]:
    """How many days after the first visit each of the `count` others is. Weeks begin on Mondays."""
    if not weekdays:
        return [every_days * n for n in range(1, count + 1)]
    weeks = max(1, every_days // 7)
    found: list[int] = []
    days = 0
    while len(found) < count:
        days += 1
        week = (days + first.weekday()) // 7
        if week % weeks == 0 and (first.weekday() + days) % 7 in weekdays:
            found.append(days)
    return found


def later(opening: Opening, by: timedelta) -> Opening:
    """The same wall time so many days later, as long on the clock of elapsed time."""
    wall = opening.start.replace(tzinfo=None, fold=0) + by
    start = datetime.fromtimestamp(wall.replace(tzinfo=opening.start.tzinfo).timestamp(), opening.start.tzinfo)
    length = opening.end.timestamp() - opening.start.timestamp()
    return replace(opening, start=start, end=datetime.fromtimestamp(start.timestamp() + length, start.tzinfo))


def _try(work: Work, opening: Opening, patient_id: int, series_id: str, reason: str | None) -> Any | None:
    """The booked row, or None where that time is taken, full or outside hours. Raises NotAllowed: "horizon", "age"."""
    rules = work.snapshot.visit_rules(opening.visit_type_id)
    check_time(rules, opening.start, opening.end, work.now, notice=False)
    work.check_age(opening, patient_id)
    values = {"patient_id": patient_id, "series_id": series_id, "reason": reason}
    try:
        with work.connection.begin_nested():
            check_hours(work.snapshot, opening, rules)
            row = new_row(work, opening, BOOKED.value, **values)
            settle(work, row, rules, occupancy.visit_rows(row.id, opening, patient_id, rules))
            return row
    except Taken:
        return None
    except NotAllowed as refusal:
        if refusal.rule in ("hours", "daily_cap"):
            return None
        raise


def _of_series(work: Work, series_id: str) -> tuple[Appointment, ...]:
    query = select(appointments).where(appointments.c.series_id == series_id).order_by(appointments.c.start_at)
    return tuple(work.appointment(row) for row in work.connection.execute(query))
