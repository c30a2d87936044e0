"""How often the emergency rules fire on what patients say to a doctor (PriMock57) when it is no emergency.

Needs `primock57_utterances.jsonl` in the data folder. Which of its utterances are emergencies is judged in
`primock57_emergencies.jsonl` beside this file, or in another: one {"consultation", "start"} a line. One is if it says
that a red flag (trouble breathing at rest, pressure or pain in the chest, a sign of stroke, heavy bleeding, ...) is
there now, or comes again and again, and does not explain it away. Only utterances that were raised have been judged:
the recall over them says that none of them has been lost, no more.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from voice_agent.understanding.safety import EmergencyRules, find_emergency, find_worry

_LABELS = Path(__file__).with_name("primock57_emergencies.jsonl")


def measure(data_dir: Path, rules: EmergencyRules, labels: Path | None = None) -> dict[str, float]:
    """Figures: the share of non-emergency patient utterances that raise one, the share of them after which she is asked
    whether it is one, and the share of emergencies that raise one."""
    said = [row for row in _rows(data_dir / "primock57_utterances.jsonl") if row["speaker"] == "patient"]
    judged = {(row["consultation"], row["start"]) for row in _rows(labels or _LABELS)}
    raised = {True: [0, 0], False: [0, 0]}
    asked = 0
    for row in said:
        count = raised[(row["consultation"], row["start"]) in judged]
        found = find_emergency([row["text"]], rules) is not None
        count[0] += found
        asked += not found and count is raised[False] and find_worry([row["text"]], rules) is not None
        count[1] += 1
    return {
        "primock_emergency_rate": raised[False][0] / max(1, raised[False][1]),
        "primock_asked_rate": asked / max(1, raised[False][1]),
        "primock_emergency_recall": raised[True][0] / max(1, raised[True][1]),
    }


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]
