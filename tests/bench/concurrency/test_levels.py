from __future__ import annotations

import numpy as np

from voice_agent.audio import mulaw
from voice_agent.bench.concurrency.levels import underruns, waits
from voice_agent.simulator.call_log import CallLog

LENGTH_MS = 10_000


def sound(*spans: tuple[int, int]) -> bytes:
    samples = np.zeros(LENGTH_MS * 8, np.float32)
    for start, end in spans:
        samples[start * 8 : end * 8] = 0.1 * np.sin(np.arange((end - start) * 8))
    return mulaw.encode(mulaw.to_pcm(samples))


def call(caller: bytes, agent: bytes, *gaps: tuple[float, float]) -> CallLog:
    log = CallLog("CA1")
    log.recording.place(caller, agent, 0)
    log.clean.place(caller, agent, 0)
    log.gaps += gaps
    return log


def test_waits_are_from_her_last_sound_to_his_first() -> None:
    assert waits(call(sound((1_000, 2_000)), sound((2_500, 4_000))), ()) == [500]


def test_a_filler_is_no_answer() -> None:
    log = call(sound((1_000, 2_000)), sound((2_500, 3_000), (3_500, 5_000)))
    assert waits(log, [(2_500, 3_000)]) == [1_500]


def test_a_gap_in_mid_speech_is_an_underrun() -> None:
    agent = sound((0, 1_000), (1_300, 2_000))
    assert underruns(call(sound(), agent, (1_000, 1_300)), ()) == [(1_000, 1_300)]


def test_an_answer_a_filler_and_asking_again_are_no_underruns() -> None:
    answer = call(sound((1_200, 1_600)), sound((0, 1_000), (2_000, 3_000)), (1_000, 2_000))
    assert underruns(answer, ()) == []
    filler = call(sound(), sound((0, 1_000), (1_500, 3_000)), (1_000, 1_500))
    assert underruns(filler, [(200, 980)]) == []
    again = call(sound(), sound((0, 1_000), (8_000, 9_000)), (1_000, 8_000))
    assert underruns(again, ()) == []
