"""Has the caller finished? Frames and verdicts in, decisions out; all on the audio's own clock.

At the first short pause the utterance so far is handed out to be transcribed on speculation. Its words are judged
(see `completeness`), and the verdict sets how long a silence ends the turn. A caller who goes on voids the
speculation and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Completeness(StrEnum):
    """COMPLETE: answers what was asked. LIKELY: a whole request, to which more may be added. NEUTRAL: could be all.
    OPEN: surely goes on ("on March …", half a number)."""

    COMPLETE = "complete"
    LIKELY = "likely"
    NEUTRAL = "neutral"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class EndpointingOptions:
    """All in ms of audio. `onset`: speech that opens a turn. `speculate`: pause after which a transcript is asked for.

    complete / likely / neutral / open: silence that ends a turn of that completeness. longest: a turn is cut there.
    preroll: audio before the onset that belongs to the turn. gap: a pause inside the onset that does not reset it.
    """

    onset: int = 60
    gap: int = 80
    speculate: int = 80
    complete: int = 220
    likely: int = 420
    neutral: int = 600
    open: int = 1600
    longest: int = 30_000
    preroll: int = 240


@dataclass(frozen=True, slots=True)
class TurnOpened:
    """The caller speaks, since `start_ms`."""

    start_ms: int


@dataclass(frozen=True, slots=True)
class Speculate:
    """Transcribe [start_ms, end_ms) now; answer with `judge(id, …)`."""

    id: int
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Resumed:
    """The caller goes on: speculation `id` is void."""

    id: int


@dataclass(frozen=True, slots=True)
class Committed:
    """The turn is over. The words are those of speculation `id`. speech_end_ms: the caller's last sound."""

    id: int
    start_ms: int
    speech_end_ms: int
    at_ms: int


Decision = TurnOpened | Speculate | Resumed | Committed


class Endpointer:
    """One per call. `push` takes 20 ms frames in order; times count from the start of the audio."""

    def __init__(self, options: EndpointingOptions = EndpointingOptions()) -> None:
        self.options = options
        self._now = 0
        self._start: int | None = None
        self._opened = False
        self._voiced = 0
        self._speech_end = 0
        self._speculation = 0
        self._pending: int | None = None
        self._verdict: Completeness | None = None

    @property
    def speaking(self) -> bool:
        """A turn is open."""
        return self._opened

    def push(self, speech: bool, ms: int = 20) -> tuple[Decision, ...]:
        """One frame: did it hold speech?"""
        begin, self._now = self._now, self._now + ms
        decisions: list[Decision] = []
        if speech:
            decisions += self._speech(begin, ms)
        elif self._start is not None and not self._opened and self._silence > self.options.gap:
            self._forget()
        if self._opened:
            decisions += self._wait()
        return tuple(decisions)

    def judge(self, speculation: int, completeness: Completeness) -> tuple[Decision, ...]:
        """The words of a speculation have been read. A void speculation changes nothing."""
        if speculation != self._pending:
            return ()
        self._verdict = completeness
        return tuple(self._wait())

    def reset(self) -> None:
        """Drop the open turn, if any."""
        self._forget()

    @property
    def _silence(self) -> int:
        return self._now - self._speech_end

    def _speech(self, begin: int, ms: int) -> list[Decision]:
        decisions: list[Decision] = []
        if self._start is None:
            self._start, self._voiced = begin, 0
        self._voiced += ms
        self._speech_end = self._now
        if not self._opened and self._voiced >= self.options.onset:
            self._opened = True
            decisions.append(TurnOpened(self._turn_start))
        if self._pending is not None and not self._too_long:
            decisions.append(Resumed(self._pending))
            self._pending = self._verdict = None
        return decisions

    def _wait(self) -> list[Decision]:
        if self._pending is None:
            if self._silence < self.options.speculate and not self._too_long:
                return []
            self._speculation += 1
            self._pending = self._speculation
            return [Speculate(self._pending, self._turn_start, self._now)]
        if self._verdict is None or not (self._too_long or self._silence >= self._patience(self._verdict)):
            return []
        committed = Committed(self._pending, self._turn_start, self._speech_end, self._now)
        self._forget()
        return [committed]

    def _patience(self, completeness: Completeness) -> int:
        return int(getattr(self.options, completeness.value))

    @property
    def _too_long(self) -> bool:
        """The turn is cut here, though the caller may still be speaking."""
        return self._now - self._turn_start >= self.options.longest

    @property
    def _turn_start(self) -> int:
        return max(0, (self._start or 0) - self.options.preroll)

    def _forget(self) -> None:
        self._start = self._pending = self._verdict = None
        self._opened = False
        self._voiced = 0
