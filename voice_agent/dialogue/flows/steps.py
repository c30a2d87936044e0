"""What flows are made of: steps in a row, each either satisfied or with one thing to ask or to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from voice_agent.dialogue import people
from voice_agent.dialogue.decision import Decision, fingerprint
from voice_agent.dialogue.effects import (
    Book,
    BookSeries,
    CancelVisit,
    ConfirmVisit,
    EndCall,
    JoinWaitlist,
    Move,
    Register,
)
from voice_agent.dialogue.events import Facts
from voice_agent.dialogue.state import WRITES, Closing
from voice_agent.understanding.commands import Field, Set

Step = Callable[[Decision, Facts], Decision | None]
"""None where the step has all that it needs."""

Write = Book | BookSeries | Move | CancelVisit | ConfirmVisit | Register | JoinWaitlist


def run(steps: tuple[Step, ...], d: Decision, facts: Facts) -> Decision | None:
    """The first step that wants something."""
    return next((made for step in steps if (made := step(d, facts)) is not None), None)


def write(d: Decision, proposal: Write, read_back: str, /, **args: str | bool) -> Decision:
    """Read the write back, or do it if this very write was agreed to. `proposal.step` is 0."""
    mark, agreed = fingerprint(proposal), d.state.agreed
    if agreed and agreed.proposal == mark:
        return d.do(replace(proposal, step=agreed.step))
    return d.ask(read_back, "confirm", proposal=mark, **args)


def finish(d: Decision, outcome: str | None) -> Decision:
    """The task in hand is over; the one before it, if any, comes up again."""
    frames = d.state.frames[:-1]
    if outcome in WRITES:  # the patient's visits are other ones now
        frames = tuple(replace(f, visits=None) for f in frames)
        d = d.achieved(outcome)
    elif outcome:
        d = d.achieved(outcome)
    d = d.having(frames=frames, agreed=None, question=None, aside=None, misses=0)
    if frames and frames[-1].own and d.state.person.relation:
        d = people.set_person(d, Set(Field.RELATION, "self"))
    if d.state.time_up:
        return goodbye(d)
    return d.say("back_to", task=d.frame.task.value) if d.state.frames else d


def goodbye(d: Decision, act: str = "goodbye", /, **args: bool) -> Decision:
    return d.release().say(act, **args).close(Closing.END, EndCall())


def goodbye_unfinished(d: Decision) -> Decision:
    """Something that she asked for is left undone; what was done before it stands."""
    return goodbye(d, "goodbye_unfinished", settled=any(done in WRITES for done in d.state.done))
