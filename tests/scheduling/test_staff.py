from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from scheduling import Scheduler, audit
from scheduling import models as m
from scheduling.day_sheet import Line, day_sheet
from scheduling.staff import Desk, Wanted, named
from scheduling.values import Actor, Location, NotAllowed, NotFound, Taken, VisitsInTheWay
from tests.scheduling.clinic import NOW, Clinic, make_clinic

ROSA = Actor("staff", "rosa")
NEW_YORK = ZoneInfo("America/New_York")
TEN = datetime(2026, 3, 3, 10, 0)
DAY = date(2026, 3, 3)


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Desk]:
    scheduler = await Scheduler.open(database_url, clock=lambda: NOW)
    yield Desk(scheduler, ROSA)
    await scheduler.close()


@pytest.fixture
async def clinic(desk: Desk) -> Clinic:
    return await desk.scheduler.database.write(make_clinic)


async def sheet(desk: Desk, **wanted: int | bool | None) -> list[Line]:
    return await desk.scheduler.database.write(
        lambda c: day_sheet(c, DAY, now=NOW, actor=ROSA, **wanted)  # type: ignore[arg-type]
    )


async def test_a_visit_is_booked_by_the_names_that_people_use(desk: Desk, clinic: Clinic) -> None:
    visit = await desk.book(clinic.patients[0], Wanted("scan", "ada", TEN), key="k", reason="left knee")
    assert visit.opening.start == TEN.replace(tzinfo=NEW_YORK)
    assert (visit.opening.room_id, visit.opening.location_id) == (clinic.room, clinic.location)
    line = (await sheet(desk))[0]
    assert (line.patient, line.what, line.room, line.state, line.reason) == (
        "Ivy Example",
        "Scan",
        "Scanner",
        "booked",
        "left knee",
    )
    trail = await desk.scheduler.database.read(audit.trail)
    assert [(e.action, e.actor) for e in trail] == [("book", ROSA), ("read_day", ROSA)]


async def test_what_is_taken_is_refused_with_the_next_best_unless_it_is_overbooked(desk: Desk, clinic: Clinic) -> None:
    await desk.book(clinic.patients[0], Wanted("Check-up", "Ada", TEN), key="k")
    with pytest.raises(Taken) as taken:
        await desk.book(clinic.patients[1], Wanted("Check-up", "Ada", TEN), key="k2")
    assert taken.value.alternatives
    over = await desk.book(clinic.patients[1], Wanted("Check-up", "Ada", TEN), key="k3", overbook=True)
    assert over.overbooked
    assert [line.state for line in await sheet(desk)] == ["booked", "booked (overbooked)"]


async def test_a_move_keeps_provider_and_type_and_lets_go_of_its_hold(desk: Desk, clinic: Clinic) -> None:
    visit = await desk.book(clinic.patients[0], Wanted("Check-up", "Ada", TEN), key="k")
    quarter_past = TEN + timedelta(minutes=15)
    moved = await desk.move(visit.id, quarter_past, key="m")
    assert moved.opening.start == quarter_past.replace(tzinfo=NEW_YORK)
    await desk.book(clinic.patients[1], Wanted("Check-up", "Ben", TEN), key="k2")
    with pytest.raises(Taken):
        await desk.move(visit.id, TEN, key="m2", provider="Ben")
    states = await desk.scheduler.database.read(lambda c: list(c.scalars(select(m.appointments.c.state))))
    assert "held" not in states
    with pytest.raises(NotFound):
        await desk.move(999, TEN, key="m3")


async def test_a_block_keeps_visits_out_and_names_what_is_in_the_way(desk: Desk, clinic: Clinic) -> None:
    await desk.book(clinic.patients[0], Wanted("Check-up", "Ada", TEN), key="k")
    with pytest.raises(VisitsInTheWay):
        await desk.block("Ada", TEN, TEN + timedelta(hours=2))
    await desk.block("Ada", TEN + timedelta(minutes=30), TEN + timedelta(hours=2), reason="meeting")
    free = await desk.openings("Check-up", DAY, 1, provider="Ada")
    assert not any(10 <= opening.start.hour < 12 for opening in free)
    lines = await sheet(desk)
    assert [(line.what, line.start.hour, line.start.minute) for line in lines] == [
        ("Check-up", 10, 0),
        ("meeting", 10, 30),
    ]


@pytest.mark.parametrize(
    ("wanted", "rule"),
    [
        (Wanted("Scan", "Ben", TEN), "visit_type"),
        (Wanted("Check-up", "Ada", TEN.replace(hour=20)), "hours"),
        (Wanted("Check-up", "Ada", TEN.replace(year=2025)), "past"),
        (Wanted("Check-up", "Ada", TEN.replace(year=2028)), "horizon"),
        (Wanted("Check-up", "Ada", datetime(2026, 3, 8, 2, 30)), "ambiguous"),
        (Wanted("Check-up", "Ada", datetime(2026, 11, 1, 1, 30)), "ambiguous"),
    ],
)
async def test_what_cannot_be_is_refused_by_name(desk: Desk, clinic: Clinic, wanted: Wanted, rule: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        await desk.book(clinic.patients[0], wanted, key="k")
    assert refused.value.rule == rule
    assert await sheet(desk) == []


async def test_the_day_sheet_shows_what_is_held_and_hides_what_is_gone(desk: Desk, clinic: Clinic) -> None:
    opening = await desk.opening(Wanted("Check-up", "Ben", TEN))
    await desk.scheduler.hold(opening, owner="CA1", actor=ROSA)
    visit = await desk.book(clinic.patients[0], Wanted("Check-up", "Ada", TEN), key="k")
    await desk.scheduler.cancel(visit.id, key="c", actor=ROSA)
    assert [(line.provider, line.state) for line in await sheet(desk)] == [("Dr. Ben Ruiz", "held")]
    assert len(await sheet(desk, cancelled=True)) == 2
    assert await sheet(desk, provider_id=clinic.ada) == []
    assert await sheet(desk, location_id=clinic.elsewhere) == []


def test_things_are_found_by_id_name_alias_or_part() -> None:
    harbor = Location(1, "Harbor Clinic", "UTC", aliases=("the dock",))
    hill = Location(2, "Hill Clinic", "UTC")
    assert named([harbor, hill], "2") == hill
    assert named([harbor, hill], " hill CLINIC ") == hill
    assert named([harbor, hill], "The Dock") == harbor
    assert named([harbor, hill], "harb") == harbor
    for wrong in ("clinic", "moon", ""):
        with pytest.raises(NotFound, match="Hill Clinic"):
            named([harbor, hill], wrong)
