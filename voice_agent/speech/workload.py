"""How busy the decoders are: so that guesses wait where others wait for an answer."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

WINDOW_S = 10.0


class Workload:
    """`clock`: s, monotonic. Safe to use from several threads."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = Lock()
        self._done: deque[tuple[float, float]] = deque()

    @contextmanager
    def piece(self) -> Iterator[None]:
        """A piece of work, from now on."""
        begun = self._clock()
        try:
            yield
        finally:
            with self._lock:
                now = self._clock()
                self._done.append((now, now - begun))

    @property
    def share(self) -> float:
        """How much of the last seconds one decoder would have been at work, over 1 where several were."""
        with self._lock:
            return self._busy(self._clock())

    def _busy(self, now: float) -> float:
        """The work that ended within the window, as a share of it; over 1 where pieces ran side by side."""
        while self._done and self._done[0][0] < now - WINDOW_S:
            self._done.popleft()
        return sum(lasted for _, lasted in self._done) / WINDOW_S
