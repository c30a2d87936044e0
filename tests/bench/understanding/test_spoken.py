"""What the bench of spoken emergencies says of hearings worked out by hand."""

from __future__ import annotations

from pathlib import Path

from voice_agent.bench.understanding.spoken import Hearing, figures_of, sentences_of


def test_shares_are_of_each_kind_of_line() -> None:
    emergencies = [
        Hearing("clean", "I can't breathe", ("I can't breathe",), True),
        Hearing("clean", "he fell", ("he fell",), False),
        Hearing("5db", "I can't breathe", ("I cannot read",), False),
    ]
    others = [Hearing("clean", "hello", ("hello",), False)]
    assert figures_of(emergencies, others) == {
        "spoken_emergency_recall_clean": 0.5,
        "spoken_emergency_recall_5db": 0.0,
        "spoken_emergency_false_clean": 0.0,
    }


def test_sentences_are_those_of_the_lists_and_every_nth_of_the_training(tmp_path: Path) -> None:
    path = tmp_path / "list.yaml"
    path.write_text("emergencies: [a, b]\nself_harm: [c]\nnot_emergencies: [d]\n")
    assert sentences_of([path], 0) == (["a", "b", "c"], ["d"])
    emergencies, others = sentences_of([path], 50)
    assert len(emergencies) > 3
    assert others == ["d"]
