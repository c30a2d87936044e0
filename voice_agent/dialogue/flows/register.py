"""Register a new patient, without a visit."""

from __future__ import annotations

from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.events import Facts
from voice_agent.dialogue.flows import identify
from voice_agent.dialogue.flows.steps import Step, finish


def done(d: Decision, facts: Facts) -> Decision | None:
    """Complete is only what was written: who was in the records before is told so."""
    written = "registered" in d.state.done and not d.state.person.established
    return finish(d.say("registered") if written else known_already(d), None)


def known_already(d: Decision) -> Decision:
    return d.say("registered_already", name=d.state.person.known_as or "")


STEPS: tuple[Step, ...] = (identify.registered, done)
