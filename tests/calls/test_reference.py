"""What the agent played, by when it was played."""

from __future__ import annotations

import numpy as np

from voice_agent.audio import mulaw
from voice_agent.calls.reference import Reference


def tone(ms: int, pitch: float) -> mulaw.Pcm:
    time = np.arange(ms * 8) / mulaw.SAMPLE_RATE
    return (8_000 * np.sin(2 * np.pi * pitch * time)).astype(np.int16)


def test_it_is_given_by_time_and_silent_where_nothing_was_played() -> None:
    reference = Reference()
    sound = mulaw.encode(tone(100, 440))
    reference.add(1_000, sound)
    played = reference.between(950, 1_150)
    assert np.array_equal(played[400:1_200], mulaw.to_float(mulaw.decode(sound)))
    assert not played[:400].any()
    assert not played[1_200:].any()


def test_what_is_cleared_was_never_played() -> None:
    reference = Reference()
    reference.add(0, mulaw.encode(tone(200, 440)))
    reference.add(200, mulaw.encode(tone(200, 440)))
    reference.cut(150)
    played = reference.between(0, 400)
    assert played[:1_200].any()
    assert not played[1_200:].any()


def test_its_own_sound_is_an_echo_and_another_is_not() -> None:
    random = np.random.default_rng(1)
    reference = Reference()
    noise = (random.normal(size=8 * 600) * 3_000).astype(np.int16)
    reference.add(0, mulaw.encode(noise))
    assert reference.is_echo((noise[1_600:4_000] * 0.1).astype(np.int16), 500 + 80)
    assert not reference.is_echo((random.normal(size=2_400) * 3_000).astype(np.int16), 580)
