"""A copy of the database that can be put back: taken while calls go on."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url


class BackupError(Exception):
    """No backup was made; the message says why and what to do."""


def back_up(url: str, target: Path) -> Path:
    """Writes the copy to `target` (SQLite: a database file; PostgreSQL: pg_dump's custom format), whole or not at all.

    Blocks. Raises BackupError; also where the folder is not there: a backup disk that is not mounted must not be
    mistaken for an empty one.
    """
    address = make_url(url)
    if not target.absolute().parent.is_dir():
        raise BackupError(f"there is no folder {target.absolute().parent}: make it, or mount its disk, first")
    if target.is_dir():
        raise BackupError(f"{target} is a folder: name a file in it")
    fresh = target.with_name(f".{target.name}.part")
    try:
        if address.get_backend_name() == "sqlite":
            _sqlite(Path(address.database or ""), fresh)
        else:
            _postgres(url, fresh)
        fresh.replace(target)
    except (sqlite3.Error, OSError) as error:
        raise BackupError(f"the backup failed: {error}") from error
    finally:
        fresh.unlink(missing_ok=True)
    return target


def _sqlite(source: Path, target: Path) -> None:
    """SQLite's own online backup: what is still in the write-ahead log is in it."""
    if not source.is_file():
        raise BackupError(f"there is no database {source}: set VOICE_AGENT_DATABASE_URL")
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, whatever the live one is made of
        (sound,) = copy.execute("PRAGMA integrity_check").fetchone()
    if sound != "ok":
        raise BackupError("the copy is not sound: check the disk, and try again")


def _postgres(url: str, target: Path) -> None:
    address = make_url(url).set(drivername="postgresql")
    plain = address.set(password=None).render_as_string(hide_password=False)
    secret = {"PGPASSWORD": address.password} if address.password else {}
    command = ["pg_dump", "--format=custom", f"--file={target}", plain]
    try:
        done = subprocess.run(command, env={**os.environ, **secret}, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise BackupError("pg_dump is not installed: install PostgreSQL's client programs") from None
    if done.returncode != 0:
        raise BackupError(f"pg_dump failed: {done.stderr.strip()}")
