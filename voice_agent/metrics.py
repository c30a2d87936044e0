"""Figures for Prometheus. Nothing of a patient is in them."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from voice_agent.calls.record import CallRecord

_STEPS = ("endpoint_ms", "stt_ms", "understand_ms", "decided_ms", "tts_first_ms", "first_frame_ms", "first_echo_ms")
_BUCKETS = (25, 50, 100, 200, 300, 400, 500, 700, 900, 1200, 2000, 4000)


class Metrics:
    """One server's. `step` is the waterfall of turns, in ms."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.calls = Counter("voice_agent_calls", "Incoming calls by what became of them", ["way"], registry=registry)
        self.outcomes = Counter("voice_agent_outcomes", "Ended calls by outcome", ["outcome"], registry=registry)
        self.statuses = Counter("voice_agent_statuses", "Call statuses from Twilio", ["status"], registry=registry)
        self.refused = Counter("voice_agent_refused", "Requests refused", ["why"], registry=registry)
        self.bad_frames = Counter("voice_agent_bad_frames", "Frames not taken", ["fault"], registry=registry)
        self.errors = Counter("voice_agent_errors", "Faults inside calls", ["error"], registry=registry)
        self.readers = Counter("voice_agent_turns", "Turns by who read them", ["reader"], registry=registry)
        self.live = Gauge("voice_agent_live_calls", "Calls on the line", registry=registry)
        self.loop_lag = Gauge("voice_agent_loop_lag_ms", "How late the event loop is", registry=registry)
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
            for step in _STEPS:
                value = getattr(turn.timings, step)
                if value is not None:
                    self.step.labels(step).observe(value)
