"""The LLM reader against a real HTTP server that speaks the protocol, and misbehaves."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openai
import pytest

from voice_agent.simulator.llm_mischief import Mischief
from voice_agent.simulator.llm_server import LlmServer, serving
from voice_agent.understanding import commands as c
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.llm import LlmReader
from voice_agent.understanding.reader import Context, Offer, Term, Understanding, Utterance, Vocabulary

PROMPT = (Path(__file__).parents[2] / "prompts" / "llm" / "understand.md").read_text(encoding="utf-8")
NOW = datetime(2026, 12, 1, 9)
OFFERS = (
    Offer("o1", datetime(2026, 12, 2, 9), "Dr. Miguel Ortega"),
    Offer("o2", datetime(2026, 12, 3, 14, 30), "Dr. Miguel Ortega"),
)
CLINIC = Vocabulary(providers=(Term("Dr. Miguel Ortega"),), visit_types=(Term("Annual physical", ("physical",)),))
TASK = Context(NOW, asked="How can I help you today?", expecting="task", vocabulary=CLINIC)
OFFERED = Context(NOW, asked="Which one?", expecting="offer", offers=OFFERS, vocabulary=CLINIC)
READ_BACK = Context(NOW, agent="Shall I book it?", asked="Shall I book it?", expecting="confirm", vocabulary=CLINIC)


class Asking:
    """A server, and a reader that asks it."""

    def __init__(self, server: LlmServer, llm: LlmReader) -> None:
        self.server = server
        self.llm = llm

    async def read(self, context: Context, said: str) -> Understanding:
        return await self.llm.read(context, Utterance(said))

    @property
    def sent(self) -> str:
        """All that went out of turns, as text."""
        return json.dumps([request["messages"][1] for request in self.server.requests])


@asynccontextmanager
async def asking(
    reader: EmbeddedReader, mischief: Mischief | None = None, *, deadline_ms: int = 5_000, **settings: Any
) -> AsyncIterator[Asking]:
    server = LlmServer(reader, mischief)
    async with serving(server) as url:
        client = openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0)
        llm = LlmReader(client, "test", PROMPT, reader, deadline_ms=deadline_ms, **settings)
        try:
            yield Asking(server, llm)
        finally:
            await llm.aclose()


@pytest.mark.parametrize(
    ("context", "said", "commands"),
    [
        (TASK, "I'd like to book an appointment", (c.Start(c.Task.BOOK),)),
        (TASK, "please cancel my appointment", (c.Start(c.Task.CANCEL),)),
        (OFFERED, "the second one please", (c.Choose("o2"),)),
        (READ_BACK, "yes please", (c.Affirm(),)),
        (READ_BACK, "no", (c.Deny(),)),
        (TASK, "do you have parking", (c.Ask("do you have parking"),)),
    ],
)
async def test_reads_by_tool_calls(
    reader: EmbeddedReader, context: Context, said: str, commands: tuple[c.Command, ...]
) -> None:
    async with asking(reader) as it:
        understood = await it.read(context, said)
        assert (understood.commands, understood.reader) == (commands, "llm")
        assert not it.llm.downgrades
        assert len(it.server.requests) == 1


FAILURES = {
    Mischief.SLOW_START: "late",
    Mischief.STALL: "late",
    Mischief.TOO_MANY_REQUESTS: "status_429",
    Mischief.SERVER_ERROR: "status_500",
    Mischief.RESET: "unreachable",
    Mischief.RESET_MIDWAY: "unreachable",
    Mischief.TRUNCATED_JSON: "not_json",
    Mischief.UNKNOWN_TOOL: "unknown_tool",
    Mischief.WRONG_TYPES: "wrong_arguments",
    Mischief.NOT_OFFERED: "not_offered",
    Mischief.UNASKED_YES: "unheard_yes",
    Mischief.UNASKED_CANCEL: "unasked_task",
    Mischief.INVENTED_WORDS: "not_said",
    Mischief.LEAK: "no_call",
    Mischief.THOUSAND_CALLS: "too_much",
}


@pytest.mark.parametrize("mischief", list(Mischief))
async def test_every_mischief_is_answered_by_the_embedded_reader(reader: EmbeddedReader, mischief: Mischief) -> None:
    context = OFFERED if mischief is Mischief.NOT_OFFERED else READ_BACK
    said = "the second one please" if context is OFFERED else "hang on, I said the ninth"
    slow = mischief in (Mischief.SLOW_START, Mischief.STALL)
    async with asking(reader, mischief, deadline_ms=200 if slow else 5_000) as it:
        understood = await it.read(context, said)
        own = reader.understand(context, Utterance(said))
        assert (understood.commands, understood.reader) == (own.commands, "embedded")
        assert dict(it.llm.downgrades) == {FAILURES[mischief]: 1}


async def test_nothing_listens_at_the_address(reader: EmbeddedReader) -> None:
    client = openai.AsyncOpenAI(base_url="http://127.0.0.1:9/v1", api_key="none", max_retries=0)
    llm = LlmReader(client, "test", PROMPT, reader)
    assert (await llm.read(READ_BACK, Utterance("no"))).reader == "embedded"
    assert list(llm.downgrades) == ["unreachable"]
    await llm.aclose()


async def test_cancelling_breaks_off_the_request(reader: EmbeddedReader) -> None:
    async with asking(reader, Mischief.STALL, deadline_ms=60_000) as it:
        reading = asyncio.create_task(it.read(TASK, "I'd like to book an appointment"))
        while not it.server.requests:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        async with asyncio.timeout(10):
            while not it.server.broken_off:
                await asyncio.sleep(0.01)
        assert not it.llm.downgrades


@pytest.mark.parametrize("expecting", ["name", "date_of_birth", "phone"])
@pytest.mark.parametrize("sends_identity", [False, True])
async def test_nothing_goes_out_while_identifying(reader: EmbeddedReader, expecting: str, sends_identity: bool) -> None:
    async with asking(reader, sends_identity=sends_identity) as it:
        for context in (Context(NOW, expecting=expecting), Context(NOW, agent="May I have your full name?")):
            understood = await it.read(context, "Zebulon Quirkwright, March fifth 1984")
            assert understood.reader == "embedded"
        assert it.server.requests == []
        assert not it.llm.downgrades


@pytest.mark.parametrize("said", ["I have crushing chest pain", "let me talk to a real person", "   "])
async def test_some_things_are_not_asked_about(reader: EmbeddedReader, said: str) -> None:
    async with asking(reader) as it:
        assert (await it.read(TASK, said)).reader == "embedded"
        assert it.server.requests == []


async def test_an_emergency_in_any_hypothesis_stays_inside(reader: EmbeddedReader) -> None:
    async with asking(reader) as it:
        heard = Utterance("I have crushing chess pain", ("I have crushing chest pain",))
        understood = await it.llm.read(TASK, heard)
        assert isinstance(understood.commands[0], c.Emergency)
        assert it.server.requests == []


async def test_names_go_out_as_placeholders_and_come_back(reader: EmbeddedReader) -> None:
    said = "My name is Zebulon Quirkwright and my number is 415 555 0132"
    async with asking(reader) as it:
        await it.read(TASK, said)
        assert "[NAME_1]" in it.sent
        assert not [secret for secret in ("Zebulon", "Quirkwright", "555", "0132") if secret in it.sent]


async def test_a_name_that_an_llm_makes_nothing_of_is_kept(reader: EmbeddedReader) -> None:
    """It saw a placeholder; the caller has said who she is all the same."""
    async with asking(reader) as it:
        understood = await it.read(TASK, "I have to cancel my visit. My name is Zebulon Quirkwright.")
        assert understood.reader == "llm"
        assert [command.name for command in understood.commands] == ["start", "set"]
        assert understood.commands[1].value == "Zebulon Quirkwright"  # type: ignore[union-attr]


async def test_what_the_agent_said_stays_inside(reader: EmbeddedReader) -> None:
    context = Context(
        NOW,
        agent="Thanks, Zebulon. You have a visit on Friday.",
        asked="Which visit?",
        expecting="offer",
        offers=OFFERS,
        own_visits=True,
    )
    async with asking(reader) as it:
        await it.read(context, "the first one")
        assert it.server.requests
        assert not [
            secret for secret in ("Zebulon", "Friday", "Ortega", "2026-12") if secret in it.sent.split("said")[-2]
        ]


async def test_a_setting_lets_identity_out(reader: EmbeddedReader) -> None:
    async with asking(reader, sends_identity=True) as it:
        await it.read(TASK, "My name is Zebulon Quirkwright")
        assert "Zebulon Quirkwright" in it.sent


async def test_all_that_goes_before_a_turn_is_the_same_in_every_turn(reader: EmbeddedReader) -> None:
    """What an endpoint can cache: the tools come first, then the instructions."""
    async with asking(reader) as it:
        await it.read(TASK, "I'd like to book an appointment")
        await it.read(OFFERED, "the second one please")
        await it.read(replace(OFFERED, offers=OFFERS[1:]), "that one please")
        task, offered, other = it.server.requests
        assert task["messages"][0] == offered["messages"][0]
        assert offered["tools"][: len(task["tools"])] == task["tools"]
        assert offered["tools"] == other["tools"]


async def test_an_endpoint_that_keeps_failing_is_left_alone_for_a_while(reader: EmbeddedReader) -> None:
    now = 0.0
    async with asking(reader, Mischief.SERVER_ERROR, clock=lambda: now) as it:
        for _ in range(5):
            assert (await it.read(READ_BACK, "no")).commands == (c.Deny(),)
        assert dict(it.llm.downgrades) == {"status_500": 3, "resting": 2}
        assert len(it.server.requests) == 3
        it.server.mischief = None
        now = 60.0
        assert (await it.read(READ_BACK, "no")).reader == "llm"


async def test_a_yes_after_a_read_back_is_not_lost(reader: EmbeddedReader) -> None:
    context = Context(NOW, agent="Shall I cancel it?", asked="Shall I cancel it?", expecting="confirm")
    async with asking(reader, Mischief.UNASKED_CANCEL) as it:
        understood = await it.read(context, "Yes, cancel it, please.")
        assert understood.commands == (c.Affirm(),)
        assert dict(it.llm.downgrades) == {"lost_answer": 1}
