from __future__ import annotations

import os

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from voice_agent.bench.concurrency.server_process import Lags, Process, ServerFailedError, parse_lags
from voice_agent.metrics import Metrics


def scraped(*lags_ms: float) -> Lags:
    registry = CollectorRegistry()
    metrics = Metrics(registry)
    for lag in lags_ms:
        metrics.loop_lag.observe(lag)
    return parse_lags(generate_latest(registry).decode())


def test_lags_are_read_from_the_servers_metrics() -> None:
    lags = scraped(*[0.5] * 98, 45, 45)
    assert lags.percentile(50) <= 1
    assert 40 <= lags.percentile(99) <= 50


def test_only_what_came_since_counts() -> None:
    before, after = scraped(*[300] * 50), scraped(*[300] * 50, *[0.5] * 100)
    assert after.since(before).percentile(99) <= 1


def test_nothing_observed_is_no_lag_and_beyond_all_bounds_is_the_last() -> None:
    assert scraped().percentile(99) == 0
    assert scraped(9_000).percentile(99) == 500


def test_memory_and_processor_time_of_a_process() -> None:
    own = Process("http://127.0.0.1:1", os.getpid())
    assert 5 < own.rss_mb() < 10_000
    assert own.cpu_s() > 0


def test_a_server_that_is_gone_is_told() -> None:
    gone = Process("http://127.0.0.1:1", 2**22 + 1)
    with pytest.raises(ServerFailedError):
        gone.rss_mb()
    with pytest.raises(ServerFailedError):
        gone.cpu_s()
