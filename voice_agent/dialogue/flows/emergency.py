"""Red flags: they interrupt any state. The notice first, then staff; self-harm has its own line."""

from __future__ import annotations

from collections.abc import Sequence

from voice_agent.dialogue import spoken
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.effects import AlertKind, AlertStaff, Transfer
from voice_agent.dialogue.events import Facts
from voice_agent.dialogue.flows.handoff import summary_of, take_callback
from voice_agent.dialogue.state import Closing, State
from voice_agent.understanding.commands import Command, Emergency, EmergencyKind, Field, HandoffReason, Set

KINDS = {EmergencyKind.MEDICAL: AlertKind.MEDICAL, EmergencyKind.SELF_HARM: AlertKind.SELF_HARM}


def raise_alarm(state: State, emergency: Emergency, facts: Facts) -> Decision:
    """Notice, alert, transfer; with nobody there, notice, alert, callback. Said again, the notice is given again, and
    staff are not alerted twice for the same kind."""
    kind = KINDS[emergency.kind]
    known = state.alarm is kind
    d = Decision(state).having(turns=state.turns + 1, alarm=kind, doubt=None, aside=None, question=None, kept=None)
    d = notice(d.having(misses=0, silences=0), facts)
    if state.closing is Closing.TRANSFER and known:
        return d
    d = d.release()
    summary = f"{summary_of(d.state)}; heard: {emergency.phrase}"
    if not known:
        d = d.do(AlertStaff(kind, summary))
    if facts.staff_available:
        d = d.say("connecting_urgent").achieved("handed_off").having(callback=None, wish=HandoffReason.CLINICAL)
        return d.close(Closing.TRANSFER, Transfer(HandoffReason.CLINICAL, summary, urgent=True))
    return take_callback(d.say("staff_alerted").having(closing=None), HandoffReason.CLINICAL, facts, urgent=True)


def may_be_one(state: State, commands: Sequence[Command]) -> bool:
    """Whether to ask: once, and not where a name, a date or a number was asked for, which sound like nothing else, nor
    where she has said which visit she wants."""
    expecting = state.question.expecting if state.question else None
    named = any(isinstance(c, Set) and c.field is Field.VISIT_TYPE for c in commands)
    open_to_it = expecting in (None, "task", "when") or (expecting == "visit_type" and not named)
    return not state.worried and not state.callback and open_to_it


def ask_first(d: Decision, phrase: str) -> Decision:
    """It may be one: she is asked, once. What the agent had asked stands open until she has answered."""
    return d.having(worried=True, aside=d.state.question or d.state.aside).ask(
        "emergency_check", "confirm", phrase=phrase
    )


def confirmed(d: Decision, facts: Facts) -> Decision:
    asked = d.state.question
    return raise_alarm(d.state, Emergency(str(asked.act.args.get("phrase", "")) if asked else ""), facts)


def notice(d: Decision, facts: Facts) -> Decision:
    """What to dial, for the kind of emergency that was raised."""
    number = spoken.dialled(facts.emergency_number)
    if d.state.alarm is AlertKind.SELF_HARM:
        return d.say("self_harm", line=spoken.dialled(facts.self_harm_line), number=number)
    return d.say("emergency", number=number)
