"""Replies in an LLM's words: asked for under a deadline, spoken only if they say what the template says."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from time import monotonic

import openai

from voice_agent.dialogue.acts import Act
from voice_agent.dialogue.phrasing import hide, may_be_rephrased, spoken
from voice_agent.dialogue.replies import Reply
from voice_agent.understanding.llm import failure
from voice_agent.understanding.resting import Rest

log = logging.getLogger(__name__)

MOST_TOKENS = 80
MOST_CHARACTERS = 400
NOT_THE_SAME, RESTING = "not_the_same", "resting"
"""Why a template is spoken, beside the failures of `llm.failure`."""
BY_LLM = "llm"


class Phraser:
    """`deadline_ms`: for the whole answer; after it the template is spoken. `clock`: seconds, monotonic.

    Nothing that an act tells goes out, see `phrasing.hide`. `fallbacks` counts, by why, the templates that were spoken;
    each reply tells it of itself, too.
    """

    def __init__(
        self,
        client: openai.AsyncOpenAI,
        model: str,
        prompt: str,
        *,
        deadline_ms: int = 500,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.fallbacks: Counter[str] = Counter()
        self._client = client
        self._model = model
        self._prompt = prompt
        self._deadline_s = deadline_ms / 1000
        self._rest = Rest(clock)

    async def phrase(self, act: Act, reply: Reply) -> Reply:
        """The reply, or the same in other words. Never raises but for cancellation."""
        if not may_be_rephrased(reply):
            return reply
        if self._rest.resting:
            return self._template(reply, RESTING)
        sentence = hide(act, reply.text)
        try:
            async with asyncio.timeout(self._deadline_s):
                wording = await self._ask(sentence.text)
        except Exception as error:
            self._rest.failed()
            return self._template(reply, failure(error))
        self._rest.worked()
        text = spoken(sentence, wording)
        if text is None:
            return self._template(reply, NOT_THE_SAME)
        return Reply(text, reply.kind, reply.act, BY_LLM)

    async def aclose(self) -> None:
        await self._client.close()

    async def _ask(self, text: str) -> str:
        stream = await self._client.chat.completions.create(
            model=self._model,
            messages=[{"role": "system", "content": self._prompt}, {"role": "user", "content": text}],
            max_tokens=MOST_TOKENS,
            stream=True,
        )
        said = ""
        async with stream:
            async for chunk in stream:
                said += "".join(choice.delta.content or "" for choice in chunk.choices[:1])
                if len(said) > MOST_CHARACTERS:
                    break
        return said

    def _template(self, reply: Reply, why: str) -> Reply:
        """The template, with why; nothing of what it says is in the log."""
        self.fallbacks[why] += 1
        log.warning("the template was spoken, not the LLM's wording: %s", why)
        return replace(reply, worded=why)
