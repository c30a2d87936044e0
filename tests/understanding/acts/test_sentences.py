from __future__ import annotations

from pathlib import Path

import pytest

from voice_agent.understanding.acts.act import Act
from voice_agent.understanding.acts.sentences import load
from voice_agent.understanding.acts.situation import Situation


def test_a_line_is_acts_and_words(tmp_path: Path) -> None:
    (tmp_path / "offer.tsv").write_text("choose ask\tThe ten o'clock. Is there a lift?\n")
    [sentence] = load(tmp_path)
    assert sentence.situation is Situation.OFFER
    assert sentence.acts == {Act.CHOOSE, Act.ASK}
    assert sentence.text == "The ten o'clock. Is there a lift?"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("agree\tfine", "agree"),
        ("yes", "a tab"),
        ("yes\t ", "what was said"),
        ("\tyes please", "acts"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, says: str) -> None:
    (tmp_path / "book.tsv").write_text(f"yes\tYes.\n{line}\n")
    with pytest.raises(ValueError, match=rf"book\.tsv:2: .*{says}"):
        load(tmp_path)


def test_every_situation_has_sentences() -> None:
    sentences = load()
    assert {sentence.situation for sentence in sentences} == set(Situation)
    assert {act for sentence in sentences for act in sentence.acts} == set(Act)
