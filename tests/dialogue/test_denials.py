"""What the caller has said no to is not made of her words again."""

from __future__ import annotations

from datetime import date

import pytest

from tests.dialogue.talk import Talk
from tests.dialogue.world import Turn, World
from voice_agent.dialogue import denials
from voice_agent.dialogue import effects as fx
from voice_agent.dialogue import outcomes as oc

SIXTH, FIFTH = "1990-11-06", "1990-11-05"
NINTH, EIGHTH = "1990-11-09", "1990-11-08"


def _tried(turn: Turn) -> list[tuple[date, tuple[date, ...]]]:
    return [(e.date_of_birth, e.other_dates) for e in turn.effects if isinstance(e, fx.Identify)]


def _no_match(*, world: World | None = None, born: str = SIXTH) -> Talk:
    """Ines Calder, born on the sixth, was looked up and not found."""
    talk = Talk(world or World())
    talk.say("", "start lookup", "set name = Ines Calder", f"set date_of_birth = {born}")
    assert talk.asked == "no_match"
    return talk


def _registering(name: str) -> Talk:
    """Everything that the register wants is read back."""
    talk = Talk()
    talk.say("", "start register", f"set name = {name}", f"set date_of_birth = {FIFTH}")
    while talk.asked != "read_back_patient":
        talk.say("Yes.", "affirm")
    return talk


@pytest.mark.parametrize("said", [f"{FIFTH} / {SIXTH}", f"{SIXTH} / {FIFTH}"])
def test_of_two_readings_the_one_denied_is_neither_asked_about_nor_looked_up(said: str) -> None:
    talk = _no_match()
    turn = talk.say("No, I was born on the fifth.", "deny", f"correct date_of_birth = {said}", hearing=0.3)
    assert _tried(turn) == [(date.fromisoformat(FIFTH), ())]


def test_a_no_and_the_same_date_again_was_misheard_and_the_date_alone_is_asked_for() -> None:
    talk = _no_match()
    talk.say("No, I was born on the fifth.", "deny", f"correct date_of_birth = {SIXTH}")
    turn = talk.say("No.", "deny")  # to the date that is often heard as this one
    assert turn.text == "Please say your date of birth once more, or key in eight digits, month first."
    assert talk.state.person.names == ("Ines Calder",)
    turn = talk.say("The fifth.", f"set date_of_birth = {FIFTH} / {SIXTH}")
    assert _tried(turn) == [(date.fromisoformat(FIFTH), ())]


def test_a_date_denied_before_and_heard_best_again_gives_way_to_the_other_reading_once_that_is_confirmed() -> None:
    talk = _no_match(born=NINTH)
    talk.say("No, I was born on the eighth.", "deny", f"correct date_of_birth = {NINTH}")
    turn = talk.say("November the eighth.", f"set date_of_birth = {NINTH} / {EIGHTH}")
    assert turn.text == "Did you say November eighth, nineteen ninety?"
    assert _tried(talk.say("Yes.", "affirm")) == [(date.fromisoformat(EIGHTH), ())]


def test_who_says_it_again_after_all_is_believed() -> None:
    talk = Talk()
    talk.say("", "start lookup", "set name = Ines Calder")
    talk.say("The sixth.", f"set date_of_birth = {SIXTH}", hearing=0.2)
    talk.say("No.", "deny")
    assert talk.asked == "date_of_birth_again"
    assert _tried(talk.say("It is the sixth.", f"set date_of_birth = {SIXTH}"))[0][0] == date.fromisoformat(SIXTH)
    assert talk.state.person.denied_dates == ()


def test_a_name_put_right_beside_the_same_date_denies_the_name_alone() -> None:
    talk = _no_match()
    said = ("deny", "correct name = Agnes Colder / Ines Calder", f"correct date_of_birth = {SIXTH}")
    turn = talk.say("No, Agnes Colder, born on the sixth.", *said)
    (tried,) = [e for e in turn.effects if isinstance(e, fx.Identify)]
    assert (tried.names, tried.date_of_birth) == (("Agnes Colder",), date.fromisoformat(SIXTH))


def test_dates_that_sound_alike_are_asked_about_one_after_the_other() -> None:
    talk = Talk()
    talk.say("", "start lookup", "set name = Ines Calder")
    first = talk.say("The fifth.", f"set date_of_birth = {SIXTH} / {FIFTH}", hearing=0.3)
    assert first.text == "Did you say November sixth, nineteen ninety?"
    assert talk.say("No.", "deny").text == "Then did you say November fifth, nineteen ninety?"
    assert _tried(talk.say("Yes.", "affirm")) == [(date.fromisoformat(FIFTH), ())]


def test_a_no_and_the_denied_date_again_leads_to_the_other_reading() -> None:
    talk = Talk()
    talk.say("", "start lookup", "set name = Ines Calder")
    talk.say("The fifth.", f"set date_of_birth = {SIXTH} / {FIFTH}", hearing=0.3)
    turn = talk.say("No, the fifth.", "deny", f"correct date_of_birth = {SIXTH}")
    assert turn.text == "Then did you say November fifth, nineteen ninety?"


def test_the_same_words_cut_otherwise_are_no_other_date() -> None:
    talk = _no_match(born=NINTH)
    cut = f"{NINTH} / 2019-11-09 / 1990-09-19 / 1919-11-09"
    talk.say("No, November eighth, nineteen ninety.", "deny", f"correct date_of_birth = {cut}")
    assert talk.asked == "date_of_birth_again"
    turn = talk.say("November eighth, nineteen ninety.", f"set date_of_birth = {EIGHTH} / 2019-11-05 / 1990-05-19")
    assert turn.text == "Did you say November eighth, nineteen ninety?"
    talk.say("No.", "deny")
    assert talk.asked == "date_of_birth_again"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("1990-11-06", "1990-11-05", True),
        ("1990-06-06", "1990-07-06", True),
        ("1950-11-06", "1915-11-06", True),
        ("1984-05-03", "1984-03-05", True),
        ("1990-11-06", "2019-11-06", False),
        ("1990-11-06", "1990-06-19", False),
    ],
)
def test_which_dates_sound_alike(one: str, other: str, alike: bool) -> None:
    assert denials.sound_alike(date.fromisoformat(one), date.fromisoformat(other)) is alike


def test_no_to_both_readings_has_it_said_again() -> None:
    talk = Talk()
    talk.say("", "start lookup", "set name = Ines Calder")
    talk.say("The fifth.", f"set date_of_birth = {SIXTH} / {FIFTH}", hearing=0.3)
    talk.say("No.", "deny")
    talk.say("No.", "deny")
    assert (talk.asked, talk.state.refused) == ("date_of_birth_again", 1)


def test_there_are_no_more_lookups_than_before() -> None:
    talk = _no_match()
    for _ in range(8):
        if talk.state.closing:
            break
        talk.say("No, the fifth.", "deny", f"correct date_of_birth = {SIXTH}")
        talk.say("The sixth.", f"set date_of_birth = {SIXTH}")
    assert talk.world.tries == 2
    assert talk.state.closing


def test_in_a_registration_the_date_read_back_and_denied_is_not_read_back_again() -> None:
    talk = Talk()
    given = ("set name = Bo Finch", f"set date_of_birth = {SIXTH}", "set phone = 2175550142")
    talk.say("", "start register", *given)
    assert talk.asked == "read_back_patient"
    turn = talk.say("No, the fifth.", "deny", f"correct date_of_birth = {SIXTH} / {FIFTH}")
    assert "November fifth" in turn.text
    assert "November sixth" not in turn.text


def test_the_date_said_again_to_what_should_be_corrected_is_read_back_once_more() -> None:
    talk = Talk()
    talk.say("", "start register", "set name = Bo Finch", f"set date_of_birth = {SIXTH}", "set phone = 2175550142")
    talk.say("No.", "deny")
    assert talk.asked == "change_patient"
    assert "November sixth" in talk.say("I was born on the sixth.", f"set date_of_birth = {SIXTH}").text


def test_another_patient_has_denied_nothing() -> None:
    talk = _no_match(world=World(scripted={"Identify": [oc.NotIdentified(locked=False)]}))
    talk.say("No, the fifth.", "deny", f"correct date_of_birth = {SIXTH}")
    talk.say("It's for my son.", "set relation = son")
    assert talk.state.person.denied_dates == ()


def test_other_readings_of_a_name_that_was_said_back_wrongly_may_still_be_it() -> None:
    talk = Talk()
    talk.say("", "start lookup")
    talk.say("Ines Caldwell.", "set name = Ines Call / Ines Caldwell", hearing=0.2)
    assert talk.asked == "check"
    talk.say("No, it's Ines Caldwell.", "deny", "correct name = Ines Carver", hearing=0.8)
    turn = talk.say("The fifth.", f"set date_of_birth = {FIFTH}")
    [names] = [e.names for e in turn.effects if isinstance(e, fx.Identify)]
    assert names == ("Ines Carver", "Ines Caldwell")


def test_a_name_denied_and_heard_the_same_is_to_be_spelled() -> None:
    talk = _registering("Ines March")
    talk.say("No, my name is Ines Marsh.", "deny", "correct name = Ines March")
    assert talk.asked == "name_spelled"
    turn = talk.say("Ines Marsh, M A R S H.", "set name = Ines Marsh")
    assert talk.asked == "read_back_patient"
    assert "Ines Marsh" in turn.text


def test_the_second_name_that_was_wrong_is_to_be_spelled() -> None:
    talk = _registering("Ines Arfe")
    talk.say("No, it's Ines Marsh.", "deny", "correct name = Ines March")
    assert talk.asked == "read_back_patient"
    talk.say("No, it's Ines Marsh.", "deny", "correct name = Ines Mars")
    assert talk.asked == "name_spelled"


def test_the_date_that_is_often_heard_as_the_one_denied_is_asked_about() -> None:
    talk = _no_match()
    turn = talk.say("No, I was born on the fifth.", "deny", f"correct date_of_birth = {SIXTH}")
    assert turn.text == "Did you say November fifth, nineteen ninety?"
    assert _tried(talk.say("Yes.", "affirm")) == [(date.fromisoformat(FIFTH), ())]
