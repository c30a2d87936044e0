from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from voice_agent.audio import mulaw

ALL_CODES = bytes(range(256))


def test_known_codes_of_the_standard() -> None:
    samples = np.array([0, -1, 32_767, -32_768, 1_000, -1_000], np.int16)
    assert mulaw.encode(samples) == bytes([0xFF, 0x7F, 0x80, 0x00, 0xCE, 0x4E])


def test_every_code_comes_back_as_itself_but_for_minus_zero() -> None:
    back = mulaw.encode(mulaw.decode(ALL_CODES))
    assert back == ALL_CODES.replace(b"\x7f", b"\xff")


def test_silence_decodes_to_zero() -> None:
    assert mulaw.decode(bytes([mulaw.SILENCE]) * 3).tolist() == [0, 0, 0]


@given(arrays(np.int16, st.integers(0, 400)))
def test_a_sample_is_off_by_less_than_a_sixteenth_of_its_size(pcm: mulaw.Pcm) -> None:
    back = mulaw.decode(mulaw.encode(pcm)).astype(int)
    clipped = np.clip(pcm.astype(int), -32_635, 32_635)
    assert len(back) == len(pcm)
    assert np.all(np.abs(back - clipped) <= np.abs(clipped) / 16 + 8)


@given(arrays(np.int16, st.integers(0, 400)))
def test_floats_give_the_samples_back(pcm: mulaw.Pcm) -> None:
    back = mulaw.to_pcm(mulaw.to_float(pcm)).astype(int)
    assert np.all(np.abs(back - pcm) <= 1)


def test_floats_past_full_scale_clip() -> None:
    assert mulaw.to_pcm(np.array([2.0, -3.0], np.float32)).tolist() == [32_767, -32_767]
