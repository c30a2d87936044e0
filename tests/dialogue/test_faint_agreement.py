"""A yes that was hardly heard agrees to no write before it is said again."""

from __future__ import annotations

from tests.dialogue.talk import Talk, read_back
from tests.dialogue.world import written


def cancelling() -> Talk:
    """Ines Calder's follow-up, the first of her two visits, has been read back to be cancelled."""
    talk = Talk()
    talk.say("", "start cancel", "set name = Ines Calder", "set date_of_birth = 1990-01-30", "set when = fri")
    assert talk.asked == "read_back_cancel"
    return talk


def test_a_booking_waits_for_a_yes_that_was_heard() -> None:
    talk = read_back()
    assert not written(talk.say("Yes.", "affirm", hearing=0.2).effects)
    assert talk.asked == "read_back"
    assert len(written(talk.say("Yes.", "affirm", hearing=0.2).effects)) == 1


def test_so_does_one_with_a_question_beside_it() -> None:
    talk = read_back()
    assert not written(talk.say("Yes, and do you have parking?", "affirm", "ask parking", hearing=0.2).effects)
    assert talk.asked == "read_back"


def test_so_do_a_cancellation_and_the_others_with_it() -> None:
    talk = cancelling()
    assert not written(talk.say("Yes, and the other one too.", "alternatives", hearing=0.2).effects)
    assert talk.asked == "read_back_cancel"
    assert len(written(talk.say("Yes.", "affirm").effects)) == 1


def test_a_no_is_taken_at_once() -> None:
    talk = cancelling()
    assert not written(talk.say("No.", "deny", hearing=0.2).effects)
    assert talk.asked != "read_back_cancel"
