from __future__ import annotations

import pytest

from voice_agent.dialogue.farewells import takes_leave


@pytest.mark.parametrize(
    "said", ["Bye.", "Goodbye then", "I'll ring you back later", "Never mind, thanks", "Okay, have a nice day.", ""]
)
def test_leave_is_taken(said: str) -> None:
    assert takes_leave(said)


@pytest.mark.parametrize("said", ["Sure, it's Mario can do it.", "Right you are", "Jill Latham"])
def test_a_name_misheard_is_no_leave(said: str) -> None:
    assert not takes_leave(said)
