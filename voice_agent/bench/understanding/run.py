"""Every figure of understanding, measured on a folder of public data sets, printed and written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

from voice_agent.bench import report
from voice_agent.bench.understanding import emergencies, identity, intents, turns, when
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.safety import EmergencyRules

GOALS: Mapping[str, tuple[str, float]] = {
    "sgd_command_f1": ("≥", 0.90),
    "sgd_when_accuracy": ("≥", 0.95),
    "datetime_forms_accuracy": ("≥", 1.00),
    "restaurants8k_span_accuracy": ("≥", 0.95),
    "nlupp_span_accuracy": ("≥", 0.95),
    "evi_name_top1": ("≥", 0.90),
    "evi_dob_accuracy": ("≥", 0.92),
    "evi_identified": ("≥", 0.85),
    "evi_false_accept": ("≤", 0.001),
    "clinc_false_action": ("≤", 0.01),
    "clinc_false_handoff": ("≤", 0.05),
    "nlupp_recall": ("≥", 0.90),
    "nlupp_precision": ("≥", 0.90),
    "primock_emergency_rate": ("≤", 0.02),
    "ms_p50": ("≤", 5.0),
}
"""What each headline figure should be; the others explain them."""


class DataMissingError(FileNotFoundError):
    """The folder lacks data sets; the message names them."""


NEEDED = (
    "sgd_appointments_turns.jsonl",
    "sgd_datetime_pairs.jsonl",
    "restaurants8k.jsonl",
    "nlupp.jsonl",
    "clinc150.jsonl",
    "evi_records.jsonl",
    "evi_identity_turns.jsonl",
    "primock57_utterances.jsonl",
)


def measure(data: Path, reader: EmbeddedReader, rules: EmergencyRules, labels: Path | None = None) -> dict[str, float]:
    """All figures. `labels` says which of PriMock57's utterances are emergencies (see emergencies.py)."""
    missing = [name for name in NEEDED if not (data / name).is_file()]
    if missing:
        raise DataMissingError(f"{data} lacks {', '.join(missing)}")
    parts: tuple[Callable[[], dict[str, float]], ...] = (
        lambda: when.measure(data),
        lambda: intents.measure(data, reader.understand),
        lambda: turns.measure(reader.understand),
        lambda: identity.measure(data),
        lambda: emergencies.measure(data, rules, labels),
    )
    return {key: figure for part in parts for key, figure in part().items()}


def show(figures: Mapping[str, float], console: Console) -> None:
    """A table: headline figures with their goals first, then the rest."""
    table = Table("figure", "value", "goal", "")
    for key in sorted(figures, key=lambda k: (k not in GOALS, k)):
        sign, goal = GOALS.get(key, ("", 0.0))
        met = "" if not sign else "met" if _meets(figures[key], sign, goal) else "missed"
        table.add_row(key, f"{figures[key]:.4f}", f"{sign} {goal:g}" if sign else "", met)
    console.print(table)


def _meets(value: float, sign: str, goal: float) -> bool:
    return value >= goal if sign == "≥" else value <= goal


def main(data: Path, reader: EmbeddedReader, rules: EmergencyRules, labels: Path | None = None) -> Path:
    """Measures, prints, and writes `build/bench/understanding.json`; returns its path."""
    figures = measure(data, reader, rules, labels)
    show(figures, Console())
    return report.write("understanding", figures)
