from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_agent.understanding.commands import Field
from voice_agent.understanding.reader import Term, Vocabulary
from voice_agent.understanding.vocabulary import Names

CLINIC = Names(
    Vocabulary(
        providers=(Term("Dr. Amara Osei"), Term("Dr. Susan Lee"), Term("Dr. Jonas Lindqvist", ("Jonas",))),
        visit_types=(
            Term("Check-up", ("checkup", "physical")),
            Term("Vaccination", ("flu shot",)),
            Term("Sick visit", ("cough",)),
        ),
        locations=(Term("Elm Street", ("main office",)),),
    )
)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("with Dr. Lee please", "Dr. Susan Lee"),
        ("with doctor leigh", "Dr. Susan Lee"),
        ("doctor Lindquist", "Dr. Jonas Lindqvist"),
        ("is Jonas in", "Dr. Jonas Lindqvist"),
        ("Amara Osei", "Dr. Amara Osei"),
        ("for a physical", "Check-up"),
        ("a check up", "Check-up"),
        ("two flue shots", "Vaccination"),
        ("I can't stop coughing", "Sick visit"),
        ("the elm street one", "Elm Street"),
        ("at your main office", "Elm Street"),
    ],
)
def test_names_are_found_over_slips(said: str, value: str) -> None:
    assert [m.value for m in CLINIC.find(said)] == [value]


@pytest.mark.parametrize("said", ["I mean no", "I will leave at noon", "physically impossible", "my shoulder", ""])
def test_what_only_resembles_a_name_is_none(said: str) -> None:
    assert CLINIC.find(said) == []


def test_a_surname_of_two_providers_is_neither() -> None:
    names = Names(Vocabulary(providers=(Term("Dr. Ann Cole"), Term("Dr. Ben Cole"))))
    assert names.find("doctor Cole") == []
    assert [m.value for m in names.find("Dr. Ben Cole")] == ["Dr. Ben Cole"]


def test_several_are_given_in_the_order_said() -> None:
    assert [m.field for m in CLINIC.find("a checkup with Dr. Osei on Elm Street")] == [
        Field.VISIT_TYPE,
        Field.PROVIDER,
        Field.LOCATION,
    ]


@given(st.text(max_size=80))
def test_mentions_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    found = CLINIC.find(text)
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
