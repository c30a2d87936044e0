"""The endpointer on a virtual clock: frames and verdicts in, decisions out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from voice_agent.turns.endpointing import (
    Committed,
    Completeness,
    Decision,
    Endpointer,
    EndpointingOptions,
    Resumed,
    Speculate,
    TurnOpened,
)

OPTIONS = EndpointingOptions()


def frames(endpointer: Endpointer, speech: bool, ms: int) -> list[Decision]:
    return [decision for _ in range(ms // 20) for decision in endpointer.push(speech)]


def spoken(ms: int = 1000) -> tuple[Endpointer, Speculate]:
    """A caller who spoke for `ms` and has been quiet for long enough to be transcribed."""
    endpointer = Endpointer()
    frames(endpointer, False, 500)
    opened = frames(endpointer, True, ms)
    assert opened == [TurnOpened(500 - OPTIONS.preroll)]
    (speculation,) = frames(endpointer, False, OPTIONS.speculate)
    assert isinstance(speculation, Speculate)
    return endpointer, speculation


def test_a_click_opens_no_turn() -> None:
    endpointer = Endpointer()
    assert frames(endpointer, True, OPTIONS.onset - 20) == []
    assert frames(endpointer, False, 3000) == []
    assert not endpointer.speaking


def test_clicks_far_apart_do_not_add_up() -> None:
    endpointer = Endpointer()
    for _ in range(20):
        assert frames(endpointer, True, 40) == []
        assert frames(endpointer, False, 200) == []


def test_the_first_short_pause_is_transcribed_with_what_came_before_the_onset() -> None:
    _, speculation = spoken(1000)
    assert speculation.start_ms == 500 - OPTIONS.preroll
    assert speculation.end_ms == 1500 + OPTIONS.speculate


def test_patience_follows_the_verdict() -> None:
    waits = {}
    for completeness in Completeness:
        endpointer, speculation = spoken()
        decided = list(endpointer.judge(speculation.id, completeness))
        decided += frames(endpointer, False, 5000)
        (committed,) = decided
        assert isinstance(committed, Committed)
        assert committed.id == speculation.id
        assert committed.speech_end_ms == 1500
        waits[completeness] = committed.at_ms - committed.speech_end_ms
    assert waits == {
        Completeness.COMPLETE: OPTIONS.complete,
        Completeness.AFFIRMED: OPTIONS.affirmed,
        Completeness.LIKELY: OPTIONS.likely,
        Completeness.NEUTRAL: OPTIONS.neutral,
        Completeness.LEADING: OPTIONS.leading,
        Completeness.OPEN: OPTIONS.open,
    }


def wait_of(endpointer: Endpointer, completeness: Completeness) -> int:
    """Says something, is judged so, and falls silent for long: how long until the turn ends?"""
    frames(endpointer, True, 400)
    (speculation,) = frames(endpointer, False, OPTIONS.speculate)
    assert isinstance(speculation, Speculate)
    (committed,) = [*endpointer.judge(speculation.id, completeness), *frames(endpointer, False, 5000)]
    assert isinstance(committed, Committed)
    return committed.at_ms - committed.speech_end_ms


def test_who_was_cut_off_is_given_more_patience_but_not_without_end() -> None:
    endpointer, speculation = spoken()
    endpointer.judge(speculation.id, Completeness.LIKELY)
    frames(endpointer, False, OPTIONS.likely)
    waits = []
    for _ in range(5):
        frames(endpointer, False, 100)  # the turn has ended, and soon after she goes on
        frames(endpointer, True, 400)
        (again,) = frames(endpointer, False, OPTIONS.speculate)
        assert isinstance(again, Speculate)
        decided = list(endpointer.judge(again.id, Completeness.LIKELY))
        while not decided:
            decided += endpointer.push(False)
        (committed,) = decided
        assert isinstance(committed, Committed)
        waits.append(committed.at_ms - committed.speech_end_ms)
    assert waits[:2] == [OPTIONS.likely, OPTIONS.likely + OPTIONS.after_a_cut]
    assert waits[-1] == OPTIONS.likely + OPTIONS.most_more


def test_a_noise_soon_after_a_turn_shows_no_cut() -> None:
    endpointer, speculation = spoken()
    endpointer.judge(speculation.id, Completeness.LIKELY)
    frames(endpointer, False, OPTIONS.likely)
    for _ in range(3):
        frames(endpointer, True, OPTIONS.onset + 20)
        (noise,) = frames(endpointer, False, OPTIONS.speculate)
        assert isinstance(noise, Speculate)
        assert frames(endpointer, False, OPTIONS.complete) == []
        (committed,) = endpointer.judge(noise.id, Completeness.COMPLETE)
        assert isinstance(committed, Committed)
    frames(endpointer, False, 2 * OPTIONS.cut_within)
    assert wait_of(endpointer, Completeness.LIKELY) == OPTIONS.likely


def test_who_speaks_again_later_was_not_cut_off() -> None:
    endpointer = Endpointer()
    assert [wait_of(endpointer, Completeness.LIKELY) for _ in range(3)] == 3 * [OPTIONS.likely]


def test_a_caller_with_long_pauses_is_given_as_much_where_she_may_go_on() -> None:
    endpointer, speculation = spoken()
    endpointer.judge(speculation.id, Completeness.LEADING)
    frames(endpointer, False, OPTIONS.neutral)
    frames(endpointer, True, 400)
    endpointer.reset()
    frames(endpointer, False, 5000)
    assert wait_of(endpointer, Completeness.NEUTRAL) > OPTIONS.neutral + OPTIONS.speculate
    assert wait_of(endpointer, Completeness.COMPLETE) == OPTIONS.complete


def test_pauses_within_a_number_say_nothing_of_those_between_sentences() -> None:
    endpointer, speculation = spoken()
    endpointer.judge(speculation.id, Completeness.OPEN)
    frames(endpointer, False, OPTIONS.neutral)
    frames(endpointer, True, 400)
    endpointer.reset()
    frames(endpointer, False, 5000)
    assert wait_of(endpointer, Completeness.NEUTRAL) == OPTIONS.neutral


def test_where_a_short_answer_is_expected_it_is_transcribed_sooner() -> None:
    endpointer = Endpointer()
    endpointer.short = True
    frames(endpointer, True, 400)
    (speculation,) = frames(endpointer, False, OPTIONS.speculate_short)
    assert isinstance(speculation, Speculate)


def test_a_late_verdict_commits_at_once() -> None:
    endpointer, speculation = spoken()
    assert frames(endpointer, False, 2000) == []
    (committed,) = endpointer.judge(speculation.id, Completeness.OPEN)
    assert isinstance(committed, Committed)


def test_a_caller_who_goes_on_voids_the_speculation_and_is_heard_as_one() -> None:
    endpointer, first = spoken()
    assert endpointer.judge(first.id, Completeness.NEUTRAL) == ()
    assert frames(endpointer, True, 20) == [Resumed(first.id)]
    assert endpointer.judge(first.id, Completeness.COMPLETE) == ()
    frames(endpointer, True, 400)
    (second,) = frames(endpointer, False, OPTIONS.speculate)
    assert isinstance(second, Speculate)
    assert (second.start_ms, second.id) == (first.start_ms, first.id + 1)


def test_a_turn_without_end_is_cut() -> None:
    endpointer = Endpointer()
    _, speculation = frames(endpointer, True, OPTIONS.longest + 1000)
    assert isinstance(speculation, Speculate)
    (committed,) = endpointer.judge(speculation.id, Completeness.OPEN)
    assert isinstance(committed, Committed)


def test_after_a_commit_the_next_turn_starts_afresh() -> None:
    endpointer, speculation = spoken()
    endpointer.judge(speculation.id, Completeness.COMPLETE)
    frames(endpointer, False, 1000)
    assert not endpointer.speaking
    begin = 500 + 1000 + OPTIONS.speculate + 1000
    assert frames(endpointer, True, 200) == [TurnOpened(begin - OPTIONS.preroll)]


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 60), st.sampled_from([None, *Completeness])), max_size=40))
def test_every_commit_answers_a_live_speculation_and_turns_do_not_overlap(
    script: list[tuple[bool, int, Completeness | None]],
) -> None:
    endpointer = Endpointer()
    live: Speculate | None = None
    last_end = -1
    for speech, count, verdict in script:
        decisions = frames(endpointer, speech, 20 * count)
        if verdict is not None and live is not None:
            decisions += endpointer.judge(live.id, verdict)
        for decision in decisions:
            match decision:
                case Speculate():
                    assert live is None
                    live = decision
                case Resumed():
                    assert live is not None
                    assert live.id == decision.id
                    live = None
                case Committed():
                    assert live is not None
                    assert live.id == decision.id
                    assert last_end <= decision.speech_end_ms <= decision.at_ms
                    last_end = decision.speech_end_ms
                    live = None
                case TurnOpened():
                    assert live is None
