from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Coroutine
from typing import Any

from voice_agent.simulator.skipped_time import SkippingLoop


def _run(work: Coroutine[Any, Any, float]) -> float:
    with asyncio.Runner(loop_factory=SkippingLoop) as runner:
        return runner.run(work)


def _compute(seconds: float) -> str:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass
    return "done"


async def _now() -> float:
    return asyncio.get_running_loop().time()


def test_an_hour_of_waiting_is_skipped_and_counted() -> None:
    async def waits() -> float:
        begun = await _now()
        await asyncio.sleep(3600)
        return await _now() - begun

    wall = time.monotonic()
    assert 3600 <= _run(waits()) < 3601
    assert time.monotonic() - wall < 60


def test_work_in_a_thread_takes_its_processor_time_and_no_timer_runs_ahead_of_it() -> None:
    async def works() -> float:
        ticks = 0

        async def tick() -> None:
            nonlocal ticks
            while True:
                await asyncio.sleep(0.02)
                ticks += 1

        ticking = asyncio.create_task(tick())
        begun = await _now()
        assert await asyncio.to_thread(_compute, 0.3) == "done"
        took = await _now() - begun
        ticking.cancel()
        assert ticks <= took / 0.02 + 1
        return took

    assert 0.3 <= _run(works()) < 1.0


def test_words_over_a_local_socket_arrive_before_anything_is_skipped() -> None:
    async def talks() -> float:
        async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            while line := await reader.readline():
                writer.write(line)

        server = await asyncio.start_server(echo, "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        begun = await _now()
        for _ in range(50):
            writer.write(b"hello\n")
            await asyncio.wait_for(reader.readline(), 60)
        took = await _now() - begun
        writer.close()
        server.close()
        return took

    assert _run(talks()) < 60


def test_a_limit_does_not_run_ahead_of_a_thread_that_the_loop_was_not_told_of() -> None:
    async def waits() -> float:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[str] = loop.create_future()

        def works() -> None:
            time.sleep(0.01)
            loop.call_soon_threadsafe(answer.set_result, "done")

        threading.Thread(target=works).start()
        assert await asyncio.wait_for(answer, timeout=10) == "done"
        return await _now()

    _run(waits())
