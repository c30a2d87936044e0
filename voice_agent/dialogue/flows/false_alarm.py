"""The way back from an alarm that was none. Only where she says so plainly, before staff have her."""

from __future__ import annotations

import re
from dataclasses import replace

from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.effects import AlertKind
from voice_agent.dialogue.events import Heard
from voice_agent.understanding.commands import Affirm, Ask, Deny, OutOfScope, Start, Unclear, Worry

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
