"""Stored calls as scenarios, and against today's build."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from voice_agent.evaluation.draft import NotStoredError, draft
from voice_agent.evaluation.replay import compare
from voice_agent.simulator import scenario as scenarios

ZONE = ZoneInfo("America/New_York")
CALL: dict[str, Any] = {
    "started_at": "2026-05-04T14:15:00+00:00",
    "outcome": "cancelled",
    "changes": [{"action": "cancel", "entity": "appointment", "entity_id": 7}],
    "turns": [
        {"heard": "", "commands": [], "agent": "Hello."},
        {
            "heard": "I want to cancel Zelda's visit.",
            "commands": [{"name": "start", "task": "cancel"}],
            "agent": "Name?",
        },
        {
            "heard": "It's Zelda Quimby.",
            "commands": [{"name": "set", "field": "name", "value": "Zelda Quimby", "candidates": ["Selda Quinby"]}],
            "agent": "Born?",
        },
        {
            "heard": "The first of July 1971",
            "commands": [{"name": "set", "field": "date_of_birth", "value": "1971-07-01"}],
            "agent": "Shall I cancel it?",
        },
        {"heard": "Yes, and call me at 415 555 0177, says Selda.", "commands": [{"name": "affirm"}], "agent": "Done."},
    ],
}


def test_a_draft_tells_nothing_of_the_patient_and_can_be_read() -> None:
    text = draft(CALL, "from-a-call", ZONE)
    assert not any(secret in text for secret in ("Zelda", "Selda", "Quimby", "1971", "July", "0177"))
    scenario = scenarios.parse(text)
    assert [line.say for line in scenario.caller.lines] == [
        "I want to cancel Maria's visit.",
        "My name is Maria Gonzalez.",
        "March twelfth, nineteen eighty four.",
        "Yes, and call me at two one two five five five oh one one one, says Maria.",
    ]
    assert scenario.clock == datetime(2026, 5, 4, 10, 15)
    assert scenario.expect.outcome == ("cancelled",)
    assert not scenario.expect.unchanged


@pytest.mark.parametrize(
    ("given", "called"), [("st_draft", "st-draft"), ("Call 3.b", "call-3-b"), ("-x-", "x"), ("äöü", "draft")]
)
def test_a_draft_is_called_as_a_scenario_may_be(given: str, called: str) -> None:
    assert scenarios.parse(draft(CALL, given, ZONE)).name == called


def test_nothing_can_be_made_of_a_silent_call() -> None:
    with pytest.raises(NotStoredError):
        draft({**CALL, "turns": CALL["turns"][:1]}, "silent", ZONE)


def test_the_same_call_is_the_same() -> None:
    compared = compare(CALL, CALL)
    assert compared.same
    assert compared.words == ()


def test_what_differs_is_shown() -> None:
    now = {
        **CALL,
        "outcome": "handed_off",
        "changes": [],
        "turns": [*CALL["turns"][:-1], {"heard": "Yet", "agent": "?"}],
    }
    compared = compare(CALL, now)
    assert not compared.same
    assert (compared.then, compared.now) == ("cancelled", "handed_off")
    assert "+caller: Yet" in compared.words
