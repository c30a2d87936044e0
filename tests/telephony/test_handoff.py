"""A transfer's stages: the straight way, the unanswered way, and what cannot move it."""

from hypothesis import given
from hypothesis import strategies as st

from voice_agent.telephony.handoff import Handoff, Signal, Stage, Step, advance, dial_signal, queue_signal
from voice_agent.telephony.webhooks import DialResult, QueueResult

NEW = Handoff("CA1", "asked", "wants a person")
ORDER = [
    Stage.DECIDED,
    Stage.SPOKEN,
    Stage.CLOSED,
    Stage.WAITING,
    Stage.UNANSWERED,
    Stage.CALLBACK,
    Stage.BRIDGED,
    Stage.GONE,
]


def after(*signals: Signal) -> Handoff:
    handoff = NEW
    for signal in signals:
        handoff = advance(handoff, signal)
    return handoff


def test_the_straight_way() -> None:
    way = [Signal.HEARD_OUT, Signal.STREAM_CLOSED, Signal.SENT_TO_STAFF, Signal.ANSWERED]
    steps = [after(*way[:n]).next_step for n in range(len(way) + 1)]
    assert steps == [Step.SPEAK_OUT, Step.CLOSE_STREAM, Step.SEND_TO_STAFF, Step.WAIT, Step.DONE]
    assert after(*way).stage is Stage.BRIDGED


def test_nobody_answers_and_a_callback_is_taken() -> None:
    waiting = after(Signal.HEARD_OUT, Signal.STREAM_CLOSED, Signal.SENT_TO_STAFF)
    unanswered = advance(waiting, Signal.NOT_ANSWERED)
    assert (unanswered.next_step, unanswered.settled) == (Step.TAKE_CALLBACK, False)
    assert advance(unanswered, Signal.CALLBACK_TAKEN).stage is Stage.CALLBACK


def test_a_stream_that_drops_early_still_goes_to_staff() -> None:
    assert after(Signal.STREAM_CLOSED).next_step is Step.SEND_TO_STAFF


def test_staff_are_not_called_before_the_stream_is_closed() -> None:
    assert after(Signal.SENT_TO_STAFF).stage is Stage.DECIDED
    assert after(Signal.HEARD_OUT, Signal.SENT_TO_STAFF).stage is Stage.SPOKEN


@given(st.lists(st.sampled_from(Signal), max_size=20))
def test_it_only_moves_forward_and_a_settled_transfer_stays(signals: list[Signal]) -> None:
    handoff = NEW
    for signal in signals:
        moved = advance(handoff, signal)
        assert ORDER.index(moved.stage) >= ORDER.index(handoff.stage)
        assert moved == handoff or not handoff.settled
        assert advance(moved, signal) == moved
        handoff = moved


@given(st.lists(st.sampled_from(Signal), max_size=20))
def test_every_transfer_can_still_be_settled(signals: list[Signal]) -> None:
    assert after(*signals, Signal.CALLER_GONE).settled


def test_twilios_results_are_read_without_a_gap() -> None:
    assert queue_signal(QueueResult.BRIDGED) is Signal.ANSWERED
    assert queue_signal(QueueResult.BRIDGING) is None
    assert queue_signal(QueueResult.HANGUP) is Signal.CALLER_GONE
    assert queue_signal(QueueResult.QUEUE_FULL) is Signal.NOT_ANSWERED
    assert queue_signal(QueueResult.LEAVE) is Signal.NOT_ANSWERED
    assert dial_signal(DialResult.COMPLETED) is Signal.ANSWERED
    assert dial_signal(DialResult.CANCELED) is Signal.CALLER_GONE
    assert dial_signal(DialResult.NO_ANSWER) is Signal.NOT_ANSWERED
