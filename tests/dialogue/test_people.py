"""Who the patient is to the caller, said once more in other words, makes nobody else of the patient."""

from __future__ import annotations

import pytest

from tests.dialogue.world import World, play
from voice_agent.dialogue import events
from voice_agent.dialogue.state import State
from voice_agent.understanding import commands as c

NAMED = c.Set(c.Field.NAME, "Nora Whitfield")


def _after(*relations: str) -> State:
    state = State.initial("call")
    said = [c.Set(c.Field.RELATION, relation) for relation in relations]
    first = events.Heard("", (c.Start(c.Task.LOOKUP), said[0], NAMED))
    begun: list[events.Event] = [events.CallStarted(), first]
    for event in [*begun, *(events.Heard("", (again,)) for again in said[1:])]:
        state, _ = play(state, event, World())
    return state


@pytest.mark.parametrize(
    ("relations", "kept"),
    [
        (("daughter", "child"), "daughter"),
        (("child", "son"), "son"),
        (("mother", "parent"), "mother"),
        (("wife", "spouse"), "wife"),
    ],
)
def test_the_same_patient_in_other_words(relations: tuple[str, ...], kept: str) -> None:
    person = _after(*relations).person
    assert (person.relation, person.names) == (kept, ("Nora Whitfield",))


@pytest.mark.parametrize("relations", [("daughter", "husband"), ("son", "daughter")])
def test_another_patient_brings_no_name_along(relations: tuple[str, ...]) -> None:
    person = _after(*relations).person
    assert (person.relation, person.names) == (relations[-1], ())
