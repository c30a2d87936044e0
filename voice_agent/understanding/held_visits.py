"""A visit that the caller has and wants at another time, though she asks for it in the words of a new one. Pure.

"I'm to see Doctor Lee on Monday, but I'd rather come on Friday": a visit is told of, and words of change follow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from voice_agent.understanding.commands import (
    Alternatives,
    Ask,
    Command,
    Deny,
    Field,
    OutOfScope,
    Start,
    Task,
    Unclear,
    Whens,
)
from voice_agent.understanding.complaints import names_part_of_body
from voice_agent.understanding.heard import Said
from voice_agent.understanding.pieces import MENTIONED, Piece
from voice_agent.understanding.stays import is_left_where_it_is
from voice_agent.understanding.yes_and_no import repeats_read_back

Placed = tuple[int, Command]

_MOVING = re.compile(r"\bmov(?:e|ing)\b", re.IGNORECASE)
_MOVES_IT = re.compile(r"\bmov(?:e|ing) (?:it|that|this|them|anything)\b", re.IGNORECASE)
_VISIT = (
    r"(?:appointments?|appt|visit|check-?up|check|physical|annual|yearly|exam|consultation|follow-?up|cleaning|"
    r"session|booking|blood ?(?:test|work|draw)|labs|shot|jab|vaccination|physio|therapy|slot)"
)
_WHOSE = r"(?:my|our|his|her|the|that|their)"
_HAS = re.compile(
    rf"\b{_WHOSE} (?:(?!need|want|not\b)[\w'-]+ ){{0,3}}?{_VISIT}(?:'s)?\b"
    rf"|\b(?:have|has|had|got|'ve|'s) (?:an?|my|his|her) (?:[\w'-]+ ){{0,3}}?{_VISIT}"
    r"(?: [\w'-]+){0,5}? (?:coming up|with|next|on|at|tomorrow|this|in)\b"
    r"|\b(?:i'm|i am|we're|he's|she's|is|was) (?:(?:meant|supposed|scheduled|booked|down) "
    r"(?:to (?:see|be|come)|for|in)|due (?:to (?:see|be|come)|in))\b"
    rf"|\bthere(?:'s| is) (?:an?|my|his|her) (?:[\w'-]+ ){{0,3}}?{_VISIT} (?:that )?(?:i|we)(?:'ve| have)\b"
    r"|\b(?:i'm|i am|we're) seeing (?:the |dr\.? |doctor )?\w+ (?:on|at|next|this|tomorrow)\b",
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
    r"reschedule|any (?:chance|way) of (?:doing|having|making|getting)|(?:don't want to|can't|cannot) wait|"
    r"(?:need|want|have|do|get) it (?:before|after|on|later|earlier)|clash\w*|in the middle of|conflict|"
    r"same (?:time|day|hour)|(?:could|can) (?:we|i) (?:do|make it)|(?:the )?following (?:day|week|month)|"
    r"(?:push|mov|bump|shift|switch)(?:ed|ing)? (?:back|out|up|off|forward|ahead|along)|"
    r"(?:need|needs|want|like|get|have|be)(?: (?:it|that|this|mine|to be))? (?:put|set|brought) (?:off|back|forward)|"
    r"(?:moved|bumped|pushed|shifted|switched) (?:to|till|until|by|(?:an?|one|two|three|a few) (?:days?|weeks?))|"
    r"bump (?:it|that|this|mine)|called in(?:to)? (?:to )?work|(?:i'd|i would|i could) (?:take|rather|prefer)|"
    r"(?:was|am|were) hoping to come)\b",
    re.IGNORECASE,
)
_IMPATIENT = re.compile(
    r"\b(?:don't want to|do not want to|can't|cannot|rather not|shouldn't) wait (?:till|until)\b", re.IGNORECASE
)
"""So speaks who has a time already."""
_NOT_GIVEN_UP = re.compile(
    r"\binstead\b|\black of\b|\blose (?:my|the|our) (?:place|spot|slot|turn)\b|\b(?:find|have|get|give me|do) "
    r"(?:\w+ )?(?:an)?other (?:day|time|date|one)\b",
    re.IGNORECASE,
)


_KEEPS = re.compile(
    r"\b(?:i|we|i'll|i'd|we'll|i'm|let me|me|to|please|just)(?: (?:will|would|want to|need to|am|'m|like to|still|"
    r"definitely))* keep(?:ing)?\b|^(?:(?:but|and|so) )*(?:leave|keep)\b|"
    r"\b(?:should|can|must|has to|needs to) (?:stay|remain)\b",
    re.IGNORECASE,
)
_KEEPS_THIS = re.compile(
    r"\bkeep(?:ing)? (?:it|this|this one|that one)\b|\b(?:it|this(?: one)?) i keep\b", re.IGNORECASE
)


def as_change(placed: Sequence[Placed], pieces: Sequence[Piece]) -> list[Placed]:
    """What was asked for, with a new time for a visit she has in place of a booking, a question or a cancellation."""
    tasks = {c.task for _, c in placed if isinstance(c, Start)}
    if Task.WAITLIST in tasks:  # "… to get in sooner": what the list is for
        return [(at, c) for at, c in placed if not isinstance(c, Alternatives | Deny)]
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


def kept(pieces: Sequence[Piece], values: Sequence[Said], whens: Whens, agent: str) -> list[Piece]:
    """ "The Thursday one I keep", said to the visit that was read back to be cancelled: it speaks of another one, and
    takes nothing back. Of the very visit that was read back, it is a no. `whens`: what was read back of the time."""

    def read(piece: Piece) -> Piece:
        if not piece.clause or not _KEEPS.search(piece.text):
            return piece
        within = [v for v in values if v.field in (Field.WHEN, Field.PROVIDER) and piece.start <= v.start < piece.end]
        same = [repeats_read_back(v.whens, whens) if v.whens else str(v.value) in agent for v in within]
        if not same or any(same):
            return replace(piece, kind="no") if same or _KEEPS_THIS.search(piece.text) else piece
        return replace(piece, kind=MENTIONED)

    return list(map(read, pieces))


def moved_no_more(hypotheses: Sequence[str], agent: str) -> tuple[str, ...]:
    """ "I can't move it", where the agent has just spoken of moving a visit, or "keep it, don't move it": that is not
    the caller's arm.

    Where any hypothesis names a part of the body, all stay as they were heard.
    """
    of_a_visit = _MOVING.search(agent) is not None or all(is_left_where_it_is(h) for h in hypotheses)
    if not of_a_visit or any(names_part_of_body(h) for h in hypotheses):
        return tuple(hypotheses)
    return tuple(_MOVES_IT.sub("change it", h) for h in hypotheses)


def speaks_of_keeping(text: str) -> bool:
    """Whether some visit is to stay as it is."""
    return _KEEPS.search(text) is not None


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
