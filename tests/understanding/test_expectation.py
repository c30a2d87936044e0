from __future__ import annotations

import pytest

from voice_agent.understanding.expectation import expected_by


@pytest.mark.parametrize(
    ("agent", "expecting"),
    [
        ("", None),
        ("Is there anything else I can do for you?", "task"),
        ("Your visit is booked.", "task"),
        ("Shall I book it?", "confirm"),
        ("Tuesday at nine, is that right?", "confirm"),
        ("What day works for you?", "when"),
        ("Which city do you live in?", "location"),
        ("What is the patient's date of birth?", "date_of_birth"),
        ("May I have your full name?", "name"),
        ("How about Dr. Osei on Monday?", "offer"),
    ],
)
def test_a_question_says_what_it_waits_for(agent: str, expecting: str | None) -> None:
    assert expected_by(agent) == expecting
