from __future__ import annotations

import pytest

from voice_agent.understanding.acts.scenes import scene_of
from voice_agent.understanding.acts.situation import Situation, situation_of


@pytest.mark.parametrize("situation", Situation)
def test_a_scene_is_of_its_situation(situation: Situation) -> None:
    scene = scene_of(situation)
    assert situation_of(scene, scene.expecting) is situation


def test_what_no_sentences_were_gathered_for() -> None:
    assert situation_of(scene_of(Situation.NAME), "phone") is None
