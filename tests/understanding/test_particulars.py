from __future__ import annotations

import pytest

from voice_agent.understanding.commands import Field
from voice_agent.understanding.particulars import find_particulars


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ("it's for my daughter", Field.RELATION, "daughter"),
        ("my little boy needs a check-up", Field.RELATION, "son"),
        ("I'm his mother", Field.RELATION, "child"),
        ("I'm Ruth Adler, his wife", Field.RELATION, "husband"),
        ("this is Ruth and I'm her mom", Field.RELATION, "child"),
        ("just for me", Field.RELATION, "self"),
        ("I've never been there before", Field.NEW_PATIENT, True),
        ("she's never been seen there before", Field.NEW_PATIENT, True),
        ("this would be her first visit, I think", Field.NEW_PATIENT, True),
        ("I've seen Dr. Lee", Field.NEW_PATIENT, False),
        ("I've been seen there before", Field.NEW_PATIENT, False),
        ("I am an existing patient", Field.NEW_PATIENT, False),
        ("we have Cigna", Field.INSURANCE, "Cigna"),
        ("I don't have any insurance", Field.INSURANCE, "none"),
        ("my left knee is swollen", Field.REASON, "my left knee is swollen"),
        ("I have a sore throat", Field.REASON, "sore throat"),
        ("my left ankle", Field.REASON, "left ankle"),
        ("it's for my elbow again", Field.REASON, "elbow"),
        ("can I get in for my hip", Field.REASON, "hip"),
    ],
)
def test_particulars_are_read(said: str, field: Field, value: str | bool) -> None:
    assert [(p.field, p.value) for p in find_particulars(said)] == [(field, value)]


@pytest.mark.parametrize(
    "said",
    [
        "for me to come in Tuesday",
        "back",
        "I'd give my right arm for a visit",
        "tell my son's story",
        "what time",
        "the first visit for me to take",
        "I have a question",
    ],
)
def test_nothing_is_read_into_other_words(said: str) -> None:
    assert find_particulars(said) == []
