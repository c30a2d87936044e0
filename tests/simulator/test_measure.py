"""Who spoke when, read back from sound that was laid out on purpose."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice_agent.audio.mulaw import Samples
from voice_agent.simulator.measure import Stretch, measure, percentile, speech

Spans = list[tuple[int, int]]


def sound(spans: Spans, length_ms: int = 12_000, level: float = 0.1) -> Samples:
    wave = np.zeros(length_ms * 8, np.float32)
    for start, end in spans:
        wave[start * 8 : end * 8] = level * np.sin(np.arange((end - start) * 8) * 0.7)
    return wave


def voice_to_voice(caller: Spans, agent: Spans, fillers: Spans = []) -> list[float]:  # noqa: B006
    heard = measure(sound(caller), sound(agent), [(float(a), float(b)) for a, b in fillers])
    return [one.voice_to_voice_ms for one in heard.exchanges]


def test_each_answer_counts_from_the_callers_last_sound() -> None:
    assert voice_to_voice([(1000, 2000), (5000, 6000)], [(0, 500), (2700, 4000), (6900, 8000)]) == [700, 900]


def test_a_pause_within_the_callers_turn_is_not_an_answers_delay() -> None:
    assert voice_to_voice([(1000, 2000), (2800, 3500)], [(4000, 5000)]) == [500]


def test_fillers_are_no_answers_even_if_the_answer_follows_close() -> None:
    assert voice_to_voice([(1000, 2000)], [(2500, 3000), (3900, 5000)], [(2480, 3020)]) == [1900]
    assert voice_to_voice([(1000, 2000)], [(2500, 3000), (3100, 5000)], [(2480, 3020)]) == [1100]


def test_a_second_sentence_is_no_second_answer() -> None:
    assert voice_to_voice([(1000, 2000)], [(2500, 3000), (3900, 5000)]) == [500]


def test_an_interrupted_agent_answers_from_the_interruptions_end() -> None:
    heard = measure(sound([(3000, 3400)]), sound([(0, 3600), (4300, 5000)]))
    assert [one.voice_to_voice_ms for one in heard.exchanges] == [900]
    assert (heard.barge_ins, heard.interruptions, heard.overlap_ms) == (1, 0, 400)


def test_a_backchannel_that_the_agent_talks_over_gets_no_answer() -> None:
    assert voice_to_voice([(1000, 1300)], [(0, 4000), (4500, 5000)]) == []


def test_an_agent_that_falls_into_the_callers_words_is_an_interruption_and_no_answer() -> None:
    heard = measure(sound([(1000, 3000)]), sound([(2500, 4500), (5000, 6000)]))
    assert (heard.exchanges, heard.interruptions) == ((), 1)


def test_silence_is_where_nobody_speaks_between_the_first_sound_and_the_last() -> None:
    heard = measure(sound([(1000, 2000)]), sound([(0, 400), (5000, 6000)]))
    assert (heard.silence_ms, heard.longest_silence_ms) == (600 + 3000, 3000)


@pytest.mark.parametrize(
    ("agent", "longest"),
    [
        ([(2500, 3000), (3900, 5000)], 900),
        ([(2500, 3000), (3100, 5000)], 500),
        ([(3900, 5000)], 1900),
        ([(2500, 3000), (3900, 5000), (9000, 9500)], 900),
    ],
)
def test_a_wait_is_broken_by_a_filler_and_ends_with_the_answer(agent: Spans, longest: float) -> None:
    assert measure(sound([(1000, 2000)]), sound(agent), [(2480.0, 3020.0)]).longest_wait_ms == longest


def test_clicks_are_no_speech_and_short_gaps_no_silence() -> None:
    assert speech(sound([(100, 110), (1000, 1300), (1400, 1600)])) == (Stretch(1000, 1600),)


def test_nothing_at_all_has_no_figures() -> None:
    heard = measure(np.zeros(0, np.float32), np.zeros(0, np.float32))
    assert (heard.exchanges, heard.silence_ms) == ((), 0)
    assert percentile([], 50) is None


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(30, 300), st.integers(30, 200), st.integers(10, 80)), min_size=1, max_size=6))
def test_a_call_in_turns_is_read_back_exactly(turns: list[tuple[int, int, int]]) -> None:
    """Each turn: the caller's length, the agent's, the delay between, in hundredths of a second."""
    caller: Spans = []
    agent: Spans = []
    at, expected = 500, []
    for hers, his, delay in turns:
        caller.append((at, at + hers * 10))
        agent.append((at + (hers + delay) * 10, at + (hers + delay + his) * 10))
        at += (hers + delay + his) * 10 + 700
        expected.append(delay * 10)
    heard = measure(sound(caller, at), sound(agent, at))
    assert [one.voice_to_voice_ms for one in heard.exchanges] == pytest.approx(expected, abs=10)
