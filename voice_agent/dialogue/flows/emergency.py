"""Red flags: they interrupt any state. The notice first, then staff; self-harm has its own line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from voice_agent.dialogue import spoken
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.effects import AlertKind, AlertStaff, Transfer
from voice_agent.dialogue.events import Facts, Heard
from voice_agent.dialogue.flows.handoff import summary_of, take_callback
from voice_agent.dialogue.state import Closing, State
from voice_agent.understanding.commands import (
    Affirm,
    Ask,
    Command,
    Deny,
    Emergency,
    EmergencyKind,
    Field,
    HandoffReason,
    OutOfScope,
    Set,
    Start,
    Unclear,
    Worry,
)

KINDS = {EmergencyKind.MEDICAL: AlertKind.MEDICAL, EmergencyKind.SELF_HARM: AlertKind.SELF_HARM}

_NONE = re.compile(
    r"\b(?:not|isn['’]?t|wasn['’]?t|no|never)(?: (?:really|actually|at all))? (?:(?:an?|any|the) )?(?:medical )?"
    r"emergency\b(?! (?:room|number|line|department|services?|contact)\b)|"
    r"\b(?:don['’]?t|didn['’]?t|do not|did not) (?:have|say|mean|report)(?: that)?(?: (?:it|there)(?:['’]?s| is| was))?"
    r" (?:an?|any) (?:medical )?emergency\b|\bfalse alarm\b",
    re.IGNORECASE,
)
_MISTAKEN = re.compile(
    r"\byou(?:['’]ve| have)?(?: must have)? (?:misunderst\w+|misheard|got (?:me|that|it) wrong)\b|"
    r"\b(?:not|isn['’]?t|wasn['’]?t) what i (?:said|meant|was saying)\b|"
    r"\b(?:didn['’]?t|did not|never) (?:say|said|mean|meant) (?:that|it|anything like)\b",
    re.IGNORECASE,
)
"""It may be the number that was read back: it says as much only beside what she wants."""
_ERRAND = re.compile(
    r"\b(?:just|only) (?:want|wanted|need|needed|calling|trying|wish|would like)(?: to)? "
    r"(?:(?:book|schedule|move|reschedule|cancel|confirm)\b|(?:make|change|get) (?:an?|my|the) (?:\w+ )?"
    r"(?:appointment|visit|booking)\b)",
    re.IGNORECASE,
)
"""Beside a no, it says as much."""
_HEDGED = re.compile(
    r"\b(?:not sure|don['’]?t know|maybe|perhaps|might|may|if|whether|unless|until|hope|(?:is|was) (?:it|this|that)|"
    r"isn['’]?t (?:it|this|that)|are you|probably|guess|think|why|who)\b[^.!?]*$",
    re.IGNORECASE,
)
_HEDGED_AFTER = re.compile(r"^[^,.!?;]*(?:\b(?:yet|if|unless|until|i (?:think|guess|hope))\b|\?)", re.IGNORECASE)


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


def taken_back(d: Decision, heard: Heard) -> tuple[Decision, Heard] | None:
    """She says plainly that it is none, before staff have her: the way back, with what else she says. The alert stands,
    and she is told so. There is none from the line for self-harm."""
    state = d.state
    if state.alarm is not AlertKind.MEDICAL or state.callback is None or state.closing:
        return None
    if not says_it_is_none(heard):
        return None
    d = d.having(alarm=None, withdrawn=True, worried=True, callback=None, question=None, misses=0)
    left = tuple(
        c
        for c in heard.commands
        if not isinstance(c, Affirm | Deny | Worry | Unclear | OutOfScope)
        and not (isinstance(c, Ask) and "emergency" in c.question.lower())
    )
    return d.say("staff_alerted"), replace(heard, commands=left)


def says_it_is_none(heard: Heard) -> bool:
    """Plainly, and with nothing in the same clause that leaves it open."""
    kinds = {type(c) for c in heard.commands}
    errand = _ERRAND.search(heard.text)
    found = _NONE.search(heard.text)
    found = found or (_MISTAKEN.search(heard.text) if errand or Start in kinds else None)
    found = found or (errand if Deny in kinds else None)
    if found is None or Worry in kinds:
        return False
    before, after = heard.text[: found.start()], heard.text[found.end() :]
    return _HEDGED.search(before) is None and _HEDGED_AFTER.search(after) is None


def notice(d: Decision, facts: Facts) -> Decision:
    """What to dial, for the kind of emergency that was raised."""
    number = spoken.dialled(facts.emergency_number)
    if d.state.alarm is AlertKind.SELF_HARM:
        return d.say("self_harm", line=spoken.dialled(facts.self_harm_line), number=number)
    return d.say("emergency", number=number)
