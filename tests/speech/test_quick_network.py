"""Which of two networks hears an utterance, where their readings are given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np
import pytest

from tests.speech.conftest import Says
from voice_agent.audio.vad import SileroModel
from voice_agent.speech.ear import Ear
from voice_agent.speech.fast_path import FastPath, Reading
from voice_agent.speech.listening import Listening
from voice_agent.speech.transcriber import Bias, Hypothesis, Transcription

SAID = "Yes, please book it."
SURE, UNSURE = -0.05, -0.6


@dataclass
class Network:
    """Reads the same whatever it is given. margins: of what it encoded."""

    text: str
    score: float
    whole: str = ""
    no_speech: float = 0.0
    margins: list[float] = field(default_factory=list)

    def encode(self, audio: Any, margin_s: float) -> str:
        self.margins.append(margin_s)
        return self.text

    def decode(self, encoded: Any, seconds: float, **how: Any) -> tuple[Reading, ...]:
        assert encoded == self.text, "encoded by another network"
        return (Reading(Hypothesis(self.text, self.score), self.whole, capped=False, no_speech=self.no_speech),)

    def stock(self, audio: Any, **how: Any) -> Reading:
        return self.decode(self.text, 1.0)[0]

    def weigh(self, encoded: Any, seconds: float, texts: Any) -> tuple[float, ...]:
        assert encoded == self.text, "encoded by another network"
        return tuple(-9.0 for _ in texts)


def heard(says: Says, silero: SileroModel, quick: Network | None, large: Network, bias: Bias = Bias()) -> Transcription:
    ear = Ear(cast(FastPath, large), cast(FastPath, quick), silero, Listening(), lambda: False)
    return ear.hear(says(SAID).astype(np.float32), bias)


@pytest.fixture
def large() -> Network:
    return Network("Yes, please book that.", SURE)


def test_a_sure_reading_of_the_quick_one_stands(caller_says: Says, silero: SileroModel, large: Network) -> None:
    found = heard(caller_says, silero, Network(SAID, SURE), large, Bias(expecting="confirm"))
    assert (found.text, found.path) == (SAID, "quick")
    assert large.margins == []


@pytest.mark.parametrize(
    "quick",
    [
        Network("Yes, peas brook it.", UNSURE),
        Network(SAID, SURE, whole=f"{SAID} Thank you for watching."),
        Network(" ".join([SAID] * 5), SURE),
        Network("Thanks for watching.", -0.9, no_speech=0.9),
    ],
    ids=["unsure", "goes on", "loops", "nobody"],
)
def test_where_it_is_not_believed_the_large_one_hears_too(
    caller_says: Says, silero: SileroModel, large: Network, quick: Network
) -> None:
    found = heard(caller_says, silero, quick, large)
    assert (found.text, found.path) == (large.text, "fast")
    assert found.nbest[-1].text in (quick.text, quick.whole)


@pytest.mark.parametrize("expecting", ["name", "date_of_birth", "phone"])
def test_names_and_numbers_are_left_to_the_large_one(
    caller_says: Says, silero: SileroModel, large: Network, expecting: str
) -> None:
    quick = Network(SAID, SURE)
    assert heard(caller_says, silero, quick, large, Bias(expecting=expecting)).text == large.text
    assert quick.margins == []


def test_what_was_not_understood_is_heard_by_the_other_one(
    caller_says: Says, silero: SileroModel, large: Network
) -> None:
    assert (
        heard(caller_says, silero, Network(SAID, SURE), large, Bias(expecting="offer", again=True)).text == large.text
    )


def test_one_network_is_enough(caller_says: Says, silero: SileroModel, large: Network) -> None:
    assert heard(caller_says, silero, None, large).text == large.text


def test_an_answer_is_weighed_by_the_network_that_heard(caller_says: Says, silero: SileroModel, large: Network) -> None:
    bias = Bias((), "visit_type", ("flu shot", "physical"))
    assert heard(caller_says, silero, Network("A flew shout.", -0.35), large, bias).path == "quick"
