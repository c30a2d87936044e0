"""How a call felt, measured from its sound alone: who spoke when, how fast the answers came, who talked over whom.

Both sides are float32 at 8,000 Hz on one time line; the caller's side is taken before the line added noise to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from voice_agent.audio.mulaw import SAMPLE_RATE, Samples

STEP_MS = 10
AUDIBLE_DB = -45.0
WORD_GAP_MS = 50  # a shorter gap is within a word
JOIN_MS = 250  # a shorter gap is a pause within speech
SHORTEST_MS = 40  # a shorter sound is a click
TAIL_MS = 800  # an agent that is interrupted may go on so long past the caller's end


@dataclass(frozen=True, slots=True)
class Stretch:
    """Sound from `start_ms` to `end_ms`."""

    start_ms: float
    end_ms: float

    @property
    def ms(self) -> float:
        return self.end_ms - self.start_ms


@dataclass(frozen=True, slots=True)
class Exchange:
    """The caller fell silent at `caller_end_ms`, and the next thing heard was the agent, at `agent_start_ms`."""

    caller_start_ms: float
    caller_end_ms: float
    agent_start_ms: float

    @property
    def voice_to_voice_ms(self) -> float:
        return self.agent_start_ms - self.caller_end_ms


@dataclass(frozen=True, slots=True)
class CallSound:
    """overlap_ms: both spoke. silence_ms: nobody did, between the first sound and the last. longest_silence_ms: of it.

    longest_wait_ms: the longest silence between the caller's last word and the agent's answer; a stop-gap breaks it.
    interruptions: times the agent began while the caller spoke; barge_ins: times the caller did to the agent.
    """

    exchanges: tuple[Exchange, ...]
    caller: tuple[Stretch, ...]
    agent: tuple[Stretch, ...]
    overlap_ms: float
    silence_ms: float
    longest_silence_ms: float
    longest_wait_ms: float
    interruptions: int
    barge_ins: int


def speech(
    samples: Samples, *, audible_db: float = AUDIBLE_DB, without: Sequence[tuple[float, float]] = ()
) -> tuple[Stretch, ...]:
    """Where there is sound, to 10 ms; short gaps are closed, clicks left out, and what lies `without` (ms, ms)."""
    step = SAMPLE_RATE * STEP_MS // 1000
    frames = samples[: samples.size // step * step].reshape(-1, step)
    level = 10 * np.log10(np.mean(np.square(frames, dtype=np.float64), axis=1) + 1e-12)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], (level > audible_db).astype(np.int8), [0]))))
    found = [Stretch(float(start), float(end)) for start, end in edges.reshape(-1, 2) * STEP_MS]
    words = [one for one in _joined(found, WORD_GAP_MS) if not any(_within(one, span) for span in without)]
    return tuple(one for one in _joined(words, JOIN_MS) if one.ms >= SHORTEST_MS)


def _joined(stretches: Sequence[Stretch], gap_ms: float) -> list[Stretch]:
    joined: list[Stretch] = []
    for one in stretches:
        if joined and one.start_ms - joined[-1].end_ms < gap_ms:
            joined[-1] = Stretch(joined[-1].start_ms, one.end_ms)
        else:
            joined.append(one)
    return joined


def measure(caller: Samples, agent: Samples, fillers: Sequence[tuple[float, float]] = ()) -> CallSound:
    """`fillers`: (start, end) in ms of the agent's stop-gaps ("one moment"), which are no answers."""
    hers, his = speech(caller), speech(agent)
    answers = speech(agent, without=fillers)
    both = _overlap(hers, his)
    silences = _silences(hers, his)
    found = exchanges(hers, answers)
    return CallSound(
        exchanges=found,
        caller=hers,
        agent=his,
        overlap_ms=both,
        silence_ms=sum(silences),
        longest_silence_ms=max(silences, default=0.0),
        longest_wait_ms=max((longest_wait(one, his) for one in found), default=0.0),
        interruptions=_begun_during(his, hers),
        barge_ins=_begun_during(hers, his),
    )


def exchanges(caller: Sequence[Stretch], agent: Sequence[Stretch]) -> tuple[Exchange, ...]:
    """Each answer of the agent with the caller's last sound before it.

    No exchange is an answer that began while the caller spoke, nor a later piece of the agent's with no word of the
    caller's in between, nor what comes after speech that went on over the caller (she only said "uh-huh").
    """
    found: list[Exchange] = []
    answered_ms = -1.0
    for number, answer in enumerate(agent):
        unanswered = [one for one in caller if one.end_ms > answered_ms and one.start_ms < answer.start_ms]
        if not unanswered or unanswered[-1].end_ms > answer.start_ms:
            continue
        answered_ms = unanswered[-1].end_ms
        if not any(one.end_ms > answered_ms + TAIL_MS for one in agent[:number]):
            found.append(Exchange(unanswered[0].start_ms, answered_ms, answer.start_ms))
    return tuple(found)


def percentile(values: Sequence[float], share: float) -> float | None:
    """None of no values."""
    return float(np.percentile(np.asarray(values), share)) if values else None


def _within(one: Stretch, filler: tuple[float, float]) -> bool:
    """Most of the stretch is the filler (whose given times may be some frames off)."""
    shared = min(one.end_ms, filler[1]) - max(one.start_ms, filler[0])
    return shared > 0.6 * one.ms


def longest_wait(exchange: Exchange, agent: Sequence[Stretch]) -> float:
    """The longest silence of one exchange, ms. `agent`: all its sound, stop-gaps too."""
    between = [one for one in agent if exchange.caller_end_ms < one.start_ms <= exchange.agent_start_ms]
    ends = [exchange.caller_end_ms, *(one.end_ms for one in between)]
    return max((one.start_ms - end for one, end in zip(between, ends, strict=False)), default=0.0)


def _overlap(caller: Sequence[Stretch], agent: Sequence[Stretch]) -> float:
    return sum(max(0.0, min(a.end_ms, b.end_ms) - max(a.start_ms, b.start_ms)) for a in caller for b in agent)


def _silences(caller: Sequence[Stretch], agent: Sequence[Stretch]) -> list[float]:
    gaps: list[float] = []
    until: float | None = None
    for one in sorted((*caller, *agent), key=lambda stretch: stretch.start_ms):
        if until is not None and one.start_ms > until:
            gaps.append(one.start_ms - until)
        until = max(until or 0.0, one.end_ms)
    return gaps


def _begun_during(ones: Sequence[Stretch], others: Sequence[Stretch]) -> int:
    return sum(any(other.start_ms < one.start_ms < other.end_ms for other in others) for one in ones)
