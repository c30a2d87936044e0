from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voice_agent.understanding.intents.classifier import Classifier, ClassifierMissingError
from voice_agent.understanding.intents.train import train


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("I was hoping to set up an appointment with the dentist", "book"),
        ("I have to shift my appointment to another day", "reschedule"),
        ("please call off my visit", "cancel"),
        ("remind me what time my appointment is", "lookup"),
        ("let me speak to a human being", "handoff_asked"),
        ("what is your address", "ask"),
        ("how warm will it be in Lisbon this weekend", "out_of_scope"),
        ("would you mind repeating that", "repeat"),
    ],
)
def test_clauses_are_told_apart(classifier: Classifier, said: str, label: str) -> None:
    assert classifier.guess(said).label == label


def test_it_knows_when_it_knows_nothing(classifier: Classifier) -> None:
    assert classifier.familiarity("zorble quux frindle") == 0
    assert classifier.familiarity("I need an appointment") == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200))
def test_probabilities_sum_to_one_for_any_text(classifier: Classifier, text: str) -> None:
    probabilities = classifier.probabilities(text)
    assert probabilities.shape == (len(classifier.labels),)
    assert probabilities.sum() == pytest.approx(1, abs=1e-4)


def test_what_is_stored_says_the_same(classifier: Classifier, tmp_path: Path) -> None:
    path = tmp_path / "intents.npz"
    classifier.save(path)
    again = Classifier.load(path)
    for said in ("book me in", "what's the weather", ""):
        assert again.guess(said).label == classifier.guess(said).label
        np.testing.assert_allclose(again.probabilities(said), classifier.probabilities(said), atol=0.02)
    assert path.stat().st_size < 30 * 2**20


def test_a_missing_file_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(ClassifierMissingError, match=r"intents\.train"):
        Classifier.load(tmp_path / "none.npz")


def test_training_is_deterministic_and_reports_on_unseen_templates() -> None:
    first, report = train(each=3)
    second, again = train(each=3)
    assert report == again
    assert report.held_out_accuracy > 0.4
    np.testing.assert_array_equal(
        first.probabilities("I need to move my visit"), second.probabilities("I need to move my visit")
    )
