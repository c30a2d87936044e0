from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import AsyncIterator, Callable
from functools import partial

import pytest

from voice_agent.speech.pool import PoolBusyError, WorkerPool


@pytest.fixture
async def pool() -> AsyncIterator[WorkerPool]:
    pool = WorkerPool("test", workers=1, queue_limit=2)
    yield pool
    pool.close()


class Gate:
    """Work that keeps its thread until it is opened, and says when it has begun."""

    def __init__(self) -> None:
        self.begun, self.open = threading.Event(), threading.Event()

    def __call__(self) -> None:
        self.begun.set()
        assert self.open.wait(10)


async def occupied(pool: WorkerPool) -> tuple[Gate, asyncio.Task[None]]:
    gate = Gate()
    task = asyncio.create_task(pool.run(gate))
    await asyncio.to_thread(gate.begun.wait, 10)
    return gate, task


def noting(log: list[str], word: str) -> Callable[[], None]:
    return lambda: log.append(word)


async def test_work_runs_in_another_thread_and_gives_its_result(pool: WorkerPool) -> None:
    assert await pool.run(threading.get_ident) != threading.get_ident()


async def test_an_error_reaches_the_caller_and_frees_the_thread(pool: WorkerPool) -> None:
    with pytest.raises(ZeroDivisionError):
        await pool.run(lambda: 1 // 0)
    assert await pool.run(lambda: "still here") == "still here"


async def test_urgent_work_goes_first_and_equals_keep_their_order() -> None:
    pool = WorkerPool("test", workers=1, queue_limit=10)
    gate, blocker = await occupied(pool)
    log: list[str] = []
    jobs = []
    for word, urgent in (("a", False), ("b", False), ("c", True), ("d", True)):
        jobs.append(asyncio.create_task(pool.run(noting(log, word), urgent=urgent)))
        await asyncio.sleep(0)
    gate.open.set()
    await asyncio.gather(blocker, *jobs)
    pool.close()
    assert log == ["c", "d", "a", "b"]


async def test_what_is_due_earlier_goes_first() -> None:
    pool = WorkerPool("test", workers=1, queue_limit=10)
    gate, blocker = await occupied(pool)
    log: list[str] = []
    jobs = []
    for word, due in (("later", 9.0), ("soon", 3.5), ("soon, too", 3.5), ("now", 1.0)):
        jobs.append(asyncio.create_task(pool.run(noting(log, word), due=due)))
        await asyncio.sleep(0)
    gate.open.set()
    await asyncio.gather(blocker, *jobs)
    pool.close()
    assert log == ["now", "soon", "soon, too", "later"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux knows it of a thread")
async def test_threads_of_a_pool_give_way_and_the_loop_does_not() -> None:
    def niceness() -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    own = niceness()
    pool = WorkerPool("test", workers=1, queue_limit=1, gives_way=3)
    assert await pool.run(niceness) == min(19, own + 3)
    assert niceness() == own
    pool.close()


async def test_a_full_queue_refuses_at_once_but_makes_room_for_urgent_work(pool: WorkerPool) -> None:
    gate, blocker = await occupied(pool)
    first = asyncio.create_task(pool.run(lambda: "first"))
    second = asyncio.create_task(pool.run(lambda: "second"))
    await asyncio.sleep(0)
    with pytest.raises(PoolBusyError, match="limit 2"):
        await pool.run(lambda: None)
    urgent = asyncio.create_task(pool.run(lambda: "urgent", urgent=True))
    await asyncio.sleep(0)
    with pytest.raises(PoolBusyError):
        await second
    assert pool.waiting == 2
    gate.open.set()
    await blocker
    assert list(await asyncio.gather(first, urgent)) == ["first", "urgent"]


async def test_urgent_work_does_not_push_out_urgent_work(pool: WorkerPool) -> None:
    gate, blocker = await occupied(pool)
    waiting = [asyncio.create_task(pool.run(lambda: None, urgent=True)) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(PoolBusyError):
        await pool.run(lambda: None, urgent=True)
    gate.open.set()
    await asyncio.gather(blocker, *waiting)


async def test_work_cancelled_while_it_waits_never_runs_and_leaves_its_place(pool: WorkerPool) -> None:
    gate, blocker = await occupied(pool)
    log: list[str] = []
    dropped = asyncio.create_task(pool.run(noting(log, "dropped")))
    await asyncio.sleep(0)
    dropped.cancel()
    with pytest.raises(asyncio.CancelledError):
        await dropped
    assert pool.waiting == 0
    gate.open.set()
    await blocker
    await pool.run(noting(log, "next"))
    assert log == ["next"]


async def test_a_thread_stays_taken_until_abandoned_work_has_ended(pool: WorkerPool) -> None:
    gate, blocker = await occupied(pool)
    blocker.cancel()
    with pytest.raises(asyncio.CancelledError):
        await blocker
    log: list[str] = []
    later = asyncio.create_task(pool.run(noting(log, "later")))
    await asyncio.sleep(0.05)
    assert log == []
    gate.open.set()
    await later
    assert log == ["later"]


async def test_a_thousand_jobs_with_some_cancelled_all_end(pool: WorkerPool) -> None:
    pool = WorkerPool("test", workers=3, queue_limit=1_000)
    jobs = [asyncio.create_task(pool.run(partial(int, n), urgent=n % 3 == 0)) for n in range(1_000)]
    await asyncio.sleep(0)
    for job in jobs[::7]:
        job.cancel()
    results = await asyncio.gather(*jobs, return_exceptions=True)
    done = [result for result in results if isinstance(result, int)]
    assert len(done) >= 857
    assert await pool.run(lambda: "idle again") == "idle again"
    assert pool.waiting == 0
    pool.close()


async def test_closing_refuses_what_waits(pool: WorkerPool) -> None:
    gate, blocker = await occupied(pool)
    waiting = asyncio.create_task(pool.run(lambda: None))
    await asyncio.sleep(0)
    pool.close()
    with pytest.raises(PoolBusyError, match="closed"):
        await waiting
    gate.open.set()
    await blocker


def test_a_pool_without_workers_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one worker"):
        WorkerPool("test", workers=0, queue_limit=1)
