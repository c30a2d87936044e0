"""Whole calls by text, on a real calendar, with an LLM that speaks the real protocol and misbehaves."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from tests.calls.conftest import CLOCK, settings_for
from voice_agent.assembly import clock_ms, embedded_reader, opened
from voice_agent.calls.service import Call, CallService
from voice_agent.commands.clinic import clock_at, sample
from voice_agent.config import Settings
from voice_agent.dialogue.events import CallStarted, Event, Heard
from voice_agent.simulator import run
from voice_agent.simulator.llm_mischief import Mischief
from voice_agent.simulator.llm_server import LlmServer, serving
from voice_agent.simulator.scenario import Scenario
from voice_agent.understanding.reader import Utterance

SCENARIOS = Path(__file__).with_name("scenarios")
NOW = clock_at(CLOCK, settings_for())
CHANGES = {
    "book": (1, 0),
    "cancel": (1, 1),
    "emergency": (0, 0),
    "person": (0, 0),
    "question": (1, 0),
    "reschedule": (2, 1),
}
"""Rows of the calendar that are new or other after each scenario, and that are no more as they were."""

Row = tuple[object, ...]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def clinic(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Path]:
    """The sample clinic's database, to be copied."""
    async with sample(settings_for(), tmp_path_factory.mktemp("clinic"), NOW) as fresh:
        yield Path(fresh.database_url.removeprefix("sqlite+aiosqlite:///"))


@pytest.fixture
def own_clinic(clinic: Path, tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "clinic.sqlite3"
    with sqlite3.connect(clinic) as source, sqlite3.connect(path) as copy:
        source.backup(copy)
    yield path
    shutil.rmtree(tmp_path, ignore_errors=True)


def appointments(path: Path) -> set[Row]:
    with sqlite3.connect(path) as database:
        return set(database.execute("select * from appointments").fetchall())


def changes(before: set[Row], path: Path) -> tuple[int, int]:
    after = appointments(path)
    return len(after - before), len(before - after)


async def talk(settings: Settings, reader: str, scenario: Scenario, heard: list[str]) -> Call:
    """The scenario's lines, one after the other, as long as the agent listens. `heard` gets its replies."""
    async with opened(settings, now=NOW, reader=reader) as stands:
        service = CallService(stands.clinic, stands.parts, now=NOW, clock=clock_ms)
        await stands.parts.store.begin("CA1", scenario.caller.number)
        call = service.conversation("CA1", scenario.caller.number, None)
        heard.extend(await _say(call, CallStarted()))
        for line in scenario.caller.lines:
            if call.conversation.closing is not None:
                break
            understood = await call.conversation.read(Utterance(line.say))
            said = await _say(call, Heard(line.say, understood.commands, understood.confidence))
            assert said, "a turn without a reply"
            heard.extend(said)
        await call.end()
        return call


async def _say(call: Call, event: Event) -> list[str]:
    return [reply.text async for reply in call.conversation.handle(event)]


async def call_with(
    path: Path, name: str, reader: str, mischief: Mischief | None, heard: list[str] | None = None, **changes: object
) -> tuple[Call, LlmServer]:
    server = LlmServer(embedded_reader(settings_for()), mischief)
    async with serving(server) as url:
        database = f"sqlite+aiosqlite:///{path}"
        settings = settings_for(database_url=database, llm_base_url=url, **{"llm_deadline_ms": 300, **changes})
        scenario = run.read(SCENARIOS / f"{name}.yaml")
        return await talk(settings, reader, scenario, [] if heard is None else heard), server


def outcomes(name: str) -> tuple[str, ...]:
    return run.read(SCENARIOS / f"{name}.yaml").expect.outcome


@pytest.mark.parametrize("reader", ["llm", "cascade"])
@pytest.mark.parametrize("name", CHANGES)
async def test_calls_come_to_their_end(own_clinic: Path, name: str, reader: str) -> None:
    before = appointments(own_clinic)
    call, _ = await call_with(own_clinic, name, reader, None, llm_deadline_ms=5_000)
    assert call.record.outcome in outcomes(name)
    assert changes(before, own_clinic) == CHANGES[name]


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("mischief", list(Mischief))
async def test_no_mischief_writes_or_stops_a_call(own_clinic: Path, name: str, mischief: Mischief) -> None:
    before = appointments(own_clinic)
    call, server = await call_with(own_clinic, name, "llm", mischief)
    assert call.record.outcome in outcomes(name)
    assert changes(before, own_clinic) == CHANGES[name]
    assert server.requests or name in ("emergency", "person")


async def test_no_caller_is_named_to_the_llm(own_clinic: Path) -> None:
    _, server = await call_with(own_clinic, "book", "llm", None)
    sent = str(server.requests)
    assert server.requests
    assert not [secret for secret in ("Sarah", "Johnson", "November fifth", "5550113") if secret in sent]


STRANGER = (
    "Hi, this is Zebulon Quirkwright, I'd like to book a new patient visit with Doctor Ortega, please.",
    "Next week in the morning, if you can.",
    "The first one, please.",
    "Yes, I'm new.",
    "My name is Zebulon Quirkwright.",
    "Q, U, I, R, K, wright.",
    "March fifth, nineteen eighty four.",
    "Five five five, nine one seven, two three eight six.",
    "No, it's Quirkwright, with a Q.",
    "March fifth, eighty four.",
)
SECRETS = ("zebulon", "quirk", "wright", "fifth", "eighty", "nine one seven", "two three eight six", "5559172386")


@pytest.mark.parametrize("reader", ["llm", "cascade"])
async def test_a_stranger_is_not_told_of_and_nothing_said_while_identifying_goes_out(
    own_clinic: Path, reader: str
) -> None:
    scenario = run.read(SCENARIOS / "book.yaml")
    lines = tuple(replace(scenario.caller.lines[0], say=line) for line in STRANGER)
    scenario = replace(scenario, caller=replace(scenario.caller, lines=lines))
    server = LlmServer(embedded_reader(settings_for()))
    async with serving(server) as url:
        settings = settings_for(
            database_url=f"sqlite+aiosqlite:///{own_clinic}", llm_base_url=url, llm_deadline_ms=5_000, llm_gate=1.0
        )
        await talk(settings, reader, scenario, [])
    turns = " ".join(request["messages"][-1]["content"] for request in server.requests).lower()
    assert "[name_1]" in turns
    assert not [secret for secret in SECRETS if secret in turns]


@pytest.mark.parametrize("name", ["book", "reschedule", "emergency"])
async def test_replies_in_an_llm_s_words_say_what_the_templates_say(own_clinic: Path, name: str) -> None:
    before, heard = appointments(own_clinic), list[str]()
    call, server = await call_with(own_clinic, name, "embedded", None, heard, llm_phrases=True)
    assert call.record.outcome in outcomes(name)
    assert changes(before, own_clinic) == CHANGES[name]
    reworded = [text for text in heard if text.startswith("Okay. ")]
    assert reworded
    assert not [text for text in reworded if "[" in text or "Shall I" in text or "You're booked" in text]
    sent = " ".join(request["messages"][-1]["content"] for request in server.requests)
    assert not [secret for secret in ("Johnson", "December", "Ortega", "November") if secret in sent]


@pytest.mark.parametrize("mischief", list(Mischief))
async def test_no_mischief_is_spoken(own_clinic: Path, mischief: Mischief) -> None:
    templates, heard = list[str](), list[str]()
    shutil.copy(own_clinic, own_clinic.with_name("plain.sqlite3"))
    await call_with(own_clinic.with_name("plain.sqlite3"), "book", "embedded", None, templates)
    call, server = await call_with(own_clinic, "book", "embedded", mischief, heard, llm_phrases=True)
    assert call.record.outcome == "booked"
    assert server.requests
    assert heard == templates
