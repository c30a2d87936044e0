"""How often the emergency rules fire on what patients say to a doctor (PriMock57) when it is no emergency.

Needs `primock57_utterances.jsonl` in the data folder, and `primock57_emergencies.jsonl` there or elsewhere: the
utterances that a person has judged to be emergencies, one {"consultation", "start"} a line. One is if it says that a
red flag (trouble breathing at rest, pressure or pain in the chest, a sign of stroke, heavy bleeding, ...) is there now,
or comes again and again, and does not explain it away. Without that file none is, and the figure is an upper bound.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from voice_agent.understanding.safety import EmergencyRules, find_emergency

_LABELS = "primock57_emergencies.jsonl"


def measure(data_dir: Path, rules: EmergencyRules, labels: Path | None = None) -> dict[str, float]:
    """Figures: the share of non-emergency patient utterances that raise one, and of the emergencies that do."""
    said = [row for row in _rows(data_dir / "primock57_utterances.jsonl") if row["speaker"] == "patient"]
    judged = {(row["consultation"], row["start"]) for row in _labelled(labels or data_dir / _LABELS)}
    raised = {True: [0, 0], False: [0, 0]}
    for row in said:
        count = raised[(row["consultation"], row["start"]) in judged]
        count[0] += find_emergency([row["text"]], rules) is not None
        count[1] += 1
    figures = {"primock_emergency_rate": raised[False][0] / max(1, raised[False][1])}
    if judged:
        figures["primock_emergency_recall"] = raised[True][0] / max(1, raised[True][1])
    return figures


def _labelled(path: Path) -> list[dict[str, Any]]:
    return _rows(path) if path.exists() else []


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]
