"""Two callers want the same last opening at once, over two live websockets: one gets it, the other the next."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scheduling.values import Actor, Opening, OpeningRequest
from tests.calls.conftest import CLOCK, listening, ring
from voice_agent.commands.serve import Running
from voice_agent.simulator import run
from voice_agent.simulator.scenario import CallerSpec, LineSpec, Scenario

pytestmark = [pytest.mark.models, pytest.mark.timeout(240)]
STAFF = Actor("staff", "test")


async def leave_one(server: Running, visit_type: str) -> Opening:
    """Blocks a day's other openings of the visit type, and gives the one that is left."""
    scheduler, names = server.service.parts.scheduler, server.service.parts.names
    request = OpeningRequest(visit_type_id=names.visit_type(visit_type).id)
    first = CLOCK.date() + timedelta(days=1)
    found = await scheduler.openings(request, first, first + timedelta(days=20))
    last = next(o for o in found if o.start.hour >= 10)
    same_day = [o for o in found if o.start.date() == last.start.date()]
    for other in same_day:
        clash = other.provider_id == last.provider_id and other.start < last.end + timedelta(minutes=15)
        if other is last or (clash and other.end > last.start - timedelta(minutes=15)):
            continue
        await scheduler.block(other.provider_id, (other.start, other.end), actor=STAFF, keep_visits=True)
    left = await scheduler.openings(request, last.start.date(), last.start.date())
    for other in left:
        if other.start != last.start:
            edge = last.end + timedelta(minutes=10) if other.start > last.start else other.start
            until = other.end if other.start > last.start else last.start - timedelta(minutes=5)
            await scheduler.block(other.provider_id, (edge, until), actor=STAFF, keep_visits=True)
    left = await scheduler.openings(request, last.start.date(), last.start.date())
    assert {(o.provider_id, o.start) for o in left} == {(last.provider_id, last.start)}
    return last


def caller(name: str, number: str, day: datetime, *answers: str) -> Scenario:
    lines = [f"I need a skin check on {day:%A, %B} {day.day}, please.", *answers, "No, that's all, thank you."]
    spec = CallerSpec(number=number, lines=tuple(LineSpec(say=line) for line in lines))
    return Scenario(name=name, caller=spec)


async def test_one_gets_it_and_the_other_is_offered_the_next(tmp_path: Path) -> None:
    async with listening(tmp_path) as server:
        last = await leave_one(server, "Skin check")
        known = "No, I've been there before."
        first = caller(
            "first", "+12125550113", last.start, "Yes, please.", known, "My name is Sarah Johnson.",
            "November fifth, nineteen ninety.", "Yes, please.",
        )  # fmt: skip
        second = caller(
            "second", "+12125550117", last.start, "Yes, please.", "The first one, please.", known,
            "My name is Linda Brooks.", "June eighth, nineteen forty-nine.", "Yes, please.",
        )  # fmt: skip

        async def late() -> run.Result:
            await asyncio.sleep(1.5)
            return await ring(server, second, tmp_path, tmp_path / "second.wav")

        won, lost = await asyncio.gather(ring(server, first, tmp_path, tmp_path / "first.wav"), late())
    spoken = [[f"{t['heard']!r} -> {t['agent']!r}" for t in r.report["turns"]] for r in (won, lost)]
    appointments = [r.report["appointment"] for r in (won, lost)]
    assert all(appointments), spoken
    starts = [datetime.fromisoformat(a["start"]).astimezone(UTC) for a in appointments]
    assert starts[0] == last.start.astimezone(UTC), spoken
    assert starts[1] != starts[0], spoken
    assert "taken" in " ".join(t["agent"] for t in lost.report["turns"]), spoken
