"""An event loop for whole calls with real models, without the waiting: where nobody has anything to do, it jumps to the
next timer. What is computed takes the processor time that it took, so that answers come as late as they would in a
call on a machine that has nothing else to do, whatever else this one is doing.
"""

from __future__ import annotations

import asyncio
import selectors
import time
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any, TypeVar, TypeVarTuple, Unpack

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

LOOK_S = 0.005
"""So often it is seen whether a thread has finished: its end wakes the loop, but its processor time moves the clock."""

LONG_S = 0.1
MOMENT_S = 0.05
"""A wait so much longer than a frame of a call may be a limit on what a thread does that the loop was not told of (a
database's driver has its own): it is skipped where nothing comes in a moment."""


class SkippingLoop(asyncio.SelectorEventLoop):
    """`time` counts the seconds of processor time of this process, and those skipped.

    Work in threads is known of where it was given to `run_in_executor`; while any is under way nothing is skipped. The
    sockets of the machine itself are as quick as its loop. For one call at a time: calls side by side would pay for
    each other's threads, even on a machine with a core for each.
    """

    def __init__(self) -> None:
        super().__init__(_Skipping(self))
        self.skipped = 0.0
        self.under_way = 0

    def time(self) -> float:
        return time.process_time() + self.skipped

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[Unpack[Ts]], T], *args: *Ts
    ) -> asyncio.Future[T]:
        job = super().run_in_executor(executor, func, *args)
        self.under_way += 1
        job.add_done_callback(self._ended)
        return job

    def _ended(self, _: object) -> None:
        self.under_way -= 1


class _Skipping(selectors.DefaultSelector):
    def __init__(self, loop: SkippingLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None or timeout <= 0:
            return super().select(timeout)
        if self._loop.under_way:
            return super().select(min(timeout, LOOK_S))
        ready = super().select(min(timeout, MOMENT_S) if timeout > LONG_S else 0)
        if not ready:
            self._loop.skipped += timeout
        return ready
