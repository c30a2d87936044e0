"""How well the embedded reader tells what people want, on public sets of their sentences.

The sets' own labels are read as commands: see `COMMANDS_OF_ACT` (SGD), `NLUPP` and `RELATED` (CLINC150).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import mean, median
from typing import Any

from voice_agent.bench.understanding.risk import at_gate
from voice_agent.config import Settings
from voice_agent.understanding.commands import (
    Alternatives,
    Command,
    Correct,
    Field,
    Handoff,
    HandoffReason,
    Set,
    Start,
    Task,
    When,
)
from voice_agent.understanding.reader import Context, Term, Understanding, Utterance, Vocabulary

Read = Callable[[Context, Utterance], Understanding]
Row = Mapping[str, Any]

NOW = datetime(2019, 3, 1, 9, 0)  # noqa: DTZ001 (clinic wall time)
SET_WHEN = "set when"
GATE: float = Settings.model_fields["llm_gate"].default
"""The cascade's."""

COMMANDS_OF_ACT = {
    "INFORM_INTENT": "start",
    "AFFIRM": "affirm",
    "AFFIRM_INTENT": "affirm",
    "SELECT": "affirm",
    "NEGATE": "deny",
    "NEGATE_INTENT": "deny",
    "REQUEST_ALTS": "alternatives",
    "REQUEST": "ask",
    "THANK_YOU": "thanks",
    "GOODBYE": "goodbye",
}
DATE_OR_TIME = frozenset({"appointment_date", "appointment_time"})

RELATED = frozenset(
    (
        "meeting_schedule schedule_meeting restaurant_reservation accept_reservations cancel_reservation "
        "confirm_reservation reminder reminder_update calendar calendar_update insurance insurance_change yes no maybe "
        "greeting goodbye thank_you repeat cancel"
    ).split()
)
"""CLINC150 intents left out: meetings, reservations, reminders, calendar, insurance, yes/no and courtesies."""
CLINIC = Vocabulary(
    providers=(Term("Dr. Amara Osei"), Term("Dr. Jonas Lindqvist")),
    visit_types=(
        Term("Check-up", ("physical",)),
        Term("Consultation"),
        Term("Vaccination", ("flu shot",)),
        Term("Dental cleaning"),
    ),
    locations=(Term("Elm Street", ("main office",)),),
)
"""CLINC150 is read as a clinic would hear it: with its own visit types, rooms and tables are none of its business."""
ACTIONS = frozenset({Task.BOOK, Task.RESCHEDULE, Task.CANCEL, Task.CONFIRM_VISIT, Task.WAITLIST, Task.REGISTER})


@dataclass(slots=True)
class Tally:
    """Right, missed and false, by name."""

    right: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)

    def add(self, expected: set[str], got: set[str]) -> None:
        self.right.update(expected & got)
        self.missed.update(expected - got)
        self.false.update(got - expected)

    def recall(self, name: str) -> float:
        return _share(self.right[name], self.missed[name])

    def precision(self, name: str) -> float:
        return _share(self.right[name], self.false[name])

    @property
    def f1(self) -> float:
        right = self.right.total()
        return 2 * right / (2 * right + self.missed.total() + self.false.total()) if right else 0.0


def measure(data: Path, read: Read) -> dict[str, float]:
    """All figures of this module. `data` holds sgd_appointments_turns, nlupp and clinc150 (JSON lines)."""
    times: list[float] = []

    def timed(context: Context, utterance: Utterance) -> Understanding:
        understanding = read(context, utterance)
        times.append(understanding.ms)
        return understanding

    sgd, when_right, certainty = sgd_tally(rows(data / "sgd_appointments_turns.jsonl"), timed)
    figures = {
        "sgd_command_f1": sgd.f1,
        "sgd_when_accuracy": mean(when_right),
        "sgd_calibration_error": calibration_error(certainty),
    }
    figures |= {f"sgd_gate_{name}": share for name, share in at_gate(certainty, GATE).items()}
    figures |= {f"sgd_{name.replace(' ', '_')}_recall": sgd.recall(name) for name in sorted({*sgd.right, *sgd.missed})}
    figures |= {
        f"sgd_{name.replace(' ', '_')}_precision": sgd.precision(name) for name in sorted({*sgd.right, *sgd.missed})
    }
    figures |= nlupp_figures(rows(data / "nlupp.jsonl"), timed)
    figures |= clinc_figures(rows(data / "clinc150.jsonl"), timed)
    return figures | {"ms_p50": median(times), "ms_p99": sorted(times)[int(len(times) * 0.99)]}


def rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


# --- Schema-Guided Dialogue


def sgd_expected(row: Row) -> set[str]:
    names = {COMMANDS_OF_ACT[act] for act, *_ in row["acts"] if act in COMMANDS_OF_ACT}
    if any(act == "INFORM" and what in DATE_OR_TIME for act, what, *_ in row["acts"]):
        names.add(SET_WHEN)
    return names


def sgd_got(commands: Iterable[Command]) -> set[str]:
    """Names of commands; a choice counts as a yes, and of fields only `when` counts."""
    names: set[str] = set()
    for command in commands:
        if isinstance(command, Set | Correct):
            names |= {SET_WHEN} if command.field is Field.WHEN else set()
        elif command.name == "choose":
            names.add("affirm")
        elif command.name == "alternatives":
            names.add("alternatives")
            names |= {SET_WHEN} if getattr(command, "when", None) else set()
        elif command.name not in ("unclear", "out_of_scope"):
            names.add(command.name)
    return names


def sgd_tally(turns: Iterable[Row], read: Read) -> tuple[Tally, list[bool], list[tuple[float, bool]]]:
    """Commands; for turns that give a date or time, whether it was read as its canonical value; and for every turn the
    confidence and whether all commands were right."""
    tally, when_right, certainty = Tally(), list[bool](), list[tuple[float, bool]]()
    for row in turns:
        heard = read(Context(now=NOW, agent=row["prev_system"]), Utterance(row["user"]))
        expected, got = sgd_expected(row), sgd_got(heard.commands)
        tally.add(expected, got)
        certainty.append((heard.confidence, expected == got))
        if SET_WHEN in expected:
            when_right.append(_says(heard.commands, row))
    return tally, when_right, certainty


def _says(commands: Iterable[Command], row: Row) -> bool:
    """Does some constraint give the turn's date and time, as far as it names them?"""
    values = {what: given[0] for act, what, *(given,) in row["acts"] if act == "INFORM" and what in DATE_OR_TIME}
    day = values.get("appointment_date")
    clock = values.get("appointment_time")
    whens = [w for c in commands for w in _whens(c)]
    days = day is None or any(
        w.date_from is not None and w.date_from == w.date_to and w.date_from.isoformat() == day for w in whens
    )
    clocks = clock is None or any(w.at is not None and w.at.strftime("%H:%M") == clock for w in whens)
    return days and clocks


def _whens(command: Command) -> list[When]:
    if isinstance(command, Alternatives):
        return list(command.when or ())
    if isinstance(command, Set | Correct) and isinstance(command.value, tuple):
        return [w for w in command.value if isinstance(w, When)]
    return []


def calibration_error(certainty: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Mean distance, over bins of confidence, between what was claimed and what was right (0 is perfect)."""
    total = 0.0
    for low in range(bins):
        inside = [(c, r) for c, r in certainty if min(int(c * bins), bins - 1) == low]
        if inside:
            total += abs(sum(c for c, _ in inside) - sum(r for _, r in inside))
    return total / max(len(certainty), 1)


# --- NLU++ hotels


def nlupp_expected(intents: Iterable[str]) -> set[str]:
    said = set(intents)
    names = {"handoff"} & said
    if "cancel_close_leave_freeze" in said:
        names.add("cancel")
    if "change" in said:
        names.add("change")
    if {"make_open_apply_setup_get_activate", "booking"} <= said:
        names.add("book")
    return names


def nlupp_got(commands: Iterable[Command]) -> set[str]:
    names: set[str] = set()
    for command in commands:
        if isinstance(command, Handoff) and command.reason is HandoffReason.ASKED:
            names.add("handoff")
        elif isinstance(command, Start) and command.task in (Task.BOOK, Task.CANCEL, Task.RESCHEDULE):
            names.add("change" if command.task is Task.RESCHEDULE else command.task.value)
    return names


def nlupp_figures(turns: Iterable[Row], read: Read) -> dict[str, float]:
    """Hand-off, cancel, change and make-booking in the hotels domain; `nlupp_recall` is the least of the four."""
    tally = Tally()
    for row in turns:
        if row["domain"] == "hotels":
            heard = read(Context(now=NOW, expecting="task"), Utterance(row["text"]))
            tally.add(nlupp_expected(row.get("intents", [])), nlupp_got(heard.commands))
    wanted = ("handoff", "cancel", "change", "book")
    figures = {f"nlupp_{name}_recall": tally.recall(name) for name in wanted}
    figures |= {f"nlupp_{name}_precision": tally.precision(name) for name in wanted}
    return figures | {
        "nlupp_recall": min(tally.recall(name) for name in wanted),
        "nlupp_precision": min(tally.precision(name) for name in wanted),
    }


# --- CLINC150


def clinc_figures(queries: Iterable[Row], read: Read) -> dict[str, float]:
    """Of queries that have nothing to do with appointments: the share that does something, and that goes to staff."""
    seen = acted = handed = 0
    for row in queries:
        if row["intent"] in RELATED:
            continue
        commands = read(Context(now=NOW, expecting="task", vocabulary=CLINIC), Utterance(row["text"])).commands
        seen += 1
        acted += any(isinstance(c, Start) and c.task in ACTIONS for c in commands)
        handed += any(c.name == "handoff" for c in commands)
    return {"clinc_false_action": acted / max(seen, 1), "clinc_false_handoff": handed / max(seen, 1)}


def _share(right: int, other: int) -> float:
    return right / (right + other) if right + other else 1.0
