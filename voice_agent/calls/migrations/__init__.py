"""The history of the calls' tables. It has a version table of its own, beside the calendar's."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from scheduling.database import Database

VERSION_TABLE = "calls_version"


def config(connection: Connection | None = None) -> Config:
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


async def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the tables up to `revision`; data stay. Nothing happens where they are there already."""
    await database.write(lambda connection: command.upgrade(config(connection), revision))


async def downgrade(database: Database, revision: str) -> None:
    """Take them back to `revision` ("base": nothing is left)."""
    await database.write(lambda connection: command.downgrade(config(connection), revision))
