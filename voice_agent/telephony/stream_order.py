"""One media stream from its start to its stop: what may come when, and in which order it is handed on.

Frames are handed on in the order of their chunk numbers. A hole is waited for during `REORDER` frames (60 ms); what is
not there by then is lost, and the next frame says how much time is missing. Frames far out of order are dropped, until
so many agree that the count itself has evidently moved.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from voice_agent.telephony.media_stream import (
    SAMPLE_RATE,
    BadFrame,
    Connected,
    Dtmf,
    Event,
    Fault,
    Mark,
    Media,
    Started,
    Stopped,
    Unknown,
    decode,
)

REORDER = 3
WINDOW = 500  # chunks; ten seconds
RESYNC_AFTER = 25
MAX_GAP_MS = 2000
_MIN_GAP_MS = 20


class MediaStream:
    """Checks and orders the frames of one websocket. Not thread-safe; no clock.

    `faults` counts every frame that was not taken, `unknown` the well-formed ones of unknown kinds, `lost_chunks` what
    never came. `faults_in_a_row` tells a stream that talks nonsense from one with a bad moment.
    """

    def __init__(self) -> None:
        self.started: Started | None = None
        self.stopped = False
        self.faults: Counter[Fault] = Counter()
        self.faults_in_a_row = 0
        self.unknown = 0
        self._order = _ChunkOrder()

    @property
    def lost_chunks(self) -> int:
        return self._order.lost

    def receive(self, frame: str | bytes) -> tuple[Event | BadFrame, ...]:
        """The events that this frame sets free, in order (none while a hole is waited for), or the one `BadFrame`.

        A `Started` whose encoding we cannot hear is handed on, followed by a `BadFrame`; its audio is not.
        """
        event = decode(frame)
        fault = event if isinstance(event, BadFrame) else self._misplaced(event)
        if fault is not None:
            return (self._count(fault),)
        assert not isinstance(event, BadFrame)
        if isinstance(event, Media):
            return self._audio(event)
        self.faults_in_a_row = 0
        if isinstance(event, Unknown):
            self.unknown += 1
        before = self._order.flush()
        if isinstance(event, Started):
            self.started = event
            if not event.supported:
                return (event, self._count(BadFrame(Fault.WRONG_ENCODING, "start.mediaFormat")))
        if isinstance(event, Stopped):
            self.stopped = True
        return (*before, event)

    def _misplaced(self, event: Event) -> BadFrame | None:
        if self.stopped:
            return BadFrame(Fault.AFTER_STOP)
        if isinstance(event, Connected | Unknown):
            return None
        if isinstance(event, Started):
            return BadFrame(Fault.STARTED_TWICE) if self.started else None
        if self.started is None:
            return BadFrame(Fault.NOT_STARTED)
        if event.stream_sid != self.started.stream_sid:
            return BadFrame(Fault.FOREIGN_STREAM, "streamSid")
        if isinstance(event, Dtmf | Mark | Stopped):
            return None
        if not self.started.supported:
            return BadFrame(Fault.WRONG_ENCODING)
        return None if event.track == "inbound" else BadFrame(Fault.FOREIGN_TRACK, "media.track")

    def _audio(self, event: Media) -> tuple[Event | BadFrame, ...]:
        taken = self._order.push(event)
        if isinstance(taken, Fault):
            return (self._count(BadFrame(taken, "media.chunk")),)
        self.faults_in_a_row = 0
        return taken

    def _count(self, fault: BadFrame) -> BadFrame:
        self.faults[fault.reason] += 1
        self.faults_in_a_row += 1
        return fault


class _ChunkOrder:
    """Puts frames into the order of their chunk numbers. Frames without a number pass at once."""

    def __init__(self) -> None:
        self.lost = 0
        self._next: int | None = None
        self._waiting: dict[int, Media] = {}
        self._given_up: set[int] = set()
        self._strays = 0
        self._ends_ms: float | None = None

    def push(self, frame: Media) -> tuple[Media, ...] | Fault:
        if frame.chunk is None:
            return (self._timed(frame),)
        if self._next is None:
            self._next = frame.chunk
        ahead = frame.chunk - self._next
        if not 0 <= ahead <= WINDOW:
            return self._stray(frame, ahead)
        self._strays = 0
        if frame.chunk in self._waiting:
            return Fault.DUPLICATE
        self._waiting[frame.chunk] = frame
        ready = self._contiguous()
        if len(self._waiting) > REORDER:
            ready += self._skip_hole()
        return tuple(self._timed(one) for one in ready)

    def flush(self) -> tuple[Media, ...]:
        """All that waits, holes given up."""
        ready: list[Media] = []
        while self._waiting:
            ready += self._skip_hole()
        return tuple(self._timed(one) for one in ready)

    def _stray(self, frame: Media, ahead: int) -> tuple[Media, ...] | Fault:
        assert frame.chunk is not None
        if ahead < 0 and frame.chunk in self._given_up:
            self._given_up.discard(frame.chunk)
            return Fault.LATE
        self._strays += 1
        if self._strays < RESYNC_AFTER:
            return Fault.OUT_OF_WINDOW if ahead > 0 or ahead < -WINDOW else Fault.DUPLICATE
        ready = self.flush()
        self._strays, self._next = 0, frame.chunk + 1
        self._given_up.clear()
        self._ends_ms = None
        return (*ready, self._timed(frame))

    def _contiguous(self) -> list[Media]:
        assert self._next is not None
        ready = []
        while self._next in self._waiting:
            ready.append(self._waiting.pop(self._next))
            self._next += 1
        return ready

    def _skip_hole(self) -> list[Media]:
        assert self._next is not None
        first = min(self._waiting)
        self.lost += first - self._next
        self._given_up = {chunk for chunk in self._given_up if chunk >= first - WINDOW}
        self._given_up.update(range(self._next, first))
        self._next = first
        return self._contiguous()

    def _timed(self, frame: Media) -> Media:
        """The frame with the time that is missing before it, by the timestamps."""
        if frame.timestamp_ms is None:
            return frame
        expected = self._ends_ms
        self._ends_ms = frame.timestamp_ms + len(frame.payload) * 1000 / SAMPLE_RATE
        if expected is None or frame.timestamp_ms - expected < _MIN_GAP_MS:
            return frame
        return replace(frame, gap_ms=min(MAX_GAP_MS, round(frame.timestamp_ms - expected)))
