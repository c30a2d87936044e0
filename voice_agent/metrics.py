"""Figures for Prometheus. Nothing of a patient is in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.metrics_core import CounterMetricFamily
from prometheus_client.registry import Collector

from voice_agent.calls.record import CallRecord

_STEPS = ("endpoint_ms", "stt_ms", "understand_ms", "decided_ms", "tts_first_ms", "first_frame_ms", "first_echo_ms")
_LAG_BUCKETS = (1, 2, 3, 5, 7.5, 10, 12.5, 15, 17.5, 20, 25, 30, 40, 50, 75, 100, 200, 500)
_BUCKETS = (25, 50, 100, 200, 300, 400, 500, 700, 900, 1200, 2000, 4000)


class Metrics:
    """One server's. `step` is the waterfall of turns, in ms. `downgrades`: a reader's own counts, by reason."""

    def __init__(self, registry: CollectorRegistry, downgrades: Mapping[str, int] | None = None) -> None:
        registry.register(_Downgrades({} if downgrades is None else downgrades))
        self.calls = Counter("voice_agent_calls", "Incoming calls by what became of them", ["way"], registry=registry)
        self.outcomes = Counter("voice_agent_outcomes", "Ended calls by outcome", ["outcome"], registry=registry)
        self.statuses = Counter("voice_agent_statuses", "Call statuses from Twilio", ["status"], registry=registry)
        self.refused = Counter("voice_agent_refused", "Requests refused", ["why"], registry=registry)
        self.bad_frames = Counter("voice_agent_bad_frames", "Frames not taken", ["fault"], registry=registry)
        self.errors = Counter("voice_agent_errors", "Faults inside calls", ["error"], registry=registry)
        self.readers = Counter("voice_agent_turns", "Turns by who read them", ["reader"], registry=registry)
        self.worded = Counter(
            "voice_agent_worded", "Replies put to an LLM: spoken in its words, or why not", ["how"], registry=registry
        )
        self.live = Gauge("voice_agent_live_calls", "Calls on the line", registry=registry)
        self.loop_lag = Histogram(
            "voice_agent_loop_lag_ms", "How late the event loop is, ms", buckets=_LAG_BUCKETS, registry=registry
        )
        self.step = Histogram(
            "voice_agent_turn_ms", "A turn's steps, ms", ["step"], buckets=_BUCKETS, registry=registry
        )

    def record(self, record: CallRecord) -> None:
        """A call has ended."""
        self.outcomes.labels(record.outcome).inc()
        for error in record.errors:
            self.errors.labels(error).inc()
        for turn in record.turns:
            if turn.reader:
                self.readers.labels(turn.reader).inc()
            for how in turn.worded:
                self.worded.labels(how).inc()
            for step in _STEPS:
                value = getattr(turn.timings, step)
                if value is not None:
                    self.step.labels(step).observe(value)


class _Downgrades(Collector):
    """Turns that the LLM was asked to read and the embedded reader answered."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts

    def collect(self) -> Iterator[CounterMetricFamily]:
        family = CounterMetricFamily(
            "voice_agent_reader_downgrades", "Turns that the LLM failed to read, by why", labels=["why"]
        )
        for why, count in sorted(self._counts.items()):
            family.add_metric([why], count)
        yield family
