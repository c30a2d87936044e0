from __future__ import annotations

from itertools import pairwise

import numpy as np

from voice_agent.audio.mulaw import Samples
from voice_agent.bench.endpointing.sentences import PAUSE_MS, QUESTIONS, Sentence, figures_of, said
from voice_agent.bench.endpointing.spoken_turns import SpokenTurn, spoken_turns
from voice_agent.bench.endpointing.utterances import Taken
from voice_agent.simulator.measure import speech
from voice_agent.simulator.voice import Manner


class Tone:
    """Says everything in half a second."""

    def say(self, text: str, manner: Manner) -> Samples:
        return (0.1 * np.sin(2 * np.pi * 300 * np.arange(4_000) / 8_000)).astype(np.float32)


def test_every_turn_answers_a_question_that_is_known_and_no_part_is_empty() -> None:
    turns = list(spoken_turns())
    assert len({turn.text for turn in turns}) == len(turns)
    assert all(turn.asked in QUESTIONS and all(turn.parts) for turn in turns)
    assert {turn.form for turn in turns if turn.checks} == {turn.form for turn in turns if not turn.checks}


def test_parts_are_apart_by_pauses_within_bounds_and_always_the_same() -> None:
    turn = SpokenTurn("list", "task", ("One.", "Two.", "Three."), checks=False)
    utterance = said(Tone(), turn, 4)
    sounding = speech(utterance.samples)
    assert len(sounding) == 3
    pauses = [later.start_ms - one.end_ms for one, later in pairwise(sounding)]
    assert all(PAUSE_MS[0] - 20 <= pause <= PAUSE_MS[1] + 20 for pause in pauses)
    assert np.array_equal(utterance.samples, said(Tone(), turn, 4).samples)
    assert not np.array_equal(utterance.samples, said(Tone(), turn, 5).samples)


def test_figures_are_of_all_of_each_form_and_of_those_that_check() -> None:
    whole, cut = Taken("a", 1, early=False, wait_ms=400.0), Taken("b", 2, early=True, wait_ms=300.0)
    figures = figures_of([Sentence("single", False, whole), Sentence("two sentences", True, cut)])
    assert figures["sentences_cut_rate"] == 0.5
    assert figures["sentences_check_cut_rate"] == 1
    assert figures["sentences_two_sentences_cut_rate"] == 1
    assert figures["sentences_single_wait_ms_p50"] == 400
    assert figures["sentences_wait_ms_p50"] == 400
