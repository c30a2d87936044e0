from __future__ import annotations

from pathlib import Path

from voice_agent.config import Settings
from voice_agent.operations.configuration import as_markdown, options

PAGE = Path(__file__).parents[2] / "docs" / "configuration.md"


def test_the_page_says_what_the_settings_are() -> None:
    assert PAGE.read_text(encoding="utf-8") == as_markdown(), "run: voice-agent settings > docs/configuration.md"


def test_every_setting_has_a_variable_and_a_meaning() -> None:
    assert {o.variable for o in options()} == {f"VOICE_AGENT_{name.upper()}" for name in Settings.model_fields}
    assert all(option.meaning for option in options())


def test_choices_are_named() -> None:
    [reader] = [option for option in options() if option.variable == "VOICE_AGENT_READER"]
    assert "embedded, llm, cascade" in reader.meaning
