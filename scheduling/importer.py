"""What the imports share: one transaction, its faults so far, and the clinic's names looked up once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from scheduling import catalogue, models
from scheduling.catalogue import Snapshot
from scheduling.csv_format import BadRow, Record
from scheduling.rules import Rules
from scheduling.values import Actor, SchedulingError

LONGEST_SHOWN = 60


def shown(name: object) -> str:
    """A name of the clinic's, as a fault repeats it. Patients' names are not repeated."""
    text = str(name)
    return f'"{text}"' if len(text) <= LONGEST_SHOWN else f'"{text[:LONGEST_SHOWN]}…"'


@dataclass
class Importer:
    connection: Connection
    now: datetime
    actor: Actor
    bad: list[BadRow] = field(default_factory=list)

    def fault(self, record: Record, column: str, problem: str) -> None:
        self.bad.append(BadRow(record.line, column, problem))

    @contextmanager
    def row(self, record: Record) -> Iterator[None]:
        """Work on one row, in a savepoint: what the library refuses is the row's fault, and the next is looked at."""
        try:
            with self.connection.begin_nested():
                yield
        except SchedulingError as error:
            self.fault(record, "", str(error))

    def ids(self, table: Table, key: str = "name") -> dict[str, int]:
        """Names as they are compared (case is not) to ids."""
        rows = self.connection.execute(select(table.c[key], table.c.id).where(table.c[key].is_not(None)))
        return {str(name).casefold(): id for name, id in rows}

    def look_up(self, record: Record, column: str, known: dict[str, int], *, of_patient: bool = False) -> int | None:
        """The id of what the cell names; None and a fault where nothing is called so. of_patient: not repeated."""
        found = known.get(str(record.values[column]).casefold())
        if found is None:
            called = "by that id" if of_patient else shown(record.values[column])
            self.fault(record, column, f"nothing is called {called} in the database: import it first")
        return found

    def look_up_all(self, record: Record, column: str, known: dict[str, int]) -> list[int]:
        found = {name: known.get(name.casefold()) for name in record.values[column]}
        if missing := [name for name, id in found.items() if id is None]:
            called = ", ".join(map(shown, missing))
            self.fault(record, column, f"nothing is called {called} in the database: import it first")
        return [id for id in found.values() if id is not None]

    def once(self, records: Iterable[Record], *columns: str) -> list[Record]:
        """The rows whose `columns` no earlier row had; the others are faults."""
        seen: dict[tuple[str, ...], int] = {}
        kept = []
        for record in records:
            key = tuple(str(record.values[column]).casefold() for column in columns)
            if key in seen:
                self.fault(record, columns[0], f"the same as on line {seen[key]}")
                continue
            seen[key] = record.line
            kept.append(record)
        return kept

    def upsert(self, table: Table, known: dict[str, int], values: dict[str, Any]) -> int:
        """The id of the row called `values["name"]`, with these values."""
        id = known.get(values["name"].casefold())
        if id is None:
            primary = self.connection.execute(insert(table).values(values)).inserted_primary_key
            assert primary is not None
            return int(primary[0])
        self.connection.execute(update(table).where(table.c.id == id).values(values))
        return id

    @cached_property
    def snapshot(self) -> Snapshot:
        return catalogue.load(self.connection, Rules(), self.now)

    @cached_property
    def rooms(self) -> dict[str, list[int]]:
        """Rooms by name: one name may be used at several locations."""
        found: dict[str, list[int]] = {}
        for name, id in self.connection.execute(select(models.rooms.c.name, models.rooms.c.id)):
            found.setdefault(name.casefold(), []).append(id)
        return found
