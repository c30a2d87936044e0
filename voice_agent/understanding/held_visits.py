"""A visit that the caller has and wants at another time, though she asks for it in the words of a new one. Pure.

"I'm to see Doctor Lee on Monday, but I'd rather come on Friday": a visit is told of, and words of change follow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from voice_agent.understanding.commands import Alternatives, Ask, Command, Deny, OutOfScope, Start, Task, Unclear
from voice_agent.understanding.pieces import Piece

Placed = tuple[int, Command]

_VISIT = (
    r"(?:appointments?|appt|visit|check-?up|check|physical|exam|consultation|follow-?up|cleaning|session|booking|"
    r"blood ?(?:test|work|draw)|labs|shot|jab|vaccination|physio|therapy|slot)"
)
_WHOSE = r"(?:my|our|his|her|the|that|their)"
_HAS = re.compile(
    rf"\b{_WHOSE} (?:(?!need|want|not\b)[\w'-]+ ){{0,3}}?{_VISIT}(?:'s)?\b"
    rf"|\b(?:have|has|had|got|'ve|'s) (?:an?|my|his|her) (?:[\w'-]+ ){{0,3}}?{_VISIT}"
    r"(?: [\w'-]+){0,5}? (?:coming up|with|next|on|at|tomorrow|this|in)\b"
    r"|\b(?:i'm|i am|we're|he's|she's|is|was) (?:meant|supposed|due|scheduled|booked|down) "
    r"(?:to (?:see|be|come)|for|in)\b",
    re.IGNORECASE,
)
_WANTS_ONE = re.compile(
    r"\b(?:need|want|like|get|have|having|book|schedule|for|overdue|due|do|time|make|to)"
    r"(?: to (?:have|get|book|do|schedule))?\s+$",
    re.IGNORECASE,
)
"""Before "my physical": it is wished for, and none is there."""
_CHANGE = re.compile(
    r"\b(?:swap|switch|instead|sooner|earlier|bring (?:\w+ ){1,3}forward|(?:before|earlier than|after) (?:then|that)|"
    r"(?:an)?other (?:day|time|date)|(?:a )?different (?:day|time|date)|move|postpone|push (?:\w+ ){1,3}back|"
    r"reschedule|"
    r"any (?:chance|way) of (?:doing|having|making|getting)|(?:don't want to|can't|cannot) wait|"
    r"(?:need|want|have|do|get) it (?:before|after|on|later|earlier)|clash\w*|in the middle of|"
    r"conflict|(?:i'd|i would|i could) (?:take|rather|prefer)|(?:was|am|were) hoping to come)\b",
    re.IGNORECASE,
)
_IMPATIENT = re.compile(
    r"\b(?:don't want to|do not want to|can't|cannot|rather not|shouldn't) wait (?:till|until)\b", re.IGNORECASE
)
"""So speaks who has a time already."""
_NOT_GIVEN_UP = re.compile(
    r"\binstead\b|\black of\b|\blose (?:my|the|our) (?:place|spot|slot|turn)\b|\b(?:find|have|get|give me|do) (?:\w+ )?"
    r"(?:an)?other (?:day|time|date|one)\b",
    re.IGNORECASE,
)


def as_change(placed: Sequence[Placed], pieces: Sequence[Piece]) -> list[Placed]:
    """What was asked for, with a new time for a visit she has in place of a booking, a question or a cancellation."""
    tasks = {c.task for _, c in placed if isinstance(c, Start)}
    text = _laid_out(pieces)
    if Task.CANCEL in tasks:
        change = _NOT_GIVEN_UP.search(text)
    elif tasks <= {Task.BOOK, Task.LOOKUP, Task.RESCHEDULE} and _tells_of_one(text):
        change = _CHANGE.search(text)
    else:
        change = None
    if change is None:
        return list(placed)
    before = [at for at, c in placed if isinstance(c, Start) and c.task is Task.RESCHEDULE]
    kept = [(at, c) for at, c in placed if not isinstance(c, Start | Ask | Alternatives | Deny | OutOfScope | Unclear)]
    return [*kept, (min([change.start(), *before]), Start(Task.RESCHEDULE))]


def _tells_of_one(text: str) -> bool:
    return _IMPATIENT.search(text) is not None or any(
        not _WANTS_ONE.search(text[: match.start()]) for match in _HAS.finditer(text)
    )


def _laid_out(pieces: Sequence[Piece]) -> str:
    """The pieces' text where it was said."""
    signs = [" "] * max((p.end for p in pieces), default=0)
    for piece in pieces:
        signs[piece.start : piece.start + len(piece.text)] = piece.text
    return "".join(signs)
