"""Calls that are no patient's errand: meant for a dentist, from a pharmacy, or to have something passed on. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from voice_agent.understanding.commands import (
    Command,
    Emergency,
    Field,
    Handoff,
    HandoffReason,
    OutOfScope,
    Set,
    Start,
    Task,
    Worry,
)
from voice_agent.understanding.reader import Vocabulary

_DENTAL = r"(?:dentists?|dental|dentistry|orthodont\w+|endodont\w+|periodont\w+|oral surge\w+)"
_A_DENTIST = re.compile(
    r"\b(?:see|seeing|need|needed|want|wanted|looking for|calling|call|reach|get|with) (?:the|a|an|my|your|our|his|"
    rf"her|one of (?:the|your)) (?:[\w.]+ )?{_DENTAL}\b(?! (?:said|says|told|sent|wants?|asked|needs?|recommended|"
    r"referred|clearance|form|insurance|surgery|work|plan))"
    rf"|\b(?:is|isn't|was|wasn't) (?:this|that|it) (?:not )?(?:the )?(?:[\w'&.]+ ){{0,4}}?{_DENTAL}\b"
    rf"|\b(?:have|did) i (?:reach|reached|call|called|get|got) (?:the )?(?:[\w'&.]+ ){{0,4}}?{_DENTAL}\b"
    r"|\b(?:thought|wanted|meant to call|trying to reach|calling for) (?:this was |it "
    rf"was )?(?:the )?(?:[\w'&.]+ ){{0,4}}?{_DENTAL}\b"
    r"|\b(?:need|want|book|schedule|like|get) (?:to (?:get|have|book|schedule) )?(?:an?|my|the|his|her) "
    r"(?:[\w-]+ )?(?:root canal|dental (?:cleaning|check-?up|exam|appointment|implant)|teeth cleaning|tooth (?:pulled|"
    r"filled|fixed)|crown (?:put|fixed|replaced|redone)|braces|retainer|dentures?)\b",
    re.IGNORECASE,
)
_HAS_DENTISTS = re.compile(r"\bdent|\borthodont|\bteeth\b|\btooth\b", re.IGNORECASE)
_SHOP = r"(?:pharmacy|pharmacies|drug ?store|walgreens|cvs|rite aid|duane reade|walmart|costco|kroger|chemist)"
_PHARMACY_CALLS = re.compile(
    r"\b(?:this is|it's|it is|i'm|i am|we're|we are) (?:[\w'.]+,? ){0,6}?(?:at|from|with|over at|calling "
    rf"from) (?:the )?(?:[\w'-]+ ){{0,3}}?{_SHOP}\b"
    rf"|\b(?:this is|it's|it is) (?:the |your |an? )?(?:[\w'-]+ ){{0,2}}?{_SHOP}\b(?! (?:that|i|we|where))"
    r"|\b(?:i'm|i am|this is) (?:the|a|an|your) (?:[\w-]+ )?pharmacist\b"
    rf"|\b(?:calling|phoning|ringing) from (?:the )?(?:[\w'-]+ ){{0,3}}?{_SHOP}\b"
    rf"|^\W*(?:(?:hi|hello|hey|yes|yeah|good \w+)\W+)*[A-Z]\w+(?: [A-Z]\w+)? (?:from|at|with) (?:the )?(?:[\w'-]+ "
    rf"){{0,3}}?{_SHOP}\b",
    re.IGNORECASE,
)
_ABOUT_A_MEDICINE = re.compile(
    r"\b(?:prescri\w+|scripts?|rx|dos(?:e|es|age|ing)|strength|refills?|medicines?|medications?|meds|pills?|tablets|"
    r"interaction|dispense|substitut\w+|generic|clarif\w+|(?:the|your) (?:doctor|nurse|provider|prescriber)|dr\.?|"
    r"patient)\b",
    re.IGNORECASE,
)
_ONLY_STANDS_THERE = re.compile(
    r"\b(?:my|our|his|her) (?:\w+ )?(?:prescriptions?|script|refills?|medicines?|medications?|meds|pills?|inhaler|"
    r"doctor)\b",
    re.IGNORECASE,
)
"""A patient at the counter."""
_STAFF = (
    r"(?:him|her|them|(?:the|my|his|our) (?:doctor|nurse|office|pediatrician|therapist)|(?:dr\.?|doctor|nurse) "
    r"[\w'-]+|some(?:one|body)(?: there)?|you(?: guys| all| folks)?|everybody|everyone)"
)
_OTHERS = _STAFF.replace("|you(?: guys| all| folks)?", "")
_PASS_ON = re.compile(
    rf"\b(?:can|could|would|will|should|may) {_OTHERS} (?:please |maybe |just )?be (?:told|informed|notified|"
    r"made aware)\b"
    rf"|\b(?:can|could|would|will) (?:you|some(?:one|body)) (?:please |maybe |just )*(?:tell {_OTHERS}|"
    rf"let {_OTHERS} know|inform {_OTHERS}|pass (?:it|that|this|a message|the message|something|word) (?:on|along|to)|"
    rf"(?:give|leave) {_OTHERS} (?:a|the|this) message|(?:take|leave) a message)\b"
    rf"|\b(?:was|am|were|'m) (?:supposed|meant|told|asked|going) to (?:tell|let|inform) {_STAFF}\b"
    rf"|\b(?:(?:just )?want(?:ed)?|like|need(?:ed)?) (?:to (?:let|tell|inform) {_STAFF}(?: know)? that\b|{_OTHERS} "
    r"to know\b)"
    r"|\b(?:pass (?:it|that|this) on to|leave a message for|have a message for)\b",
    re.IGNORECASE,
)
_OWN_ERRAND = re.compile(
    r"\b(?:appointments?|visit|reschedul\w*|cancel\w*|book\w*|confirm\w*|move|check-?up|late|results?|refills?|bill|"
    r"(?:can't|cannot|won't|not) (?:make|come|be there)|(?:i|he|she|we)(?:'d like| need| want))\b",
    re.IGNORECASE,
)


def by_caller(text: str, commands: Sequence[Command], vocabulary: Vocabulary) -> tuple[Command, ...]:
    """The commands, put right by who calls, and for what."""
    if any(isinstance(c, Emergency) for c in commands):
        return tuple(commands)
    worries = [c for c in commands if isinstance(c, Worry)]
    tasks = {c.task for c in commands if isinstance(c, Start)}
    if _A_DENTIST.search(text) and tasks <= {Task.BOOK} and not _has_dentists(vocabulary):
        return (*worries, OutOfScope())
    if _PHARMACY_CALLS.search(text) and _ABOUT_A_MEDICINE.search(text) and not _ONLY_STANDS_THERE.search(text):
        return (*worries, Handoff(HandoffReason.CLINICAL))
    told = [c for c in commands if isinstance(c, Set) and c.field in (Field.NAME, Field.RELATION)]
    handed = any(isinstance(c, Handoff) for c in commands)
    if _PASS_ON.search(text) and tasks <= {Task.BOOK} and not handed and not _OWN_ERRAND.search(text):
        return (*worries, *told, Handoff(HandoffReason.ASKED))
    return tuple(commands)


def _has_dentists(vocabulary: Vocabulary) -> bool:
    terms = (*vocabulary.visit_types, *vocabulary.providers)
    return any(_HAS_DENTISTS.search(name) for term in terms for name in (term.value, *term.aliases))
