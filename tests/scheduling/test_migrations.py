from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import DBAPIError

from scheduling import migrations, models
from scheduling.database import connect
from scheduling.values import SchemaOutdated
from tests.scheduling.clinic import make_clinic, visit


async def test_the_migrations_make_the_tables_that_the_models_describe(empty_url: str) -> None:
    database = connect(empty_url)
    await migrations.upgrade(database)

    def differences(connection: Connection) -> list[object]:
        return compare_metadata(MigrationContext.configure(connection), models.metadata)

    assert await database.read(differences) == []
    await database.close()


async def test_data_survive_a_downgrade_and_an_upgrade(empty_url: str) -> None:
    database = connect(empty_url)
    await migrations.upgrade(database)
    clinic = await database.write(make_clinic)
    await database.write(lambda c: visit(c, clinic, hour=9))
    await migrations.downgrade(database, "0001")
    await migrations.upgrade(database)
    assert len(await database.read(lambda c: c.execute(select(models.occupancy)).all())) == 3
    with pytest.raises(DBAPIError, match="occupancy_taken"):
        await database.write(lambda c: visit(c, clinic, hour=9))
    await migrations.downgrade(database, "base")
    assert await database.read(migrations.current) is None
    await database.close()


async def test_an_old_schema_is_named_with_what_to_run(empty_url: str) -> None:
    database = connect(empty_url)
    with pytest.raises(SchemaOutdated, match="upgrade"):
        await migrations.check(database)
    await migrations.upgrade(database, "0001")
    with pytest.raises(SchemaOutdated, match="0001"):
        await migrations.check(database)
    await migrations.upgrade(database)
    await migrations.check(database)
    await database.close()


async def test_the_audit_trail_cannot_be_changed(database_url: str) -> None:
    database = connect(database_url)
    row = {"actor_kind": "staff", "actor_id": "x", "action": "book", "entity": "appointment", "detail": {}}

    def write(connection: Connection) -> None:
        from datetime import UTC, datetime

        connection.execute(insert(models.audit), {**row, "at": datetime.now(UTC)})

    await database.write(write)
    with pytest.raises(DBAPIError, match="audit_append_only"):
        await database.write(lambda c: c.execute(update(models.audit).values(action="nothing")))
    with pytest.raises(DBAPIError, match="audit_append_only"):
        await database.write(lambda c: c.execute(models.audit.delete()))
    assert [r.action for r in await database.read(lambda c: c.execute(select(models.audit)).all())] == ["book"]
    await database.close()
