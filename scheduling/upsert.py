"""INSERT … ON CONFLICT, which both engines have and SQLAlchemy spells once for each."""

from __future__ import annotations

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_or(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insert that takes `on_conflict_do_nothing()` and `on_conflict_do_update(…)` on the engine of `connection`."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
