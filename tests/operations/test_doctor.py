from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scheduling import migrations
from scheduling.database import connect
from scheduling.sample_clinic import sample_clinic
from scheduling.seed import seed
from voice_agent.calls import migrations as migrations_of_calls
from voice_agent.calls.store import CallStore
from voice_agent.config import Settings
from voice_agent.operations.doctor import Answer, Finding, Verdict, examine, reached, transfer
from voice_agent.server import STRAIGHT_TO_STAFF

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


def settings(**changes: object) -> Settings:
    return Settings(_env_file=None, **changes)  # type: ignore[arg-type]


def by_name(findings: list[Finding]) -> dict[str, Finding]:
    return {finding.check: finding for finding in findings}


async def test_a_bare_machine_is_told_what_to_mend(tmp_path: Path) -> None:
    found = by_name(
        await examine(
            settings(
                database_url=f"sqlite:///{tmp_path / 'clinic.sqlite3'}",
                prompts=tmp_path / "prompts",
                whisper_model=str(tmp_path / "no-model"),
                voice="no-voice",
            )
        )
    )
    assert found["database"].verdict is Verdict.WRONG
    assert "db init" in found["database"].found
    assert not await asyncio.to_thread((tmp_path / "clinic.sqlite3").exists)
    assert all(found[name].verdict is Verdict.WRONG for name in ("prompts", "speech recognition", "voice"))
    assert "VOICE_AGENT_PROMPTS" in found["prompts"].mend
    assert found["signature"].verdict is Verdict.WARNING
    assert all(finding.mend for finding in found.values() if finding.verdict is not Verdict.OK)


async def test_an_empty_database_is_not_ready(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'clinic.sqlite3'}"
    database = connect(url)
    await migrations.upgrade(database)
    await database.close()
    found = by_name(await examine(settings(database_url=url)))
    assert found["database"].verdict is Verdict.WRONG
    assert "seed" in found["database"].mend
    assert found["prompts"].verdict is Verdict.OK


async def test_a_server_that_is_not_there(unused_tcp_port: int) -> None:
    found = by_name(await examine(settings(public_url=f"https://127.0.0.1:{unused_tcp_port}")))
    assert found["public URL"].verdict is Verdict.WRONG
    assert "voice-agent serve" in found["public URL"].mend


async def test_what_keeps_calls_from_the_agent_is_told(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'clinic.sqlite3'}"
    database = connect(url)
    await migrations.upgrade(database)
    await database.write(lambda c: seed(c, sample_clinic(NOW.date()), NOW))
    found = by_name(await examine(settings(database_url=url)))
    assert found["switch"].verdict is Verdict.OK
    await migrations_of_calls.upgrade(database)
    await CallStore(database, lambda: NOW).set_switch(STRAIGHT_TO_STAFF, True)
    await database.close()
    found = by_name(await examine(settings(database_url=url)))
    assert found["switch"].verdict is Verdict.WARNING
    assert "straight-to-staff off" in found["switch"].mend
    found = by_name(await examine(settings(database_url=url, straight_to_staff=True)))
    assert found["switch"].verdict is Verdict.WARNING
    assert "VOICE_AGENT_STRAIGHT_TO_STAFF" in found["switch"].mend


def test_what_the_public_address_answers_is_judged() -> None:
    assert reached(Answer(200, NOW), NOW).verdict is Verdict.OK
    assert reached(Answer(502, NOW), NOW).verdict is Verdict.WRONG
    assert reached(Answer(200, NOW - timedelta(minutes=2)), NOW).check == "clock"


def test_the_transfer_number() -> None:
    assert transfer(settings(transfer_number="+12125550100")).verdict is Verdict.OK
    assert transfer(settings(transfer_number="555-0100")).verdict is Verdict.WRONG
    assert transfer(settings()).verdict is Verdict.WARNING
