from __future__ import annotations

import pytest

from voice_agent.turns.completeness import judge
from voice_agent.turns.endpointing import Completeness


@pytest.mark.parametrize(
    "text",
    ["I'd like to come on March", "I need to see a doctor for my", "um", "My number is four one five and", "well,"],
)
def test_a_sentence_that_breaks_off_goes_on(text: str) -> None:
    assert judge(text, expecting="task", answered=True) is Completeness.OPEN


@pytest.mark.parametrize(
    ("text", "expecting"), [("Yes.", "confirm"), ("The second one.", "offer"), ("Anna Brook.", "name")]
)
def test_an_answer_is_complete(text: str, expecting: str) -> None:
    assert judge(text, expecting=expecting, answered=True) is Completeness.COMPLETE


def test_half_a_number_goes_on() -> None:
    assert judge("4 1 5 5 5", expecting="phone", answered=False) is Completeness.OPEN
    assert judge("Hey.", expecting="phone", answered=False) is Completeness.OPEN
    assert judge("the third of", expecting="date_of_birth", answered=False) is Completeness.OPEN


@pytest.mark.parametrize(
    ("text", "expecting"),
    [("12, 05", "date_of_birth"), ("0 3 1 5 1 9", "date_of_birth"), ("My number is 555 0168.", "phone")],
)
def test_digits_that_could_be_a_whole_go_on_until_all_are_there(text: str, expecting: str) -> None:
    assert judge(text, expecting=expecting, answered=True) is Completeness.OPEN


@pytest.mark.parametrize(
    ("text", "expecting"),
    [
        ("12 05 1984", "date_of_birth"),
        ("March 5, 84.", "date_of_birth"),
        ("212-555-0168", "phone"),
        ("You have that, it's 555 0168.", "phone"),
    ],
)
def test_a_whole_number_is_complete(text: str, expecting: str) -> None:
    assert judge(text, expecting=expecting, answered=True) is Completeness.COMPLETE


def test_spelling_goes_on_until_it_makes_a_name() -> None:
    assert judge("B R O", expecting="name", answered=False) is Completeness.OPEN


def test_a_request_may_be_added_to() -> None:
    assert judge("I need an appointment.", expecting="task", answered=True) is Completeness.LIKELY


def test_what_was_not_understood_may_be_all() -> None:
    assert judge("the thing with the stairs", expecting="confirm", answered=False) is Completeness.NEUTRAL
    assert judge("", expecting="confirm", answered=False) is Completeness.NEUTRAL


def test_after_a_greeting_comes_what_the_call_is_about() -> None:
    assert judge("Good morning.", expecting="task", answered=False) is Completeness.OPEN
    assert judge("Hello, I need an appointment.", expecting="task", answered=True) is Completeness.LIKELY


def test_a_nod_is_all_only_where_it_answers() -> None:
    assert judge("Okay, good.", expecting=None, answered=True) is Completeness.NEUTRAL
    assert judge("Okay.", expecting="confirm", answered=True) is Completeness.COMPLETE
