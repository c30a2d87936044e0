"""Register a new patient, without a visit."""

from __future__ import annotations

from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.events import Facts
from voice_agent.dialogue.flows import identify
from voice_agent.dialogue.flows.steps import Step, finish


def done(d: Decision, facts: Facts) -> Decision | None:
    return finish(d.say("registered"), None)


STEPS: tuple[Step, ...] = (identify.registered, done)
