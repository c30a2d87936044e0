from __future__ import annotations

import pytest

from voice_agent.turns.barge_in import BargeInDetector, BargeInOptions, Strictness, Verdict, judge_interruption

OPTIONS = BargeInOptions()


def pause_after(strictness: Strictness, speech: list[bool], sure: list[bool] | None = None) -> int | None:
    """ms of audio after which the agent is paused."""
    detector = BargeInDetector()
    for i, (spoken, certain) in enumerate(zip(speech, sure or speech, strict=True)):
        if detector.push(spoken, strictness, sure=certain):
            return (i + 1) * 20
    return None


def test_words_pause_the_agent_fast() -> None:
    assert pause_after(Strictness.NORMAL, [True] * 50) == OPTIONS.normal_ms


def test_a_knock_does_not() -> None:
    assert pause_after(Strictness.NORMAL, [True] * 4 + [False] * 50) is None


def test_voices_in_the_background_do_not() -> None:
    """What is never more than likely to be a voice."""
    assert pause_after(Strictness.NORMAL, [True] * 200, [False] * 200) is None


def test_a_voice_that_comes_out_of_them_does() -> None:
    assert pause_after(Strictness.NORMAL, [True] * 50, [n >= 20 for n in range(50)]) == 420


def test_a_read_back_is_harder_to_stop() -> None:
    assert pause_after(Strictness.READ_BACK, [True] * 50) == OPTIONS.read_back_ms


def test_an_emergency_notice_is_said_in_full() -> None:
    assert pause_after(Strictness.UNSTOPPABLE, [True] * 500) is None


@pytest.mark.parametrize("text", ["mm-hm", "Okay.", "uh huh", "Right, okay."])
def test_backchannels_are_no_interruption(text: str) -> None:
    assert judge_interruption(text, echo=False, question_open=False) is Verdict.BACKCHANNEL


@pytest.mark.parametrize("text", ["No, Thursday.", "Wait", "okay stop please", "the first one", "help"])
def test_words_are(text: str) -> None:
    assert judge_interruption(text, echo=False, question_open=False) is Verdict.INTERRUPTION


def test_a_yes_to_an_open_question_is_an_answer() -> None:
    assert judge_interruption("Yes.", echo=False, question_open=True) is Verdict.INTERRUPTION


def test_noise_and_echo_are_neither() -> None:
    assert judge_interruption(" ", echo=False, question_open=True) is Verdict.NOISE
    assert judge_interruption("at nine thirty in the morning", echo=True, question_open=True) is Verdict.ECHO
