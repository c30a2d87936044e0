"""A call as words: utterances and other events in, replies out. No audio, so it serves the phone and the keyboard.

One event at a time: the dialogue decides, its effects are run one by one against the world, and each result is
decided on in turn, until nothing is left to do but wait for the caller.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Protocol

from voice_agent.dialogue.acts import Act
from voice_agent.dialogue.context import context_of
from voice_agent.dialogue.effects import Effect, EndCall, Transfer
from voice_agent.dialogue.events import EffectDone, Event, Facts
from voice_agent.dialogue.manager import decide
from voice_agent.dialogue.outcomes import Outcome
from voice_agent.dialogue.replies import Reply, Templates, render
from voice_agent.dialogue.state import State
from voice_agent.understanding.commands import Command, Correct, Set
from voice_agent.understanding.reader import Context, Glancing, Reader, Understanding, Utterance

MAX_STEPS = 20
"""Effects that one event may lead to. Past that the dialogue is going in circles."""


Phrase = Callable[[Act, Reply], Awaitable[Reply]]


class World(Protocol):
    """Runs effects. Never raises: what cannot be done comes back as an outcome."""

    async def run(self, effect: Effect) -> Outcome: ...


class GoingInCircles(RuntimeError):
    """One event led to more than MAX_STEPS effects."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """An utterance that is being read, or was."""

    context: Context
    utterance: Utterance
    task: asyncio.Future[Understanding]

    def of(self, context: Context, utterance: Utterance) -> bool:
        return utterance == self.utterance and self.context == replace(context, now=self.context.now)


class Conversation:
    """One call's. Not for use by two tasks at once. `phrase` may put replies in other words."""

    def __init__(
        self,
        state: State,
        *,
        reader: Reader,
        world: World,
        facts: Callable[[], Facts],
        templates: Templates,
        phrase: Phrase | None = None,
    ) -> None:
        self.state = state
        self.closing: Transfer | EndCall | None = None
        self._reader = reader
        self._world = world
        self._facts = facts
        self._templates = templates
        self._phrase = phrase
        self._reading: _Reading | None = None

    @property
    def expecting(self) -> str | None:
        """What the caller is to answer, as in a reader's context."""
        return self.state.question.expecting if self.state.question else None

    def context(self, agent_heard: str | None = None) -> Context:
        """What a reader is told. `agent_heard`: what the caller heard of the agent's last words, if not all."""
        context = context_of(self.state, self._facts(), self._templates)
        return context if agent_heard is None else replace(context, agent=agent_heard)

    def glance(self, utterance: Utterance, agent_heard: str | None = None) -> Understanding | None:
        """What the words mean at first sight; None where `read` is as fast."""
        reader = self._reader
        return reader.glance(self.context(agent_heard), utterance) if isinstance(reader, Glancing) else None

    async def read(self, utterance: Utterance, agent_heard: str | None = None) -> Understanding:
        """Understand, and change nothing: may be done on speculation. The same words are not read twice in a turn:
        whoever wants words that are being read waits. A reading ends if the one who began it is cancelled."""
        context, before = self.context(agent_heard), self._reading
        if before and before.of(context, utterance):
            await asyncio.wait({before.task})
            if not before.task.cancelled():
                return before.task.result()
        task = asyncio.ensure_future(self._reader.read(context, utterance))
        self._reading = _Reading(context, utterance, task)
        return await task

    async def handle(self, event: Event) -> AsyncIterator[Reply]:
        """Decide and act. Replies come as soon as they may be said: what a write says comes after its commit."""
        waiting: list[Event] = [event]
        for _ in range(MAX_STEPS):
            if not waiting:
                return
            decision = decide(self.state, waiting.pop(0), self._facts())
            self.state = decision.state
            for act, reply in zip(decision.acts, render(decision.acts, self._facts(), self._templates), strict=True):
                yield await self._phrase(act, reply) if self._phrase else reply
            for effect in decision.effects:
                outcome = await self._world.run(effect)
                if isinstance(effect, Transfer | EndCall):
                    self.closing = effect
                waiting.append(EffectDone(effect, outcome))
        raise GoingInCircles(f"more than {MAX_STEPS} effects after a {type(event).__name__}")


def settles(commands: tuple[Command, ...], expecting: str | None) -> bool:
    """Do these commands answer what was asked, or ask for something whole by themselves?"""
    names = {command.name for command in commands}
    if not names or names & {"unclear", "hold_on"}:
        return False
    fields = {command.field.value for command in commands if isinstance(command, Set | Correct)}
    match expecting:
        case "confirm":
            return bool(names & {"affirm", "deny", "correct"}) or _self_sufficient(names)
        case "offer":
            return bool(names & {"choose", "alternatives", "deny", "affirm"}) or _self_sufficient(names)
        case None | "task":
            return bool(names & {"start", "ask", "affirm", "deny", "thanks"}) or _self_sufficient(names)
        case field:
            return field in fields or bool(names & {"affirm", "deny", "ask"}) or _self_sufficient(names)


def _self_sufficient(names: set[str]) -> bool:
    return bool(names & {"handoff", "emergency", "goodbye", "repeat", "abort", "restart"})
