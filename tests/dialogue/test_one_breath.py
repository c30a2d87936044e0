"""A choice or a yes, and a question with it: the one is taken, the other answered, and the task goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.dialogue.talk import Talk, calling_back, offered, read_back
from tests.dialogue.world import FACTS, World, written
from voice_agent.dialogue import effects as fx
from voice_agent.dialogue import outcomes as oc

NO_ANSWER = "I don't have that information, but our staff can tell you."


def ignorant() -> World:
    return World({"AnswerQuestion": [oc.NoAnswer(), oc.NoAnswer()]})


def test_a_choice_and_a_question() -> None:
    talk = offered()
    turn = talk.say("Two o'clock. Is there parking?", "choose o2", "ask is there parking")
    assert turn.text.startswith("We're open from eight")
    assert (talk.state.frames[-1].held, talk.asked) == ("o2", "new_patient")


def test_a_choice_and_a_question_without_an_answer() -> None:
    talk = offered(world=ignorant())
    turn = talk.say("Two o'clock. Can my dog come?", "choose o2", "ask can my dog come")
    assert turn.text.startswith(NO_ANSWER)
    assert (talk.state.frames[-1].held, talk.asked) == ("o2", "new_patient")


@pytest.mark.parametrize(
    "text",
    ["Two o'clock. Can you just do it?", "The two. Could you please put me down?", "Two. Why don't you book it now?"],
)
def test_impatience_is_no_question(text: str) -> None:
    talk = offered(world=ignorant())
    turn = talk.say(text, "choose o2", f"ask {text.partition('. ')[2]}")
    assert not [e for e in turn.effects if isinstance(e, fx.AnswerQuestion)]
    assert talk.asked == "new_patient"


def test_impatience_alone_agrees_to_nothing() -> None:
    talk = read_back()
    turn = talk.say("Can you just do it?", "ask Can you just do it")
    assert (written(turn.effects), talk.asked, talk.state.misses) == ([], "read_back", 0)


def test_a_question_that_the_reader_made_nothing_of() -> None:
    talk = offered(world=ignorant())
    turn = talk.say("Two. Oh, and what should I wear for it?", "choose o2", "out_of_scope")
    assert [e.question for e in turn.effects if isinstance(e, fx.AnswerQuestion)] == [
        "Oh, and what should I wear for it?"
    ]
    assert turn.text.startswith(NO_ANSWER)
    assert talk.asked == "new_patient"


@pytest.mark.parametrize("text", ["Two. Is it?", "Two, I think that is what suits.", "What about two?"])
def test_what_asks_nothing_is_not_looked_up(text: str) -> None:
    turn = offered().say(text, "choose o2", "out_of_scope")
    assert not [e for e in turn.effects if isinstance(e, fx.AnswerQuestion)]


@pytest.mark.parametrize(
    "text",
    [
        "Yes, and do you text me a reminder?",
        "Yes please. Do I come on an empty stomach?",
        "Yes, book it. Have you got parking?",
    ],
)
def test_a_plain_yes_is_taken_and_the_question_answered(text: str) -> None:
    turn = read_back().say(text, "affirm", "ask is there parking")
    assert [type(e).__name__ for e in written(turn.effects)] == ["Book"]
    assert turn.text.startswith("We're open from eight")
    assert "You're booked" in turn.text


@pytest.mark.parametrize(
    "text",
    [
        "Yes, but is there parking?",
        "Yes, if you have parking, do you?",
        "Yes. Who was that with?",
        "Okay, wait, do you have parking?",
        "Yes, how much is it?",
        "Is there parking? Yes?",
        "Yes, is that the one downtown?",
        "Okay, have you got parking?",
        "Right, so do you have parking?",
        "Yes, do you have anything later?",
        "Yeah, have you another on Friday?",
    ],
)
def test_a_yes_with_a_reserve_writes_nothing(text: str) -> None:
    talk = read_back()
    turn = talk.say(text, "affirm", "ask is there parking")
    assert (written(turn.effects), talk.asked) == ([], "read_back")


def test_nor_does_one_hardly_heard_or_one_to_what_was_cut_short() -> None:
    for circumstances in ({"hearing": 0.1}, {"heard": False}):
        talk = read_back()
        turn = talk.say("Yes, and do you have parking?", "affirm", "ask is there parking", **circumstances)
        assert (written(turn.effects), talk.asked) == ([], "read_back")


def test_a_yes_to_the_only_offer() -> None:
    talk = offered()
    talk.say("Wednesday instead.", "correct when = 2026-12-02")
    talk.say("Yes. Is there parking?", "affirm", "ask is there parking")
    assert (talk.state.frames[-1].held, talk.asked) == ("o3", "new_patient")


@pytest.mark.parametrize("said", ["2026-12-01 at 14:00", "2026-12-01 afternoon at 14:00"])
def test_too_early_and_then_one_of_the_others_is_a_choice(said: str) -> None:
    talk = offered()
    talk.say("Half past nine is too early. At two then.", f"alternatives {said}")
    assert talk.state.frames[-1].held == "o2"


def test_a_day_alone_beside_a_refusal_is_no_choice() -> None:
    talk = offered()
    talk.say("Something else that Tuesday.", "alternatives 2026-12-01")
    assert talk.state.frames[-1].choice is None


def test_a_time_that_was_refused_and_is_named_again_is_looked_for() -> None:
    talk = offered()
    talk.say("Neither.", "alternatives")
    turn = talk.say("Oh, Tuesday at two, after all.", "alternatives 2026-12-01 at 14:00")
    assert [e.declined for e in turn.effects if isinstance(e, fx.FindOpenings)] == [()]
    assert talk.state.frames[-1].held == "o2"


@pytest.mark.parametrize("text", ["Yes. After four.", "Yes, in the afternoon only."])
def test_when_to_call_back_is_a_note_for_staff(text: str) -> None:
    talk = calling_back()
    turn = talk.say(text, "affirm", "set when = afternoon")
    assert [e.summary for e in turn.effects if isinstance(e, fx.TakeCallback)] == ["call back: in the afternoon"]
    assert (talk.asked, talk.state.frames) == ("anything_else", ())


def test_a_time_without_a_yes_is_noted_and_the_number_asked_again() -> None:
    talk = calling_back()
    talk.say("But in the afternoon.", "alternatives afternoon")
    assert (talk.asked, talk.state.misses, talk.state.frames) == ("callback_number", 0, ())
    turn = talk.say("Yes.", "affirm")
    assert ["in the afternoon" in e.summary for e in turn.effects if isinstance(e, fx.TakeCallback)] == [True]


def test_a_question_about_the_callback_is_answered() -> None:
    talk = calling_back()
    turn = talk.say("When are you there?", "ask when are you there")
    assert turn.text.startswith("We're open from eight")
    assert talk.asked == "callback_number"


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("Nine o'clock, lovely.", ["set when = at 09:00"]),
        ("Nine, good. And where do I park?", ["set when = at 09:00", "ask where do I park"]),
        ("On Tuesday then. Where do I park?", ["set when = 2026-12-08", "ask where do I park"]),
    ],
)
def test_the_hour_of_a_visit_just_told_is_no_wish_for_another(text: str, commands: list[str]) -> None:
    talk = Talk()
    talk.say("", "start lookup", "set name = Theo Whitfield", "set date_of_birth = 2016-07-19")
    assert talk.asked == "anything_else"
    talk.say(text, *commands)
    assert (talk.asked, talk.state.frames) == ("anything_else", ())


def test_another_day_after_a_visit_was_told_may_be_one() -> None:
    talk = Talk()
    talk.say("", "start lookup", "set name = Theo Whitfield", "set date_of_birth = 2016-07-19")
    talk.say("And the Friday after?", "set when = fri")
    assert talk.asked == "check_task"


def complaining() -> Talk:
    """The usual visit for her complaint has just been proposed."""
    talk = Talk(facts=replace(FACTS, usual_visit="check-up"))
    talk.say("I need to see somebody about my knee.", "start book", "set reason = knee")
    assert talk.asked == "usual_visit"
    return talk


def test_a_yes_and_who_she_is() -> None:
    talk = complaining()
    talk.say("Yes, I've been there before.", "affirm", "set new_patient = no")
    assert (talk.asked, talk.state.frames[-1].want.visit_type) == ("when", "check-up")
    assert talk.state.person.new_patient is False


def test_a_yes_beside_another_kind_of_visit_is_none() -> None:
    talk = complaining()
    talk.say("Yes, a vaccination.", "affirm", "set visit_type = vaccination")
    assert talk.state.frames[-1].want.visit_type != "check-up"


def test_a_yes_and_another_visit_are_both_heeded() -> None:
    talk = read_back()
    turn = talk.say("Yes, and another one next Thursday.", "affirm", "start book", "set when = 2026-12-10")
    assert [type(e).__name__ for e in written(turn.effects)] == ["Book"]
    assert turn.effects[0].ref == "o2"
    assert talk.state.frames[-1].want.when[0].date_from == date(2026, 12, 10)
    assert talk.state.frames[-1].want.visit_type == "check-up"


def test_what_was_not_heard_to_its_end_is_not_booked_by_that() -> None:
    talk = read_back()
    turn = talk.say("Yes, and another one.", "affirm", "start book", "set when = 2026-12-10", heard=False)
    assert not written(turn.effects)
    assert talk.asked == "read_back"
