"""A few worker threads for the speech engines, with a queue that has an end.

The engines release the interpreter while they compute, so threads suffice. Work waits on the event loop's side, not
in the threads: so it can be cancelled while it waits, what is due first goes first, and a full queue says so at once.
"""

from __future__ import annotations

import asyncio
import heapq
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")


class PoolBusyError(RuntimeError):
    """More work waits than the pool can do in time: drop it, or try again when something has finished."""


def give_way(steps: int) -> None:
    """Let what this thread computes, and the threads that it starts, give way to others, the event loop's above all:
    by so many of the system's 19 steps. Only Linux knows it of a thread."""
    if sys.platform == "linux" and steps > 0:
        os.nice(steps)


@dataclass(order=True, slots=True)
class _Waiting:
    rank: tuple[int, float, int]
    turn: asyncio.Future[None] = field(compare=False)


class WorkerPool:
    """`workers` threads, at most `queue_limit` pieces of work waiting. Belongs to one event loop.

    gives_way: how far its threads do (see the function of that name).
    """

    def __init__(self, name: str, workers: int, queue_limit: int, *, gives_way: int = 0) -> None:
        if workers < 1 or queue_limit < 0:
            raise ValueError("A pool needs at least one worker, and a queue limit of 0 or more.")
        self._executor = ThreadPoolExecutor(workers, name, give_way, (gives_way,))
        self._free = workers
        self._queue_limit = queue_limit
        self._queue: list[_Waiting] = []
        self._count = 0

    @property
    def waiting(self) -> int:
        """How many pieces of work wait for a thread."""
        return sum(not item.turn.done() for item in self._queue)

    async def run(self, work: Callable[[], T], *, urgent: bool = False, due: float = 0.0) -> T:
        """Do the work in a thread and give its result. Cancelled while it waits, it never starts.

        What is due earlier goes first (`due`: any clock's, the same for all), and of equals what came first. Urgent
        work goes before all that is not, and takes the place of the last such piece when the queue is full. Raises
        PoolBusyError for work that finds the queue full or is pushed out of it.
        """
        await self._thread_free(urgent, due)
        loop = asyncio.get_running_loop()
        try:
            job = loop.run_in_executor(self._executor, work)
        except RuntimeError:  # the pool was closed
            self._hand_on()
            raise
        job.add_done_callback(self._ended)
        return await asyncio.shield(job)  # a thread cannot be stopped: it is free when the work ends, not its caller

    def close(self) -> None:
        """Let go of the threads once what they are at has ended; what waits is refused."""
        for item in self._queue:
            if not item.turn.done():
                item.turn.set_exception(PoolBusyError("The worker pool has been closed."))
        self._queue.clear()
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _ended(self, job: asyncio.Future[T]) -> None:
        if not job.cancelled():
            job.exception()  # looked at, for a caller who has given up
        self._hand_on()

    async def _thread_free(self, urgent: bool, due: float) -> None:
        if self._free > 0:
            self._free -= 1
            return
        if self.waiting >= self._queue_limit:
            self._make_room(urgent)
        item = _Waiting((0 if urgent else 1, due, self._count), asyncio.get_running_loop().create_future())
        self._count += 1
        heapq.heappush(self._queue, item)
        try:
            await item.turn
        except asyncio.CancelledError:
            if item.turn.done() and not item.turn.cancelled() and item.turn.exception() is None:
                self._hand_on()  # the thread was granted in the very moment of the cancellation
            raise

    def _make_room(self, urgent: bool) -> None:
        replaceable = [item for item in self._queue if not item.turn.done() and item.rank[0] == 1]
        if not urgent or not replaceable:
            raise PoolBusyError(f"{self.waiting} pieces of work wait already (limit {self._queue_limit}).")
        max(replaceable).turn.set_exception(PoolBusyError("Urgent work took this place in the queue."))

    def _hand_on(self) -> None:
        """Give the thread that has become free to the first that waits."""
        while self._queue:
            item = heapq.heappop(self._queue)
            if not item.turn.done():
                item.turn.set_result(None)
                return
        self._free += 1
