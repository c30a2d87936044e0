from __future__ import annotations

import numpy as np
import pytest

from voice_agent.audio.mulaw import SAMPLE_RATE, Samples
from voice_agent.bench.endpointing.barge_in import Interruption, figures_of, reaction, word_ends
from voice_agent.bench.endpointing.call import Clear, Course

SENTENCE = "one two three four five"
CASE = Interruption(SENTENCE, "wait", "clean", 1_000, np.zeros(0, np.float32), 1_020)
ENDS = (100.0, 300.0, 500.0, 700.0, 900.0)


def tone(from_ms: float, to_ms: float, length_ms: float = 4_000) -> Samples:
    time_ms = np.arange(round(length_ms * 8)) / 8
    wave = 0.1 * np.sin(2 * np.pi * 300 * time_ms / 1000)
    return np.where((time_ms >= from_ms) & (time_ms < to_ms), wave, 0.0).astype(np.float32)


def test_from_the_first_sound_to_silence_and_how_far_memory_is_off() -> None:
    course = Course((), (Clear(1_220, 520),), (SENTENCE,), ("one two",), tone(700, 1_220))
    found = reaction(CASE, course, ENDS)
    assert found.silent_ms == 200
    assert found.words_off == -1
    assert not found.resumed


def test_an_agent_that_speaks_on_was_not_stopped() -> None:
    assert reaction(CASE, Course((), (), (SENTENCE,), (SENTENCE,), tone(700, 3_000)), ENDS).silent_ms is None
    on = Course((), (Clear(1_220, 520),), (SENTENCE,), ("one two",), tone(700, 3_000))
    assert reaction(CASE, on, ENDS).silent_ms is None


def test_a_sentence_taken_up_again_over_words_is_told() -> None:
    course = Course((), (Clear(1_220, 520),), (SENTENCE, "three four five"), ("one two", ""), tone(700, 3_000))
    assert reaction(CASE, course, ENDS).resumed


def test_word_ends_are_the_middles_and_a_misheard_word_lies_between_its_neighbours() -> None:
    def judge(audio: Samples) -> list[tuple[str, float, float]]:
        return [("One,", 0, 200), ("too", 200, 400), ("three", 400, 600), ("four", 600, 800), ("five.", 800, 1_000)]

    audio = np.zeros(SAMPLE_RATE, np.float32)
    assert word_ends(SENTENCE, audio, judge) == pytest.approx([100, 300, 500, 700, 900])


def test_figures() -> None:
    course = Course((), (Clear(1_220, 520),), (SENTENCE,), ("one two",), tone(700, 1_220))
    missed = reaction(CASE, Course((), (), (SENTENCE,), (SENTENCE,), tone(700, 3_000)), ENDS)
    figures = figures_of([reaction(CASE, course, ENDS), missed])
    assert figures["barge_in_silent_ms_p50"] == 200
    assert figures["barge_in_missed_rate"] == 0.5
    assert figures["memory_within_one_word_rate"] == 1
