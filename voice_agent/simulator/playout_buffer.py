"""The far end's playout buffer, as Twilio documents it: pure, on a clock that is passed in.

Audio plays in the order sent, one piece right after another, from the moment it arrives at an empty buffer. A mark is
echoed once all before it has played (at once, where nothing is buffered). A clear empties the buffer and echoes every
pending mark at once.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

SAMPLES_PER_MS = 8
SILENCE = b"\xff"
MOST_BUFFERED_MS = 10 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Echo:
    """A mark on its way back. `at_ms`: when the audio before it ended; flushed: by a clear, not by playing."""

    name: str
    at_ms: float
    flushed: bool = False


class BufferOverflowError(Exception):
    """More than ten minutes of audio are waiting; Twilio ends the stream (31931)."""


class PlayoutBuffer:
    """One stream's buffer. Times are ms since the stream began and never fall (an earlier one counts as the latest).

    `heard` is all that has come out, silence included: µ-law, one byte a sample, from time 0 to the latest time.
    `flushed_ms` sums what was thrown away by clears. `gaps` are the silences, from and to, between audio that had run
    out and the next that came, but for those that a clear made.
    """

    def __init__(self) -> None:
        self.heard = bytearray()
        self.flushed_ms = 0.0
        self.gaps: list[tuple[float, float]] = []
        self._dry_since: float | None = None
        self._queue: deque[bytes | str] = deque()
        self._offset = 0
        self._waiting = 0

    @property
    def buffered_ms(self) -> float:
        """Audio that waits to be played."""
        return self._waiting / SAMPLES_PER_MS

    def media(self, mulaw: bytes, now_ms: float) -> tuple[Echo, ...]:
        """Audio arrives. Returns the marks that fell due up to now. Raises `BufferOverflowError`."""
        echoes = self.advance(now_ms)
        if mulaw:
            if self._dry_since is not None:
                self.gaps.append((self._dry_since, self._now_ms))
                self._dry_since = None
            self._queue.append(mulaw)
            self._waiting += len(mulaw)
        if self.buffered_ms > MOST_BUFFERED_MS:
            raise BufferOverflowError(f"{self.buffered_ms / 1000:.0f} s of audio are buffered")
        return echoes

    def mark(self, name: str, now_ms: float) -> tuple[Echo, ...]:
        """A mark arrives. Returns the marks that are due, this one included where nothing is buffered."""
        echoes = self.advance(now_ms)
        if not self._queue:
            return (*echoes, Echo(name, self._now_ms))
        self._queue.append(name)
        return echoes

    def clear(self, now_ms: float) -> tuple[Echo, ...]:
        """All that waits is dropped; its marks come back, flushed, after those that had fallen due."""
        echoes = self.advance(now_ms)
        flushed = tuple(Echo(one, self._now_ms, flushed=True) for one in self._queue if isinstance(one, str))
        self.flushed_ms += self.buffered_ms
        self._queue.clear()
        self._offset = self._waiting = 0
        self._dry_since = None
        return echoes + flushed

    def advance(self, now_ms: float) -> tuple[Echo, ...]:
        """Plays up to now; returns the marks that fell due on the way."""
        due = int(now_ms * SAMPLES_PER_MS)
        echoes: list[Echo] = []
        while len(self.heard) < due and self._queue:
            first = self._queue[0]
            if isinstance(first, str):
                self._queue.popleft()
                echoes.append(Echo(first, self._now_ms))
                continue
            self._play(first, due - len(self.heard))
        while self._queue and isinstance(self._queue[0], str):
            echoes.append(Echo(str(self._queue.popleft()), self._now_ms))
        if len(self.heard) < due:
            self.heard += SILENCE * (due - len(self.heard))
        return tuple(echoes)

    @property
    def _now_ms(self) -> float:
        return len(self.heard) / SAMPLES_PER_MS

    def _play(self, piece: bytes, most: int) -> None:
        played = piece[self._offset : self._offset + most]
        self.heard += played
        self._waiting -= len(played)
        self._offset += len(played)
        if self._offset == len(piece):
            self._queue.popleft()
            self._offset = 0
        if self._waiting == 0:
            self._dry_since = self._now_ms
