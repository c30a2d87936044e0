"""Import from CSV: all of a file or nothing of it, and every bad row told by its line.

A dry run does the same work, guards and all, and undoes it. What is there already is left as it is, so that a file may
be imported again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from scheduling import audit
from scheduling.csv_format import BadRow, Column, Record, read
from scheduling.database import Database
from scheduling.import_catalogue import (
    HOURS,
    LOCATIONS,
    PROVIDERS,
    VISIT_TYPES,
    hours,
    locations,
    providers,
    visit_types,
)
from scheduling.import_visits import APPOINTMENTS, PATIENTS, appointments, patients
from scheduling.importer import Importer
from scheduling.values import Actor, NotAllowed


@dataclass(frozen=True, slots=True)
class Report:
    """rows: read from the file. written: new or changed. bad: nothing is written where there is one."""

    kind: str
    rows: int
    written: int
    bad: tuple[BadRow, ...]
    dry_run: bool


@dataclass(frozen=True, slots=True)
class Kind:
    columns: Sequence[Column]
    write: Callable[[Importer, Sequence[Record]], int]


KINDS: Mapping[str, Kind] = {  # in the order in which an empty database wants them
    "locations": Kind(LOCATIONS, locations),
    "visit_types": Kind(VISIT_TYPES, visit_types),
    "providers": Kind(PROVIDERS, providers),
    "hours": Kind(HOURS, hours),
    "patients": Kind(PATIENTS, patients),
    "appointments": Kind(APPOINTMENTS, appointments),
}


async def import_csv(
    database: Database, kind: str, text: str, *, now: datetime, actor: Actor, dry_run: bool = False
) -> Report:
    """One file in one transaction. Raises NotAllowed("kind"); whatever is wrong with the rows is in the report."""
    if kind not in KINDS:
        raise NotAllowed("kind", f"no import of {kind!r}: one of {', '.join(KINDS)}")
    records, bad = read(text, KINDS[kind].columns)

    def work(connection: Connection) -> Report:
        importer = Importer(connection, now, actor, list(bad))
        written = KINDS[kind].write(importer, records)
        rows = len({row.line for row in bad if row.line > 1}) + len(records)
        faults = tuple(sorted(importer.bad, key=lambda row: (row.line, row.column)))
        report = Report(kind, rows, 0 if faults else written, faults, dry_run)
        if faults or dry_run:
            raise _Undo(report)
        entry = audit.Entry(now.astimezone(UTC), actor, "import", kind, detail={"rows": rows, "written": written})
        audit.record(connection, entry)
        return report

    try:
        return await database.write(work)
    except _Undo as undo:
        return undo.report


class _Undo(Exception):
    """Leaves the transaction, so that nothing of it stays."""

    def __init__(self, report: Report) -> None:
        super().__init__("undone")
        self.report = report
