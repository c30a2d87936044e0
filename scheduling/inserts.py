"""Rows for several tables in one go.

A booking leaves rows in five tables, and on PostgreSQL the way there and back is most of what each costs: there they
are one statement. SQLite has no such statement and no way to go: there they are one after another. The words are kept,
since the toolkit would compile statements of several rows anew every time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table

Shape = tuple[Table, tuple[str, ...], int, str]
Plan = tuple[str, tuple[Callable[[Any], Any] | None, ...]]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows for one table, all with the same columns. Columns left out take what the schema says. `tail`: what follows
    the values, ON CONFLICT or RETURNING."""

    table: Table
    rows: Sequence[Mapping[str, Any]]
    tail: str = ""

    @property
    def shape(self) -> Shape:
        return self.table, tuple(self.rows[0]), len(self.rows), self.tail


def insert(connection: Connection, *parts: Rows) -> Sequence[Any]:
    """Write a few rows (not an import's thousands); what the first part's RETURNING gives, as the driver gives it.

    Raises IntegrityError where the schema refuses one: then the transaction (or savepoint) has to be given up.
    """
    written = [part for part in parts if part.rows]
    found: Sequence[Any] = ()
    values = [value for part in written for row in part.rows for value in row.values()]
    for words, processors in _plans(connection.dialect, tuple(part.shape for part in written)):
        own, values = values[: len(processors)], values[len(processors) :]
        bound = [value if to is None else to(value) for to, value in zip(processors, own, strict=True)]
        result = connection.exec_driver_sql(words, tuple(bound))
        if result.returns_rows and not found:
            found = result.all()
    return found if parts[0].tail and parts[0].rows else ()


@lru_cache(maxsize=256)
def _plans(dialect: Dialect, shapes: tuple[Shape, ...]) -> tuple[Plan, ...]:
    """Statements, each with what turns its values into the driver's."""
    one_statement = dialect.name == "postgresql"
    words: list[str] = []
    processors: list[tuple[Callable[[Any], Any] | None, ...]] = []
    marks = 0
    for table, columns, rows, tail in shapes:
        lines = []
        for _ in range(rows):
            line = [f"${marks + n}" if one_statement else "?" for n in range(1, len(columns) + 1)]
            lines.append(f"({', '.join(line)})")
            marks += len(columns)
        words.append(f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES {', '.join(lines)} {tail}".rstrip())
        row = tuple(table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in columns)
        processors.append(row * rows)
    if not one_statement or len(shapes) < 2:
        return tuple(zip(words, processors, strict=True))
    # PostgreSQL ends the parts that nothing reads from the last to the first: so they are named the other way round
    others = [f"p{n} AS ({words[n]})" for n in reversed(range(1, len(words)))]
    read = "SELECT * FROM p0" if "RETURNING" in words[0] else "SELECT 1"
    together = f"WITH {', '.join([*others, f'p0 AS ({words[0]})'])} {read}"
    return ((together, tuple(to for part in processors for to in part)),)
