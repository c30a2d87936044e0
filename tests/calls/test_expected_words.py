"""What the decoder is told to expect, and when its guess may stand in for what was heard."""

from __future__ import annotations

import pytest

from voice_agent.calls.expected_words import ExpectedWords, answered, leaves_open
from voice_agent.understanding.commands import (
    Affirm,
    Command,
    Emergency,
    Field,
    Goodbye,
    Handoff,
    HandoffReason,
    OutOfScope,
    Set,
    Start,
    Task,
    Unclear,
)
from voice_agent.understanding.reader import Term, Understanding, Vocabulary

WORDS = ExpectedWords(
    Vocabulary(
        providers=(Term("Dr. Ines Falk", ("Falk",)),),
        visit_types=(Term("Hearing test", ("ear test", "audiogram")), Term("PT session")),
        locations=(Term("North House", ("up north",)),),
    )
)
BIAS = WORDS.bias("visit_type")


def understood(*commands: Command) -> Understanding:
    return Understanding(commands, 0.8, "embedded", 1.0)


def test_the_answers_are_the_open_fields() -> None:
    assert BIAS.answers == ("hearing test", "ear test", "audiogram", "PT session")
    assert WORDS.bias("provider").answers == ("Dr. Ines Falk", "Falk")
    assert WORDS.bias("location").answers == ("North House", "up north")


@pytest.mark.parametrize("expecting", ["confirm", "offer", "name", "task", None])
def test_no_answer_is_guessed_where_there_is_no_closed_set_or_a_guess_would_be_a_yes(expecting: str | None) -> None:
    assert WORDS.bias(expecting).answers == ()


@pytest.mark.parametrize(
    "command", [Unclear(), OutOfScope(), Affirm(), Set(Field.VISIT_TYPE, "herring pest"), Set(Field.VISIT_TYPE, "ear")]
)
def test_words_that_name_nothing_of_the_clinics_leave_the_question_open(command: Command) -> None:
    assert leaves_open(understood(command), BIAS)


@pytest.mark.parametrize(
    "command",
    [
        Emergency("she fainted"),
        Handoff(HandoffReason.ASKED),
        Set(Field.VISIT_TYPE, "Hearing test"),
        Set(Field.PROVIDER, "Dr. Ines Falk"),
        Start(Task.CANCEL),
    ],
)
def test_whatever_was_understood_stands(command: Command) -> None:
    assert not leaves_open(understood(command), BIAS)
    assert not leaves_open(understood(Unclear(), command), BIAS)


def test_a_guess_may_answer_the_open_question_and_do_no_more() -> None:
    kind = Set(Field.VISIT_TYPE, "Hearing test")
    assert answered(understood(kind), BIAS)
    assert answered(understood(Set(Field.REASON, "ringing ears"), kind), BIAS)
    assert not answered(understood(Set(Field.REASON, "ringing ears")), BIAS)
    assert not answered(understood(), BIAS)
    assert not answered(understood(kind, Start(Task.CANCEL)), BIAS)
    assert not answered(understood(Set(Field.VISIT_TYPE, "herring pest")), BIAS)
    assert not answered(understood(Set(Field.PROVIDER, "Dr. Ines Falk")), BIAS)


def test_the_decoder_is_told_how_callers_put_it() -> None:
    assert WORDS.bias("task").likely.startswith("I need a hearing test. I'm due for a PT session.")
    assert "Tuesday" in WORDS.bias("offer").likely
    assert "A hearing test. An ear test." in BIAS.likely
    assert "week" in WORDS.bias("when").words
    assert WORDS.bias("name").likely == ""


def test_what_is_said_again_is_marked() -> None:
    assert WORDS.bias("task", again=True).again
    assert not WORDS.bias("task").again


def test_a_faint_goodbye_leaves_a_closed_question_open() -> None:
    assert leaves_open(understood(Goodbye()), BIAS)
