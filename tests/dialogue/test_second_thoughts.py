"""Second thoughts and second errands: all visits, the other one, the one just cancelled, one's own beside a child's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from tests.dialogue.talk import Talk, calling_back, offered, read_back
from tests.dialogue.world import FACTS, World, written
from voice_agent.dialogue import effects as fx
from voice_agent.dialogue.state import Closing
from voice_agent.understanding.commands import Task


def known(*commands: str, text: str = "") -> Talk:
    """Ines Calder, who has a follow-up on the fourth and a check-up on the tenth, has begun a task."""
    talk = Talk()
    talk.say(text, *commands, "set name = Ines Calder", "set date_of_birth = 1990-01-30")
    return talk


def cancelled(turn_effects: tuple[fx.Effect, ...]) -> list[str]:
    return [e.visit_ref for e in written(turn_effects) if isinstance(e, fx.CancelVisit)]


@pytest.mark.parametrize("how", ["at once", "when asked"])
def test_all_visits_are_cancelled_one_by_one_each_with_a_yes_of_its_own(how: str) -> None:
    talk = known(
        "start cancel", text="I need to cancel all my appointments." if how == "at once" else "Cancel, please."
    )
    if how == "when asked":
        assert talk.asked == "which_visit"
        talk.say("All of them.", "unclear")
    assert talk.asked == "read_back_cancel"
    assert cancelled(talk.say("Yes.", "affirm").effects) == ["v1"]
    assert talk.asked == "read_back_cancel"
    assert cancelled(talk.say("Yes.", "affirm").effects) == ["v2"]
    assert talk.asked == "anything_else"


def test_of_all_visits_one_is_kept() -> None:
    talk = known("start cancel", text="Cancel both of them.")
    assert not written(talk.say("No, not that one.", "deny").effects)
    assert talk.asked == "read_back_cancel"
    assert cancelled(talk.say("Yes.", "affirm").effects) == ["v2"]


def test_a_visit_just_cancelled_is_looked_for_again() -> None:
    talk = known("start cancel", "set when = fri")
    talk.say("Yes.", "affirm")
    turn = talk.say("Oh no, can I get that one back?", "hold_on")
    (search,) = [e for e in turn.effects if isinstance(e, fx.FindOpenings)]
    assert (search.visit_type, search.provider, search.location) == ("follow-up", "Dr. Ruth Vance", "Hilltop")
    assert (search.when[0].date_from, search.when[0].at) == (date(2026, 12, 4), time(11))
    assert not written(turn.effects)


def test_a_parents_own_visit_is_not_looked_for_among_the_childs() -> None:
    talk = Talk()
    talk.say(
        "Move my son's check-up, and cancel mine.",
        "start reschedule",
        "set relation = son",
        "start cancel",
    )
    talk.say("", "set name = Theo Whitfield", "set date_of_birth = 2016-07-19")
    talk.say("", "set when = 2026-12-03")
    talk.say("", "affirm")
    turn = talk.say("Yes.", "affirm")
    assert [type(e).__name__ for e in written(turn.effects)] == ["Move"]
    assert talk.asked == "name"
    assert talk.state.person.relation is None
    assert not talk.state.person.verified


@pytest.mark.parametrize(
    "text",
    [
        "No, I still need to know where it is.",
        "What? No, I wanted to ask about my bill.",
        "No, wait, can you tell me when it is?",
    ],
)
def test_a_no_that_goes_on_ends_no_call(text: str) -> None:
    talk = read_back()
    talk.say("Yes.", "affirm")
    assert talk.asked == "anything_else"
    talk.say(text, "deny")
    assert talk.state.closing is None


@pytest.mark.parametrize("text", ["No, that's all I needed, thanks.", "No.", "Nope, I'm all set.", "No, nothing else."])
def test_a_no_that_ends_it_does(text: str) -> None:
    talk = read_back()
    talk.say("Yes.", "affirm")
    talk.say(text, "deny")
    assert talk.state.closing is Closing.END


def test_who_would_rather_have_the_visit_than_a_call_gets_on_with_it() -> None:
    talk = offered(facts=replace(FACTS, staff_available=False))
    talk.say("Can I talk to somebody?", "handoff")
    assert talk.asked == "callback_number"
    talk.say("No, just book me in, please.", "deny", "start book")
    assert talk.state.callback is None
    assert talk.asked == "offer"


def test_who_asked_for_nothing_else_and_wants_no_call_is_let_go() -> None:
    talk = calling_back()
    talk.say("No, just forget it, I don't want a call.", "deny")
    assert talk.state.closing is Closing.END


@pytest.mark.parametrize(
    "text", ["Oh, right, I already have one, just leave it.", "No, one is enough.", "Okay, never mind then."]
)
def test_one_visit_of_a_kind_is_enough(text: str) -> None:
    talk = double()
    talk.say(text, "affirm")
    assert not talk.state.frames
    assert talk.asked == "anything_else"


@pytest.mark.parametrize("text", ["Yes, another one.", "Yes, it's for something else."])
def test_another_of_the_kind_is_wanted(text: str) -> None:
    talk = double()
    talk.say(text, "alternatives")
    assert talk.asked == "read_back"


def double() -> Talk:
    talk = Talk(world=World())
    talk.say("", "start book", "set visit_type = check-up", "set when = 2026-12-01")
    talk.say("", "choose o2")
    talk.say("", "set new_patient = no", "set name = Ines Calder", "set date_of_birth = 1990-01-30")
    assert talk.asked == "double"
    return talk


def test_no_new_visit_but_the_one_she_has() -> None:
    talk = Talk()
    talk.say("A check-up.", "start book", "set visit_type = check-up")
    talk.say("No, I'm moving the one I have.", "deny", "start reschedule")
    assert [f.task for f in talk.state.frames] == [Task.RESCHEDULE]


def test_hours_alone_are_those_of_the_day_of_the_visit_to_be_moved() -> None:
    talk = Talk()
    talk.say("", "start reschedule", "set name = Theo Whitfield", "set date_of_birth = 2016-07-19")
    turn = talk.say("In the afternoon.", "set when = afternoon")
    (search,) = [e for e in turn.effects if isinstance(e, fx.FindOpenings)]
    assert search.when[0].date_from == search.when[0].date_to == date(2026, 12, 8)


def test_what_nobody_has_a_name_for_is_given_the_usual_visit() -> None:
    talk = Talk(facts=replace(FACTS, usual_visit="check-up"))
    talk.say("I need to come in.", "start book")
    talk.say("It's kind of personal.", "set visit_type = personal")
    assert talk.asked == "usual_visit"
    talk.say("No.", "deny")
    assert talk.asked == "visit_type"


def test_a_question_is_not_put_for_ever() -> None:
    talk = Talk(facts=replace(FACTS, staff_available=False))
    talk.say("", "start book")
    for kind in ("one", "another", "a third", "a fourth", "a fifth"):
        talk.say(kind, f"set visit_type = {kind}")
    assert talk.asked == "callback_number"


def test_the_waitlist_for_the_visit_that_she_has() -> None:
    talk = Talk()
    talk.say("Call me if something opens sooner.", "start waitlist")
    assert talk.asked == "name"
    talk.say("", "set name = Theo Whitfield", "set date_of_birth = 2016-07-19")
    assert talk.asked == "read_back_waitlist"
    turn = talk.say("Yes.", "affirm")
    (joined,) = [e for e in turn.effects if isinstance(e, fx.JoinWaitlist)]
    assert (joined.visit_type, joined.provider) == ("check-up", "Dr. Amara Osei")


def test_who_has_no_visit_says_what_the_waitlist_is_for() -> None:
    talk = Talk()
    talk.say("", "start waitlist")
    talk.say("", "set name = Nora Whitfield", "set date_of_birth = 1984-03-05")
    assert talk.asked == "visit_type"
    talk.say("", "set visit_type = check-up")
    assert talk.asked == "read_back_waitlist"


def test_advice_asked_beside_a_yes_calls_nobody_away_from_the_visit() -> None:
    talk = read_back()
    turn = talk.say("Yes, and should I give him Tylenol?", "affirm", "handoff clinical")
    assert not [e for e in turn.effects if isinstance(e, fx.Transfer)]
    assert talk.state.callback is None
    assert [type(e).__name__ for e in written(turn.effects)] == ["Book"]


def test_later_said_to_whether_a_visit_is_to_be_moved_is_a_yes() -> None:
    talk = Talk()
    talk.say("", "start reschedule", sure=0.4)
    assert talk.asked == "check_task"
    talk.say("Yeah, to something later.", "alternatives")
    assert talk.asked == "name"


@pytest.mark.parametrize(
    "text", ["That one's for my cough, this is for my knee.", "Yes, please, I can't wait till January."]
)
def test_another_of_the_kind_with_its_reason(text: str) -> None:
    talk = double()
    talk.say(text, "affirm", "set reason = cough", "set when = 2027-01-04")
    assert talk.asked == "read_back"
    assert talk.state.frames[-1].choice is not None


def test_who_is_known_by_a_doctor_keeps_the_time_that_she_chose() -> None:
    talk = offered()
    talk.say("", "choose o2")
    assert talk.asked == "new_patient"
    talk.say("No, I've been seeing Dr. Vance for years.", "deny", "correct provider = Dr. Vance")
    assert talk.asked == "name"
    assert talk.state.frames[-1].held == "o2"


def test_who_the_chosen_opening_is_with() -> None:
    talk = offered()
    turn = talk.say("Two would be good. Who would that be with?", "choose o2", "ask who would that be with")
    assert turn.text.startswith("That's with Doctor Amara Osei")
    assert (talk.state.frames[-1].held, talk.asked) == ("o2", "new_patient")


def test_who_they_are_with_where_the_reader_made_nothing_of_it() -> None:
    talk = offered()
    assert "Doctor Amara Osei" in talk.say("Who are those with?", "unclear").text
    assert (talk.asked, talk.state.misses) == ("offer", 0)


def test_the_others_too() -> None:
    talk = known("start cancel", "set when = fri")
    assert cancelled(talk.say("Yes, and the other one too.", "alternatives").effects) == ["v1"]
    assert talk.asked == "read_back_cancel"
    assert cancelled(talk.say("Yes.", "affirm").effects) == ["v2"]


def test_a_question_behind_that_is_it() -> None:
    talk = read_back()
    talk.say("Yes.", "affirm")
    turn = talk.say("No, that's it. Oh, wait, do I need to fast?", "deny", "hold_on")
    assert [e.question for e in turn.effects if isinstance(e, fx.AnswerQuestion)] == ["Oh, wait, do I need to fast?"]
    assert talk.state.closing is None


def test_the_usual_visit_is_asked_about_at_once() -> None:
    talk = Talk(facts=replace(FACTS, usual_visit="check-up"))
    talk.say("My knee hurts.", "set reason = knee")
    assert talk.asked == "usual_visit"


def test_what_she_adds_is_not_what_she_came_for() -> None:
    talk = Talk(facts=replace(FACTS, usual_visit="check-up"))
    talk.say("My ear hurts.", "start book", "set reason = ear")
    talk.say("Yes. I'm miserable.", "affirm", "set reason = I'm miserable")
    assert talk.state.frames[-1].want.reason == "ear"


@pytest.mark.parametrize(("hours", "told"), [(24 * 30, True), (24, False), (0, False)])
def test_that_it_is_late_to_cancel_is_told_before_the_yes(hours: int, told: bool) -> None:
    talk = Talk(facts=replace(FACTS, late_cancel_hours=hours))
    turn = talk.say("", "start cancel", "set name = Ines Calder", "set date_of_birth = 1990-01-30", "set when = fri")
    assert talk.asked == "read_back_cancel"
    assert ("late cancellation" in turn.text) is told
    assert "late" not in talk.say("Yes.", "affirm").text


@pytest.mark.parametrize(
    ("who", "kind"),
    [
        (["set relation = daughter"], "child check"),
        (["set date_of_birth = 2020-05-05"], "child check"),
        (["set relation = daughter", "set date_of_birth = 1990-05-05"], "check-up"),
        (["set relation = wife"], "check-up"),
    ],
)
def test_children_get_the_check_up_that_is_for_them(who: list[str], kind: str) -> None:
    talk = Talk(facts=replace(FACTS, for_children=("check-up", "child check")))
    turn = talk.say("", "start book", "set visit_type = check-up", *who, "set when = 2026-12-01")
    (search,) = [e for e in turn.effects if isinstance(e, fx.FindOpenings)]
    assert search.visit_type == kind


def test_another_provider_is_looked_for_wherever_she_works() -> None:
    talk = Talk()
    talk.say("", "start reschedule", "set name = Theo Whitfield", "set date_of_birth = 2016-07-19")
    turn = talk.say("", "set when = 2026-12-02", "set provider = Dr. Ruth Vance")
    (search,) = [e for e in turn.effects if isinstance(e, fx.FindOpenings)]
    assert (search.provider, search.location) == ("Dr. Ruth Vance", None)


def test_yes_cancel_it_says_yes_to_the_birthday_that_was_said_back() -> None:
    talk = Talk()
    talk.say("", "start cancel", "set name = Theo Whitfield")
    talk.say("", "set date_of_birth = 2016-07-19", hearing=0.1)
    assert talk.asked == "check"
    talk.say("Yes, cancel it, please.", "abort")
    assert talk.asked == "read_back_cancel"
    assert talk.state.frames
