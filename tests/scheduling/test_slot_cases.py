"""Availability rules as cases: the project's own, or those of the file that SLOT_CASES names."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.scheduling.slot_cases import Case, answer

FILE = Path(os.environ.get("SLOT_CASES") or Path(__file__).with_name("slot_cases.jsonl"))
CASES = [json.loads(line) for line in FILE.read_text().splitlines() if line.strip()]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: Case) -> None:
    assert answer(case) == case.get("expected_windows", case.get("expected"))


def test_there_are_cases() -> None:
    assert CASES
