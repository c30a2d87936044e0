"""What `voice-agent serve` says where it cannot start."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner

from scheduling import migrations
from scheduling.database import connect
from voice_agent.cli import app

ROOT = Path(__file__).parents[2]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A database that is ready, and prompts that are."""
    url = f"sqlite:///{tmp_path / 'clinic.sqlite3'}"

    async def ready() -> None:
        database = connect(url)
        await migrations.upgrade(database)
        await database.close()

    asyncio.run(ready())
    (tmp_path / ".models").symlink_to(ROOT / ".models")  # else the classifiers are trained once more for each test
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty.sqlite3").touch()
    monkeypatch.setenv("COLUMNS", "300")
    for name, value in {"DATABASE_URL": url, "PROMPTS": str(ROOT / "prompts"), "PORT": "0"}.items():
        monkeypatch.setenv(f"VOICE_AGENT_{name}", value)
    return monkeypatch


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATABASE_URL", "sqlite:///nowhere.sqlite3", "db init"),
        ("DATABASE_URL", "sqlite:///empty.sqlite3", "db upgrade"),
        ("DATABASE_URL", "postgresql+asyncpg://voice@127.0.0.1:1/none", "PostgreSQL does not answer"),
        ("DATABASE_URL", "oracle://somewhere", "postgresql+asyncpg://"),
        ("WHISPER_MODEL", "/nowhere/model", "/nowhere/model"),
        ("VOICE", "/nowhere/voice.onnx", "voice-agent[models]"),
        ("PROMPTS", "/nowhere/prompts", "/nowhere/prompts"),
        ("TIMEZONE", "Mars/Olympus", "VOICE_AGENT_TIMEZONE"),
    ],
)
def test_what_is_missing_is_said_with_what_to_do(
    settings: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    settings.setenv(f"VOICE_AGENT_{name}", value)
    result = CliRunner().invoke(app, ["serve"])
    assert result.exit_code == 1
    assert "The server cannot start." in result.output
    assert said in result.output
    assert "voice-agent doctor" in result.output
    assert isinstance(result.exception, SystemExit)


def test_a_missing_model_is_named_before_anything_is_trained(settings: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".models").unlink()
    settings.setenv("VOICE_AGENT_VOICE", "/nowhere/voice.onnx")
    assert CliRunner().invoke(app, ["serve"]).exit_code == 1
    assert not list(tmp_path.glob(".models*"))
