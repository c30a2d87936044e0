"""A call told shortly: each turn is a caller's commands, and her words where they matter."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tests.dialogue.script import command
from tests.dialogue.world import FACTS, Turn, World, play
from voice_agent.dialogue import events
from voice_agent.dialogue.events import Facts
from voice_agent.dialogue.state import State


@dataclass
class Talk:
    """`say("Yes, please.", "affirm")` gives the turn that came of it; `facts` may be replaced between turns."""

    world: World = field(default_factory=World)
    facts: Facts = FACTS
    state: State = field(default_factory=lambda: State.initial("call"))

    def __post_init__(self) -> None:
        self.state, _ = play(self.state, events.CallStarted(), self.world, self.facts)

    def say(self, text: str, *commands: str, hearing: float = 1.0, heard: bool = True, sure: float = 1.0) -> Turn:
        spoken = events.Heard(text, tuple(map(command, commands)), sure, hearing, heard)
        self.state, turn = play(self.state, spoken, self.world, self.facts)
        return turn

    @property
    def asked(self) -> str:
        return self.state.question.name if self.state.question else ""


def read_back(**changes: object) -> Talk:
    """A check-up on Tuesday at two with Dr. Osei for an established patient has just been read back."""
    talk = offered(**changes)
    talk.say("", "choose o2")
    talk.say("", "set new_patient = no", "set name = Nora Whitfield", "set date_of_birth = 1984-03-05")
    assert talk.asked == "read_back"
    return talk


def offered(**changes: object) -> Talk:
    """Tuesday at half past nine and at two have just been offered for a check-up."""
    talk = Talk(**changes)  # type: ignore[arg-type]
    talk.say("", "start book", "set visit_type = check-up", "set when = 2026-12-01")
    assert talk.asked == "offer"
    return talk


def calling_back(**changes: object) -> Talk:
    """Staff do not answer now, and the number that she calls from has just been read back."""
    talk = Talk(facts=replace(FACTS, staff_available=False, **changes))  # type: ignore[arg-type]
    talk.say("", "handoff")
    return talk
