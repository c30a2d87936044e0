"""An OpenAI-compatible chat completions server for tests, over real HTTP, that can misbehave on demand.

It "understands" by the embedded reader, so that whole calls pass without a model:

    python -m voice_agent.simulator.llm_server --port 8099 [--mischief slow_start]
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from aiohttp import web

from voice_agent.simulator.llm_answers import Call, calls_for
from voice_agent.simulator.llm_mischief import LEAKED, Mischief, misbehaving, reworded
from voice_agent.understanding.embedded import EmbeddedReader

CHUNK = 12
"""Characters of arguments in one event of the stream."""


class LlmServer:
    """One server's. `mischief` may be changed between requests; `requests` keeps every body that came in.

    `broken_off` counts answers that the client did not wait for.
    """

    def __init__(self, reader: EmbeddedReader, mischief: Mischief | None = None) -> None:
        self.mischief = mischief
        self.requests: list[dict[str, Any]] = []
        self.broken_off = 0
        self._reader = reader

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/v1/chat/completions", self._complete)
        return app

    async def _complete(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.requests.append(body)
        try:
            return await self._answer(request, body)
        except (asyncio.CancelledError, ConnectionError):
            self.broken_off += 1
            raise

    async def _answer(self, request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        match self.mischief:
            case Mischief.TOO_MANY_REQUESTS:
                return _error(429, "rate_limit_exceeded")
            case Mischief.SERVER_ERROR:
                return _error(500, "server_error")
            case Mischief.RESET:
                _hang_up(request)
            case Mischief.SLOW_START:
                await asyncio.sleep(30)
        events = list(self._events(body))
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        for count, event in enumerate(events):
            if self.mischief is Mischief.STALL and count == len(events) // 2:
                await asyncio.sleep(30)
            if self.mischief is Mischief.RESET_MIDWAY and count == len(events) // 2:
                _hang_up(request)
            await response.write(f"data: {event}\n\n".encode())
        await response.write(b"data: [DONE]\n\n")
        await response.write_eof()
        return response

    def _events(self, body: dict[str, Any]) -> Iterator[str]:
        """A request with tools is a turn to be read; one without is a sentence to be put in other words."""
        asked = body["messages"][-1]["content"]
        if "tools" not in body:
            return _text_events(reworded(self.mischief, asked))
        turn = json.loads(asked)
        calls = calls_for(self._reader, body["messages"][0]["content"], turn)
        return _call_events(misbehaving(self.mischief, calls, turn), self.mischief)


def _error(status: int, code: str) -> web.Response:
    return web.json_response({"error": {"message": code, "type": code, "code": code}}, status=status)


def _hang_up(request: web.Request) -> None:
    """The connection is gone, without a goodbye."""
    if request.transport is not None:
        request.transport.abort()
    raise ConnectionResetError("the server hung up")


def _call_events(calls: list[Call], mischief: Mischief | None) -> Iterator[str]:
    yield _event({"role": "assistant"})
    if mischief is Mischief.LEAK:
        yield _event({"content": LEAKED})
    for index, call in enumerate(calls):
        head = {"index": index, "id": f"call_{index}", "type": "function"}
        yield _event({"tool_calls": [{**head, "function": {"name": call.name, "arguments": ""}}]})
        for at in range(0, len(call.arguments), CHUNK):
            part = {"index": index, "function": {"arguments": call.arguments[at : at + CHUNK]}}
            yield _event({"tool_calls": [part]})
    yield _event({}, "tool_calls" if calls else "stop")


def _text_events(text: str) -> Iterator[str]:
    yield _event({"role": "assistant"})
    for at in range(0, len(text), CHUNK):
        yield _event({"content": text[at : at + CHUNK]})
    yield _event({}, "stop")


def _event(delta: dict[str, Any], finish: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return json.dumps(
        {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 0, "model": "test", "choices": [choice]}
    )


@asynccontextmanager
async def serving(server: LlmServer, port: int = 0) -> AsyncIterator[str]:
    """Listens on loopback; gives the base URL."""
    runner = web.AppRunner(server.app(), handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    finally:
        await runner.cleanup()


def main(
    port: Annotated[int, typer.Option(help="0 takes a free one.")] = 0,
    mischief: Annotated[Mischief | None, typer.Option(help="How to misbehave.")] = None,
    prompts: Annotated[Path, typer.Option(help="Folder with emergencies.yaml.")] = Path("prompts"),
) -> None:
    """Serve until interrupted; the first line printed is the setting that points the agent here."""
    from voice_agent.understanding.safety import load_rules
    from voice_agent.understanding.trained import trained_reader

    server = LlmServer(trained_reader(load_rules(prompts / "emergencies.yaml")), mischief)

    async def serve() -> None:
        async with serving(server, port) as url:
            typer.echo(f"VOICE_AGENT_LLM_BASE_URL={url}")
            await asyncio.Event().wait()

    try:
        asyncio.run(serve())
    except KeyboardInterrupt:
        typer.echo(f"{len(server.requests)} requests answered")


if __name__ == "__main__":
    typer.run(main)
