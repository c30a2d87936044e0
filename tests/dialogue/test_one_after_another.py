"""One visit after another, for one patient or for two, and what stands when the call ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.dialogue.talk import Talk, offered, read_back
from tests.dialogue.world import FACTS, World, written
from voice_agent.dialogue import effects as fx
from voice_agent.dialogue import outcomes as oc
from voice_agent.understanding.commands import Task


def booked() -> Talk:
    talk = read_back()
    assert len(written(talk.say("Yes.", "affirm").effects)) == 1
    return talk


def held_by(visit: str) -> Talk:
    """Ines Calder, known, has her visits looked up, and one of them has been read back to be cancelled."""
    talk = Talk()
    talk.say("", "start cancel", "set name = Ines Calder", "set date_of_birth = 1990-01-30", f"set when = {visit}")
    assert talk.asked == "read_back_cancel"
    return talk


def test_a_yes_with_one_more_behind_it_books_and_looks_for_the_other() -> None:
    talk = read_back()
    turn = talk.say("Yes, and then another one that Thursday, please.", "affirm", "start book", "set when = 2026-12-03")
    assert [type(e) for e in written(turn.effects)] == [fx.Book]
    assert talk.asked == "offer"
    assert "December third" in turn.text
    talk.say("Yes.", "affirm")
    assert talk.asked == "read_back"


@pytest.mark.parametrize("said", ["Yes, but make it Thursday.", "Yes, Thursday then.", "Yes, no, Thursday."])
def test_another_day_beside_a_yes_books_nothing(said: str) -> None:
    talk = read_back()
    assert not written(talk.say(said, "affirm", "set when = 2026-12-03").effects)


def test_a_name_told_for_the_next_booking_is_another_patient() -> None:
    talk = booked()
    talk.say(
        "Yes, my boy Theo Whitfield needs one too.",
        "start book",
        "set visit_type = check-up",
        "set name = Theo Whitfield",
        "set date_of_birth = 2016-07-19",
        "set when = 2026-12-07",
    )
    assert talk.state.person.ref is None or talk.state.person.known_as == "Theo Whitfield"
    assert talk.state.person.names == ("Theo Whitfield",)


def test_so_is_a_date_of_birth_that_is_not_hers() -> None:
    talk = booked()
    turn = talk.say(
        "She needs one too, born the second of February.",
        "start book",
        "set visit_type = check-up",
        "set date_of_birth = 2018-02-02",
        "set when = 2026-12-07",
    )
    assert not talk.state.person.verified
    assert talk.state.person.date_of_birth == date(2018, 2, 2)
    assert not written(turn.effects)


@pytest.mark.parametrize("told", ["set name = Nora Whitfield", "set name = Nora", "set date_of_birth = 1984-03-05"])
def test_her_own_name_or_birthday_is_no_other_patient(told: str) -> None:
    talk = booked()
    talk.say("And another for me.", "start book", "set visit_type = check-up", told)
    assert talk.state.person.known_as == "Nora Whitfield"


def test_a_birthday_in_the_middle_of_a_booking_changes_nobody() -> None:
    talk = read_back()
    talk.say("The second of February was my sister's.", "set date_of_birth = 2018-02-02")
    assert talk.state.person.known_as == "Nora Whitfield"


def test_a_chosen_opening_is_kept_beside_a_wish_for_the_waitlist() -> None:
    talk = offered()
    talk.say("I'll take the one at two, and note me for something sooner.", "choose o2", "start waitlist")
    assert [frame.task for frame in talk.state.frames] == [Task.WAITLIST, Task.BOOK]
    talk.say("", "set new_patient = no", "set name = Nora Whitfield", "set date_of_birth = 1984-03-05")
    assert talk.asked == "read_back"
    turn = talk.say("Yes.", "affirm")
    assert [type(e) for e in written(turn.effects)] == [fx.Book]
    assert talk.asked == "read_back_waitlist"


def test_she_keeps_the_one_she_has_and_wants_this_one_too() -> None:
    talk = Talk()
    talk.say("", "start book", "set visit_type = follow-up", "set when = 2026-12-01")
    talk.say("", "choose o2", "set new_patient = no", "set name = Ines Calder", "set date_of_birth = 1990-01-30")
    assert talk.asked == "double"
    talk.say("I'll keep that one, but I need one for Tuesday as well.", "abort")
    assert talk.asked == "read_back"


def test_who_has_no_visit_and_says_what_for_wants_one() -> None:
    talk = Talk()
    talk.say("", "start lookup", "set name = Nora Whitfield", "set date_of_birth = 1984-03-05")
    assert talk.asked == "no_visits"
    talk.say("Oh. Well, it's about my shoulder.", "repeat", "set reason = shoulder")
    assert [frame.task for frame in talk.state.frames] == [Task.BOOK]


def test_who_only_wonders_at_it_does_not() -> None:
    talk = Talk()
    talk.say("", "start lookup", "set name = Nora Whitfield", "set date_of_birth = 1984-03-05")
    talk.say("Nothing at all? Wasn't there one for my shoulder?", "set reason = shoulder")
    assert talk.asked == "no_visits"


def test_a_booking_begun_in_other_words_is_not_taken_up_again() -> None:
    talk = Talk()
    talk.say("", "start book", "set reason = shoulder")
    talk.say("", "start lookup", "set name = Nora Whitfield", "set date_of_birth = 1984-03-05")
    talk.say("Yes.", "affirm")
    talk.say("", "set visit_type = check-up", "set when = 2026-12-01")
    talk.say("", "choose o2")
    turn = talk.say("Yes.", "affirm")
    assert [type(e) for e in written(turn.effects)] == [fx.Book]
    assert talk.asked == "anything_else"


def test_the_other_office_told_with_the_change_of_mind_is_where_it_goes() -> None:
    talk = held_by("fri")  # with Dr. Vance at Hilltop
    turn = talk.say(
        "No, don't, could I have it at Riverside?", "deny", "correct location = Riverside", "start reschedule"
    )
    talk.say("", "set when = 2026-12-01")
    looked = [e for e in turn.effects if isinstance(e, fx.FindOpenings)]
    assert talk.state.frame is not None
    assert talk.state.frame.want.location == "Riverside"
    assert all(e.provider is None for e in looked)


def test_a_new_patient_who_says_she_is_none_is_shown_to_staff() -> None:
    facts = replace(FACTS, for_new=("first visit",), for_established=("check-up",))
    world = World(scripted={"Identify": [oc.Identified("p7", "Ada Finch", established=False)]})
    talk = Talk(world=world, facts=facts)
    talk.say("", "start book", "set visit_type = check-up", "set when = 2026-12-01")
    talk.say("", "choose o2", "set new_patient = no", "set name = Ada Finch", "set date_of_birth = 1980-01-01")
    assert talk.asked == "new_patient_visit"
    talk.say("No, I've been coming for years.", "deny")
    turn = talk.say("A check-up.", "set visit_type = check-up")
    assert any(isinstance(e, fx.Transfer) for e in turn.effects)


def test_what_was_booked_stands_when_she_leaves_something_else_unfinished() -> None:
    talk = booked()
    talk.say("", "start book", "set visit_type = follow-up")
    turn = talk.say("Never mind. Bye, thank you, goodbye.", "goodbye")
    assert "what we settled before stands" in turn.text


def test_where_an_offer_is_gets_its_answer_before_others_are_looked_for() -> None:
    talk = offered()
    turn = talk.say("Is that at Hilltop? I need Hilltop.", "ask is that at Hilltop", "set location = Hilltop")
    assert turn.text.startswith("That's with Doctor Amara Osei at Riverside.")
    assert any(isinstance(e, fx.FindOpenings) and e.location == "Hilltop" for e in turn.effects)


def test_a_visit_told_to_show_that_he_is_known_changes_nothing_of_the_one_chosen() -> None:
    talk = offered()
    talk.say("", "choose o2")
    assert talk.asked == "new_patient"
    told = ("deny", "correct new_patient = no", "correct visit_type = follow-up", "correct when = 2026-12-14")
    talk.say("No, he was in for his follow-up, and there's one on the fourteenth.", *told)
    assert talk.asked == "name"
    assert talk.state.frame is not None
    assert talk.state.frame.choice is not None


def test_another_wish_beside_it_is_heeded() -> None:
    talk = offered()
    talk.say("", "choose o2")
    talk.say("No. Actually, could it be the seventh?", "deny", "correct new_patient = no", "correct when = 2026-12-07")
    assert talk.asked == "offer"


@pytest.mark.parametrize(("told", "named"), [("set reason = knee", False), ("set relation = son", True)])
def test_a_childs_visit_is_only_named_to_who_books_for_a_child(told: str, named: bool) -> None:
    talk = Talk(facts=replace(FACTS, for_children=("check-up", "follow-up")))
    turn = talk.say("", "start book", told)
    assert talk.asked == "visit_type"
    assert ("follow-up" in turn.text) is named


@pytest.mark.parametrize("said", ["Could I get another one two days later?", "I'd like one more session on the third."])
def test_another_one_is_like_the_one_just_booked(said: str) -> None:
    talk = booked()
    turn = talk.say(said, "start book", "set when = 2026-12-03")
    looked = [e for e in turn.effects if isinstance(e, fx.FindOpenings)]
    assert [(e.visit_type, e.provider) for e in looked] == [("check-up", "Dr. Amara Osei")]
    talk.say("", "choose o4")
    assert talk.asked == "read_back"


@pytest.mark.parametrize(
    "said", ["I need to book something on another day.", "I have another question, about booking."]
)
def test_another_day_or_question_is_no_visit_like_it(said: str) -> None:
    talk = booked()
    talk.say(said, "start book")
    assert talk.asked == "visit_type"


def test_with_no_visit_to_be_found_the_booking_begun_before_goes_on() -> None:
    talk = Talk()
    talk.say("", "start book", "set visit_type = check-up", "set when = 2026-12-01")
    talk.say("Where is the Tuesday one?", "start lookup", "set name = Nora Whitfield", "set date_of_birth = 1984-03-05")
    assert talk.asked == "no_visits"
    talk.say("Yes.", "affirm")
    assert talk.asked == "offer"
    assert [frame.task for frame in talk.state.frames] == [Task.BOOK]


@pytest.mark.parametrize(
    "said", ["Two o'clock is fine. That's at Riverside, right?", "The two o'clock. That's with Osei, yeah?"]
)
def test_with_whom_or_where_asked_behind_a_choice_is_told(said: str) -> None:
    talk = offered()
    turn = talk.say(said, "choose o2")
    assert turn.text.startswith("That's with Doctor Amara Osei at Riverside.")
    assert talk.asked == "new_patient"


def test_of_two_kinds_told_at_once_the_first_is_booked_first() -> None:
    talk = Talk()
    told = ("start book", "set visit_type = check-up", "set visit_type = follow-up", "set when = 2026-12-01")
    turn = talk.say("I'd like a check-up, and a follow-up as well.", *told)
    assert [e.visit_type for e in turn.effects if isinstance(e, fx.FindOpenings)] == ["check-up"]
    talk.say("", "choose o2", "set new_patient = no", "set name = Nora Whitfield", "set date_of_birth = 1984-03-05")
    turn = talk.say("Yes.", "affirm")
    assert [type(e) for e in written(turn.effects)] == [fx.Book]
    assert talk.state.frame is not None
    assert talk.state.frame.want.visit_type == "follow-up"


@pytest.mark.parametrize("said", ["A check-up, or a follow-up.", "A check-up, sorry, a follow-up and soon."])
def test_one_in_place_of_the_other_is_one_visit(said: str) -> None:
    talk = Talk()
    talk.say(said, "start book", "set visit_type = check-up", "set visit_type = follow-up")
    assert len(talk.state.frames) == 1


@pytest.mark.parametrize(
    "said", ["Alright, go on and cancel it then.", "Please cancel that one.", "Then just cancel it."]
)
def test_to_cancel_it_is_a_yes_to_what_was_read_back(said: str) -> None:
    talk = held_by("fri")
    turn = talk.say(said, "start cancel", "set when = 2027-01-04")
    assert [type(e) for e in written(turn.effects)] == [fx.CancelVisit]


@pytest.mark.parametrize("said", ["Cancel it, but not before Monday.", "Don't cancel it.", "Cancel the other one."])
def test_other_words_of_cancelling_are_none(said: str) -> None:
    talk = held_by("fri")
    assert not written(talk.say(said, "start cancel").effects)
