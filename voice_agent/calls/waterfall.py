"""What became of each turn's reply on the line: when it was rendered, sent and heard, and how far it was heard."""

from __future__ import annotations

from dataclasses import dataclass, field

from voice_agent.calls.record import CallRecord, TurnRecord
from voice_agent.calls.speaker import Speaker, Spoken


@dataclass(slots=True)
class _Answer:
    """A turn's replies, in order. since: the zero of its waterfall, ms of the call's clock."""

    turn: TurnRecord
    since: float
    spoken: list[Spoken] = field(default_factory=list)


class Waterfall:
    """One call's. `settle` brings the record up to date; what is not known yet stays None."""

    def __init__(self, speaker: Speaker, record: CallRecord, started_ms: float) -> None:
        self._speaker = speaker
        self._record = record
        self._started = started_ms
        self._answers: list[_Answer] = []
        self._fillers: list[Spoken] = []

    def begin(self, turn: TurnRecord, since: float) -> None:
        self._answers.append(_Answer(turn, since))

    def reply(self, spoken: Spoken) -> None:
        """A reply of the turn that was begun last."""
        self._answers[-1].spoken.append(spoken)

    def filler(self, spoken: Spoken) -> None:
        self._fillers.append(spoken)

    @property
    def last(self) -> tuple[Spoken, ...]:
        """The replies of the latest turn."""
        return tuple(self._answers[-1].spoken) if self._answers else ()

    def echoed(self, now: float) -> None:
        """Something was heard for certain: perhaps the beginning of the latest reply."""
        if not self._answers:
            return
        answer = self._answers[-1]
        timings = answer.turn.timings
        if timings.first_echo_ms is None and any(self._speaker.heard(one).heard for one in answer.spoken):
            timings.first_echo_ms = now - answer.since

    def settle(self) -> None:
        for answer in self._answers:
            self._time(answer)
        spans = (self._speaker.ledger.span(one.number) for one in self._fillers)
        self._record.fillers[:] = [(a - self._started, b - self._started) for a, b in filter(None, spans)]

    def _time(self, answer: _Answer) -> None:
        timings, spoken = answer.turn.timings, answer.spoken
        if spoken and spoken[0].first_clip_ms is not None:
            timings.tts_first_ms = spoken[0].first_clip_ms - spoken[0].asked_ms
        if spoken and spoken[0].first_frame_ms is not None:
            timings.first_frame_ms = spoken[0].first_frame_ms - answer.since
        answer.turn.agent_heard = " ".join(filter(None, (self._speaker.heard(one).heard for one in spoken)))
