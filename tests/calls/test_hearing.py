"""A transcription as a reader takes it."""

from __future__ import annotations

import pytest

from voice_agent.calls.hearing import as_utterance
from voice_agent.speech.transcriber import Hypothesis, Transcription


def heard(text: str, digits: str | None = None) -> Transcription:
    return Transcription(text, 0.8, (Hypothesis(text, -0.3),), 900.0, 100.0, digits=digits)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("The 11-15, please.", "The 11:15, please."), ("8.45.", "8:45."), ("At 9.20 then", "At 9:20 then")],
)
def test_a_time_of_day_is_one_however_it_was_written(written: str, meant: str) -> None:
    utterance = as_utterance(heard(written))
    assert utterance.text == meant
    assert utterance.hypotheses == (meant,)


@pytest.mark.parametrize(
    "text",
    [
        "555-0132",
        "415-555-0132",
        "12-05-1971",
        "It's 3.14159",
        "10-30 minutes",
        "1.2.1990",
        "$9.50",
        "98.60",
        "Call 9-11",
    ],
)
def test_other_numbers_are_left_as_they_are(text: str) -> None:
    assert as_utterance(heard(text)).text == text


def test_the_digits_alone_are_one_more_hypothesis() -> None:
    assert as_utterance(heard("five, five, oh", "550")).hypotheses == ("five, five, oh", "550")


def test_a_date_of_birth_in_numbers_is_no_time() -> None:
    assert as_utterance(heard("5-14, 2019", "5142019")).text == "5-14, 2019"
