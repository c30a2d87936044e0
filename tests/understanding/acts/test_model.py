from __future__ import annotations

from pathlib import Path

import pytest

from voice_agent.understanding.acts.act import Act
from voice_agent.understanding.acts.features import features_of
from voice_agent.understanding.acts.fit import learn
from voice_agent.understanding.acts.model import ActModel
from voice_agent.understanding.acts.scenes import CLINIC
from voice_agent.understanding.acts.situation import Situation
from voice_agent.understanding.intents.classifier import ClassifierMissingError
from voice_agent.understanding.vocabulary import Names

NAMES = Names(CLINIC)
LEARNED = [
    ("yes please do", Act.YES),
    ("yes that's lovely", Act.YES),
    ("yes with Doctor Ortega please", Act.YES),
    ("no that's wrong", Act.NO),
    ("no I can't do that", Act.NO),
    ("no not with Doctor Bennett", Act.NO),
]


def _features(text: str, situation: Situation = Situation.BOOK, by_rules: tuple[Act, ...] = ()) -> dict[int, float]:
    return features_of(text, situation, by_rules, NAMES)


def _learned() -> ActModel:
    return learn([_features(text) for text, _ in LEARNED], [frozenset({act}) for _, act in LEARNED], "here")


def test_it_tells_apart_what_it_has_learned() -> None:
    likely = _learned().likely(_features("yes please"))
    assert likely[Act.YES] > 0.5 > likely[Act.NO]
    assert set(likely) == set(Act)


def test_learning_is_deterministic_and_what_is_stored_says_the_same(tmp_path: Path) -> None:
    _learned().save(tmp_path / "acts.npz")
    stored, again = ActModel.load(tmp_path / "acts.npz"), _learned()
    assert stored.source == "here"
    for text in ("yes", "no", "", "quux"):
        assert stored.likely(_features(text)) == pytest.approx(again.likely(_features(text)), abs=0.01)


def test_a_missing_file_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(ClassifierMissingError, match=r"acts\.train"):
        ActModel.load(tmp_path / "none.npz")


def test_one_doctor_or_day_is_as_good_as_another() -> None:
    assert _features("Tuesday with Doctor Ortega") == _features("Friday with Doctor Bennett")


def test_what_was_asked_and_what_the_rules_found_count() -> None:
    plain = _features("that's fine")
    assert plain != _features("that's fine", Situation.DROP)
    assert plain.keys() < _features("that's fine", by_rules=(Act.YES,)).keys()
