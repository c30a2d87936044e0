from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, generate_latest

from voice_agent.calls.record import CallRecord, TurnRecord
from voice_agent.metrics import Metrics


def test_what_the_llm_failed_to_read_is_exported_by_reason_and_as_it_happens() -> None:
    registry, downgrades = CollectorRegistry(), Counter[str]()
    Metrics(registry, downgrades)
    downgrades.update(late=2, status_429=1)
    text = generate_latest(registry).decode()
    assert 'voice_agent_reader_downgrades_total{why="late"} 2.0' in text
    assert 'voice_agent_reader_downgrades_total{why="status_429"} 1.0' in text


def test_a_reader_that_asks_nobody_has_none() -> None:
    registry = CollectorRegistry()
    Metrics(registry)
    assert "reader_downgrades_total{" not in generate_latest(registry).decode()


def test_replies_in_an_llm_s_words_and_templates_spoken_instead_are_exported_by_why() -> None:
    registry = CollectorRegistry()
    turns = [TurnRecord(1, 0.0, worded=["llm", "late"]), TurnRecord(2, 9.0, worded=["llm"]), TurnRecord(3, 20.0)]
    Metrics(registry).record(CallRecord("CA1", datetime(2026, 12, 1, tzinfo=UTC), turns))
    text = generate_latest(registry).decode()
    assert 'voice_agent_worded_total{how="llm"} 2.0' in text
    assert 'voice_agent_worded_total{how="late"} 1.0' in text
