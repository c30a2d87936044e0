from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from voice_agent.audio.mulaw import SAMPLE_RATE, Samples
from voice_agent.bench.endpointing.sounds import DIGIT_GAP_MS, GROUP_PAUSE_MS, LEAD_MS, alone, number
from voice_agent.simulator.measure import speech

TAKE_MS = 300


def tone(ms: float) -> Samples:
    return (0.1 * np.sin(2 * np.pi * 300 * np.arange(round(ms * 8)) / SAMPLE_RATE)).astype(np.float32)


def test_beginning_and_end_are_those_of_the_sound() -> None:
    padded = np.concatenate([np.zeros(800, np.float32), tone(400), np.zeros(1600, np.float32)])
    utterance = alone("x", padded, np.random.default_rng(1))
    assert utterance.start_ms == pytest.approx(LEAD_MS + 100, abs=20)
    assert utterance.end_ms == pytest.approx(LEAD_MS + 500, abs=20)


@pytest.mark.parametrize("groups", [(3, 3, 4), (2, 2, 4), (7,)])
def test_a_number_has_its_digits_in_groups_with_pauses_between(groups: tuple[int, ...]) -> None:
    takes = {str(digit): [tone(TAKE_MS)] for digit in range(10)}
    said = number(takes, groups, np.random.default_rng(2))
    sounding = speech(said, audible_db=-60)
    pauses = [later.start_ms - one.end_ms for one, later in pairwise(sounding)]
    long = [one for one in pauses if one > max(DIGIT_GAP_MS) + 20]
    assert len(long) <= len(groups) - 1
    assert all(one <= max(GROUP_PAUSE_MS) + 20 for one in long)
    digits_ms = sum(groups) * TAKE_MS
    least = (len(groups) - 1) * min(GROUP_PAUSE_MS) + (sum(groups) - len(groups)) * min(DIGIT_GAP_MS)
    assert digits_ms + least <= said.size / 8 <= digits_ms + sum(groups) * max(GROUP_PAUSE_MS)
    assert speech(said)[-1].end_ms == pytest.approx(said.size / 8, abs=20)
