"""The commands of the front desk and the technician, as they are typed, on a real database."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from scheduling.database import Database, connect
from voice_agent.calls import migrations
from voice_agent.calls.record import CallRecord, Timings, TurnRecord
from voice_agent.calls.staff_queue import StaffQueue
from voice_agent.calls.store import CallStore
from voice_agent.cli import app
from voice_agent.server import STRAIGHT_TO_STAFF

T = TypeVar("T")
NOW = datetime.now(UTC)


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    address = f"sqlite:///{tmp_path / 'clinic.sqlite3'}"
    monkeypatch.setenv("VOICE_AGENT_DATABASE_URL", address)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    return address


def on(url: str, work: Callable[[Database], Awaitable[T]]) -> T:
    async def whole() -> T:
        database = connect(url)
        try:
            await migrations.upgrade(database)
            return await work(database)
        finally:
            await database.close()

    return asyncio.run(whole())


def typed(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(words))
    return result.exit_code, result.output


async def _two_items(database: Database) -> None:
    queue = StaffQueue(database, lambda: NOW)
    await queue.add("CA1", "callback", reason="billing", summary="wants: a bill explained", phone="+12125550100")
    await queue.add("CA2", "alert", reason="heart", summary="EMERGENCY (heart)", urgent=True)


def test_the_urgent_come_first_and_what_is_done_is_gone(url: str) -> None:
    on(url, _two_items)
    _, listed = typed("queue", "list")
    assert listed.index("EMERGENCY") < listed.index("a bill explained")
    assert typed("queue", "take", "2", "--who", "Ana")[0] == 0
    assert "taken by Ana" in typed("queue", "list")[1]
    assert typed("queue", "done", "2")[0] == 0
    assert "EMERGENCY" not in typed("queue", "list")[1]
    assert "EMERGENCY" in typed("queue", "list", "--all")[1]


def test_staff_read_the_clinics_own_time(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    on(url, _two_items)
    for zone in ("America/New_York", "Asia/Tokyo"):
        monkeypatch.setenv("VOICE_AGENT_TIMEZONE", zone)
        assert f"{NOW.astimezone(ZoneInfo(zone)):%H:%M}" in typed("queue", "list")[1]


def test_what_another_has_taken_cannot_be_taken(url: str) -> None:
    on(url, _two_items)
    assert typed("queue", "take", "1", "--who", "Ana")[0] == 0
    code, said = typed("queue", "take", "1", "--who", "Ben")
    assert code == 1
    assert "queue list" in said
    assert "taken by Ana" in typed("queue", "list")[1]


def test_the_switch_to_staff_is_read_by_the_server(url: str) -> None:
    async def switched(database: Database) -> bool:
        return await CallStore(database, lambda: NOW).switch(STRAIGHT_TO_STAFF)

    assert not on(url, switched)  # which makes the database
    assert "the agent answers" in typed("straight-to-staff")[1]
    assert typed("straight-to-staff", "on")[0] == 0
    assert on(url, switched)
    assert "straight to staff" in typed("straight-to-staff", "show")[1]
    typed("straight-to-staff", "off")
    assert not on(url, switched)
    assert typed("straight-to-staff", "perhaps")[0] == 2


def test_a_setting_that_outdoes_the_switch_is_named(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    on(url, _two_items)
    monkeypatch.setenv("VOICE_AGENT_STRAIGHT_TO_STAFF", "1")
    assert "VOICE_AGENT_STRAIGHT_TO_STAFF" in typed("straight-to-staff", "off")[1]


def _call(sid: str, started: datetime) -> Callable[[Database], Awaitable[None]]:
    async def work(database: Database) -> None:
        store = CallStore(database, lambda: started)
        await store.begin(sid, None)
        turn = TurnRecord(1, 0.0, heard="what are your [hours]", agent="Eight to five.", timings=Timings(stt_ms=212.4))
        record = CallRecord(sid, started, turns=[turn], outcome="answered")
        await store.save(record, state="{}", refs={}, closing=None, ended=True)

    return work


def test_a_call_is_listed_and_shown_with_its_waterfall(url: str) -> None:
    on(url, _call("CA1", NOW))
    assert "answered" in typed("calls", "list")[1]
    _, shown = typed("calls", "show", "CA1")
    assert "what are your [hours]" in shown
    assert "stt 212" in shown
    code, said = typed("calls", "show", "CA2")
    assert code == 1
    assert "calls list" in said


def test_a_call_in_which_nothing_was_said_is_shown_as_such(url: str) -> None:
    async def work(database: Database) -> None:
        store = CallStore(database, lambda: NOW)
        await store.begin("CA1", None)
        record = CallRecord("CA1", NOW, turns=[], outcome="abandoned")
        await store.save(record, state="{}", refs={}, closing=None, ended=True)

    on(url, work)
    code, said = typed("calls", "show", "CA1")
    assert code == 0
    assert "nothing was said in this call (abandoned)" in said


def test_purge_deletes_the_old_and_keeps_the_new(url: str) -> None:
    on(url, _call("CA-old", NOW - timedelta(days=40)))
    on(url, _call("CA-new", NOW - timedelta(days=2)))
    assert "1 calls deleted" in typed("purge")[1]
    listed = typed("calls", "list")[1]
    assert "CA-new" in listed
    assert "CA-old" not in listed
    assert typed("calls", "show", "CA-old")[0] == 1


def test_purge_deletes_what_staff_finished_long_ago_and_nothing_that_waits(url: str) -> None:
    async def work(database: Database) -> list[str]:
        for days, call in ((40, "CA-done"), (40, "CA-open"), (2, "CA-just-done")):
            then = StaffQueue(database, lambda days=days: NOW - timedelta(days=days))  # type: ignore[misc]
            number = await then.add(call, "callback", reason="billing", summary="wants a bill explained")
            if call != "CA-open":
                await then.finish(number)
        await CallStore(database, lambda: NOW).purge(timedelta(days=30))
        return [item.call_sid for item in await StaffQueue(database, lambda: NOW).waiting(everything=True)]

    assert on(url, work) == ["CA-open", "CA-just-done"]


def test_a_backup_of_a_mistyped_database_is_refused_and_makes_nothing(url: str, tmp_path: Path) -> None:
    code, said = typed("backup", str(tmp_path / "copy.sqlite3"))
    assert code == 1
    assert "VOICE_AGENT_DATABASE_URL" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "command",
    [
        ("queue", "list"),
        ("queue", "take", "1"),
        ("calls", "list"),
        ("calls", "show", "CA1"),
        ("purge",),
        ("straight-to-staff", "on"),
        ("doctor",),
        ("chat",),
        ("draft", "CA1", "-o", "draft.yaml"),
        ("replay", "CA1"),
        ("db", "day"),
        ("db", "patients", "--born", "1990-01-01"),
        ("db", "export", "patients"),
        ("db", "upgrade"),
        ("db", "notify"),
    ],
)
def test_in_a_wrong_folder_nothing_is_made_and_the_way_out_is_told(
    url: str, tmp_path: Path, command: tuple[str, ...]
) -> None:
    code, said = typed(*command)
    assert code in (1, 2)
    assert f"no database {tmp_path / 'clinic.sqlite3'}" in "".join(said.split("\n"))
    assert "voice-agent db init" in said
    assert list(tmp_path.iterdir()) == []


def test_the_calendars_commands_read_the_same_file_of_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("VOICE_AGENT_DATABASE_URL=sqlite:///here.sqlite3\nVOICE_AGENT_TIMEZONE=Asia/Tokyo\n")
    assert typed("db", "seed")[0] == 0
    assert [path.name for path in tmp_path.glob("**/*.sqlite3")] == ["here.sqlite3"]
    assert "Asia/Tokyo" in typed("db", "export", "locations")[1]


def test_a_backup_can_be_put_in_the_databases_place(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on(url, _call("CA1", NOW))
    assert typed("backup", str(tmp_path / "copy.sqlite3"))[0] == 0
    monkeypatch.setenv("VOICE_AGENT_DATABASE_URL", f"sqlite:///{tmp_path / 'copy.sqlite3'}")
    assert typed("calls", "show", "CA1")[0] == 0


@pytest.mark.parametrize("command", [("queue", "list"), ("doctor",), ("calls", "list"), ("backup", "x"), ("purge",)])
def test_wrong_settings_are_named_by_every_command(
    url: str, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("VOICE_AGENT_MAX_CALLS", "none")
    code, said = typed(*command)
    assert code == 1
    assert "VOICE_AGENT_MAX_CALLS" in said
