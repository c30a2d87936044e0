"""The measuring of spoken dates counts what it says it counts."""

import json
from pathlib import Path
from typing import Any

from voice_agent.bench.understanding.when import measure

FILES: dict[str, list[dict[str, Any]]] = {
    "sgd_datetime_pairs.jsonl": [
        {"kind": "date", "surface": "the 9th", "canonical": "2019-03-09"},
        {"kind": "date", "surface": "next Tuesday", "canonical": "2019-03-06"},
        {"kind": "time", "surface": "half past 4", "canonical": "16:30"},
        {"kind": "time", "surface": "no idea", "canonical": "16:30"},
    ],
    "restaurants8k.jsonl": [
        {"text": "a table on Sunday for two", "requested": None, "labels": [["date", 11, 17], ["people", 22, 25]]},
        {"text": "seven", "requested": ["time"], "labels": [["time", 0, 5]]},
        {"text": "seven of us", "requested": None, "labels": [["time", 0, 5]]},
    ],
    "nlupp.jsonl": [
        {
            "text": "two nights from Friday",
            "slots": {
                "date_period": {"text": "two nights", "span": [0, 10], "values": {"type": "relative", "days": 2}},
                "date_from": {"text": "Friday", "span": [16, 22], "value": {"day": 18, "month": 3, "year": 2022}},
            },
        },
        {
            "text": "yesterday at 6",
            "slots": {
                "date": {"text": "yesterday", "span": [0, 9], "value": {"day": 14, "month": 3, "year": 2022}},
                "time": {"text": "6", "span": [13, 14], "value": {"hour": 7, "minute": 0}},
            },
        },
    ],
}


def test_figures(tmp_path: Path) -> None:
    for name, rows in FILES.items():
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert measure(tmp_path) == {
        "datetime_forms_accuracy": 2 / 4,
        "restaurants8k_span_accuracy": 2 / 3,
        "nlupp_span_accuracy": 3 / 4,
        "nlupp_visit_span_accuracy": 1 / 2,
    }


def test_a_folder_without_the_sets_gives_no_figures(tmp_path: Path) -> None:
    assert measure(tmp_path) == {}
