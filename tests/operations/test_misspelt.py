"""A variable that was meant for us and is no setting is told of, with the one that was meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from voice_agent.cli import app
from voice_agent.operations.misspelt import among, misspelt


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("VOICE_AGENT_PUBLC_URL", "VOICE_AGENT_PUBLIC_URL"),
        ("VOICE_AGENT_CLINICNAME", "VOICE_AGENT_CLINIC_NAME"),
        ("VOICE_AGENT_DB_URL", "VOICE_AGENT_DATABASE_URL"),
        ("voice_agent_timezon", "VOICE_AGENT_TIMEZONE"),
        ("VOICEAGENT_READER", "VOICE_AGENT_READER"),
        ("VOICE_AGNET_PORT", "VOICE_AGENT_PORT"),
        ("VOICE_AGENT_XQZ", None),
    ],
)
def test_the_nearest_name_is_proposed(name: str, nearest: str | None) -> None:
    [found] = among([name])
    assert (found.name, found.nearest) == (name, nearest)
    assert (nearest or "voice-agent settings") in str(found)


@pytest.mark.parametrize("name", ["VOICE_AGENT_PORT", "voice_agent_port", "VOICE_AGENT_TEST_POSTGRES_URL", "VOICEMAIL"])
def test_what_is_right_or_not_ours_is_passed_over(name: str) -> None:
    assert among([name]) == ()


def test_the_file_of_settings_is_looked_at_and_its_values_are_not_told(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("VOICE_AGENT_PORT=8080\nVOICE_AGENT_TWILIO_AUTH_TOKN=do-not-print-me\n")
    [found] = misspelt(file)
    assert found.nearest == "VOICE_AGENT_TWILIO_AUTH_TOKEN"
    assert "do-not-print-me" not in str(found)


@pytest.mark.parametrize("command", ["settings", "serve", "doctor"])
def test_commands_warn_of_it(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("VOICE_AGENT_CLINIC_NAM", "Hill Clinic")
    monkeypatch.setenv("VOICE_AGENT_VOICE", "nobody")  # so that no server starts
    result = CliRunner().invoke(app, [command])
    assert "did you mean VOICE_AGENT_CLINIC_NAME?" in result.output
    assert "VOICE_AGENT_CLINIC_NAM is" in (result.output if command == "doctor" else result.stderr)
    monkeypatch.delenv("VOICE_AGENT_CLINIC_NAM")
    assert "did you mean" not in CliRunner().invoke(app, [command]).output
