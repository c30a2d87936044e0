"""One call's report: what the far end measured, merged with the agent's own record of the call. Plain JSON values.

The keys are a contract: `call_sid`, `outcome`, `appointment`, `turns` (each `caller`, `heard`, `commands`, `agent`,
`voice_to_voice_ms`, `endpoint_ms`, `stt_ms`, `understand_ms`, `tts_first_ms`), `recording`, `errors`, and beyond these
`ended`, `handed_to_staff`, `said_by_line`, `changes`, `seconds`, `sound`, `counts`, and of turns `at_ms` and
`longest_wait_ms` (the longest silence until the answer, which a stop-gap breaks).

The agent's record is `CallRecord.to_json()`, whose turns carry `at_ms` (since the stream began) and `timings`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voice_agent.simulator.call_log import CallLog, Ended
from voice_agent.simulator.caller import Spoken
from voice_agent.simulator.measure import CallSound, Exchange, Stretch, longest_wait, measure, percentile

NEAR_MS = 1500  # two readings of the same moment differ by less
_TIMINGS = ("endpoint_ms", "stt_ms", "understand_ms", "tts_first_ms")


@dataclass(frozen=True, slots=True)
class _Row:
    """A turn before it is JSON; any part may be missing."""

    at_ms: float
    turn: Mapping[str, Any] | None = None
    exchange: Exchange | None = None


def build(log: CallLog, record: Mapping[str, Any] | None, *, recording: Path | None = None) -> dict[str, Any]:
    """The report. `record`: what the server kept of the call, or None where nothing is known of it.

    `record["appointment"]` and `record["changes"]` are to come from the database. `recording`: where the sound is.
    """
    kept = record or {}
    fillers = [(float(start), float(end)) for start, end in kept.get("fillers", ())]
    sound = measure(log.caller_clean, log.agent_heard, fillers)
    rows = _rows(kept.get("turns", ()), sound.exchanges)
    return {
        "call_sid": log.call_sid,
        "outcome": kept.get("outcome") or ("handed_off" if log.queue or log.dialled else "failed"),
        "appointment": kept.get("appointment"),
        "turns": [_turn(row, _said(log.spoken, rows, number), sound.agent) for number, row in enumerate(rows)],
        "recording": str(recording) if recording else kept.get("recording"),
        "errors": [*log.errors, *kept.get("errors", ())],
        "ended": str(log.ended or Ended.REJECTED),
        "handed_to_staff": bool(log.queue or log.dialled),
        "said_by_line": list(log.said),
        "changes": kept.get("changes"),
        "seconds": round(log.agent_heard.size / 8000, 2),
        "sound": _sound(sound),
        "counts": {**kept.get("counts", {}), "clears": log.clears, "marks_flushed": log.marks_flushed},
    }


def _rows(turns: Sequence[Mapping[str, Any]], found: Sequence[Exchange]) -> list[_Row]:
    """Turns and exchanges side by side: each turn that heard something with the exchange whose caller fell silent at
    about that moment, in order; what has no partner stands alone."""
    rows: list[_Row] = []
    left = list(found)
    for turn in turns:
        at_ms = float(turn.get("at_ms", 0.0))
        if not turn.get("heard"):
            rows.append(_Row(at_ms, turn))
            continue
        ended = at_ms - float((turn.get("timings") or {}).get("endpoint_ms") or 0.0)
        near = [one for one in left if abs(one.caller_end_ms - ended) <= NEAR_MS]
        best = min(near, key=lambda one: abs(one.caller_end_ms - ended), default=None)
        if best is not None:
            rows += [_Row(one.caller_end_ms, exchange=one) for one in left[: left.index(best)]]
            left = left[left.index(best) + 1 :]
        rows.append(_Row(ended, turn, best))
    return rows + [_Row(one.caller_end_ms, exchange=one) for one in left]


def _said(spoken: Sequence[Spoken], rows: Sequence[_Row], number: int) -> str | None:
    """The scripted lines that belong to a row: those that ended since the row before. None: not known."""
    if not spoken:
        return None
    until = rows[number].at_ms + NEAR_MS / 2
    since = max((row.at_ms + NEAR_MS / 2 for row in rows[:number] if _heard(row)), default=-1.0)
    if not _heard(rows[number]):
        return None
    return " ".join(line.text for line in spoken if since < line.end_ms <= until) or None


def _heard(row: _Row) -> bool:
    return row.exchange is not None or bool(row.turn and row.turn.get("heard"))


def _turn(row: _Row, said: str | None, agent: Sequence[Stretch]) -> dict[str, Any]:
    turn = row.turn or {}
    timings = turn.get("timings") or {}
    return {
        "caller": said,
        "heard": turn.get("heard", ""),
        "commands": turn.get("commands", []),
        "agent": turn.get("agent", ""),
        "voice_to_voice_ms": _rounded(row.exchange.voice_to_voice_ms if row.exchange else None),
        "longest_wait_ms": _rounded(longest_wait(row.exchange, agent) if row.exchange else None),
        **{name: _rounded(timings.get(name)) for name in _TIMINGS},
        "at_ms": _rounded(row.at_ms),
    }


def _sound(sound: CallSound) -> dict[str, Any]:
    times = [one.voice_to_voice_ms for one in sound.exchanges]
    return {
        "exchanges": len(times),
        "voice_to_voice_ms_p50": _rounded(percentile(times, 50)),
        "voice_to_voice_ms_p95": _rounded(percentile(times, 95)),
        "overlap_ms": _rounded(sound.overlap_ms),
        "silence_ms": _rounded(sound.silence_ms),
        "longest_silence_ms": _rounded(sound.longest_silence_ms),
        "longest_wait_ms": _rounded(sound.longest_wait_ms),
        "interruptions": sound.interruptions,
        "barge_ins": sound.barge_ins,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 1)


def lines(report: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The transcript as (who, words) in order; who: "caller", "agent" or "line" (the phone company's own voice)."""
    for said in report["said_by_line"][:1]:
        yield "line", said
    for turn in report["turns"]:
        words = turn["heard"] or turn["caller"]
        if words:
            yield "caller", words
        if turn["agent"]:
            yield "agent", turn["agent"]
    for said in report["said_by_line"][1:]:
        yield "line", said
