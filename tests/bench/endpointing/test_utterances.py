from __future__ import annotations

import numpy as np
import pytest

from voice_agent.bench.endpointing.call import Course, Turn
from voice_agent.bench.endpointing.sounds import Utterance
from voice_agent.bench.endpointing.utterances import Taken, cut_rate, in_two_rate, taken, unheard_rate, waits

SAID = Utterance("a number", np.zeros(8, np.float32), 1_000, 5_000)


def of(*turns: float) -> Taken:
    return taken(SAID, Course(tuple(Turn(at, "words") for at in turns), (), (), (), np.zeros(0, np.float32)))


def test_one_turn_after_the_end_is_whole_and_its_wait_counts() -> None:
    whole = of(5_300)
    assert not whole.cut
    assert whole.wait_ms == 300
    assert waits([whole]) == [300]


@pytest.mark.parametrize("turns", [(3_000, 5_300), (3_000,), (5_200, 5_900)])
def test_two_turns_or_one_too_early_are_a_cut_and_no_wait_of_theirs_counts(turns: tuple[float, ...]) -> None:
    cut = of(*turns)
    assert cut.cut
    assert waits([cut]) == []


def test_rates() -> None:
    found = [of(5_300), of(3_000), of(3_000, 5_300), of()]
    assert cut_rate(found) == 0.5
    assert in_two_rate(found) == 0.25
    assert unheard_rate(found) == 0.25
