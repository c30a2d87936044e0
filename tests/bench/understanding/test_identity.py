"""The identity benchmark on a registry of three and two callers, worked out by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from voice_agent.bench.understanding.identity import Registry, identify, measure

PEOPLE = (("Ada Winter", date(1950, 1, 2)), ("Ben Summer", date(1960, 3, 4)), ("Cleo Autumn", date(1970, 5, 6)))
REGISTRY = Registry(
    tuple(name for name, _ in PEOPLE),
    tuple(born for _, born in PEOPLE),
    {born: (i,) for i, (_, born) in enumerate(PEOPLE)},
)


def _turns(call: str, item: str, attempts: Sequence[list[str]], gold: str) -> list[dict[str, Any]]:
    return [
        {"dialogue_id": call, "item": item, "attempt": i, "nbest": nbest, "gold": gold}
        for i, nbest in enumerate(attempts)
    ]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    records = [{"name": name, "dob": born.isoformat()} for name, born in PEOPLE]
    turns = [
        *_turns("one", "name", [["Ada Winter"], ["Ada Winter"]], "Ada Winter"),
        *_turns("one", "dob", [["2nd of January 1950"], ["2nd of January 1950"]], "1950-01-02"),
        *_turns("two", "name", [["been sooner"], ["Ben Summer"]], "Ben Summer"),
        *_turns("two", "dob", [["the fourth"], ["4th of March 1960"]], "1960-03-04"),
    ]
    (tmp_path / "evi_records.jsonl").write_text("".join(json.dumps(row) + "\n" for row in records))
    (tmp_path / "evi_identity_turns.jsonl").write_text("".join(json.dumps(row) + "\n" for row in turns))
    return tmp_path


def test_figures(data: Path) -> None:
    figures = measure(data)
    assert figures["evi_dob_accuracy"] == 0.5
    assert figures["evi_dob_within_two"] == 1.0
    assert figures["evi_identified"] == 1.0
    assert figures["evi_false_accept"] == 0.0
    assert figures["evi_false_accept_unregistered"] == 0.0


def test_a_caller_who_gives_another_persons_name_and_date_is_told_apart(data: Path) -> None:
    turns = (
        *_turns("one", "name", [["Cleo Autumn"]], "Ada Winter"),
        *_turns("one", "dob", [["6.5.1970"]], "1950-01-02"),
    )
    (data / "evi_identity_turns.jsonl").write_text("".join(json.dumps(row) + "\n" for row in turns))
    figures = measure(data)
    assert figures["evi_false_accept_unregistered"] == 1.0
    assert figures["evi_unregistered_gave_another"] == 1.0
    misheard = (*_turns("one", "name", [["Clio Autum"]], "Ada Winter"), *turns[1:])
    (data / "evi_identity_turns.jsonl").write_text("".join(json.dumps(row) + "\n" for row in misheard))
    assert measure(data)["evi_unregistered_gave_another"] == 0.0


def test_the_order_of_the_registry_does_not_decide(data: Path) -> None:
    twins = [{"name": name, "dob": "1950-01-02"} for name in ("Shaun Winter", "Shawn Winter")]
    turns = (*_turns("one", "name", [["Sharn Winter"]], "Shaun Winter"), *_turns("one", "dob", [["x"]], "1950-01-02"))
    (data / "evi_identity_turns.jsonl").write_text("".join(json.dumps(row) + "\n" for row in turns))
    for records in (twins, twins[::-1]):
        (data / "evi_records.jsonl").write_text("".join(json.dumps(row) + "\n" for row in records))
        assert measure(data)["evi_name_top1"] == 0.5


def test_the_second_try_is_helped_out_by_the_first() -> None:
    names = [["Cleo Autumn"], ["Cloe Autumn"]]
    assert identify(REGISTRY, names, [[date(1999, 9, 9)], [date(1970, 5, 6)]]) == 2
    assert identify(REGISTRY, names[:1], [[date(1999, 9, 9)]]) is None
    assert identify(REGISTRY, [names[0], ["Ada Winter"]], [[date(1999, 9, 9)], [date(1970, 5, 6)]]) == 2
    assert identify(REGISTRY, [["Ada Winter"]] * 2, [[date(1999, 9, 9)], [date(1970, 5, 6)]]) is None


def test_a_date_counts_in_its_likeliest_readings_alone() -> None:
    others = [date(1999, 9, day) for day in (1, 2, 3)]
    assert identify(REGISTRY, [["Ada Winter"]], [[*others[:2], date(1950, 1, 2)]]) == 0
    assert identify(REGISTRY, [["Ada Winter"]], [[*others, date(1950, 1, 2)]]) is None


def test_anothers_date_of_birth_identifies_nobody() -> None:
    assert identify(REGISTRY, [["Ada Winter"]] * 2, [[date(1970, 5, 6)]] * 2) is None


def test_without_ones_own_record() -> None:
    assert identify(REGISTRY.without(0), [["Ada Winter"]], [[date(1950, 1, 2)]]) is None
    assert identify(REGISTRY, [["Ada Winter"]], [[date(1950, 1, 2)]]) == 0
