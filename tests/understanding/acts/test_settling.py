"""What holds where the acts and the rules differ."""

from __future__ import annotations

import pytest

from voice_agent.understanding.acts.act import Act
from voice_agent.understanding.acts.scenes import scene_of
from voice_agent.understanding.acts.settling import settled
from voice_agent.understanding.acts.situation import Situation
from voice_agent.understanding.commands import (
    Abort,
    Affirm,
    Alternatives,
    Ask,
    Choose,
    Command,
    Correct,
    Deny,
    Field,
    Handoff,
    HandoffReason,
    OutOfScope,
    Set,
    Start,
    Task,
    Unclear,
    When,
)


def _settled(
    text: str, situation: Situation, commands: tuple[Command, ...], confidence: float = 0.5, **likely: float
) -> tuple[Command, ...]:
    probabilities = dict.fromkeys(Act, 0.02) | {Act[name.upper()]: p for name, p in likely.items()}
    return settled(text, situation, scene_of(situation), (commands, confidence), probabilities)[0]


def test_a_yes_in_words_that_the_rules_do_not_know() -> None:
    assert _settled("That'd suit me fine.", Situation.BOOK, (Unclear(),), yes=0.97) == (Affirm(),)


@pytest.mark.parametrize(
    "text",
    [
        "That'd suit me fine but not that day.",
        "That'd suit me fine, or the Friday.",
        "That'd suit me fine if my sister can drive.",
        "That'd suit me fine on the second.",
        "I should ask my husband, that'd suit me fine.",
        "That'd suit me, is it the nineteenth?",
        "That'd suit Ella's fine.",
    ],
)
@pytest.mark.parametrize("situation", [Situation.BOOK, Situation.MOVE, Situation.DROP])
def test_no_yes_is_concluded_where_a_word_may_speak_against_it(text: str, situation: Situation) -> None:
    assert Affirm() not in _settled(text, situation, (Unclear(),), yes=0.99)


@pytest.mark.parametrize(
    "commands",
    [
        (Correct(Field.PROVIDER, "Dr. Amy Nguyen"),),
        (Set(Field.WHEN, (When(),)),),
        (Alternatives((When(),)),),
        (Choose("v7"),),
        (Deny(),),
    ],
)
def test_a_value_or_a_no_is_never_made_a_yes(commands: tuple[Command, ...]) -> None:
    assert Affirm() not in _settled("That suits me fine.", Situation.BOOK, commands, yes=0.99)


@pytest.mark.parametrize("act", ["fix", "stop", "pause"])
def test_a_yes_that_is_taken_back_is_none(act: str) -> None:
    assert Affirm() not in _settled("change the two to a four and yes", Situation.BOOK, (Affirm(),), **{act: 0.9})


def test_what_is_to_change_is_asked_for() -> None:
    assert _settled("Two is when my shift starts.", Situation.BOOK, (Unclear(),), other=0.9) == (Deny(),)


def test_what_is_left_alone_is_left() -> None:
    assert _settled("Just leave it on the Monday.", Situation.MOVE, (Set(Field.WHEN, (When(),)),), stop=0.95) == (
        Abort(),
    )


def test_a_question_beside_a_yes_is_answered() -> None:
    said = _settled("Yes. Do I park in the back?", Situation.BOOK, (Affirm(),), yes=0.9, ask=0.9)
    assert said == (Affirm(), Ask("Do I park in the back"))


def test_what_staff_would_see_to_ends_no_answer() -> None:
    said = _settled("New, yes. Is there an interpreter?", Situation.YES_NO, (Handoff(HandoffReason.OTHER), Affirm()))
    assert said == (Ask("Is there an interpreter"), Affirm())


def test_a_question_from_its_first_word_is_no_yes() -> None:
    assert Affirm() not in _settled("Am I going to pay for moving it?", Situation.MOVE, (Affirm(),), yes=0.6, ask=0.4)


@pytest.mark.parametrize("text", ["Nah, that's all. A nice weekend to you.", "No, you've been a doll."])
def test_a_closing_asks_for_nothing(text: str) -> None:
    found = (Deny(), Set(Field.WHEN, (When(),)), Handoff(HandoffReason.ASKED))
    assert _settled(text, Situation.MORE, found, no=0.95) == (Deny(),)


def test_a_wish_in_place_of_a_yes() -> None:
    found = (Deny(), Correct(Field.PROVIDER, "Dr. Amy Nguyen"))
    said = _settled("Isn't that what I said? When has Doctor Nguyen got time?", Situation.YES_NO, found, no=0.4)
    assert said == (Affirm(), Correct(Field.PROVIDER, "Dr. Amy Nguyen"))


def test_times_behind_a_refusal_are_when_she_would_like_to_come() -> None:
    [told] = _settled("not tomorrow, Friday after two", Situation.WHEN, (Deny(),), tell=0.9)
    assert isinstance(told, Set)
    assert told.field is Field.WHEN


def test_a_new_visit_instead_of_one_of_hers() -> None:
    assert _settled("Leave those. I want a new one.", Situation.WHICH, (Deny(),), book=0.9) == (Start(Task.BOOK),)


@pytest.mark.parametrize(
    ("act", "command"),
    [
        ("move", Start(Task.RESCHEDULE)),
        ("cancel", Start(Task.CANCEL)),
        ("lookup", Start(Task.LOOKUP)),
        ("clinical", Handoff(HandoffReason.CLINICAL)),
    ],
)
def test_an_errand_that_the_rules_missed_or_mistook(act: str, command: Command) -> None:
    for found in ((Unclear(),), (Start(Task.BOOK),)):
        assert _settled("what she said", Situation.OPEN, found, **{act: 0.9}) == (command,)


def test_what_the_rules_are_sure_of_stands() -> None:
    found = (Start(Task.BOOK), Set(Field.VISIT_TYPE, "Blood draw"))
    assert _settled("what she said", Situation.OPEN, found, 0.97, move=0.9, book=0.15) == found
    assert _settled("what she said", Situation.OPEN, (OutOfScope(),), 0.5, book=0.9) == (OutOfScope(),)


def test_what_may_be_written_down_is_asked_of_the_clinic_first() -> None:
    asked = (Ask("is my result there"),)
    assert _settled("is my result there", Situation.OPEN, asked, clinical=0.99) == asked


def test_an_errand_that_hardly_anybody_means_is_none() -> None:
    found = (Ask("do I bring my pills"), Start(Task.BOOK))
    assert _settled("do I bring my pills", Situation.MORE, found, ask=0.95, book=0.03) == found[:1]


def test_an_opening_that_only_was_spoken_of_is_not_taken() -> None:
    said = _settled("three is when I get off", Situation.OFFER, (Choose("o0"),), other=0.95, choose=0.1)
    assert said == (Alternatives(None),)


def test_an_errand_instead_of_a_field() -> None:
    said = _settled("no I want to move mine", Situation.KIND, (Unclear(),), move=0.95)
    assert said == (Start(Task.RESCHEDULE),)
