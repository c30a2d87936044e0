from __future__ import annotations

import asyncio

from tests.calls.live import Call, Said
from voice_agent.dialogue.acts import Act
from voice_agent.dialogue.effects import Transfer
from voice_agent.dialogue.replies import Reply
from voice_agent.understanding.commands import Ask, Emergency, Field, Handoff, Set, Start, Task

BOOK = (Start(Task.BOOK),)
CHECK_UP = (Start(Task.BOOK), Set(Field.VISIT_TYPE, "check-up"))
GREETED = 6_000
"""The greeting is over."""


def heard(call: Call) -> list[str]:
    return [turn.heard for turn in call.record.turns if turn.heard]


def test_a_turn_is_answered_and_its_steps_are_timed() -> None:
    call = Call([Said(GREETED, 7_000, "I need an appointment.")], {"I need an appointment.": BOOK}).play()
    [turn] = [turn for turn in call.record.turns if turn.heard]
    assert turn.agent
    assert turn.agent_heard == turn.agent
    timings = turn.timings
    assert None not in (timings.endpoint_ms, timings.tts_first_ms, timings.first_frame_ms, timings.first_echo_ms)
    assert timings.endpoint_ms <= timings.decided_ms <= timings.first_frame_ms <= timings.first_echo_ms  # type: ignore[operator]


def test_words_stop_the_agent_and_only_what_was_heard_is_remembered() -> None:
    call = Call([Said(500, 1_500, "I need an appointment.")], {"I need an appointment.": BOOK}).play()
    assert call.clears
    assert call.clears[0] - 500 <= 200
    greeting = call.record.turns[0]
    assert greeting.agent_heard
    assert len(greeting.agent_heard.split()) < len(greeting.agent.split())
    assert heard(call) == ["I need an appointment."]


def test_a_murmur_lets_the_agent_take_its_sentence_up_again() -> None:
    call = Call([Said(500, 800, "mm-hm")]).play()
    assert call.clears
    assert heard(call) == []
    assert call.agent_sounds(1_500, 2_500)


def test_a_bang_too_short_for_a_turn_does_not_silence_the_agent_for_good() -> None:
    # Three knocks: enough sound to pause the agent, none of them long enough to open a turn.
    call = Call([Said(400 + n * 140, 440 + n * 140, "") for n in range(5)]).play()
    assert call.agent_sounds(1_500, 2_500)


def test_an_emergency_notice_is_said_through() -> None:
    call = Call(
        [Said(GREETED, 7_000, "My chest hurts."), Said(8_000, 9_500, "wait wait what")],
        {"My chest hurts.": (Emergency("my chest hurts"),)},
    ).play()
    notice = next(turn for turn in call.record.turns if turn.heard == "My chest hurts.")
    assert call.clears == []
    assert notice.agent_heard == notice.agent


def test_a_caller_who_goes_on_gets_one_answer_to_all_she_said() -> None:
    whole = "I need an appointment for a check-up."
    call = Call(
        [Said(GREETED, 7_000, "I need an appointment."), Said(7_900, 8_700, "for a check-up.")],
        {"I need an appointment.": BOOK, "I need an appointment for a check-up.": CHECK_UP},
    ).play()
    assert call.record.counts["went_on"] == 1
    assert heard(call)[-1] == whole
    assert call.session.conversation.state.frame.want.visit_type == "check-up"  # type: ignore[union-attr]
    assert len(call.session.conversation.state.frames) == 1


def test_no_word_of_an_answer_that_comes_while_she_goes_on_is_said() -> None:
    async def slow(act: Act, reply: Reply) -> Reply:
        await asyncio.sleep(0.4)
        return reply

    call = Call(
        [Said(GREETED, 7_000, "I need an appointment."), Said(7_800, 8_800, "for a check-up.")],
        {"I need an appointment.": BOOK, "I need an appointment for a check-up.": CHECK_UP},
        phrase=slow,
    ).play()
    assert call.record.counts["went_on"] == 1
    assert not call.agent_sounds(7_000, 8_900)
    assert heard(call)[-1] == "I need an appointment for a check-up."


def test_an_answer_that_was_held_back_for_a_murmur_is_said_after_it() -> None:
    async def slow(act: Act, reply: Reply) -> Reply:
        await asyncio.sleep(0.4)
        return reply

    call = Call(
        [Said(GREETED, 7_000, "I need an appointment."), Said(7_800, 8_800, "mm-hm")],
        {"I need an appointment.": BOOK},
        phrase=slow,
    ).play()
    assert not call.agent_sounds(7_000, 8_800)
    assert call.agent_sounds(8_800, 10_500)
    assert heard(call) == ["I need an appointment."]


def test_words_that_could_not_be_heard_are_asked_for_again_and_twice_mean_staff() -> None:
    once = Call([Said(GREETED, 7_000, None)], length_ms=9_500).play()
    assert len(once.record.turns) == 2
    assert once.session.conversation.closing is None
    twice = Call([Said(GREETED, 7_000, None), Said(12_000, 13_000, None)]).play()
    assert isinstance(twice.session.conversation.closing, Transfer)


def test_a_lost_voice_closes_the_line_for_the_phone_company_s_own() -> None:
    call = Call([], broken_voice=True).play()
    assert call.session.broken
    assert call.now_ms < 1_000


def test_a_key_stops_the_agent_and_zero_goes_to_staff() -> None:
    call = Call([], keys={600: "0"}).play()
    assert call.clears == [600]
    assert isinstance(call.session.conversation.closing, Transfer)


def test_staff_are_told_before_the_line_is_closed() -> None:
    call = Call([Said(GREETED, 7_000, "A person please.")], {"A person please.": (Handoff(),)}).play()
    last = call.record.turns[-1]
    assert isinstance(call.session.conversation.closing, Transfer)
    assert last.agent_heard == last.agent
    assert call.now_ms < 19_000


def test_silence_is_spoken_into_and_fillers_are_kept_out() -> None:
    call = Call([], length_ms=15_000).play()
    assert len(call.record.turns) >= 2
    assert call.record.fillers == []


def test_hanging_up_at_any_moment_ends_the_call() -> None:
    said = [Said(GREETED, 7_000, "What does it cost?")]
    for length_ms in range(100, 9_000, 220):
        call = Call(said, {"What does it cost?": (Ask("What does it cost?"),)}, length_ms=length_ms).play()
        assert call.record.errors == []
