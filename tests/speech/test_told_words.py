"""When a decoder that was told likely words is believed, on a network whose readings and weights are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from voice_agent.audio.vad import SileroModel
from voice_agent.speech.ear import Ear
from voice_agent.speech.fast_path import FastPath, Reading
from voice_agent.speech.listening import Listening
from voice_agent.speech.transcriber import Bias, Hypothesis

KINDS = ("hearing test", "wart removal")
BIAS = Bias(KINDS, "task", likely="I'm due for a hearing test. Can I book a wart removal, please? A hearing test.")


def reading(text: str, score: float, *, no_speech: float = 0.0) -> Reading:
    return Reading(Hypothesis(text, score), "", capped=False, no_speech=no_speech)


@dataclass
class Network:
    """free, told: what is decoded without and with a prompt. weights: of texts, where they are weighed."""

    free: Reading
    told: Reading
    weights: dict[str, float] = field(default_factory=dict)
    prompts: list[str] = field(default_factory=list)

    def decode(self, encoded: Any, seconds: float, *, beam: int, prompt: str = "") -> tuple[Reading, ...]:
        self.prompts.append(prompt)
        return (self.told,) if prompt else (self.free,)

    def weigh(self, encoded: Any, seconds: float, texts: Sequence[str]) -> tuple[float, ...]:
        return tuple(self.weights[text] for text in texts)


def heard(network: Network, bias: Bias = BIAS) -> list[str]:
    ear = Ear(cast(FastPath, network), None, cast(SileroModel, None), Listening(), lambda: False)
    return [one.hypothesis.text for one in ear._readings(None, 3.0, 1.5, bias)]


UNLIKELY = reading("I'm Duford a herring pest.", -0.7)


def test_a_likelier_reading_that_names_what_was_missed_comes_first_and_the_free_one_stays() -> None:
    network = Network(UNLIKELY, reading("I need to get a hearing test.", -0.1))
    assert heard(network) == ["I need to get a hearing test.", UNLIKELY.hypothesis.text]


def test_a_sentence_copied_from_the_prompt_must_fit_the_sound() -> None:
    copied = "Can I book a wart removal, please?"
    network = Network(UNLIKELY, reading(copied, -0.1))
    network.weights = {"Can I book a wart removal, please.": -30.0, "I'm Duford a herring pest.": -9.0}
    assert heard(network)[0] == UNLIKELY.hypothesis.text
    network.weights["Can I book a wart removal, please."] = -10.0
    assert heard(network)[0] == copied


def test_a_short_answer_stands_in_the_prompt_because_it_is_expected() -> None:
    assert heard(Network(reading("A herring pest.", -0.8), reading("A hearing test.", -0.3)))[0] == "A hearing test."


def test_a_less_likely_reading_is_believed_where_it_fits_about_as_well() -> None:
    network = Network(UNLIKELY, reading("I'm due for the hearing test.", -0.9))
    network.weights = {"I'm due for the hearing test.": -11.0, "I'm Duford a herring pest.": -9.0}
    assert heard(network)[0] == "I'm due for the hearing test."
    network.weights["I'm due for the hearing test."] = -13.0
    assert heard(network)[0] == UNLIKELY.hypothesis.text


def test_what_is_said_twice_behind_a_prompt_is_said_once() -> None:
    network = Network(reading("A herring pest.", -0.8), reading("A hearing test. A hearing test.", -0.2))
    assert heard(network)[0] == "A hearing test."


def test_without_a_word_of_the_clinics_it_is_no_better() -> None:
    assert heard(Network(UNLIKELY, reading("I do for the Ferris wheel.", -0.1)))[0] == UNLIKELY.hypothesis.text


@pytest.mark.parametrize(("again", "prompted"), [(False, False), (True, True)])
def test_what_is_said_again_is_tried_at_a_higher_likelihood(again: bool, prompted: bool) -> None:
    network = Network(reading("Do you take it now?", -0.25), reading("Do you take it now?", -0.3))
    heard(network, Bias(BIAS.words, "task", likely=BIAS.likely, again=again))
    assert (BIAS.likely in network.prompts) is prompted
