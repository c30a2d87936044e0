"""Whether an endpoint is worth asking: one that keeps failing is left alone for a while, so that nobody waits."""

from __future__ import annotations

from collections.abc import Callable

MOST_FAILURES, REST_S = 3, 30.0
"""So many in a row, and it is left alone for so long."""


class Rest:
    """One endpoint's. `clock`: seconds, monotonic."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._failures = 0
        self._until = clock()

    @property
    def resting(self) -> bool:
        return self._clock() < self._until

    def worked(self) -> None:
        self._failures = 0

    def failed(self) -> None:
        self._failures += 1
        if self._failures >= MOST_FAILURES:
            self._failures, self._until = 0, self._clock() + REST_S
