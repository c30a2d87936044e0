"""Run by Alembic for every command: the connection, with its transaction, is handed in."""

from __future__ import annotations

from alembic import context

from voice_agent.calls.migrations import VERSION_TABLE
from voice_agent.calls.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, version_table=VERSION_TABLE
)
context.run_migrations()
