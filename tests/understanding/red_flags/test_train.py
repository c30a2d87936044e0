"""The classifier of red flags, as it is stored, and the sentences that it learns from."""

from __future__ import annotations

from pathlib import Path

import pytest

from voice_agent.understanding.intents.classifier import Classifier
from voice_agent.understanding.red_flags import train as red_flags

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return red_flags.load_or_train(ROOT / red_flags.DEFAULT_PATH)


def test_it_is_small_and_knows_its_kinds(classifier: Classifier) -> None:
    assert (ROOT / red_flags.DEFAULT_PATH).stat().st_size < 5_000_000
    assert set(classifier.labels) == {"emergency", "self_harm", red_flags.NONE}


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("my uncle went down in the kitchen and his face looks all wrong", "emergency"),
        ("I wrote my kids a letter and I want it to be over tonight", "self_harm"),
        ("my uncle needs his glasses fixed before the wedding", "none"),
    ],
)
def test_it_tells_them_apart(classifier: Classifier, said: str, label: str) -> None:
    assert classifier.guess(said).label == label


def test_plain_sentences_are_no_templates() -> None:
    said = red_flags.plain_sentences("self_harm")
    assert len(said) >= 60
    assert not any(set(one) & set("([{|}])") for one in said)
