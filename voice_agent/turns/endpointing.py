"""Has the caller finished? Frames and verdicts in, decisions out; all on the audio's own clock.

At the first short pause the utterance so far is handed out to be transcribed on speculation. Its words are judged
(see `completeness`), and the verdict sets how long a silence ends the turn. A caller who goes on voids the
speculation and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Completeness(StrEnum):
    """COMPLETE: answers what was asked. AFFIRMED: so does a bare yes, behind which the rest of a sentence may come
    after a comma ("Yes, cancel it"). LIKELY: a whole request or answer; more is seldom added. NEUTRAL: could be all.
    LEADING: a sentence after which another tends to come ("I've had a cough for a week."). OPEN: surely goes on ("on
    March …", half a number)."""

    COMPLETE = "complete"
    AFFIRMED = "affirmed"
    LIKELY = "likely"
    NEUTRAL = "neutral"
    LEADING = "leading"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class EndpointingOptions:
    """All in ms of audio. `onset`: speech that opens a turn. `speculate`: pause after which a transcript is asked for;
    speculate_short: the same where a short answer is expected.

    complete / affirmed / likely / neutral / leading / open: silence that ends a turn of that completeness. longest: a
    turn is cut there. preroll: audio before the onset that belongs to the turn. gap: a pause inside the onset that does
    not reset it. cut_within: a caller who speaks again so soon after the end of a turn was probably cut off, and is
    given `after_a_cut` more from then on, if both held speech for `least_words`. most_more: what she is given more at
    the most, for cuts and for long pauses.
    """

    onset: int = 60
    gap: int = 80
    speculate: int = 80
    speculate_short: int = 20
    complete: int = 160
    affirmed: int = 260
    likely: int = 400
    neutral: int = 740
    leading: int = 1000
    open: int = 1600
    longest: int = 30_000
    preroll: int = 240
    cut_within: int = 1_000
    least_words: int = 240
    after_a_cut: int = 120
    most_more: int = 240


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


_MARGIN_MS = 60
"""A caller's next pause may be so much longer than her longest one before."""

Decision = TurnOpened | Speculate | Resumed | Committed


class _Manner:
    """How this caller speaks, as far as it is known: so much more patience does she need than others, in ms."""

    def __init__(self, options: EndpointingOptions) -> None:
        self._options = options
        self._cuts = 0
        self._longest = 0
        self._last_end: int | None = None

    def ended(self, start: int, end: int, voiced: int) -> None:
        """A turn is over. Noises and nods (`voiced`: their speech) are no turns."""
        if voiced < self._options.least_words:
            return
        if self._last_end is not None and start - self._last_end <= self._options.cut_within:
            self._cuts += 1
        self._last_end = end

    def went_on_after(self, pause: int) -> None:
        self._longest = max(self._longest, min(pause, self._options.leading))

    def patience(self, completeness: Completeness) -> int:
        """Someone who was cut off gets more for all that is not plainly unfinished. Someone whose pauses are long gets
        as much as they are where it is uncertain whether she has ended."""
        options = self._options
        least = int(getattr(options, completeness.value))
        if completeness is Completeness.OPEN:
            return least
        more = self._cuts * options.after_a_cut
        if completeness in (Completeness.NEUTRAL, Completeness.LEADING):
            more = max(more, self._longest + _MARGIN_MS - least)
        return least + min(more, options.most_more)


class Endpointer:
    """One per call. `push` takes 20 ms frames in order; times count from the start of the audio.

    short: set where a short answer is expected (a yes, a choice). Its first pause is most often its end.
    """

    def __init__(self, options: EndpointingOptions = EndpointingOptions()) -> None:
        self.options = options
        self.short = False
        self._now = 0
        self._start: int | None = None
        self._opened = False
        self._voiced = 0
        self._speech_end = 0
        self._speculation = 0
        self._pending: int | None = None
        self._verdict: Completeness | None = None
        self._manner = _Manner(options)

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
        pause, self._speech_end = begin - self._speech_end, self._now
        if not self._opened and self._voiced >= self.options.onset:
            self._opened = True
            decisions.append(TurnOpened(self._turn_start))
        if self._pending is not None and not self._too_long:
            decisions.append(Resumed(self._pending))
            if self._verdict not in (
                None,
                Completeness.OPEN,
            ):  # pauses within a number say nothing of those between sentences
                self._manner.went_on_after(pause)
            self._pending = self._verdict = None
        return decisions

    def _wait(self) -> list[Decision]:
        if self._pending is None:
            speculate = self.options.speculate_short if self.short else self.options.speculate
            if self._silence < speculate and not self._too_long:
                return []
            self._speculation += 1
            self._pending = self._speculation
            return [Speculate(self._pending, self._turn_start, self._now)]
        if self._verdict is None or not (self._too_long or self._silence >= self._manner.patience(self._verdict)):
            return []
        self._manner.ended(self._start or 0, self._speech_end, self._voiced)
        committed = Committed(self._pending, self._turn_start, self._speech_end, self._now)
        self._forget()
        return [committed]

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
