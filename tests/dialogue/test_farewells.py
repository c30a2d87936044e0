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


@pytest.mark.parametrize("said", ["Yes, all done.", "It's Ann Stop", "Later, Jill", "cheers"])
def test_where_a_name_was_asked_a_word_is_no_leave(said: str) -> None:
    assert not takes_leave(said, naming=True)


@pytest.mark.parametrize("said", ["Oh, bye!", "I'm done, thanks", "I'll call again later", "Never mind", ""])
def test_where_a_name_was_asked_leave_is_taken_in_so_many_words(said: str) -> None:
    assert takes_leave(said, naming=True)
