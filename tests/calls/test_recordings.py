"""The recorded callers ring the real server over a real websocket, each heard and answered by the real models."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import pytest_asyncio

from tests.calls.conftest import ring
from voice_agent.commands.calls import scenario_of
from voice_agent.commands.serve import Running
from voice_agent.simulator import run

RECORDINGS = Path(__file__).parent / "recordings"
NAMES = ("book", "reschedule", "cancel", "question", "person", "emergency")
OUTCOMES = {"book": "booked", "reschedule": "rescheduled", "cancel": "cancelled", "question": "booked"}

pytestmark = [pytest.mark.models, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def results(server: Running, tmp_path_factory: pytest.TempPathFactory) -> dict[str, run.Result]:
    """All six at once, as they would ring on a Monday morning."""
    folder = tmp_path_factory.mktemp("recordings")

    async def one(name: str) -> run.Result:
        scenario, beside = scenario_of(RECORDINGS / f"{name}.flac")
        return await ring(server, scenario, beside, folder / f"{name}.wav")

    found = await asyncio.gather(*(one(name) for name in NAMES))
    return dict(zip(NAMES, found, strict=True))


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", NAMES)
async def test_a_recorded_caller_gets_what_she_rang_for(results: dict[str, run.Result], name: str) -> None:
    result = results[name]
    spoken = [f"{turn['heard']!r} -> {turn['agent']!r}" for turn in result.report["turns"]]
    assert result.failed == (), "\n".join(spoken)
    assert result.report["outcome"] == OUTCOMES.get(name, result.report["outcome"])
    assert result.report["errors"] == []


async def test_what_was_booked_is_in_the_calendar(results: dict[str, run.Result], server: Running) -> None:
    appointment = results["book"].report["appointment"]
    assert appointment["state"] == "booked"
    assert appointment["patient"] == "Sarah Johnson"
    assert results["cancel"].report["appointment"]["state"] == "cancelled"


async def test_nothing_was_written_for_who_wanted_a_person(results: dict[str, run.Result]) -> None:
    for name in ("person", "emergency"):
        assert results[name].report["changes"] == []
        assert results[name].report["handed_to_staff"]
