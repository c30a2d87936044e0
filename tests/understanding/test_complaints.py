"""What troubles a caller, told in lay words."""

from __future__ import annotations

import pytest

from voice_agent.understanding.complaints import complaint


@pytest.mark.parametrize(
    "said",
    [
        "my knee hurts",
        "I've been so tired all week",
        "she's been throwing up since last night",
        "my stomach's been upset for days",
        "it stings when I pee",
        "I have no energy",
        "he can't sleep",
        "my period's been really irregular",
        "I've been losing weight",
        "I keep getting headaches",
        "his ear is plugged",
        "I think I might be pregnant",
        "I have trouble swallowing",
    ],
)
def test_a_complaint(said: str) -> None:
    found = complaint(said)
    assert found is not None
    assert found.text in said
    assert found.start <= said.index(found.text)


@pytest.mark.parametrize(
    "said",
    [
        "I need a physical",
        "I'm tired of waiting on hold",
        "my name is Ruth Brand",
        "the afternoon is better",
        "I'm running late",
        "my phone is acting up",
    ],
)
def test_no_complaint(said: str) -> None:
    assert complaint(said) is None
