from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import make_url, select
from sqlalchemy.exc import IntegrityError

from scheduling import migrations
from scheduling import models as m
from scheduling.database import connect
from tests.scheduling.clinic import make_clinic, visit
from tests.scheduling.conftest import POSTGRES, create_database, drop_database, needs_postgres
from voice_agent.operations.backup import BackupError, back_up


def test_a_backup_holds_what_is_only_in_the_log_yet(tmp_path: Path) -> None:
    source, target = tmp_path / "clinic.sqlite3", tmp_path / "copies" / "clinic.sqlite3"
    live = sqlite3.connect(source)
    live.execute("PRAGMA journal_mode=WAL")
    live.execute("CREATE TABLE visits (id INTEGER)")
    live.execute("INSERT INTO visits VALUES (1)")
    live.commit()
    target.parent.mkdir()
    back_up(f"sqlite+aiosqlite:///{source}", target)
    live.close()
    copy = sqlite3.connect(target)
    assert copy.execute("SELECT count(*) FROM visits").fetchone() == (1,)
    copy.close()
    assert [path.name for path in target.parent.iterdir()] == ["clinic.sqlite3"]


def test_no_database_is_said_by_name_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match=r"no database .*none\.sqlite3"):
        back_up(f"sqlite:///{tmp_path / 'none.sqlite3'}", tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_refused_and_not_made(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "clinic.sqlite3").close()
    with pytest.raises(BackupError, match=r"no folder .*not-mounted"):
        back_up(f"sqlite:///{tmp_path / 'clinic.sqlite3'}", tmp_path / "not-mounted" / "copy")
    assert not (tmp_path / "not-mounted").exists()
    with pytest.raises(BackupError, match="is a folder"):
        back_up(f"sqlite:///{tmp_path / 'clinic.sqlite3'}", tmp_path)


def test_an_earlier_backup_outlives_a_failed_one(tmp_path: Path) -> None:
    (tmp_path / "clinic.sqlite3").write_text("this is no database, but a text of more than a hundred characters " * 3)
    (tmp_path / "copy").write_text("the earlier one")
    with pytest.raises(BackupError):
        back_up(f"sqlite:///{tmp_path / 'clinic.sqlite3'}", tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "the earlier one"


@pytest.fixture
async def two_databases() -> AsyncIterator[list[str]]:
    """The URLs of two empty databases."""
    names = [f"va_backup_{uuid.uuid4().hex[:8]}" for _ in range(2)]
    yield [await create_database(name, "template1") for name in names]
    for name in names:
        await drop_database(name)


def put_back(dump: Path, url: str) -> None:
    program = shutil.which("pg_restore") or pytest.skip("pg_restore is not installed")
    target = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    subprocess.run([program, "--no-owner", f"--dbname={target}", str(dump)], check=True, capture_output=True)


@pytest.mark.postgres
@needs_postgres
async def test_a_backup_of_postgresql_is_put_back_with_its_guards(two_databases: list[str], tmp_path: Path) -> None:
    new, other = two_databases
    live = connect(new)
    await migrations.upgrade(live)
    clinic = await live.write(make_clinic)
    await live.write(lambda c: visit(c, clinic, hour=9))
    (tmp_path / "copies").mkdir()
    back_up(new, tmp_path / "copies" / "clinic.dump")
    await live.close()
    put_back(tmp_path / "copies" / "clinic.dump", other)
    restored = connect(other)
    await migrations.check(restored)
    assert len(await restored.read(lambda c: c.execute(select(m.occupancy)).all())) == 3
    with pytest.raises(IntegrityError, match="occupancy_taken"):
        await restored.write(lambda c: visit(c, clinic, hour=9))
    await restored.close()


@pytest.mark.postgres
@needs_postgres
def test_a_postgresql_that_does_not_answer_leaves_the_earlier_backup(tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("the earlier one")
    nowhere = make_url(POSTGRES or "").set(database="va_none", password="a-secret")
    with pytest.raises(BackupError, match="va_none") as failed:
        back_up(nowhere.render_as_string(hide_password=False), tmp_path / "copy")
    assert "a-secret" not in str(failed.value)
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]
    assert (tmp_path / "copy").read_text() == "the earlier one"


def test_a_machine_without_pg_dump_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "PATH", str(tmp_path))
    with pytest.raises(BackupError, match="client programs"):
        back_up("postgresql+asyncpg://voice@127.0.0.1/clinic", tmp_path / "clinic.dump")
