from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_agent.understanding.commands import When
from voice_agent.understanding.offers import choose, fits, points
from voice_agent.understanding.reader import Offer

START = datetime.fromisoformat("2026-03-03T09:00")
OFFERS = (
    Offer("a", START, "Dr. Amara Osei"),
    Offer("b", START + timedelta(hours=1, minutes=30), "Dr. Susan Lee"),
    Offer("c", START + timedelta(days=2, hours=5), "Dr. Jonas Lindqvist"),
)


@pytest.mark.parametrize(
    ("said", "ref"),
    [
        ("the first one", "a"),
        ("second please", "b"),
        ("number three", "c"),
        ("the last one", "c"),
        ("the later one works", "c"),
        ("the earliest", "a"),
        ("the middle one", "b"),
        ("the 2 o'clock", "c"),
        ("at 10:30", "b"),
        ("either is fine", "a"),
        ("do you have anything later", None),
        ("is there an earlier one", None),
        ("the fourth one", None),
        ("hmm", None),
    ],
)
def test_an_offer_is_meant_by_its_place_or_hour(said: str, ref: str | None) -> None:
    offer = choose(said, OFFERS)
    assert (offer.ref if offer else None) == ref


def test_a_day_with_two_offers_chooses_neither() -> None:
    tuesday = When(date_from=START.date(), date_to=START.date())
    assert choose("Tuesday", OFFERS, (tuesday,)) is None
    assert choose("Tuesday, the first one", OFFERS, (tuesday,)) == OFFERS[0]


def test_a_provider_chooses_hers() -> None:
    assert choose("with Dr. Lee", OFFERS, provider="Dr. Susan Lee") == OFFERS[1]


def test_that_one_points_and_one_o_clock_does_not() -> None:
    assert points("that one please")
    assert not points("one o'clock")


@given(st.datetimes(START, START + timedelta(days=60)))
def test_every_opening_fits_its_own_day_and_hour(start: datetime) -> None:
    day, clock = start.date(), start.time().replace(microsecond=0)
    start = datetime.combine(day, clock)
    assert fits(start, When(date_from=day, date_to=day, at=clock))
    assert not fits(start, When(date_from=day + timedelta(days=1)))
    assert fits(start, When(time_from=time(0), time_to=clock))
