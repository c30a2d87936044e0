"""`voice-agent models` where a part of it cannot be made."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from voice_agent.cli import app


@pytest.mark.models
def test_what_cannot_be_made_is_said_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "300")
    (tmp_path / ".models").touch()  # no folder to write the classifiers into
    monkeypatch.setattr("voice_agent.understanding.intents.train.MODULE", "voice_agent.no_such_module")
    result = CliRunner().invoke(app, ["models"])
    assert result.exit_code == 1
    assert "ready  speech recognition" in result.output
    assert "could not be trained" in result.output
    assert isinstance(result.exception, SystemExit)
