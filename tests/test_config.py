from __future__ import annotations

import pytest

from voice_agent.config import SettingsError, load


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.delenv("VOICE_AGENT_DATABASE_URL", raising=False)
    monkeypatch.chdir(str(tmp_path))


def test_the_defaults_answer_on_this_machine_alone() -> None:
    assert load().host == "127.0.0.1"


def test_all_wrong_settings_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOICE_AGENT_TIMEZONE", "Mars/Olympus")
    monkeypatch.setenv("VOICE_AGENT_PORT", "ninety")
    monkeypatch.setenv("VOICE_AGENT_STAFF_HOURS", "whenever")
    with pytest.raises(SettingsError) as error:
        load()
    for name in ("VOICE_AGENT_TIMEZONE", "VOICE_AGENT_PORT", "VOICE_AGENT_STAFF_HOURS"):
        assert name in str(error.value)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"HOST": "0.0.0.0"}, "VOICE_AGENT_TWILIO_AUTH_TOKEN"),
        ({"TWILIO_AUTH_TOKEN": "secret"}, "VOICE_AGENT_PUBLIC_URL"),
        ({"READER": "llm"}, "VOICE_AGENT_LLM_BASE_URL"),
    ],
)
def test_what_is_unsafe_or_incomplete_does_not_start(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, str], message: str
) -> None:
    for name, value in changes.items():
        monkeypatch.setenv(f"VOICE_AGENT_{name}", value)
    with pytest.raises(SettingsError, match=message):
        load()


def test_a_secret_is_not_in_the_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOICE_AGENT_TWILIO_AUTH_TOKEN", "do-not-print-me")
    with pytest.raises(SettingsError) as error:
        load()
    assert "do-not-print-me" not in str(error.value)


def test_open_to_others_only_on_purpose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOICE_AGENT_HOST", "0.0.0.0")
    monkeypatch.setenv("VOICE_AGENT_INSECURE", "1")
    assert load().insecure
