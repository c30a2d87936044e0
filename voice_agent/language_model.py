"""From settings to what asks an LLM: loaded only where the settings want one."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

import openai

from voice_agent.calls.phraser import Phraser
from voice_agent.config import Settings, SettingsError
from voice_agent.understanding.cascade import CascadeReader
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.llm import LlmReader


def reader_of(
    settings: Settings, embedded: EmbeddedReader, *, cascade: bool, clock: Callable[[], float] = monotonic
) -> LlmReader | CascadeReader:
    """cascade: the LLM is asked only where the embedded reader is unsure. clock: seconds. Raises SettingsError."""
    llm = LlmReader(
        _client(settings),
        settings.llm_model,
        _prompt(settings, "understand"),
        embedded,
        deadline_ms=settings.llm_deadline_ms,
        sends_identity=settings.llm_sends_identity,
        country=settings.country,
        clock=clock,
    )
    return CascadeReader(embedded, llm, settings.llm_gate) if cascade else llm


def phraser_of(settings: Settings) -> Phraser:
    """Raises SettingsError."""
    return Phraser(_client(settings), settings.llm_model, _prompt(settings, "phrase"))


def _client(settings: Settings) -> openai.AsyncOpenAI:
    """A failed request is not tried again, there is no time for it. Raises SettingsError."""
    if settings.llm_base_url is None and settings.llm_api_key is None:
        raise SettingsError("the LLM readers need VOICE_AGENT_LLM_BASE_URL or VOICE_AGENT_LLM_API_KEY")
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else "none"
    return openai.AsyncOpenAI(base_url=settings.llm_base_url, api_key=key, max_retries=0)


def _prompt(settings: Settings, name: str) -> str:
    """Raises SettingsError."""
    try:
        return (settings.prompts / "llm" / f"{name}.md").read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsError(f"the LLM's instructions cannot be read: {error}; set VOICE_AGENT_PROMPTS") from None
