"""Figures over verdicts, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from voice_agent.evaluation import report, results
from voice_agent.evaluation.results import ResultsError
from voice_agent.evaluation.summary import beyond, compared, figures
from voice_agent.evaluation.text_call import Exchange
from voice_agent.evaluation.verdict import Verdict

GOOD = Verdict("book-a", "book", "clear", 0, "booked", (), (), (), False, False, False, 6, 60.0)
BAD = replace(GOOD, seed=1, failed=("nothing was booked",), to_staff=True)


def test_pass_k_needs_every_one_of_the_first_k() -> None:
    steady = [replace(GOOD, name="steady", seed=seed) for seed in range(4)]
    shaky = [replace(GOOD, name="shaky", seed=seed) for seed in range(3)] + [replace(BAD, name="shaky", seed=3)]
    short = [replace(GOOD, name="short")]
    found = figures([*steady, *shaky, *short])
    assert found["pass_4"] == 0.5
    assert found["pass_1"] == round(8 / 9, 4)
    assert found["scenarios"] == 3


def test_wrong_writes_are_counted_one_by_one() -> None:
    assert figures([replace(BAD, wrong_writes=("a", "b")), GOOD])["wrong_writes"] == 2


def test_handoffs() -> None:
    wanted = replace(GOOD, name="person", staff_wanted=True, to_staff=True)
    missed = replace(wanted, to_staff=False)
    found = figures([GOOD, BAD, wanted, missed])
    assert (found["containment"], found["handoffs_false"], found["handoffs_missed"]) == (0.5, 1, 1)


def test_emergencies() -> None:
    heard = replace(GOOD, emergency=True, outcome="emergency")
    found = figures([heard, replace(heard, outcome="abandoned"), replace(GOOD, outcome="emergency")])
    assert (found["emergency_recall"], found["emergencies_false"]) == (0.5, 1)


def test_what_is_beyond_its_limit_is_named_and_so_is_what_was_not_measured() -> None:
    assert [line.split()[0] for line in beyond(figures([BAD]))] == ["pass_1", "emergency_recall"]
    alarm = replace(GOOD, emergency=True, outcome="emergency")
    assert beyond(figures([GOOD, alarm])) == []


def test_regressions_come_first() -> None:
    before = [GOOD, replace(GOOD, name="b"), replace(BAD, name="c")]
    now = [replace(BAD, seed=0), replace(GOOD, name="b"), replace(GOOD, name="c")]
    assert [(one.name, one.before, one.now) for one in compared(now, before)] == [("book-a", 1, 0), ("c", 0, 1)]


def test_results_survive_an_interruption(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    verdict = replace(GOOD, exchanges=[Exchange("Hi.", "Hi.", ["x"], "Hello.")])
    results.save([verdict, BAD], path)
    path.write_text(path.read_text() + results.dump(GOOD)[:40])
    assert results.load(path) == [verdict, BAD]


def test_a_broken_line_in_the_middle_is_told(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    path.write_text("nonsense\n" + results.dump(GOOD) + "\n")
    with pytest.raises(ResultsError, match=r"calls.jsonl:1"):
        results.load(path)


def test_the_report_shows_failed_calls_and_keeps_words_harmless(tmp_path: Path) -> None:
    failed = replace(BAD, exchanges=[Exchange("<b>Hi</b>", "Hi", [], "Hello.")])
    found = report.write([GOOD, failed], compared([failed], [GOOD]), tmp_path, datetime(2026, 1, 1, tzinfo=UTC), "text")
    page = (tmp_path / "report.html").read_text()
    assert "nothing was booked" in page
    assert "&lt;b&gt;Hi&lt;/b&gt;" in page
    assert page.count("data:image/png") == 2
    assert '"pass_1": 0.5' in (tmp_path / "summary.json").read_text()
    assert found["calls"] == 2
