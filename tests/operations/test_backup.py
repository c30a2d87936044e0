from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from voice_agent.operations.backup import BackupError, back_up


def test_a_backup_holds_what_is_only_in_the_log_yet(tmp_path: Path) -> None:
    source, target = tmp_path / "clinic.sqlite3", tmp_path / "copies" / "clinic.sqlite3"
    live = sqlite3.connect(source)
    live.execute("PRAGMA journal_mode=WAL")
    live.execute("CREATE TABLE visits (id INTEGER)")
    live.execute("INSERT INTO visits VALUES (1)")
    live.commit()
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


def test_an_earlier_backup_outlives_a_failed_one(tmp_path: Path) -> None:
    (tmp_path / "clinic.sqlite3").write_text("this is no database, but a text of more than a hundred characters " * 3)
    (tmp_path / "copy").write_text("the earlier one")
    with pytest.raises(BackupError):
        back_up(f"sqlite:///{tmp_path / 'clinic.sqlite3'}", tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "the earlier one"
