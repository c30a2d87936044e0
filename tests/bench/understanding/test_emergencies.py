"""The emergency benchmark on four utterances, worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path

from voice_agent.bench.understanding.emergencies import measure
from voice_agent.understanding.safety import load_rules

RULES = load_rules(Path(__file__).parents[3] / "prompts" / "emergencies.yaml")
SAID = (
    ("doctor", 0.0, "any chest pain?"),
    ("patient", 1.0, "I can't breathe"),
    ("patient", 2.0, "my toe itches"),
    ("patient", 3.0, "my uncle is having a stroke of luck, that's all, call an ambulance is what he says"),
)


def _write(folder: Path) -> None:
    rows = [{"consultation": "a", "speaker": who, "start": start, "text": text} for who, start, text in SAID]
    (folder / "primock57_utterances.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


def test_what_was_not_judged_an_emergency_is_a_false_alarm(tmp_path: Path) -> None:
    _write(tmp_path)
    assert measure(tmp_path, RULES) == {
        "primock_emergency_rate": 2 / 3,
        "primock_emergency_recall": 0.0,
        "primock_asked_rate": 0.0,
    }


def test_labelled_emergencies_are_counted_apart(tmp_path: Path) -> None:
    _write(tmp_path)
    labels = tmp_path / "labels.jsonl"
    labels.write_text(json.dumps({"consultation": "a", "start": 1.0}) + "\n")
    assert measure(tmp_path, RULES, labels) == {
        "primock_emergency_rate": 0.5,
        "primock_emergency_recall": 1.0,
        "primock_asked_rate": 0.0,
    }
