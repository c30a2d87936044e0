"""A caller knows each of the agent's questions, in either wording."""

from __future__ import annotations

import pytest

from tests.evaluation.facts import FACTS
from voice_agent.dialogue.acts import Act
from voice_agent.dialogue.replies import Templates, render
from voice_agent.evaluation.questions import asked

VALUES: dict[str, str | bool] = {
    "times": "Tuesday, December first at nine thirty or two",
    "moment": "Tuesday, December first, at nine thirty in the morning",
    "before": "Monday, December seventh, at ten in the morning",
    "type": "an annual physical",
    "types": "annual physical or vaccination",
    "provider": "Doctor Ortega",
    "location": "Riverside Clinic",
    "late": False,
    "visits": "Monday, December seventh at ten or Tuesday the eighth at nine",
    "first": "March fifth, nineteen eighty four",
    "second": "May third, nineteen eighty four",
    "value": "Maria Gonzalez",
    "name": "Maria Gonzalez",
    "born": "March twelfth, nineteen eighty four",
    "number": "two one two, five five five, oh one one one",
    "whose": "",
    "lead": "",
    "when": "",
    "task": "book",
    "single": False,
    "texts": False,
    "day_first": False,
}


@pytest.mark.parametrize(
    ("act", "question"),
    [
        ("task", "task"),
        ("anything_else", "more"),
        ("visit_type", "visit_type"),
        ("when", "when"),
        ("when_move", "when"),
        ("when_else", "when"),
        ("offer", "offer"),
        ("offer_which", "offer"),
        ("new_patient", "new_patient"),
        ("date_of_birth", "date_of_birth"),
        ("own_number", "own_number"),
        ("phone", "phone"),
        ("texts", "texts"),
        ("which_visit", "which_visit"),
        ("which_reading", "which_reading"),
        ("check", "check"),
        ("double", "double"),
        ("no_visits", "no_visits"),
        ("read_back", "read_back"),
        ("read_back_move", "read_back"),
        ("read_back_cancel", "read_back"),
        ("read_back_confirm", "read_back"),
        ("read_back_patient", "patient_right"),
        ("waitlist_offer", "waitlist"),
        ("read_back_waitlist", "waitlist"),
        ("connect", "staff"),
    ],
)
@pytest.mark.parametrize("attempt", [0, 1])
def test_the_question_is_known(act: str, question: str, attempt: int) -> None:
    (reply,) = render((Act(act, VALUES, attempt),), FACTS, Templates.load())
    assert asked(f"Sorry, I missed that. {reply.text}") == question


def test_what_is_no_question_is_none() -> None:
    assert asked("Sure, take your time.") == ""
