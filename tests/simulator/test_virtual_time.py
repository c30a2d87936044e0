from __future__ import annotations

import asyncio

import pytest

from voice_agent.simulator import virtual_time


def test_sleeping_costs_no_time_and_keeps_its_order() -> None:
    done: list[tuple[str, float]] = []

    async def after(name: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        done.append((name, asyncio.get_running_loop().time()))

    async def all_of_them() -> None:
        await asyncio.gather(after("late", 7200), after("soon", 0.02))

    virtual_time.run(all_of_them())
    assert done == [("soon", 0.02), ("late", 7200)]


def test_waiting_for_what_never_comes_is_an_error() -> None:
    async def forever() -> None:
        await asyncio.get_running_loop().create_future()

    with pytest.raises(RuntimeError, match="for nothing"):
        virtual_time.run(forever())
