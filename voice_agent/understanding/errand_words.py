"""Errands that callers tell in one breath with what led to them: a missed call, running late, a visit they can't make.

The classifier reads clause by clause and hears a booking in most of what names a visit. What the whole utterance says
in set phrases puts that right. Pure; only where the caller was asked what we can do for her.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from voice_agent.understanding.commands import (
    Alternatives,
    Ask,
    Command,
    Correct,
    Deny,
    Field,
    Goodbye,
    Handoff,
    HandoffReason,
    HoldOn,
    OutOfScope,
    Repeat,
    Set,
    Start,
    Task,
    Thanks,
    Unclear,
    Worry,
)
from voice_agent.understanding.evidence import is_attack

_MISSED_CALL = re.compile(
    r"\b(?:missed (?:a|your|the|this|y'all's|my) (?:phone )?call|missed call"
    r"|(?:some(?:one|body)|you|you guys|they|y'all|a (?:lady|woman|man|guy|nurse)|the (?:office|clinic|"
    r"nurse))\b(?: \w+){0,5} "
    r"(?:called|phoned|rang|tried to (?:call|reach)|left) (?:me|us|my|a (?:message|voice ?mail))"
    r"|return(?:ing)? (?:a|your|the|someone's|somebody's|y'all's) (?:phone )?call"
    r"|(?:got|had|have) a (?:\w+ )?(?:call|voice ?mail) from (?:you|this|y'all|your|there|the (?:clinic|office)|"
    r"someone|somebody))\b",
    re.IGNORECASE,
)
_LOOKS_UP = re.compile(
    r"\blook (?:it|that|this|mine|me|my (?:\w+ )?(?:visits?|appointments?)) up\b|\blook up my\b"
    r"|\bwhat else (?:do|does) (?:i|he|she|we) have\b|\bmy other (?:appointments?|visits?)\b.{0,12}\bwhen\b"
    r"|\b(?:when|what time|what day) (?:my|his|her|our) (?:[\w-]+ ){1,3}(?:is|was)$"
    r"|\b(?:can't|don't|cannot|couldn't) (?:remember|recall) (?:when|what (?:time|day)|making|booking|having)\b"
    r"|\b(?:know|ask|calling|find out|check) about (?:my|his|her) (?:[\w-]+ )?(?:appointment|visit)\b",
    re.IGNORECASE,
)
_ABOUT_A_VISIT = re.compile(
    r"\b(?:appointments?|visit|reschedul\w*|cancel\w*|book\w*|confirm\w*|move|check-?up)\b", re.IGNORECASE
)
_LATE = re.compile(
    r"\b(?:running (?:[\w-]+ ){0,5}(?:late|behind)|(?:minutes?|mins?|half an hour|an hour|bit|little) (?:late\b|"
    r"behind\b)|(?:be|i'm|we're|he's|she's) (?:a (?:bit|little) |\w+ minutes? |so |really )?late (?:for|to|getting|"
    r"today|this)|be late|stuck in traffic|let (?!you\b|me\b)(?:[\w.]+ ){1,3}know (?:that )?(?:i'm|i'll|we're|we'll|"
    r"i will) (?:be )?(?:there|running|on my way|coming)\b)",
    re.IGNORECASE,
)
_PASS_IT_ON = re.compile(
    r"\b(?:let|tell) (?:her|him|them|dr\.?|doctor|the (?:doctor|nurse|office)|somebody|someone)\b", re.IGNORECASE
)
_CANNOT_MAKE = re.compile(
    r"\b(?:can't|cannot|can not|won't|couldn't|not (?:gonna|going to|able to)|unable to|"
    r"not (?:gonna|going to) be able to|won't be able to|can't (?:seem to )?) (?:be able to )?(?:make (?:it|that|this|"
    r"my|the|his|her|our|mine|mornings?|afternoons?|evenings?)\b|do (?:that (?:day|one|time|date)|"
    r"(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|the \w+)|(?:come|be there|get there|attend|"
    r"keep (?:it|my|that|the|our|his|her)))\b"
    r"|\bsomething (?:came|has come|'s come) up\b|\b(?:schedule|work|plans) changed\b|\bconflict with my\b",
    re.IGNORECASE,
)
_HAS_VISIT = re.compile(
    r"\b(?:i|we|he|she|they|my \w+(?: [A-Z]\w+)?|he's|she's|i've|we've)(?:'ve|'s)? "
    r"(?:have |has |had |got |have got |has got |am |is )?"
    r"(?:down for |in for |scheduled for |booked for |coming in for )?"
    r"(?:an? |my |his |her |the )?(?:[\w'-]+ ){0,2}?"
    r"(?:appointment|appt|visit|pt|p\.t\.|physio|therapy|follow[- ]?up|physical|check-?up|exam|vaccine|vaccination|"
    r"shot|blood (?:draw|work|test)|labs|skin check|cleaning|session|pap|mammogram)"
    r"(?: [\w'.-]+){0,3}? "
    r"(?:(?:on|at|for) (?:the |mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|\d|"
    r"\w+th\b|one|two|three|four|eight|nine|ten|eleven|noon)"
    r"|(?:next |this |coming |on )*(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today|next (?:week|month)|"
    r"coming up)",
    re.IGNORECASE,
)
"""Who, has what, and when."""
_REMINDED = re.compile(
    r"\b(?:text|reminder|email|message|letter|notice)s? (?:\w+ )?(?:about|for|saying|that says|that i)\b.{0,40}",
    re.IGNORECASE,
)
_OTHER_TIME = re.compile(
    r"\b(?:(?:any|some)(?:thing|time)? (?:earlier|later|sooner|else)|earlier|later (?:that|the same|in the|on|"
    r"today|this|than)|sooner|"
    r"an hour (?:later|earlier)|(?:a (?:bit|little)) (?:later|earlier)|later|instead|move|switch|change|"
    r"reschedul\w*|push|"
    r"different (?:day|time|date)|another (?:day|time|date)|other (?:day|time)|some(?:body|one) (?:else|other))\b",
    re.IGNORECASE,
)
_WISH_OF_TIME = re.compile(
    r"\b(?:to (?:the |an? |another |some )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|to (?:the |an? "
    r")?(?:morning|afternoon|evening)|"
    r"to (?:next|this|later)|(?:any|some)thing (?:on|in|this|next|at|open)|(?:is|are) there\b.*\bon|come "
    r"in\b.*\binstead)\b",
    re.IGNORECASE,
)
""" "Could I move my physical to Friday?": the day is the new one."""
_GIVES_UP = re.compile(r"\bcancel\w*|\bcall (?:it|that) off\b|\bget rid of\b", re.IGNORECASE)
_BOOKS = re.compile(
    r"\b(?:book|schedule|make|set up|need|want|like|get|new) (?:to (?:book|make|schedule) )?(?:an?|another|my) "
    r"(?:new )?(?:\w+ )?(?:appointment|visit)"
    r"|\b(?:to|please|like) (?:book|schedule|set up|make) (?:an?|my|the|another)\b",
    re.IGNORECASE,
)
_CANCELS = re.compile(
    r"\bcancel (?:everything (?:i|we)|all (?:of )?(?:my|our|his|her)|both|my|our|his|her)\b", re.IGNORECASE
)
_RECORDS = re.compile(
    r"\b(?:cop(?:y|ies) of (?:my|his|her|our|their|the) (?:\w+ )?(?:records?|chart|file|results?)"
    r"|(?:records?|chart|lab results?|results) (?:to be )?(?:sent|faxed|transferred|forwarded|mailed|emailed|released)"
    r"|(?:send|fax|transfer|forward|release) (?:over |me |us )?(?:my|his|her|the|our|their) (?:\w+ ){0,2}(?:records?|"
    r"chart|results?|file))\b",
    re.IGNORECASE,
)
_RESULTS = re.compile(
    r"\b(?:results?|labs?|blood ?work|blood tests?|x-?rays?|biopsy|scan)\b.{0,25}\b(?:in|back|ready|come in|came "
    r"in|yet|available)\b\W*$"
    r"|\b(?:waiting (?:on|for)|check(?:ing)? on|calling (?:about|for)|get|getting) (?:my|the|his|her|some) "
    r"(?:[\w-]+ ){0,3}results?\b"
    r"|\b(?:anything|it|they|results?)(?:'s| has| have)? (?:came|come|been) back\b|\bknow (?:about )?my "
    r"(?:[\w-]+ ){0,2}results?\b"
    r"|\bhaven't (?:heard|gotten|received|got|seen) (?:anything|back|my|the|any)\b.{0,40}\bresults?\b",
    re.IGNORECASE,
)
_REFILL = re.compile(
    r"\brefills?\b|\brefilled\b|\brenew (?:my|his|her|the) (?:prescription|med\w*|pills?)\b", re.IGNORECASE
)
_NO_PLAIN_REFILL = re.compile(
    r"\b(?:feel\w*|side effects?|dizzy|sick|safe|okay to|ok to|should i|doses?|dosage|reaction|hurts?|pain|"
    r"switch|heard|denied|"
    r"refus\w*|waiting|called|sent|says?|said|told|asked|days ago|last week|yesterday)\b",
    re.IGNORECASE,
)
"""Beside a refill: it is a nurse that she wants, or to know what became of it."""
_BILL = re.compile(
    r"\b(?:got|received|have|had|about|understand|question (?:on|about)) (?:a|this|my|another|the|that|your) "
    r"(?:\w+ ){0,2}(?:bill|invoice|statement)\b"
    r"|\bovercharged\b|\bcharged (?:me )?(?:twice|for)\b",
    re.IGNORECASE,
)
_RATHER_MOVE = re.compile(
    r"\b(?:move|switch|change|push|reschedule|swap|bump|postpone) (?:it|that|this|the|my|to|me)\b|\breschedule\b"
    r"|\b(?:come|get|get in|see (?:her|him|them)|do it|do)\b.{0,40}\binstead\b",
    re.IGNORECASE,
)
_NOTHING_SURE = (Unclear, OutOfScope, Repeat, HoldOn, Deny, Goodbye, Thanks, Worry)
_ABOUT_THE_VISIT = {Field.WHEN, Field.PROVIDER, Field.VISIT_TYPE, Field.LOCATION, Field.REASON}
_MADE_OF_A_VISIT = (Unclear, OutOfScope, Repeat, HoldOn, Alternatives)


def by_errand(text: str, commands: Sequence[Command]) -> tuple[Command, ...]:
    """The commands, put right by the errand that the whole of what was said tells of."""
    if is_attack(text):
        return tuple(commands)
    tasks = {c.task for c in commands if isinstance(c, Start)}
    asks = any(isinstance(c, Ask | Handoff) for c in commands)
    moves = _OTHER_TIME.search(text) is not None
    if _LOOKS_UP.search(text.rstrip(" .?!")) and tasks <= {Task.BOOK, Task.LOOKUP} and not moves:
        return (*(c for c in commands if isinstance(c, Set)), Start(Task.LOOKUP))
    if _MISSED_CALL.search(text) and not _ABOUT_A_VISIT.search(text) and not asks:
        return _asking("I had a missed call from you", commands)
    if _LATE.search(text) and _PASS_IT_ON.search(text):
        return (Handoff(HandoffReason.ASKED),)
    if _LATE.search(text) and tasks <= {Task.BOOK, Task.LOOKUP} and not (moves and _CANNOT_MAKE.search(text)):
        return _asking("I'm running late for my appointment", commands)
    if _RECORDS.search(text) and not asks:
        return _asking("How do I get a copy of my medical records?", commands)
    if _RESULTS.search(text) and tasks <= {Task.BOOK} and not asks:
        return _asking("Are my test results in?", commands)
    told = [c for c in commands if isinstance(c, Set) and c.field not in _ABOUT_THE_VISIT]
    unsure = all(isinstance(c, _NOTHING_SURE) or c in told for c in commands)
    if _REFILL.search(text) and (unsure or _is_plain_refill(text, tasks, commands)):
        return _asking("How do I refill a prescription?", commands)
    if Task.WAITLIST in tasks:
        return _waiting(text, commands)
    if unsure and _BILL.search(text):
        return (*told, Handoff(HandoffReason.BILLING))
    if unsure and _CANCELS.search(text):
        return (*told, Start(Task.CANCEL))
    only_hindered = tasks == {Task.BOOK, Task.CANCEL} and _CANNOT_MAKE.search(text) and not _GIVES_UP.search(text)
    if only_hindered and _BOOKS.search(text):
        return tuple(c for c in commands if c != Start(Task.CANCEL))
    if _speaks_of_a_move(text, tasks, moves=moves) and not any(isinstance(c, Handoff) for c in commands):
        return _moving(text, commands)
    return tuple(commands)


def instead_of_cancelling(text: str, commands: Sequence[Command]) -> tuple[Command, ...]:
    """ "No, don't cancel it, can we just move it": said to a visit that was read back to be cancelled."""
    tasks = {c.task for c in commands if isinstance(c, Start)}
    if tasks - {Task.BOOK} or not _RATHER_MOVE.search(text):
        return tuple(commands)
    told = [c for c in commands if isinstance(c, Set | Correct) and c.field in {Field.WHEN, Field.PROVIDER}]
    return (Start(Task.RESCHEDULE), *(Set(c.field, c.value, c.candidates) for c in told))


def is_plain_move(text: str, commands: Sequence[Command]) -> bool:
    """Whether a move is meant beyond doubt: a visit that she has is told of, and another time asked for."""
    return (
        Start(Task.RESCHEDULE) in commands
        and _HAS_VISIT.search(text) is not None
        and _OTHER_TIME.search(text) is not None
    )


def _is_plain_refill(text: str, tasks: set[Task], commands: Sequence[Command]) -> bool:
    """Nothing else is asked beside it that a clause was understood to ask."""
    asks = any(isinstance(c, Ask | Handoff) and c != Handoff(HandoffReason.CLINICAL) for c in commands)
    return tasks <= {Task.BOOK} and not asks and _NO_PLAIN_REFILL.search(text) is None


def _speaks_of_a_move(text: str, tasks: set[Task], *, moves: bool) -> bool:
    """A visit that she has, at a time that does not suit: no new one is wanted."""
    if not tasks <= {Task.BOOK, Task.LOOKUP, Task.CANCEL} or _GIVES_UP.search(text) or _BOOKS.search(text):
        return False
    if _CANNOT_MAKE.search(text):
        return moves or tasks != {Task.CANCEL}
    has_one = _HAS_VISIT.search(text) or _REMINDED.search(text)
    return has_one is not None and moves and Task.CANCEL not in tasks


def _waiting(text: str, commands: Sequence[Command]) -> tuple[Command, ...]:
    """On the waitlist for the visit that she has: its day is not the wish, and she is no new patient."""
    commands = [c for c in commands if c not in (Start(Task.BOOK), Start(Task.RESCHEDULE))]
    if not _HAS_VISIT.search(text):
        return tuple(commands)
    kept = [c for c in commands if not (isinstance(c, Set) and c.field is Field.WHEN and _on_a_day(c.value))]
    return (*kept, Set(Field.NEW_PATIENT, False))


def _on_a_day(value: object) -> bool:
    return isinstance(value, tuple) and any(w.date_from or w.weekdays for w in value)


def _asking(question: str, commands: Sequence[Command]) -> tuple[Command, ...]:
    """The question in place of a booking and what was taken for its particulars; other wishes stay."""
    kept = [
        c
        for c in commands
        if not isinstance(c, (*_MADE_OF_A_VISIT, Ask))
        and c != Handoff(HandoffReason.CLINICAL)
        and c != Start(Task.BOOK)
        and c != Start(Task.LOOKUP)
        and not (isinstance(c, Set | Correct) and c.field in _ABOUT_THE_VISIT)
    ]
    if any(isinstance(c, Start) for c in commands if c in kept):
        kept = [*kept, *(c for c in commands if isinstance(c, Set | Correct) and c.field in _ABOUT_THE_VISIT)]
    return (*(c for c in kept if not isinstance(c, Deny | Goodbye)), Ask(question))


def _moving(text: str, commands: Sequence[Command]) -> tuple[Command, ...]:
    """The same, with a move in place of a booking: what is told first is the visit that she has."""
    kept = [c for c in commands if not isinstance(c, (*_MADE_OF_A_VISIT, Ask, Deny, Start))]
    whens = [c for c in kept if isinstance(c, Set) and c.field is Field.WHEN]
    of_visit = whens[:1] if len(whens) > 1 or not _WISH_OF_TIME.search(text) else []
    return (*of_visit, Start(Task.RESCHEDULE), *(c for c in kept if c not in of_visit))
