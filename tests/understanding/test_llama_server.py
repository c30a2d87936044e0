"""Against a real llama.cpp server with a very small model: does the protocol hold? What the model understands is no
matter.

`make test-llm` builds the server, fetches the model and sets what is asked for below.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openai
import pytest
import pytest_asyncio

from tests.dialogue.world import FACTS, TEMPLATES
from voice_agent.calls.phraser import Phraser
from voice_agent.dialogue.acts import Act
from voice_agent.dialogue.replies import render
from voice_agent.understanding import llm
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Offer, Term, Utterance, Vocabulary
from voice_agent.understanding.streamed import StreamedAnswer
from voice_agent.understanding.tools import admitted, parse_call, tools_for

PYTHON, MODEL = (os.environ.get(f"VOICE_AGENT_TEST_LLAMA_{name}", "") for name in ("PYTHON", "MODEL"))
START_S = 120
PROMPTS = Path(__file__).parents[2] / "prompts" / "llm"
CONTEXT = Context(
    datetime(2026, 12, 1, 9),
    asked="Which one?",
    expecting="offer",
    offers=(Offer("o1", datetime(2026, 12, 2, 9), "Dr. Lee"), Offer("o2", datetime(2026, 12, 3, 14, 30), "Dr. Lee")),
    vocabulary=Vocabulary(providers=(Term("Dr. Lee"),), visit_types=(Term("Annual physical"),)),
)
SAID = "the second one please"

pytestmark = [
    pytest.mark.llm,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not (PYTHON and MODEL), reason="needs a llama.cpp server: run `make test-llm`"),
]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A server of its own, stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--host", "127.0.0.1", "--port", str(port), "--n_ctx", "4096", "--n_threads", "2"]
    server = subprocess.Popen([PYTHON, "-m", "llama_cpp.server", "--model", MODEL, *options])
    address = f"http://127.0.0.1:{port}/v1"
    try:
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(START_S):
        assert server.poll() is None, "the llama.cpp server ended at once"
        try:
            urllib.request.urlopen(f"{address}/models", timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(1)
        else:
            print("the llama.cpp server answers", file=sys.stderr)
            return
    pytest.fail(f"the llama.cpp server does not answer after {START_S} s")


@pytest_asyncio.fixture
async def client(url: str) -> AsyncIterator[openai.AsyncOpenAI]:
    async with openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0) as made:
        yield made


def reader_at(client: openai.AsyncOpenAI, embedded: EmbeddedReader, deadline_ms: int = 60_000) -> llm.LlmReader:
    prompt = (PROMPTS / "understand.md").read_text(encoding="utf-8")
    return llm.LlmReader(client, "any", prompt, embedded, deadline_ms=deadline_ms)


async def test_a_turn_is_read_and_whatever_it_says_is_the_llm_s_or_refused(
    client: openai.AsyncOpenAI, reader: EmbeddedReader
) -> None:
    asking = reader_at(client, reader)
    understood = await asking.read(CONTEXT, Utterance(SAID))
    assert understood.commands
    faults = [why for why in asking.downgrades if why in ("unreachable", "broken_off") or why.startswith("status_")]
    assert not faults


@pytest.mark.parametrize("family", admitted(CONTEXT), ids=lambda family: family.tool)
async def test_every_tool_s_schema_is_taken_and_its_calls_come_in_pieces(
    client: openai.AsyncOpenAI, family: type
) -> None:
    """The server holds the model to the schema, so what comes must be a call of the right shape."""
    tool = next(tool for tool in tools_for(CONTEXT) if tool["function"]["name"] == family.tool)
    stream = await client.chat.completions.create(
        model="any",
        messages=[
            {"role": "system", "content": "Call the tool. Copy words from `said`, at most five."},
            {"role": "user", "content": llm.turn_message(CONTEXT, SAID, None)},
        ],
        tools=[tool],
        tool_choice={"type": "function", "function": {"name": family.tool}},
        temperature=0,
        max_tokens=200,
        stream=True,
    )
    answer, pieces = StreamedAnswer(), 0
    async with stream:
        async for chunk in stream:
            answer.add(chunk)
            pieces += 1
    assert pieces > 3
    for name, arguments in answer.calls():
        refs = tuple(replace(offer, ref=ref) for offer, ref in zip(CONTEXT.offers, _refs(arguments), strict=False))
        assert parse_call(name, arguments, replace(CONTEXT, offers=refs or CONTEXT.offers)).tool == family.tool


def _refs(arguments: str) -> list[str]:
    """A small model makes refs up; that is refused elsewhere, here only the shape counts."""
    ref = json.loads(arguments).get("ref")
    return [ref] if isinstance(ref, str) else []


async def test_a_deadline_is_kept(client: openai.AsyncOpenAI, reader: EmbeddedReader) -> None:
    asking = reader_at(client, reader, deadline_ms=1)
    assert (await asking.read(CONTEXT, Utterance(SAID))).reader == "embedded"
    assert dict(asking.downgrades) == {"late": 1}


async def test_a_cancelled_reading_leaves_the_server_free_for_the_next(
    client: openai.AsyncOpenAI, reader: EmbeddedReader
) -> None:
    asking = reader_at(client, reader)
    reading = asyncio.create_task(asking.read(CONTEXT, Utterance(SAID)))
    await asyncio.sleep(1)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    answer = await client.chat.completions.create(
        model="any", messages=[{"role": "user", "content": "Say hello."}], max_tokens=5, timeout=300
    )
    assert answer.choices


async def test_a_wording_is_spoken_only_if_it_says_the_same(client: openai.AsyncOpenAI) -> None:
    phraser = Phraser(client, "any", (PROMPTS / "phrase.md").read_text(encoding="utf-8"), deadline_ms=60_000)
    act = Act("offer", {"lead": "", "times": "Tuesday, December first at nine thirty or two", "single": False})
    [template] = render([act], FACTS, TEMPLATES)
    reply = await phraser.phrase(act, template)
    assert "Tuesday, December first at nine thirty or two" in reply.text
    assert set(phraser.fallbacks) <= {"not_the_same"}


def test_a_turn_is_as_short_for_its_tokenizer_as_we_reckon(url: str) -> None:
    """By the server's own count, which `test_llm_prompt` reckons by another tokenizer."""
    prompt = (PROMPTS / "understand.md").read_text(encoding="utf-8")
    sent = json.dumps(tools_for(CONTEXT), separators=(",", ":"))
    sent += llm.instructions(prompt, CONTEXT.vocabulary) + llm.turn_message(CONTEXT, SAID, None)
    request = urllib.request.Request(
        url.replace("/v1", "/extras/tokenize/count"),
        json.dumps({"input": sent}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        assert json.load(answer)["count"] < 1_500
