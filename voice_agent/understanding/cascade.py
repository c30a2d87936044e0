"""Two readers in turn: the embedded one, and the LLM only where the embedded one is unsure."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.llm import LlmReader
from voice_agent.understanding.reader import Context, Understanding, Utterance


class CascadeReader:
    """`gate`: confidence, 0..1, from which the embedded reading stands. An LLM that fails gives that reading too."""

    name = "cascade"

    def __init__(self, embedded: EmbeddedReader, llm: LlmReader, gate: float) -> None:
        self._embedded = embedded
        self._llm = llm
        self._gate = gate

    @property
    def downgrades(self) -> Counter[str]:
        """The LLM's."""
        return self._llm.downgrades

    def glance(self, context: Context, utterance: Utterance) -> Understanding:
        return self._embedded.understand(context, utterance)

    async def read(self, context: Context, utterance: Utterance) -> Understanding:
        own = self._embedded.understand(context, utterance)
        if own.confidence >= self._gate:
            return own
        asked = await self._llm.read(context, utterance)
        return replace(asked, ms=asked.ms + own.ms)

    async def aclose(self) -> None:
        await self._llm.aclose()
