from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from voice_agent.speech.segments import joined, utterances
from voice_agent.speech.transcriber import Hypothesis, Samples, Transcription

RATE, STEP = 16_000, 512


def recording(pattern: str) -> tuple[Samples, Samples]:
    """Audio that counts its samples, and speech where the pattern (a sign a 32 ms step) has an x."""
    return np.arange(len(pattern) * STEP, dtype=np.float32), np.array([sign == "x" for sign in pattern], np.float32)


def test_it_parts_at_long_pauses_only() -> None:
    audio, speech = recording("." * 20 + "x" * 30 + "." * 10 + "x" * 30 + "." * 40 + "x" * 20 + "." * 20)
    first, second = utterances(audio, RATE, speech)
    assert first[0] <= 20 * STEP
    assert first[-1] >= 90 * STEP - 1
    assert second[0] <= 130 * STEP
    assert second[-1] >= 150 * STEP - 1


def test_silence_has_no_utterance() -> None:
    assert utterances(*recording("." * 50)[:1], RATE, recording("." * 50)[1]) == []


def test_a_long_stretch_is_cut_where_speech_is_least_likely() -> None:
    audio, speech = recording("x" * 1_000)
    speech[600] = 0.4
    parts = utterances(audio, RATE, speech, longest_s=24.0)
    assert len(parts) == 2
    assert abs(parts[1][0] - (600 * STEP - RATE // 4)) <= 1


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 120)), max_size=20))
def test_all_speech_is_in_some_utterance_and_none_is_too_long(runs: list[tuple[bool, int]]) -> None:
    audio, speech = recording("".join(("x" if voiced else ".") * length for voiced, length in runs))
    parts = utterances(audio, RATE, speech, longest_s=2.0)
    covered = np.concatenate([*parts, np.zeros(0, np.float32)])
    spoken = audio[np.repeat(speech > 0.35, STEP)]
    assert set(spoken.tolist()) <= set(covered.tolist())
    assert all(len(part) <= 2.6 * RATE for part in parts)


def heard(text: str, confidence: float, audio_ms: float) -> Transcription:
    return Transcription(text, confidence, (Hypothesis(text, -0.2),) if text else (), audio_ms, 10.0)


def test_utterances_are_joined_in_order() -> None:
    whole = joined([heard("Yes.", 0.9, 1_000), heard("", 0.0, 500), heard("On Monday.", 0.6, 3_000)], 9_000)
    assert whole.text == "Yes. On Monday."
    assert whole.nbest == (Hypothesis("Yes. On Monday.", -0.2),)
    assert round(whole.confidence, 3) == 0.675
    assert (whole.audio_ms, whole.ms) == (9_000, 30)


def test_of_a_single_utterance_everything_is_kept() -> None:
    only = Transcription("Yes.", 0.9, (Hypothesis("Yes.", -0.1), Hypothesis("Yet.", -0.4)), 1_000, 10.0, "stock", "12")
    whole = joined([only, heard("", 0.0, 100)], 2_000)
    assert (whole.nbest, whole.path, whole.digits) == (only.nbest, "stock", "12")
    assert joined([], 2_000).text == ""
