"""A transfer to staff, as a state machine: what has happened, and what is to be done next. Pure.

decided → spoken → closed → waiting → bridged, or → unanswered → callback. The caller may hang up at any point. What
comes twice or too late (Twilio repeats webhooks) changes nothing.

`spoken` stands between deciding and closing, since closing the websocket ends the agent's voice: what was said must
have been heard first, above all the notice to dial the emergency number.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from voice_agent.telephony.webhooks import DialResult, QueueResult


class Stage(StrEnum):
    DECIDED = "decided"
    SPOKEN = "spoken"
    CLOSED = "closed"
    WAITING = "waiting"
    BRIDGED = "bridged"
    UNANSWERED = "unanswered"
    CALLBACK = "callback"
    GONE = "gone"


class Signal(StrEnum):
    """What can happen to a transfer."""

    HEARD_OUT = "heard_out"
    STREAM_CLOSED = "stream_closed"
    SENT_TO_STAFF = "sent_to_staff"
    ANSWERED = "answered"
    NOT_ANSWERED = "not_answered"
    CALLBACK_TAKEN = "callback_taken"
    CALLER_GONE = "caller_gone"


class Step(StrEnum):
    """What is to be done next."""

    SPEAK_OUT = "speak_out"
    CLOSE_STREAM = "close_stream"
    SEND_TO_STAFF = "send_to_staff"
    WAIT = "wait"
    TAKE_CALLBACK = "take_callback"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Handoff:
    """One transfer. `reason` and `summary` are for staff; urgent ones are shown first."""

    call_sid: str
    reason: str
    summary: str
    urgent: bool = False
    stage: Stage = Stage.DECIDED

    @property
    def next_step(self) -> Step:
        return _STEPS[self.stage]

    @property
    def settled(self) -> bool:
        return self.next_step is Step.DONE


_STEPS = {
    Stage.DECIDED: Step.SPEAK_OUT,
    Stage.SPOKEN: Step.CLOSE_STREAM,
    Stage.CLOSED: Step.SEND_TO_STAFF,
    Stage.WAITING: Step.WAIT,
    Stage.BRIDGED: Step.DONE,
    Stage.UNANSWERED: Step.TAKE_CALLBACK,
    Stage.CALLBACK: Step.DONE,
    Stage.GONE: Step.DONE,
}

_MOVES = {
    (Stage.DECIDED, Signal.HEARD_OUT): Stage.SPOKEN,
    (Stage.DECIDED, Signal.STREAM_CLOSED): Stage.CLOSED,  # dropped before the end: staff all the same
    (Stage.SPOKEN, Signal.STREAM_CLOSED): Stage.CLOSED,
    (Stage.CLOSED, Signal.SENT_TO_STAFF): Stage.WAITING,
    (Stage.CLOSED, Signal.NOT_ANSWERED): Stage.UNANSWERED,  # the queue was full, or the office has closed
    (Stage.WAITING, Signal.ANSWERED): Stage.BRIDGED,
    (Stage.WAITING, Signal.NOT_ANSWERED): Stage.UNANSWERED,
    (Stage.UNANSWERED, Signal.CALLBACK_TAKEN): Stage.CALLBACK,
}

_SETTLED = frozenset({Stage.BRIDGED, Stage.CALLBACK, Stage.GONE})


def advance(handoff: Handoff, signal: Signal) -> Handoff:
    """The transfer after the signal; unchanged where the signal has no meaning at this stage."""
    if signal is Signal.CALLER_GONE and handoff.stage not in _SETTLED:
        return replace(handoff, stage=Stage.GONE)
    return replace(handoff, stage=_MOVES.get((handoff.stage, signal), handoff.stage))


def queue_signal(result: QueueResult) -> Signal | None:
    """What the end of a stay in the queue means; None where the caller is merely on the way to somebody."""
    match result:
        case QueueResult.BRIDGED | QueueResult.REDIRECTED_FROM_BRIDGED:
            return Signal.ANSWERED
        case QueueResult.HANGUP:
            return Signal.CALLER_GONE
        case QueueResult.BRIDGING:
            return None
        case _:
            return Signal.NOT_ANSWERED


def dial_signal(result: DialResult) -> Signal:
    """What the end of a `<Dial>` means. Canceled: the caller hung up while it rang."""
    match result:
        case DialResult.COMPLETED | DialResult.ANSWERED:
            return Signal.ANSWERED
        case DialResult.CANCELED:
            return Signal.CALLER_GONE
        case _:
            return Signal.NOT_ANSWERED
