from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from voice_agent.bench.concurrency.levels import Level
from voice_agent.bench.concurrency.run import LIMIT_MS, QUICK, Plan, climb, figures_of, most_calls
from voice_agent.bench.concurrency.soak import Soak


def level(calls: int, wait_ms: float, failed: int = 0) -> Level:
    return Level(calls, (wait_ms,) * 20, 20, failed, 0, 1.0, 5.0, 700.0, 1.0, 0.3, 2.0)


def climbed(plan: Plan, bears: int) -> list[Level]:
    """On a machine that bears so many calls."""

    async def at(calls: int) -> Level:
        return level(calls, LIMIT_MS - 1 if calls <= bears else LIMIT_MS + 1)

    return asyncio.run(climb(plan, at))


def test_the_climb_stops_where_it_no_longer_holds_and_looks_between() -> None:
    found = climbed(replace(QUICK, levels=(10, 20, 30, 40), fine=2), bears=25)
    assert most_calls(found) in (24, 25)
    assert 40 not in [one.calls for one in found]


def test_the_promised_number_is_measured_even_where_fewer_do_not_hold() -> None:
    found = climbed(replace(QUICK, levels=(5, 10, 20, 24), fine=2), bears=7)
    assert 20 in [one.calls for one in found]
    assert 24 not in [one.calls for one in found]
    assert most_calls(found) in (6, 7)


def test_a_level_with_failed_calls_does_not_hold() -> None:
    assert most_calls([level(10, 500), level(20, 500, failed=1)]) == 10


def test_a_higher_level_that_holds_by_chance_does_not_count() -> None:
    assert most_calls([level(10, 500), level(20, 5_000), level(24, 900)]) == 10


def test_memory_that_grows_and_memory_that_is_flat() -> None:
    assert Soak(tuple(700 + n * 0.05 for n in range(1_000)), 0).growth_mb_per_1000 == pytest.approx(50)
    assert Soak((600.0,) * 100 + (700.0,) * 400, 0).growth_mb_per_1000 == pytest.approx(0, abs=1e-6)


def test_figures() -> None:
    figures = figures_of([level(10, 500), level(20, 900)], Soak((700.0, 700.0), 0))
    assert figures["calls_20_voice_to_voice_ms_p95"] == 900
    assert figures["max_calls"] == 20
    assert figures["soak_calls"] == 2
