"""`voice-agent chat` with what is piped into it, on a real database."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from voice_agent.cli import app

ROOT = Path(__file__).parents[2]


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the sample clinic, and the trained classifiers."""
    (tmp_path / ".models").symlink_to(ROOT / ".models")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("VOICE_AGENT_DATABASE_URL", f"sqlite:///{tmp_path / 'clinic.sqlite3'}")
    monkeypatch.setenv("VOICE_AGENT_PROMPTS", str(ROOT / "prompts"))
    assert CliRunner().invoke(app, ["db", "seed"]).exit_code == 0
    return tmp_path


def test_what_was_piped_stands_in_the_transcript(clinic: Path) -> None:
    said = CliRunner().invoke(app, ["chat"], input="What are your hours?\n").output
    lines = said.splitlines()
    [mine] = [number for number, line in enumerate(lines) if line == "you    What are your hours?"]
    assert lines[mine + 1].startswith("agent  ")
    assert "outcome:" in lines[-1]


@pytest.mark.parametrize("command", [("chat",), ("understand",), ("call", "x.yaml")])
def test_a_reader_that_there_is_not_is_refused_with_those_that_there_are(command: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*command, "--reader", "bogus"], env={"COLUMNS": "200"})
    assert result.exit_code == 2
    assert all(name in result.output for name in ("bogus", "embedded", "llm", "cascade"))
