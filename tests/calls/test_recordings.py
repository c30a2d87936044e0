"""The recorded callers ring the real server over a real websocket, each heard and answered by the real models: with the
embedded reader, and with the LLM reader against a local server that speaks its protocol."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio

from tests.calls.conftest import calls_at_once, listening, ring
from voice_agent.commands.calls import scenario_of
from voice_agent.simulator import run
from voice_agent.simulator.llm_server import LlmServer, serving
from voice_agent.understanding.safety import load_rules
from voice_agent.understanding.trained import trained_reader

RECORDINGS = Path(__file__).parent / "recordings"
RULES = Path(__file__).parents[2] / "prompts" / "emergencies.yaml"
NAMES = ("book", "reschedule", "cancel", "question", "person", "emergency")
OUTCOMES = {
    "book": "booked",
    "reschedule": "rescheduled",
    "cancel": "cancelled",
    "question": "booked",
    "person": "handed_off",
    "emergency": "emergency",
}

pytestmark = [pytest.mark.models, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(900)]


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=["embedded", "llm"])
async def results(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, run.Result]:
    """All six at once, as they would ring on a Monday morning, where the machine can hear so many."""
    folder = tmp_path_factory.mktemp("recordings")
    changes: dict[str, object] = {"reader": request.param}
    async with AsyncExitStack() as stack:
        if request.param == "llm":
            answering = LlmServer(trained_reader(load_rules(RULES)))
            changes["llm_base_url"] = await stack.enter_async_context(serving(answering))
        server = await stack.enter_async_context(listening(folder, **changes))

        line = asyncio.Semaphore(await calls_at_once(len(NAMES), RECORDINGS / "book.flac"))

        async def one(name: str) -> run.Result:
            scenario, beside = scenario_of(RECORDINGS / f"{name}.flac")
            async with line:
                return await ring(server, scenario, beside, folder / f"{name}.wav")

        found = await asyncio.gather(*(one(name) for name in NAMES))
    return dict(zip(NAMES, found, strict=True))


@pytest.mark.parametrize("name", NAMES)
async def test_a_recorded_caller_gets_what_she_rang_for(results: dict[str, run.Result], name: str) -> None:
    result = results[name]
    spoken = [f"{turn['heard']!r} -> {turn['agent']!r}" for turn in result.report["turns"]]
    assert result.failed == (), "\n".join(spoken)
    assert result.report["outcome"] == OUTCOMES[name]
    assert result.report["errors"] == []


async def test_the_calendar_holds_what_was_agreed_and_nothing_else(results: dict[str, run.Result]) -> None:
    booked = results["book"].report["appointment"]
    assert (booked["state"], booked["patient"]) == ("booked", "Sarah Johnson")
    assert results["cancel"].report["appointment"]["state"] == "cancelled"
    for name in ("person", "emergency"):
        assert results[name].report["changes"] == []
        assert results[name].report["handed_to_staff"]
