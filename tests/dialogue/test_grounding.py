"""From what was said to what the clinic knows."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dialogue.script import whens
from tests.dialogue.world import OPENINGS, VISITS, VOCABULARY
from voice_agent.dialogue import grounding
from voice_agent.understanding.commands import Weekday


@pytest.mark.parametrize(
    ("said", "name"),
    [("vance", "Dr. Ruth Vance"), ("Dr. Osei", "Dr. Amara Osei"), ("DR. RUTH VANCE", "Dr. Ruth Vance"), ("Lee", None)],
)
def test_a_name_or_alias_is_the_clinics_own(said: str, name: str | None) -> None:
    assert grounding.canonical(VOCABULARY.providers, said) == name


@pytest.mark.parametrize(
    ("said", "patient_is", "caller_is"),
    [
        ("self", None, "self"),
        ("my Daughter", "daughter", "parent"),
        ("mom", "mother", "child"),
        ("husband", "husband", "spouse"),
        ("neighbour", "neighbour", "other"),
    ],
)
def test_relations(said: str, patient_is: str | None, caller_is: str) -> None:
    assert grounding.relation(said) == patient_is
    assert grounding.caller_is(patient_is) == caller_is


@pytest.mark.parametrize(
    ("before", "said", "correcting", "after"),
    [
        ("2026-12-01", "morning", False, "2026-12-01 morning"),
        ("2026-12-01 at 09:30", "2026-12-03", True, "2026-12-03 at 09:30"),
        ("2026-12-01 at 09:30", "2026-12-03", False, "2026-12-03"),
        ("2026-12-01 morning", "2026-12-03", False, "2026-12-03 morning"),
        ("2026-12-01 morning", "2026-12-03 afternoon", False, "2026-12-03 afternoon"),
        ("2026-12-01", "earliest", False, "earliest"),
        ("2026-12-01 or 2026-12-02", "morning", False, "2026-12-01 morning or 2026-12-02 morning"),
        ("2026-12-01", "at 09:30 or at 10:00", False, "2026-12-01 at 09:30 or 2026-12-01 at 10:00"),
        ("2026-12-01 morning or 2026-12-02", "2026-12-03", False, "2026-12-03"),
        ("2026-12-01 every P2W", "x6", False, "2026-12-01 every P2W x6"),
        ("2026-12-01 every P2W x6", "2026-12-03", True, "2026-12-03 every P2W x6"),
    ],
)
def test_constraints_put_together(before: str, said: str, correcting: bool, after: str) -> None:
    assert grounding.merge_when(whens(before), whens(said), correcting=correcting) == whens(after)


def test_nothing_known_takes_what_is_said() -> None:
    assert grounding.merge_when((), whens("tue"), correcting=False) == whens("tue")


@pytest.mark.parametrize(
    ("said", "ref"),
    [("thu", "o4"), ("2026-12-02", "o3"), ("2026-12-01", None), ("morning", None), ("sat", None), ("earliest", None)],
)
def test_a_day_or_time_points_at_an_offer_if_at_just_one(said: str, ref: str | None) -> None:
    picked = grounding.picked(whens(said), OPENINGS)
    assert (picked.ref if picked else None) == ref


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.times())
def test_every_moment_fits_its_own_day_and_time_and_no_other_day(on: date, at: time) -> None:
    start = datetime.combine(on, at.replace(second=0, microsecond=0))
    day, clock = start.date().isoformat(), start.strftime("%H:%M")
    weekday = Weekday.of(start.date()).value
    assert grounding.fits(whens(f"{day} at {clock}"), start)
    assert grounding.fits(whens(f"{weekday} at {clock} or 2020-01-01"), start)
    assert not grounding.fits(whens("2020-01-01"), start)
    assert any(grounding.fits(whens(part), start) for part in ("morning", "afternoon", "evening"))
    assert not (grounding.fits(whens("morning"), start) and grounding.fits(whens("afternoon"), start))


def test_a_visit_is_told_apart_by_what_was_said_of_it() -> None:
    assert [v.ref for v in grounding.matching_visits(VISITS["p3"], whens("fri"), None)] == ["v1"]
    assert [v.ref for v in grounding.matching_visits(VISITS["p3"], (), "Dr. Amara Osei")] == ["v2"]
    assert len(grounding.matching_visits(VISITS["p3"], whens("sun"), None)) == 2


def test_a_weekday_points_at_a_visit_on_another_week_but_a_day_that_fits_comes_first() -> None:
    assert [v.ref for v in grounding.pointed_at(whens("2026-11-27"), VISITS["p3"])] == ["v1"]
    assert [v.ref for v in grounding.pointed_at(whens("2026-12-10 at 15:30"), VISITS["p3"])] == ["v2"]
    assert grounding.pointed_at(whens("2026-12-12"), VISITS["p3"]) == ()
