"""The listener against the agent's own way of saying days and times: two programs that were written apart."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from voice_agent.dialogue import spoken
from voice_agent.dialogue.outcomes import OpeningView
from voice_agent.evaluation.mentions import Listener, Mention

TODAY = date(2026, 12, 1)
WHO = ["Dr. Miguel Ortega", "Priya Patel"]
LISTENER = Listener(TODAY, WHO, ["Riverside Clinic", "Hillcrest Clinic"])

moments = st.builds(
    lambda days, minutes: datetime(2026, 12, 1, 8) + timedelta(days=days, minutes=5 * minutes),
    st.integers(0, 200),
    st.integers(0, 119),
)


@given(moments)
def test_any_moment_that_is_said_is_understood(at: datetime) -> None:
    words = f"You're booked: {spoken.moment(at)}, with Priya Patel at Hillcrest Clinic."
    assert LISTENER.mentions(words) == (Mention(at, "Priya Patel", "Hillcrest Clinic"),)


@given(st.lists(st.tuples(moments, st.sampled_from(WHO)), min_size=1, max_size=3, unique_by=lambda one: one[0]))
def test_any_offer_that_is_said_is_understood(offered: list[tuple[datetime, str]]) -> None:
    offered = sorted((at, who) for at, who in offered if at.hour < 18)
    views = [
        OpeningView(f"o{n}", at, who, "Riverside Clinic", "Follow-up visit") for n, (at, who) in enumerate(offered)
    ]
    words = f"I have {spoken.openings(views, spoken.short_names(v.provider for v in views))}. Which one?"
    assert [(one.start, one.provider) for one in LISTENER.mentions(words)] == offered


def test_a_move_names_two_times() -> None:
    words = "Your visit on Monday, December seventh, at ten in the morning moves to Friday, January first, at noon."
    assert [one.start for one in LISTENER.mentions(words)] == [datetime(2026, 12, 7, 10), datetime(2027, 1, 1, 12)]


def test_a_weekday_that_is_not_the_dates_is_noticed() -> None:
    (one,) = LISTENER.mentions("That's on Sunday, December seventh, at ten in the morning.")
    assert one.weekday_wrong


def test_numbers_that_are_no_times_are_left_alone() -> None:
    assert LISTENER.mentions("Most visits take twenty to thirty minutes, a physical about forty five.") == ()
    assert LISTENER.mentions("Please dial nine one one right now.") == ()
