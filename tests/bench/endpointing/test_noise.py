from __future__ import annotations

import numpy as np
import pytest

from voice_agent.audio.levels import dbfs
from voice_agent.audio.mulaw import SAMPLE_RATE, to_pcm
from voice_agent.bench.endpointing.call import Clear, Course, Turn
from voice_agent.bench.endpointing.noise import LEVEL_DBFS, Background, endured, figures_of, made_up, track

SILENT = np.zeros(0, np.float32)


def test_a_background_goes_on_at_its_level() -> None:
    hum = np.random.default_rng(1).standard_normal(SAMPLE_RATE).astype(np.float32)
    sound = track(Background("hum", hum), 0.1, np.random.default_rng(2))
    assert sound.size == 6 * SAMPLE_RATE
    assert dbfs(to_pcm(sound)) == pytest.approx(LEVEL_DBFS, abs=0.5)


def test_a_burst_comes_and_goes() -> None:
    horn = np.random.default_rng(1).standard_normal(SAMPLE_RATE).astype(np.float32)
    sound = track(Background("horn", horn, burst=True), 0.5, np.random.default_rng(2))
    assert dbfs(to_pcm(sound[:SAMPLE_RATE])) == pytest.approx(LEVEL_DBFS, abs=0.5)
    assert dbfs(to_pcm(sound[SAMPLE_RATE : 12 * SAMPLE_RATE])) < -55
    assert dbfs(to_pcm(sound[12 * SAMPLE_RATE : 13 * SAMPLE_RATE])) == pytest.approx(LEVEL_DBFS, abs=0.5)


def test_words_that_nobody_said_are_told_from_turns_without_words() -> None:
    course = Course((Turn(100, "you"), Turn(900, " ")), (Clear(50, 40),), ("a",), ("a",), SILENT)
    found = endured("noise", 5, course)
    assert (found.invented, found.unheard, found.stops) == (("you",), 1, 1)
    figures = figures_of([found])
    assert figures["invented_utterances"] == 1
    assert figures["false_barge_ins_per_10_min"] == 2


def test_a_reply_taken_up_again_is_not_lost_and_one_that_was_dropped_is() -> None:
    def lost(said: tuple[str, ...], heard: tuple[str, ...]) -> int:
        return endured("noise", 1, Course((), (), said, heard, SILENT)).lost

    assert lost(("one two three", "three", "four"), ("one two", "three", "")) == 0
    assert lost(("one two three", "three", "three", "four"), ("one two", "", "three", "")) == 0
    assert lost(("one two three", "four", "five"), ("one two", "four", "")) == 1


def test_made_up_backgrounds_have_a_burst_among_them() -> None:
    assert any(one.burst for one in made_up(np.random.default_rng(1), seconds=1))
