"""The phraser against a real HTTP server that speaks the protocol, and misbehaves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import openai
import pytest

from tests.dialogue.world import FACTS, TEMPLATES
from voice_agent.calls.phraser import Phraser
from voice_agent.dialogue.acts import Act
from voice_agent.dialogue.phrasing import says_the_same
from voice_agent.dialogue.replies import Reply, render
from voice_agent.simulator.llm_mischief import Mischief
from voice_agent.simulator.llm_server import LlmServer, serving
from voice_agent.understanding.embedded import EmbeddedReader

PROMPTS = Path(__file__).parents[2] / "prompts" / "llm"
OFFER = Act("offer", {"lead": "", "times": "Tuesday, December first at nine thirty or two", "single": False})


def said(act: Act) -> Reply:
    [reply] = render([act], FACTS, TEMPLATES)
    return reply


@asynccontextmanager
async def phrasing(mischief: Mischief | None = None, **settings: Any) -> AsyncIterator[tuple[Phraser, LlmServer]]:
    server = LlmServer(cast(EmbeddedReader, None), mischief)
    async with serving(server) as url:
        client = openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0)
        phraser = Phraser(client, "test", "Reword it.", **{"deadline_ms": 5_000, **settings})
        try:
            yield phraser, server
        finally:
            await phraser.aclose()


async def test_other_words_are_spoken_with_the_act_s_values() -> None:
    async with phrasing() as (phraser, server):
        reply = await phraser.phrase(OFFER, said(OFFER))
        assert reply.text == f"Okay. {said(OFFER).text}"
        assert (reply.kind, reply.act, reply.worded) == (said(OFFER).kind, "offer", "llm")
        assert "December" not in str(server.requests)
        assert not phraser.fallbacks


WHY = {
    Mischief.SLOW_START: "late",
    Mischief.STALL: "late",
    Mischief.TOO_MANY_REQUESTS: "status_429",
    Mischief.SERVER_ERROR: "status_500",
    Mischief.RESET: "unreachable",
    Mischief.RESET_MIDWAY: "unreachable",
}


@pytest.mark.parametrize("mischief", list(Mischief))
async def test_whatever_comes_the_template_is_spoken(mischief: Mischief) -> None:
    slow = mischief in (Mischief.SLOW_START, Mischief.STALL)
    async with phrasing(mischief, deadline_ms=200 if slow else 5_000) as (phraser, _):
        why = WHY.get(mischief, "not_the_same")
        assert await phraser.phrase(OFFER, said(OFFER)) == replace(said(OFFER), worded=why)
        assert dict(phraser.fallbacks) == {why: 1}


@pytest.mark.parametrize(
    "act",
    [
        Act("emergency", {"number": "nine one one"}),
        Act("booked", {"moment": "Tuesday, December first, at nine", "provider": "Doctor Lee", "location": ""}),
        Act("answer", {"text": "We are open until five."}),
    ],
)
async def test_some_replies_are_not_asked_about(act: Act) -> None:
    async with phrasing() as (phraser, server):
        assert await phraser.phrase(act, said(act)) == said(act)
        assert server.requests == []


async def test_an_endpoint_that_keeps_failing_is_left_alone() -> None:
    async with phrasing(Mischief.SERVER_ERROR, clock=lambda: 0.0) as (phraser, server):
        worded = [(await phraser.phrase(OFFER, said(OFFER))).worded for _ in range(5)]
        assert worded == ["status_500"] * 3 + ["resting"] * 2
        assert len(server.requests) == 3


def test_the_examples_that_an_llm_is_given_may_be_spoken() -> None:
    """Who follows them is not refused."""
    prompt = (PROMPTS / "phrase.md").read_text(encoding="utf-8")
    examples = [line.split(" → ") for line in prompt.splitlines() if " → " in line]
    assert len(examples) > 2
    for template, wording in examples:
        assert says_the_same(template, wording), wording
        assert template != wording
