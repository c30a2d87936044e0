"""The suite itself, and what is said of one that is written wrongly."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from voice_agent.evaluation import suite
from voice_agent.evaluation.case import Wish
from voice_agent.simulator.scenario import ScenarioError

PEOPLE = 'people:\n  ann: {name: Ann Lee, born: 1980-01-02, number: "+12125550100"}\n'
WISHES = "wishes:\n  soonest: {say: [soon]}\n  week-after-next: {say: [later]}\n"


def written(folder: Path, families: str) -> Path:
    (folder / "suite.yaml").write_text(PEOPLE + WISHES + "families:\n" + families, encoding="utf-8")
    return folder


def test_the_suite_is_large_and_covers_what_it_must() -> None:
    cases = suite.load()
    groups = {case.group for case in cases}
    assert len(cases) >= 150
    assert {"book", "reschedule", "cancel", "lookup", "question", "waitlist", "register"} <= groups
    assert {"emergency", "person", "injection", "fishing", "wrong-number", "out-of-scope", "silence", "abuse"} <= groups


def test_a_family_stands_for_every_variation_with_every_behaviour(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        "  - name: ask\n    caller: {who: ann, task: cancel}\n"
        "    vary: [{name: a}, {name: b, caller: {task: lookup}}]\n    behaviours: [[], [silent, spells]]\n",
    )
    found = {case.name: case.caller.task for case in suite.load(folder)}
    assert found == {
        "ask-a": "cancel",
        "ask-a-silent-spells": "cancel",
        "ask-b": "lookup",
        "ask-b-silent-spells": "lookup",
    }


@pytest.mark.parametrize(
    ("families", "message"),
    [
        ("  - name: x\n    caller: {who: bob, task: cancel}\n", "suite.yaml:7: x: nobody is called 'bob'"),
        (
            "  - name: x\n    caller: {who: ann, task: cancel}\n    vary:\n      - {name: a}\n"
            "      - {name: b, caller: {task: dance}}\n",
            "suite.yaml:11: x-b: caller.task",
        ),
        ("  - name: x\n    caller: {who: ann, task: cancel, when: never}\n", "no wish is called 'never'"),
        ("  - name: x\n    caller: {who: ann, task: dance}\n", "caller.task"),
        ("  - name: x\n    behaviours: [[sings]]\n    caller: {who: ann, task: cancel}\n", "suite.yaml:8"),
        ("  - name: x\n    lines: [moon]\n    caller: {who: ann, task: cancel}\n", "no line is called 'moon'"),
        ("  - {name: x, caller: {who: ann, task: cancel}}\n" * 2, "two scenarios are called x"),
        ("  - {name: x, coller: {}}\n", "suite.yaml:7"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, families: str, message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        suite.load(written(tmp_path, families))


def test_an_empty_folder_is_no_suite(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="no scenarios"):
        suite.load(tmp_path)


def test_a_wish_allows_what_it_says() -> None:
    today = date(2026, 12, 1)
    wish = Wish(("x",), week=1, weekdays=(3,))
    assert wish.allows(datetime(2026, 12, 10, 9), today)
    assert not wish.allows(datetime(2026, 12, 3, 9), today)
    assert not wish.allows(datetime(2026, 12, 9, 9), today)
