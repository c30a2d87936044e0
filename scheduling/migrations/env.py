"""Run by Alembic for every command: the connection, with its transaction, is handed in."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import BigInteger

from scheduling.columns import Instant, metadata
from scheduling.models import appointments


def render(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """New revisions speak of our column types by their names."""
    if kind != "type":
        return False
    name = "Instant" if isinstance(item, Instant) else "Id" if item is appointments.c.id.type else None
    if name is None or (isinstance(item, BigInteger) and name != "Id"):
        return False
    autogen.imports.add(f"from scheduling.columns import {name}")
    return "Instant()" if name == "Instant" else "Id"


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transaction_per_migration=False,
    render_item=render,
)
context.run_migrations()
