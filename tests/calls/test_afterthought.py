from __future__ import annotations

from dataclasses import replace

from voice_agent.calls.afterthought import SOON_MS, WORDS_HEARD, Answered, joined
from voice_agent.dialogue.state import State
from voice_agent.understanding.reader import Utterance

BEFORE = State.initial("call")
ANSWERED = Answered(
    Utterance("I need a check-up.", ("I need a check-up.",), 0.9), 5_000, BEFORE, replace(BEFORE, turns=1)
)
AFTER = ANSWERED.after


def test_speech_right_after_the_turn_goes_on_with_it() -> None:
    assert ANSWERED.goes_on(5_000 + SOON_MS, AFTER, 0)


def test_later_speech_is_a_turn_of_its_own() -> None:
    assert not ANSWERED.goes_on(5_001 + SOON_MS, AFTER, 0)


def test_who_has_heard_the_answer_replies_to_it() -> None:
    assert not ANSWERED.goes_on(5_500, AFTER, WORDS_HEARD + 1)


def test_nothing_is_taken_back_that_was_written_or_held() -> None:
    for change in ({"step": 1}, {"holding": True}, {"done": ("booked",)}, {"tries": 1}):
        after = replace(AFTER, **change)
        assert not replace(ANSWERED, after=after).goes_on(5_500, after, 0)


def test_nothing_is_taken_back_once_the_conversation_has_moved_on() -> None:
    assert not ANSWERED.goes_on(5_500, replace(AFTER, silences=1), 0)


def test_both_parts_are_one_utterance() -> None:
    whole = joined(ANSWERED.utterance, Utterance("On Friday.", ("On Friday.", "On fire day."), 0.6))
    assert whole.text == "I need a check-up On Friday."
    assert whole.nbest == ("I need a check-up On Friday.", "I need a check-up On fire day.")
    assert whole.confidence == 0.6
