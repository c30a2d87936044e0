from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_agent.speech import decoding
from voice_agent.speech.transcriber import Hypothesis

EOT, TIMES = 100, 110  # a small vocabulary: text under 100, time marks from 110 on, 0.02 s each


def at(seconds: float) -> int:
    return TIMES + round(seconds / 0.02)


def cut(ids: list[int], end_s: float) -> decoding.Cut:
    return decoding.cut(ids, timestamp_begin=TIMES, eot=EOT, end_s=end_s)


def test_the_repeat_after_the_utterances_end_is_cut_off() -> None:
    found = cut([at(0), 1, 2, 3, at(2.0), at(2.0), 1, 2, 3, at(4.0)], end_s=2.1)
    assert found == decoding.Cut((1, 2, 3), (1, 2, 3), True)


def test_a_time_mark_between_two_sentences_is_no_end() -> None:
    found = cut([at(0), 1, 2, at(1.0), at(1.0), 3, at(3.0)], end_s=3.1)
    assert found.ids == (1, 2, 3)
    assert found.stopped


def test_without_a_time_mark_at_the_end_everything_is_kept() -> None:
    assert cut([at(0), 1, 2, 3], end_s=2.0) == decoding.Cut((1, 2, 3), (), False)


def test_the_first_time_mark_is_not_taken_for_the_end_of_a_short_word() -> None:
    assert cut([at(0), 7, at(0.4)], end_s=0.4).ids == (7,)


@given(st.lists(st.one_of(st.integers(0, EOT - 1), st.integers(TIMES, TIMES + 300)), max_size=40), st.floats(0, 6))
def test_no_text_is_lost_or_made_up_by_the_cut(ids: list[int], end_s: float) -> None:
    found = cut(ids, end_s)
    assert [*found.ids, *found.beyond] == [token for token in ids if token < EOT]


@pytest.mark.parametrize(
    "text",
    [
        "I want to come in I want to come in I want to come in I want to come in",
        "you you you you you",
        "So the doctor is in. So the doctor is in. So the doctor is in. So the doctor is in.",
    ],
)
def test_loops_are_seen(text: str) -> None:
    assert decoding.loops(text)


@pytest.mark.parametrize(
    "text",
    [
        "Help, help, help.",
        "No, no, no.",
        "zero 0 0 0 0",
        "0000",
        "617-555-0000",
        "Yes yes. It is the second one, the one at half past two.",
    ],
)
def test_what_callers_do_repeat_is_no_loop(text: str) -> None:
    assert not decoding.loops(text)
    assert decoding.without_loops(text) == text


def test_a_loop_is_cut_to_three() -> None:
    assert decoding.without_loops("please help help help help help help") == "please help help help"
    assert (
        decoding.without_loops("come in now come in now come in now come in now")
        == "come in now come in now come in now"
    )


@given(st.lists(st.sampled_from(["help", "now", "me", "5"]), max_size=30))
def test_cutting_loops_only_ever_shortens_and_keeps_the_beginning(words: list[str]) -> None:
    text = " ".join(words)
    assert text.startswith(decoding.without_loops(text))


def test_a_sentence_said_twice_is_seen_but_not_a_short_answer() -> None:
    assert decoding.said_twice("I need a new appointment. I need a new appointment.")
    assert not decoding.said_twice("No. No.")
    assert not decoding.said_twice("The first one or the second one")


def test_more_words_than_anybody_says_in_the_time() -> None:
    assert decoding.too_fast("one two three four five six seven eight nine ten eleven twelve", 1.0)
    assert not decoding.too_fast("I'd like to come in on Tuesday", 1.5)
    assert not decoding.too_fast("4155550132", 3.5)


@pytest.mark.parametrize(
    "text", ["415-555-0132", "four one five, five five five", "It's 6 1 7 5 5 5 0 1 8 8.", "double five, oh, three two"]
)
def test_numbers_are_number_like(text: str) -> None:
    assert decoding.number_like(text)


@pytest.mark.parametrize(
    "text",
    [
        "I can't breathe and my chest hurts",
        "",
        "No.",
        "two",
        "I want a person",
        "I need help with 2 things",
        "March the fourth, nineteen seventy one",
    ],
)
def test_sentences_are_not(text: str) -> None:
    assert not decoding.number_like(text)


def test_words_out_of_silence_are_invented() -> None:
    assert decoding.invented("Thank you for watching.", 0.1, -0.4, 0.1)
    assert decoding.invented("you", 0.4, -1.2, 0.9)
    assert decoding.invented("", 2.0, -0.1, 0.0)
    assert not decoding.invented("Yes.", 0.2, -0.9, 0.3)
    assert not decoding.invented("Help, help, help.", 0.9, -1.3, 0.4)


@given(st.floats(-3, 0), st.floats(0, 1))
def test_confidence_is_a_probability_and_rises_with_the_score(score: float, no_speech: float) -> None:
    lower, higher = (decoding.confidence_of("a few words", s, no_speech) for s in (score - 0.2, score))
    assert 0 < lower <= higher < 1


def test_hypotheses_that_differ_in_punctuation_alone_are_one() -> None:
    given_ = [
        Hypothesis("Yes, please.", -0.2),
        Hypothesis("yes please", -0.3),
        Hypothesis("", -0.4),
        Hypothesis("Yes.", -0.5),
    ]
    assert decoding.distinct(given_) == (given_[0], given_[3])


@pytest.mark.parametrize(
    ("digits", "whole"), [("4155550132", True), ("14155550132", True), ("5550132", False), ("24155550132", False)]
)
def test_the_length_of_a_telephone_number(digits: str, whole: bool) -> None:
    assert decoding.whole_phone(digits) is whole


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("(415) 555-0132", "4155550132"),
        ("My number is four one five, 555, oh one three two.", "4155550132"),
        ("8, 4, 4, little", ""),
        ("Help", ""),
        ("twenty one", ""),
        ("", ""),
    ],
)
def test_digits_are_read_out_of_digits_alone(text: str, digits: str) -> None:
    assert decoding.digits_alone(text) == digits


@pytest.mark.parametrize(
    ("texts", "disputed"),
    [
        (("May 6, 1981.", "May 7, 1981."), True),
        (("May 1981.", "May 6, 1981."), True),
        (("May 6, 1981.", "May 6th, 1981."), False),
        (("the 2nd of May 1981", "the second of May 1981"), False),
        (("May 6, 1981.",), False),
    ],
)
def test_numbers_are_disputed_where_likely_readings_differ_in_them(texts: tuple[str, ...], disputed: bool) -> None:
    assert decoding.disputed([Hypothesis(text, -0.5 - 0.1 * at) for at, text in enumerate(texts)]) is disputed


def test_an_unlikely_reading_disputes_nothing() -> None:
    assert not decoding.disputed([Hypothesis("May 6, 1981.", -0.4), Hypothesis("May 7, 1981.", -1.4)])


@pytest.mark.parametrize("text", ["It's H-O-L-T.", "Holt, H, O, L, T", "h o l t"])
def test_letters_said_one_by_one_are_spelled(text: str) -> None:
    assert decoding.spelled(text)


@pytest.mark.parametrize("text", ["I have a cold.", "Is it at 3 p.m. or 4?", "A-plus, I'd say."])
def test_words_are_not_spelled(text: str) -> None:
    assert not decoding.spelled(text)


def test_letters_of_the_prompt_are_told_from_letters_that_were_said() -> None:
    assert decoding.quotes("And that's Q-X-J-O-N.", "spelled Q-X-J-P, that's W-W-K")
    assert not decoding.quotes("It's W-K-Q-X.", "spelled Q-X-J-P, that's W-W-K")
