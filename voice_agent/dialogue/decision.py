"""A decision under construction: a state, and what is to be done and said. Every helper gives a new one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from voice_agent.dialogue.acts import Act, Arg
from voice_agent.dialogue.effects import Effect, ReleaseHold
from voice_agent.dialogue.state import Closing, Frame, Question, State


@dataclass(frozen=True, slots=True)
class Decision:
    """What `decide` gives: the acts are spoken in order, then the effects are run in order."""

    state: State
    effects: tuple[Effect, ...] = ()
    acts: tuple[Act, ...] = ()

    @property
    def frame(self) -> Frame:
        """The task in hand; only asked for where there is one."""
        return self.state.frames[-1]

    def having(self, **changes: Any) -> Decision:
        return replace(self, state=replace(self.state, **changes))

    def with_frame(self, **changes: Any) -> Decision:
        return replace(self, state=self.state.with_frame(**changes))

    def with_person(self, **changes: Any) -> Decision:
        return self.having(person=replace(self.state.person, **changes))

    def say(self, name: str, /, **args: Arg) -> Decision:
        return replace(self, acts=(*self.acts, Act(name, args)))

    def do(self, *effects: Effect) -> Decision:
        """Run these; nothing is asked until their results are in."""
        state = replace(self.state, running=self.state.running + len(effects), question=None)
        return replace(self, state=state, effects=(*self.effects, *effects))

    def ask(self, name: str, expecting: str | None, /, *, proposal: str | None = None, **args: Arg) -> Decision:
        """Put a question, or put it again in other words where the caller did not answer it."""
        before = self.state.question
        misses = self.state.misses if before and before.name == name else 0
        act = Act(name, args, attempt=misses)
        question = Question(name, expecting, replace(act, attempt=0), proposal)
        return replace(self.having(question=question, misses=misses), acts=(*self.acts, act))

    def release(self) -> Decision:
        """Let go of what is held, if anything is: in the calendar, and in every task."""
        if not self.state.holding:
            return self
        frames = tuple(replace(f, held=None, choice=None) for f in self.state.frames)
        return self.having(frames=frames, agreed=None, holding=False).do(ReleaseHold())

    def close(self, how: Closing, effect: Effect) -> Decision:
        """The last thing of the call; `effect` is EndCall or Transfer."""
        return self.having(closing=how, doubt=None).do(effect)

    def achieved(self, outcome: str) -> Decision:
        return self.having(done=(*self.state.done, outcome))


def fingerprint(write: Effect) -> str:
    """What tells one write from another, without telling what it says. `step` must be the same in both (0)."""
    return sha256(repr(write).encode()).hexdigest()[:16]
