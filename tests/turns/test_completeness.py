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
    ("text", "expecting"),
    [
        ("Yes, please.", "confirm"),
        ("Yes, cancel it.", "confirm"),
        ("The second one.", "offer"),
        ("Anna Brook, B R O O K.", "name"),
    ],
)
def test_an_answer_is_complete(text: str, expecting: str) -> None:
    assert judge(text, expecting=expecting, answered=True) is Completeness.COMPLETE


@pytest.mark.parametrize("text", ["Yes.", "Yes", "Yeah, yes.", "Sure."])
def test_behind_a_bare_yes_a_comma_may_come(text: str) -> None:
    assert judge(text, expecting="confirm", answered=True) is Completeness.AFFIRMED


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
        ("November 5, 1990.", "date_of_birth"),
        ("I was born in nineteen ninety.", "date_of_birth"),
        ("You can use 212, then 555-0168.", "phone"),
        ("The one I'm calling from.", "phone"),
    ],
)
def test_a_whole_number_is_complete(text: str, expecting: str) -> None:
    assert judge(text, expecting=expecting, answered=True) is Completeness.COMPLETE


@pytest.mark.parametrize(
    ("text", "expecting", "completeness"),
    [
        ("October 2nd.", "date_of_birth", Completeness.OPEN),
        ("7, 14, 79.", "date_of_birth", Completeness.LIKELY),
        ("7, 14, 19.", "date_of_birth", Completeness.LEADING),
        ("October 2, 19.", "date_of_birth", Completeness.LEADING),
        ("You can use area code 212.", "phone", Completeness.OPEN),
        ("You have that, it's 555 0168.", "phone", Completeness.LEADING),
    ],
)
def test_a_number_that_was_understood_may_still_want_its_rest(
    text: str, expecting: str, completeness: Completeness
) -> None:
    assert judge(text, expecting=expecting, answered=True) is completeness


def test_spelling_goes_on_until_it_makes_a_name() -> None:
    assert judge("B R O", expecting="name", answered=False) is Completeness.OPEN
    assert judge("Anna Brook, B R O.", expecting="name", answered=True) is Completeness.LEADING
    assert judge("Anna Brook, BRO.", expecting="name", answered=True) is Completeness.LEADING
    assert judge("Anna Bruck, B-R-O-O-K.", expecting="name", answered=True) is Completeness.LIKELY
    assert judge("Anna Brook, B R double O K.", expecting="name", answered=True) is Completeness.COMPLETE
    assert judge("Anna Brook, B-R-O-O-K.", expecting="name", answered=True) is Completeness.COMPLETE


def test_one_name_of_two_and_a_last_name_alone_lead_to_more() -> None:
    assert judge("It's Anna.", expecting="name", answered=True) is Completeness.LEADING
    assert judge("My last name is Brook.", expecting="name", answered=True) is Completeness.LEADING
    assert judge("It's Anna Brook.", expecting="name", answered=True) is Completeness.LIKELY


@pytest.mark.parametrize(
    "text",
    [
        "Is there a bus stop near you?",
        "I'd like to see somebody about my wrist, please.",
        "I need a check-up. Tuesday, if you can.",
    ],
)
def test_a_question_and_a_courtesy_are_rarely_added_to(text: str) -> None:
    assert judge(text, expecting="task", answered=True) is Completeness.LIKELY


@pytest.mark.parametrize("text", ["I need an appointment.", "My ankle is swollen. It happened on Sunday."])
def test_a_request_and_a_second_sentence_may_be_all(text: str) -> None:
    assert judge(text, expecting="task", answered=True) is Completeness.NEUTRAL


def test_a_request_that_says_most_is_rarely_added_to() -> None:
    text = "I need a check-up with the nurse."
    assert judge(text, expecting="task", answered=True, particulars=2) is Completeness.LIKELY
    told = "My ankle is swollen on the left."
    assert judge(told, expecting="task", answered=True, particulars=2) is Completeness.LEADING


@pytest.mark.parametrize(
    "text", ["My ankle is swollen.", "My name is Anna Brook.", "I've got two questions. I need a refill.", "Yes."]
)
def test_a_first_sentence_that_only_tells_leads_to_what_is_wanted(text: str) -> None:
    assert judge(text, expecting="task", answered=True) is Completeness.LEADING


def test_the_melody_that_does_not_end_leads_on() -> None:
    assert judge("I'd like to see the nurse", expecting="task", answered=True) is Completeness.LEADING
    assert judge("Yes?", expecting="confirm", answered=True) is Completeness.LIKELY


@pytest.mark.parametrize(
    ("text", "completeness"),
    [
        ("No, that's all.", Completeness.LEADING),
        ("No, thanks.", Completeness.LEADING),
        ("No, that's all, thank you.", Completeness.COMPLETE),
        ("No, I'd like another doctor.", Completeness.NEUTRAL),
        ("No, thanks. Goodbye.", Completeness.COMPLETE),
        ("That's it. Thanks for your patience.", Completeness.COMPLETE),
        ("I think that's it. Have a nice day.", Completeness.COMPLETE),
    ],
)
def test_who_wants_nothing_more_parts_with_thanks(text: str, completeness: Completeness) -> None:
    assert judge(text, expecting="task", answered=True) is completeness


@pytest.mark.parametrize(
    ("text", "completeness"),
    [
        ("Any day but Friday.", Completeness.LEADING),
        ("I work until five.", Completeness.LEADING),
        ("Either Monday.", Completeness.LEADING),
        ("On Friday.", Completeness.NEUTRAL),
        ("Friday afternoon.", Completeness.LIKELY),
        ("Friday, please.", Completeness.LIKELY),
        ("Monday, Thursday.", Completeness.LEADING),
        ("Mondays, Thursdays.", Completeness.LEADING),
        ("The 5th, the 6th.", Completeness.LEADING),
        ("The 5th, the 6th, or the 7th.", Completeness.NEUTRAL),
        ("The 5th or the 6th, I don't mind.", Completeness.LIKELY),
        ("I'm away until Tuesday, any time after that.", Completeness.LIKELY),
        ("After four.", Completeness.NEUTRAL),
        ("As soon as you can, whenever.", Completeness.LIKELY),
    ],
)
def test_a_time_is_whole_with_the_part_of_the_day(text: str, completeness: Completeness) -> None:
    assert judge(text, expecting="when", answered=True) is completeness


@pytest.mark.parametrize(
    "text",
    ["Can I book?", "I'd like to see.", "I'd prefer.", "I want to talk to.", "I need an appointment for.", "It's my."],
)
def test_a_verb_that_wants_its_object_breaks_off(text: str) -> None:
    assert judge(text, expecting="task", answered=True) is Completeness.LEADING
    assert judge(text, expecting="task", answered=False) is Completeness.OPEN


def test_a_question_may_end_with_a_preposition_or_a_verb() -> None:
    assert judge("Is there a form that I have to get?", expecting="task", answered=True) is Completeness.LIKELY
    assert judge("Who is that visit with?", expecting="task", answered=True) is Completeness.LIKELY


def test_what_was_not_understood_is_waited_for() -> None:
    assert judge("the thing with the stairs", expecting="confirm", answered=False) is Completeness.LEADING
    assert judge("", expecting="confirm", answered=False) is Completeness.NEUTRAL


def test_after_a_no_comes_what_is_right_instead() -> None:
    assert judge("No.", expecting="confirm", answered=True) is Completeness.NEUTRAL
    assert judge("No, that's wrong.", expecting="confirm", answered=True) is Completeness.LEADING
    assert judge("No.", expecting="new_patient", answered=True) is Completeness.COMPLETE


def test_after_a_greeting_comes_what_the_call_is_about() -> None:
    assert judge("Good morning.", expecting="task", answered=False) is Completeness.OPEN
    assert judge("Hello, I need an appointment.", expecting="task", answered=True) is Completeness.NEUTRAL


def test_a_nod_is_all_only_where_it_answers() -> None:
    assert judge("Okay, good.", expecting=None, answered=True) is Completeness.LEADING
    assert judge("Okay.", expecting="confirm", answered=True) is Completeness.COMPLETE


def test_a_date_of_birth_put_right_wants_its_year() -> None:
    said = "No, my birthday is the 9th of May"
    assert judge(said + ".", expecting="confirm", answered=True) is Completeness.OPEN
    assert judge(said + ", 1964.", expecting="confirm", answered=True) is Completeness.COMPLETE
    assert judge("No, the date of birth is wrong.", expecting="confirm", answered=True) is not Completeness.OPEN
