"""A call's own hold: it hides nothing from the call, and what ran out in mid-call is still hers if free."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from scheduling import Rules, Scheduler
from scheduling.database import connect
from scheduling.notifications import NoticeRules
from tests.calls.conftest import settings_for
from voice_agent.calls.vocabulary import Names
from voice_agent.calls.world import ClinicWorld
from voice_agent.commands.clinic import sample
from voice_agent.dialogue import effects as fx
from voice_agent.dialogue import outcomes as oc
from voice_agent.understanding.commands import When

WISH = fx.FindOpenings("Annual physical", provider="Dr. Laura Bennett", when=(When(earliest=True),))
LONG = timedelta(minutes=20)
"""More than a hold lasts."""


class Clock:
    """Set by hand."""

    now = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Clinic:
    """Calls' worlds on one calendar."""

    scheduler: Scheduler
    names: Names
    clock: Clock

    def world(self, sid: str) -> ClinicWorld:
        unused: Any = SimpleNamespace()
        return ClinicWorld(sid, self.scheduler, self.names, unused, unused, alert=unused)


@pytest.fixture
async def clinic(tmp_path: Path) -> AsyncIterator[Clinic]:
    clock = Clock()
    async with sample(settings_for(), tmp_path, clock) as fresh:
        database = connect(fresh.database_url)
        scheduler = Scheduler(database, clock, Rules(), NoticeRules())
        yield Clinic(scheduler, Names(await scheduler.catalogue()), clock)
        await database.close()


async def chosen(world: ClinicWorld) -> tuple[oc.OpeningView, str]:
    """The first opening, held, and whom it is for."""
    found = await world.run(WISH)
    assert isinstance(found, oc.OpeningsFound)
    assert found.exact
    known = await world.run(fx.Identify(("Sarah Johnson",), date(1990, 11, 5)))
    assert isinstance(known, oc.Identified)
    assert isinstance(await world.run(fx.HoldOpening(found.openings[0].ref)), oc.Held)
    return found.openings[0], known.patient_ref


async def test_what_the_call_holds_is_found_by_it_and_by_no_other(clinic: Clinic) -> None:
    mine, other = clinic.world("one"), clinic.world("two")
    opening, _ = await chosen(mine)
    day = opening.start.date()
    wish = replace(WISH, when=(When(day, day, at=opening.start.time()),))
    again, theirs = await mine.run(wish), await other.run(wish)
    assert isinstance(again, oc.OpeningsFound)
    assert isinstance(theirs, oc.OpeningsFound)
    assert (again.exact, again.openings[0]) == (True, opening)
    assert opening.start not in [o.start for o in theirs.openings]


async def test_a_hold_that_ran_out_is_held_again_and_written(clinic: Clinic) -> None:
    world = clinic.world("one")
    opening, patient = await chosen(world)
    clinic.clock.now += LONG
    booked = await world.run(fx.Book(opening.ref, patient, step=1))
    assert isinstance(booked, oc.Booked)
    assert booked.visit.start == opening.start


async def test_a_move_whose_hold_ran_out_is_written_too(clinic: Clinic) -> None:
    world = clinic.world("one")
    opening, patient = await chosen(world)
    booked = await world.run(fx.Book(opening.ref, patient, step=1))
    assert isinstance(booked, oc.Booked)
    other = await world.run(fx.FindOpenings(WISH.visit_type, WISH.provider, moving=booked.visit.ref))
    assert isinstance(other, oc.OpeningsFound)
    there = other.openings[-1]
    assert isinstance(await world.run(fx.HoldOpening(there.ref, booked.visit.ref)), oc.Held)
    clinic.clock.now += LONG
    moved = await world.run(fx.Move(booked.visit.ref, there.ref, step=2))
    assert isinstance(moved, oc.Moved)
    assert moved.visit.start == there.start


async def test_what_somebody_took_in_the_meantime_is_told_as_taken(clinic: Clinic) -> None:
    mine, other = clinic.world("one"), clinic.world("two")
    opening, patient = await chosen(mine)
    clinic.clock.now += LONG
    theirs, _ = await chosen(other)
    assert theirs.start == opening.start
    taken = await mine.run(fx.Book(opening.ref, patient, step=1))
    assert isinstance(taken, oc.Taken)
    assert opening.start not in [o.start for o in taken.openings]
