"""Telephone numbers with digits too few or too many, and the question whether reminders may be texted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.dialogue.talk import Talk
from tests.dialogue.world import FACTS, play
from voice_agent.dialogue import effects as fx
from voice_agent.dialogue import events
from voice_agent.dialogue import outcomes as oc
from voice_agent.dialogue.telephones import is_whole

US = replace(FACTS, country="US", caller_number=None)
WHOLE = "+12175550142"


def _asked_for_number(**changes: object) -> Talk:
    talk = Talk(facts=replace(US, **changes))  # type: ignore[arg-type]
    talk.say("", "start register", "set name = Bo Finch", "set date_of_birth = 1990-11-06")
    return talk


@pytest.mark.parametrize(
    ("number", "country", "whole"),
    [
        ("2175550142", "US", True),
        ("12175550142", "US", True),
        (WHOLE, "US", True),
        ("+442079460123", "US", True),
        ("217555014", "US", False),
        ("1217555014", "US", False),
        ("+1217555014", "US", False),
        ("21755501422", "US", False),
        ("02079460123", "GB", True),
        ("0207946", "GB", False),
        ("217555014", None, True),
        ("217555014", "DE", True),
    ],
)
def test_a_whole_number_is_one_by_the_countrys_plan(number: str, country: str | None, whole: bool) -> None:
    assert is_whole(number, country) is whole


def test_too_few_digits_are_told_and_the_number_is_asked_for_again() -> None:
    talk = _asked_for_number()
    turn = talk.say("217 555 091", "set phone = 217555091")
    assert turn.text == (
        "I heard nine digits, not ten: two one seven, five five five, oh nine one. "
        "Please say the phone number slowly, or key it in."
    )
    assert talk.say("217 555 0142", f"set phone = {WHOLE}").text.startswith("Let me check: Bo Finch")


def test_too_many_digits_are_told_too() -> None:
    talk = _asked_for_number()
    turn = talk.say("217 555 01422", "set phone = 21755501422")
    assert turn.text.startswith("I heard eleven digits, not ten:")
    assert talk.asked == "phone"


def test_keys_are_counted_likewise() -> None:
    talk = Talk(facts=US)
    talk.say("", "start register", "set name = Bo Finch", "set date_of_birth = 1990-11-06")
    talk.state, turn = play(talk.state, events.KeyPressed("21755509", prompt_heard=True), talk.world, talk.facts)
    assert turn.text.startswith("I heard eight digits, not ten:")


def test_the_first_whole_reading_is_taken() -> None:
    talk = _asked_for_number()
    talk.say("217 555 0142", f"set phone = 217555042 / {WHOLE}")
    assert talk.state.person.phone == WHOLE


def test_a_number_never_whole_goes_to_staff_like_anything_misheard() -> None:
    talk = _asked_for_number()
    for _ in range(3):
        turn = talk.say("217 555 091", "set phone = 217555091")
    assert isinstance(turn.effects[-1], fx.Transfer)


def test_where_the_country_is_not_known_any_number_is_taken() -> None:
    talk = _asked_for_number(country=None)
    talk.say("217 555 091", "set phone = 217555091")
    assert talk.state.person.phone == "217555091"


def test_another_number_than_this_line_that_is_not_whole_is_asked_for() -> None:
    talk = _asked_for_number(caller_number="+14155550132")
    assert talk.asked == "own_number"
    turn = talk.say("No, it's 217 555 091.", "deny", "set phone = 217555091")
    assert turn.text.startswith("I heard nine digits, not ten: two one seven")
    assert (talk.asked, talk.state.person.phone) == ("phone", None)


def test_beside_a_yes_to_this_line_half_a_number_is_nothing() -> None:
    talk = _asked_for_number(caller_number="+14155550132")
    talk.say("Yes, 415 555 013.", "affirm", "set phone = 415555013")
    assert (talk.asked, talk.state.person.phone) == ("read_back_patient", "+14155550132")


def test_a_number_read_back_and_denied_is_gone() -> None:
    talk = _asked_for_number()
    talk.say("", f"set phone = {WHOLE}")
    turn = talk.say("No, 217 555 091.", "deny", "correct phone = 217555091")
    assert "Let me check" not in turn.text
    assert talk.asked == "phone"


def test_half_a_number_that_nobody_asked_for_is_let_be() -> None:
    talk = Talk(facts=US)
    turn = talk.say("", "start register", "set phone = 217555091")
    assert turn.text == "What's your full name, please?"


def test_of_a_callback_it_is_asked_for_once_more_and_then_read_back_as_it_is() -> None:
    talk = Talk(facts=replace(US, staff_available=False))
    talk.say("", "handoff")
    assert talk.asked == "callback_phone"
    assert talk.say("217 555 091", "set phone = 217555091").text.startswith("I heard nine digits, not ten:")
    assert talk.say("217 555 091", "set phone = 217555091").text.startswith("Is two one seven, five five five, oh nine")


# --- texts


def _asked_for_texts() -> Talk:
    talk = _asked_for_number(ask_texts=True)
    talk.say("", f"set phone = {WHOLE}")
    assert talk.asked == "texts"
    return talk


def test_texts_are_left_off_where_the_answer_is_missed_twice() -> None:
    talk = _asked_for_texts()
    talk.say("A marmalade.", "unclear")
    assert talk.asked == "texts"
    turn = talk.say("A marmalade.", "unclear")
    assert "I'll leave reminders off. Let me check: Bo Finch" in turn.text
    assert "with reminders by text" not in turn.text
    effects = talk.say("Yes.", "affirm").effects
    assert [e.texts_ok for e in effects if isinstance(e, fx.Register)] == [False]


def test_a_yes_after_one_miss_still_counts() -> None:
    talk = _asked_for_texts()
    talk.say("A marmalade.", "unclear")
    assert "with reminders by text" in talk.say("Yes.", "affirm").text


def test_what_is_no_question_of_the_clinics_is_a_miss_there_too() -> None:
    talk = _asked_for_texts()
    talk.world.scripted["AnswerQuestion"] = [oc.NoAnswer()] * 4
    talk.say("What marmalade?", "unclear")
    turn = talk.say("What marmalade?", "unclear")
    assert turn.text.endswith("Is that right?")
