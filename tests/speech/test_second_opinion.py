"""An expected answer in place of what was heard: only where it sounds alike and fits the sound about as well."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from voice_agent.speech.second_opinion import Weigh, second_opinion
from voice_agent.speech.substitution import alike, mentions, substitutes

ANSWERS = ("hearing test", "eye exam", "wart removal", "foot check")


def fits(weights: dict[str, float], otherwise: float = -30.0) -> Weigh:
    """A stand-in for the network: how well texts fit the sound."""

    def weigh(texts: Sequence[str]) -> list[float]:
        return [weights.get(text, otherwise) for text in texts]

    return weigh


def test_the_answer_that_fits_the_sound_as_well_is_found_in_its_place() -> None:
    weigh = fits({"It's for an I exam.": -5.0, "It's for an eye exam.": -6.0})
    assert second_opinion(("It's for an I exam.",), ANSWERS, weigh) == "It's for an eye exam."


def test_an_answer_that_fits_much_worse_is_not_believed() -> None:
    weigh = fits({"It's for an I exam.": -5.0, "It's for an eye exam.": -14.0})
    assert second_opinion(("It's for an I exam.",), ANSWERS, weigh) is None


def test_where_nothing_fits_nothing_is_believed() -> None:
    assert second_opinion(("A foot deck.",), ANSWERS, fits({}, -60.0)) is None


def test_what_sounds_like_none_of_them_is_not_even_tried() -> None:
    tried: list[str] = []

    def weigh(texts: Sequence[str]) -> list[float]:
        tried.extend(texts)
        return [-5.0] * len(texts)

    assert second_opinion(("Hold on, please.",), ("wart removal",), weigh) is None
    assert not tried


def test_a_long_sentence_is_no_misheard_answer() -> None:
    long = "we went all the way to the sea for an I exam"
    assert second_opinion((long,), ANSWERS, fits({}, -1.0)) is None


@pytest.mark.parametrize(
    ("heard", "answer", "text"),
    [
        ("A food deck, please.", "foot check", "A foot check, please."),
        ("a hearing chest", "hearing test", "a hearing test."),
        ("Award removal.", "wart removal", "Wart removal."),
    ],
)
def test_the_words_around_it_are_kept(heard: str, answer: str, text: str) -> None:
    assert text in {substitute.text for substitute in substitutes((heard,), ANSWERS, 8)}
    assert answer in text.lower()


def test_likeness_goes_by_sound() -> None:
    assert alike("fysical", "physical") == 1.0
    assert alike("a thick one", "a sick one") > alike("a big one", "a sick one")
    assert alike("Monday", "eye exam") < 0.5


def test_a_phrase_is_mentioned_word_for_word() -> None:
    assert mentions("It's for an Eye Exam.", ANSWERS)
    assert not mentions("It's for an eye example.", ANSWERS)
