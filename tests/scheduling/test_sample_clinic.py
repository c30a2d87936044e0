from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from scheduling import models as m
from scheduling.database import Database
from scheduling.sample_clinic import sample_clinic, working_time
from scheduling.seed import seed
from scheduling.values import NotAllowed

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 14, tzinfo=UTC)


def test_the_same_seed_and_day_give_the_same_clinic_and_others_another() -> None:
    assert sample_clinic(TODAY, 3) == sample_clinic(TODAY, 3)
    assert sample_clinic(TODAY, 3).people != sample_clinic(TODAY, 4).people


@pytest.mark.parametrize("today", [TODAY, date(2026, 3, 2), date(2027, 12, 20), date(2028, 2, 29)])
def test_eight_weeks_are_about_seventy_percent_full(today: date) -> None:
    clinic = sample_clinic(today)
    days = [today + timedelta(days=n) for n in range(56)]
    stretches = working_time(clinic.described, days, clinic.zone, clinic.time_off, clinic.closures)
    worked = sum((s.end - s.start).total_seconds() for s in stretches)
    types = {entry["key"]: entry for entry in clinic.described["visit_types"]}
    booked = sum(
        60 * sum(types[v.visit_type].get(part, 0) for part in ("duration", "buffer_before", "buffer_after"))
        for v in clinic.visits
        if v.start.date() >= today
    )
    assert 0.65 <= booked / worked <= 0.75


def test_the_clinic_is_as_large_and_as_mixed_as_promised() -> None:
    clinic = sample_clinic(TODAY)
    told = clinic.described
    assert len(told["locations"]) >= 2
    assert len(told["providers"]) >= 6
    assert len(told["visit_types"]) >= 8
    assert len(clinic.people) == 500
    assert clinic.time_off
    assert clinic.closures
    assert all(entry["aliases"] for entry in (*told["providers"], *told["visit_types"]))
    assert any(entry.get("pronunciation") for entry in told["providers"])
    assert len({(p.first_name, p.last_name, p.date_of_birth) for p in clinic.people}) == 500
    assert len({p.last_name for p in clinic.people}) > 100
    minors = [p for p in clinic.people if TODAY - p.date_of_birth < timedelta(days=17 * 365)]
    assert len(minors) > 50
    assert all(clinic.people[p.guardian].phone == p.phone for p in minors if p.guardian is not None)
    assert all(p.guardian is not None for p in minors)


def test_visits_make_sense() -> None:
    clinic = sample_clinic(TODAY)
    does = {entry["key"]: set(entry["visit_types"]) for entry in clinic.described["providers"]}
    assert all(v.visit_type in does[v.provider] for v in clinic.visits)
    per_day = Counter((v.person, v.start.date()) for v in clinic.visits)
    assert max(per_day.values()) == 1
    first = [v for v in clinic.visits if v.visit_type == "new_patient"]
    assert first
    assert not any(clinic.people[v.person].established for v in first)
    assert not any(v.start.date() == date(2026, 11, 26) for v in clinic.visits), "Thanksgiving"
    states = {v.state for v in clinic.visits if v.start.date() >= TODAY}
    assert states == {"booked", "confirmed"}


async def test_the_sample_clinic_passes_the_guards_and_is_written_once(database: Database) -> None:
    clinic = sample_clinic(TODAY)
    done = await database.write(lambda c: seed(c, clinic, NOW))
    assert (done.locations, done.providers, done.visit_types, done.patients) == (2, 8, 10, 500)
    assert done.appointments == len(clinic.visits)
    counted = await database.read(
        lambda c: c.scalar(select(func.sum(m.day_counts.c.taken)).where(m.day_counts.c.visit_type_id == 0))
    )
    blocking = [v for v in clinic.visits if v.state != "no_show"]
    assert counted == len(blocking)
    guardians = await database.read(
        lambda c: c.execute(
            select(m.patients.c.first_name, m.patients.c.guardian_relation).where(m.patients.c.guardian_id.is_not(None))
        ).all()
    )
    assert ("Noah", "mother") in [tuple(row) for row in guardians]
    with pytest.raises(NotAllowed, match="empty"):
        await database.write(lambda c: seed(c, clinic, NOW))
