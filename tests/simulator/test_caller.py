"""Callers against a line that is played to them, on a virtual clock."""

import numpy as np

from voice_agent.simulator.caller import FRAME_MS, RecordedCaller, Samples, ScriptedCaller, ScriptLine, Sound, quiet

LOUD: Samples = np.full(160, 0.2, np.float32)


def said(ms: int) -> Samples:
    return np.full(ms * 8, 0.1, np.float32)


def run(caller: ScriptedCaller | RecordedCaller, agent: list[tuple[int, int]], until_ms: int) -> list[Sound]:
    """`agent`: when the agent is heard, as (from, to) in ms."""
    ticks = range(0, until_ms, FRAME_MS)
    return [caller.next(LOUD if any(a <= now < b for a, b in agent) else quiet()) for now in ticks]


def starts(caller: ScriptedCaller) -> list[tuple[str, float]]:
    return [(one.text, one.start_ms) for one in caller.spoken]


def test_she_waits_for_the_greeting_to_end_and_for_every_answer() -> None:
    caller = ScriptedCaller([ScriptLine("one", said(400)), ScriptLine("two", said(400))])
    run(caller, [(200, 1000), (3000, 3500)], 6000)
    assert starts(caller) == [("one", 1000 + 680), ("two", 3500 + 680)]


def test_a_pause_within_the_agents_speech_is_not_her_turn() -> None:
    caller = ScriptedCaller([ScriptLine("one", said(200), pause_ms=700)])
    run(caller, [(0, 500), (1000, 1500)], 4000)
    assert starts(caller) == [("one", 2180)]


def test_the_tail_of_a_sentence_that_she_interrupted_is_no_answer() -> None:
    caller = ScriptedCaller([ScriptLine("wait", said(600), interrupt_after_ms=1000), ScriptLine("two", said(200))])
    run(caller, [(0, 1900), (4000, 5000)], 8000)
    assert starts(caller) == [("wait", 1000), ("two", 5680)]


def test_an_agent_that_talks_on_over_her_is_taken_for_an_answer() -> None:
    caller = ScriptedCaller([ScriptLine("uh-huh", said(300), interrupt_after_ms=500), ScriptLine("two", said(200))])
    run(caller, [(0, 4000)], 8000)
    assert starts(caller) == [("uh-huh", 500), ("two", 4680)]


def test_she_speaks_again_to_an_agent_that_stays_silent() -> None:
    caller = ScriptedCaller([ScriptLine("one", said(200)), ScriptLine("hello?", said(200))], patience_ms=3000)
    run(caller, [(0, 500)], 9000)
    assert starts(caller) == [("one", 1180), ("hello?", 1180 + 200 + 3000)]


def test_lines_can_follow_each_other_without_waiting() -> None:
    caller = ScriptedCaller([ScriptLine("one", said(200)), ScriptLine("um", said(200), pause_ms=300, wait=False)])
    run(caller, [(0, 500)], 4000)
    assert starts(caller) == [("one", 1180), ("um", 1680)]


def test_keys_are_pressed_once_and_then_she_hangs_up() -> None:
    caller = ScriptedCaller([ScriptLine("", keys="42")], linger_ms=2000)
    sounds = run(caller, [(0, 500)], 6000)
    assert [sound.keys for sound in sounds if sound.keys] == ["42"]
    first = next(number for number, sound in enumerate(sounds) if sound.hang_up)
    assert first * FRAME_MS == 1180 + FRAME_MS + 2000


def test_she_does_not_hang_up_while_the_agent_speaks() -> None:
    caller = ScriptedCaller([ScriptLine("one", said(200))], linger_ms=1000)
    assert not any(sound.hang_up for sound in run(caller, [(0, 500), (2000, 9000)], 9000))


def test_a_recording_is_played_through_whatever_the_agent_does() -> None:
    voice: Samples = np.linspace(0.001, 0.4, 400, dtype=np.float32)
    sounds = run(RecordedCaller(voice, linger_ms=100), [(0, 5000)], 300)
    played = np.concatenate([sound.samples for sound in sounds])
    assert np.array_equal(played[:400], voice)
    assert not played[400:].any()
    assert [sound.hang_up for sound in sounds].index(True) == 3 + 5
