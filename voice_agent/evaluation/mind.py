"""What goes on in a simulated caller: what she wants, what she has agreed to, which habits she has still to show."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Literal

from voice_agent.evaluation.case import Behaviour, Case, Person, Wish
from voice_agent.evaluation.mentions import Listener, Mention
from voice_agent.evaluation.wording import Wording

MOST_PUZZLED = 3
MOST_WRONG = 3


@dataclass(frozen=True, slots=True)
class Deed:
    """What she does next. cut: she began before the agent had finished. words: of `say`, or the digits of `keys`."""

    kind: Literal["say", "keys", "silence", "mumble", "hang_up"]
    words: str = ""
    cut: bool = False


@dataclass(slots=True)
class Memory:
    """What she remembers, for the judge too. chosen: the time that she picked; agreed: the read-back that she said yes
    to, with its time; relaxed: she was told that nothing is free as she wished."""

    chosen: Mention | None = None
    agreed: Mention | None = None
    agreed_to_register: bool = False
    agreed_to_waitlist: bool = False
    relaxed: bool = False
    gave_up: bool = False
    offered: tuple[Mention, ...] = ()


@dataclass(slots=True)
class Mind:
    """visits: the patient's visits to come, as she knows them. left: habits that she has not shown yet. puzzled,
    declined, wrong: how often she did not understand, refused what was offered, objected to what was read back."""

    case: Case
    listener: Listener
    visits: tuple[Mention, ...]
    random: Random
    say: Wording
    wish: Wish
    left: list[Behaviour]
    memory: Memory = field(default_factory=Memory)
    opened: bool = False
    puzzled: int = 0
    declined: int = 0
    wrong: int = 0

    @classmethod
    def of(cls, case: Case, listener: Listener, visits: tuple[Mention, ...], random: Random) -> Mind:
        return cls(
            case, listener, visits, random, Wording(random), case.wishes[case.caller.when], list(case.behaviours)
        )

    @property
    def claimed(self) -> Person:
        return self.case.claimed

    @property
    def objections_left(self) -> bool:
        """She has the patience to put one more thing right."""
        return self.wrong + 1 < MOST_WRONG

    def shows(self, habit: Behaviour) -> bool:
        """Whether this is the moment of a habit that she shows once."""
        if habit not in self.left:
            return False
        self.left.remove(habit)
        return True

    def speak(self, phrase: str, **values: str) -> Deed:
        """One of the ways of saying this."""
        return Deed("say", self.say(phrase, **values))

    def when(self) -> str:
        """Her wish, as a sentence."""
        said = self.say.one(self.wish.say)
        return said[0].upper() + said[1:] + "."

    def lost(self) -> Deed:
        """Not a thing that she can make sense of."""
        self.puzzled += 1
        return Deed("hang_up") if self.puzzled > MOST_PUZZLED else self.speak("puzzled")

    def drops_it(self) -> Deed:
        self.memory.gave_up = True
        return self.speak("drop")

    def objects(self, objection: str) -> Deed:
        """What was read back is not as she wants it. At the third time she has had enough."""
        self.wrong += 1
        if self.wrong >= MOST_WRONG:
            self.memory.gave_up = True
            return Deed("hang_up")
        return Deed("say", objection)
