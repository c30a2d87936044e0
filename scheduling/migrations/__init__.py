"""The schema's history, and the commands that move a database along it. They work from an installed package."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from scheduling.database import Database
from scheduling.values import SchemaOutdated


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def head() -> str:
    """The revision that this version of the library works with."""
    revision = ScriptDirectory.from_config(_config()).get_current_head()
    assert revision is not None
    return revision


def current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


async def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the schema up to `revision`, all in one transaction; data stay."""
    await database.write(lambda connection: command.upgrade(_config(connection), revision))


async def downgrade(database: Database, revision: str) -> None:
    """Take the schema back to `revision` ("base": nothing is left); what later revisions added goes with it."""
    await database.write(lambda connection: command.downgrade(_config(connection), revision))


async def check(database: Database) -> None:
    """Raises SchemaOutdated unless the database is at `head()`."""
    found = await database.read(current)
    if found != head():
        state = "has no tables" if found is None else f"is at revision {found}, and this version needs {head()}"
        raise SchemaOutdated(f"the database {state}: run `voice-agent db upgrade` (or `python -m scheduling upgrade`)")
