"""What a clause asks for in so many words, where the classifier knows too few of them. Pure.

A visit that she has already and wants to hear of, have taken off or put later; staff; and how the clinic does things.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from voice_agent.understanding.being_seen import wishes_to_be_seen
from voice_agent.understanding.commands import (
    Abort,
    Alternatives,
    Ask,
    Command,
    Correct,
    Field,
    Goodbye,
    Handoff,
    Set,
    Start,
    Task,
)
from voice_agent.understanding.evidence import is_foreign
from voice_agent.understanding.heard import Heard
from voice_agent.understanding.pieces import INFORM, MENTIONED, OUT_OF_SCOPE, SURE, UNKNOWN, Piece
from voice_agent.understanding.reader import Context
from voice_agent.understanding.yes_and_no import ABOUT_BOOKING

Placed = tuple[int, Command]

_LEAD = (
    r"^(?:(?:hi|hello|hey|hiya|so|and|but|well|now|oh|ok|okay|please|just|really|only|simply|also|actually|then|"
    r"quick one|i think|i guess)[ ,]+)*"
)
_WANTS = (
    rf"{_LEAD}(?:(?:can|could|would|will) (?:you|i|we) (?:please |just )*|(?:i|we|i'd|i'm|we'd|i am)?[ ]?(?:just |"
    r"only |really |simply |would )*(?:wan(?:t|ted|na)|need(?:ed)?|like|love|calling|ringing|trying|have|hoping)"
    r"(?: to| for)? (?:you to )?)"
)
_VISIT = (
    r"(?:appointments?|visits?|bookings?|sessions?|physicals?|check-?ups?|exams?|follow-?ups?|shots?|"
    r"blood ?(?:tests?|draws?|work)|skin checks?)"
)
_HAVE = (
    r"(?:(?:i|we|he|she|they)(?:'ve|'s| have| has)?|my \w+(?:'s| has)?) (?:(?:still|already|even|actually|really) )*"
    r"(?:got|have|has|had|booked|down|scheduled)\b"
)
_WHERE_OR_WHEN = r"where|when|what (?:time|day|date)|which (?:office|clinic|place|location|building)"
_LOOKUP = re.compile(
    rf"{_WANTS}(?:know|see|hear|find out|check|tell me|be told|look (?:up|at)|make sure|be sure|go over|"
    rf"remind me)\b.*(?:\b(?:what|which|when|whether|if|that|sure)\b.{{0,20}}{_HAVE}(?! to\b)(?!.*\b(?:insurance|"
    rf"questions?|bill|balance|results?|fever|record)\b)"
    r"|\bwhat(?:'s| is| was)? (?:\w+ )?(?:on my (?:schedule|calendar|books?)|coming up|booked for me|down for me)"
    r"|\b(?:if|whether|that) (?:i'm|i am|he's|she's|we're) (?:still )?(?:down|in|booked|scheduled|due|coming in)\b"
    rf"|\bthe (?:time|day|date) of (?:it|mine|my (?:[\w-]+ )?{_VISIT})$"
    rf"|\b(?:{_WHERE_OR_WHEN}) (?:my|our|his|her) (?:[\w-]+ )?{_VISIT}(?:'s| is| are)\b"
    r"|\b(?:my|our|his|her) (?:schedule|upcoming \w+)$)"
    rf"|{_LEAD}(?:what|which (?:\w+ )?{_VISIT}) (?:all )?(?:(?:have|has|do|does) (?:i|we|he|she|my \w+) (?:still |"
    r"already )?(?:got|have)|(?:i|we)'ve got)\b.*\b(?:coming|booked|scheduled|down|lined up|with you|on the books|"
    r"already|left)\b"
    rf"|{_LEAD}(?:do i have|have i got|do we have|have we got) (?:anything|something|any {_VISIT})"
    r"(?=$| (?:on|in|at|booked|scheduled|coming|with|down|next|this|tomorrow|today|for (?:my|him|her|them))\b)"
    rf"|{_LEAD}when (?:am i|is my \w+|are we|is he|is she) (?:next )?(?:in|due|booked|scheduled|down|coming in)"
    r"(?: next| again)?$"
    rf"|{_LEAD}(?:{_WHERE_OR_WHEN}) is (?:my|our) (?:[\w-]+ )?{_VISIT}(?: at| in| on| again)*$"
    rf"|{_LEAD}what (?:times?|days?) (?:have i got|do i have)$"
    r"|\byou(?:'ve| have)(?: got)? (?:me|us|him|her) (?:down|booked|in|listed) (?:twice|for two|two times)\b"
    r"|\bmake sure (?:that )?(?:i|we|he|she)(?:'ve|'s| have)? (?:still )?(?:got|have|has) (?:an?|my|the) "
    rf"(?:\w+ )?{_VISIT}"
    rf"|{_LEAD}(?:i|we)(?:'ve| have)? (?:got|have|see|found) (?:like |about )?(?:two|three|2|3|a couple of|"
    rf"several) (?:[\w-]+ )?{_VISIT} (?:on my|in my|on the|down|booked|listed|showing|scheduled)\b",
    re.IGNORECASE,
)
_CANCEL = re.compile(
    rf"{_WANTS}(?:get rid of|drop|cancel|scrap|lose) (?:just |only )?(?:one|both|two|all|the other)(?: one)?"
    r"(?: of (?:them|those|these|the two|mine))?$"
    rf"|(?:{_WANTS}|{_LEAD})(?:take|strike|get|cross) (?:my|his|her|our|the|that|their) (?:[\w'-]+ ){{0,3}}?{_VISIT} "
    r"(?:off|out)\b",
    re.IGNORECASE,
)
_STAFF = re.compile(
    rf"{_WANTS}(?:some(?:one|body)|a person|a human(?: being)?|an? (?:real|live|actual) (?:person|human|someone))"
    r"(?: (?:real|human|live|else))?"
    r"(?:$| (?:in|at|from) (?:the|your) (?:office|desk|front desk|clinic|practice|front office|reception|staff)\b)",
    re.IGNORECASE,
)
_LATER = re.compile(
    rf"{_LEAD}(?:i|we|he|she|i'd|we'd) (?:just |would |really )*(?:want|need|like|prefer|rather have|wanted) "
    r"(?:it|mine|that one|this one|that visit) (?:moved|changed|switched|put (?:off|back)|"
    r"to be (?:moved|changed|later|earlier|sooner)|later|earlier|sooner|on (?:a |an)?(?:other|different)|"
    r"(?:an)?other (?:day|time)|(?:a )?different (?:day|time))\b",
    re.IGNORECASE,
)
_ANOTHER_PERSON = re.compile(
    rf"{_LEAD}(?:the )?same (?:again |thing |one |visit )?for (?!me\b|us\b|(?:the|this|that|next|every|each)\b)"
    rf"(?:my )?[a-z]\w+"
    rf"|{_LEAD}(?:can|could|would) (?:you|we|i) (?:please |also )*(?:do|book|get|make|have) "
    r"(?:the same|one|another one|another)(?: thing| visit| again| too)? "
    r"for (?:my (?!(?:self|back|knee)\b)|him\b|her\b)"
    rf"|{_LEAD}my \w+ (?:also )?(?:needs|wants|would like|could do with) (?:one|the same)(?: too| as well| also)?$"
    rf"|{_LEAD}(?:(?:one|two) more,? )?(?:can|could|may) (?:my \w+|he|she|they) (?:also )?come (?:in )?"
    r"(?:on|at|too|as well|next|tomorrow|today|(?:on |at )?the same (?:day|time|morning|afternoon|visit))\b"
    r"(?!.*\b(?:with me|along|instead|in with)\b)",
    re.IGNORECASE,
)
_HAS_ONE = re.compile(
    rf"{_LEAD}(?:i|we|he|she|they)(?:'ve|'s| have| has)? (?:already |still )*(?:(?:got|have|has) )?(?:already )?"
    rf"(?:got |have |has )?(?:one|mine|an? (?:\w+ )?{_VISIT})"
    r"(?: (?:booked|scheduled|coming up|with you))*(?: already)?"
    r"(?:$| (?:on|at|with|for|in|tomorrow|today|next|this)\b)",
    re.IGNORECASE,
)
"""Said to the offer of a booking, with a day or a doctor beside it: she wants to hear of that one."""
_SOME_WISH = re.compile(
    r"^(?!.*(?:n't|\bnot|\bno|\bnothing|\bnever)\b).*\b(?:i|we|he|she|my \w+)(?:'m|'d| am)? (?:just |only |really )*"
    r"(?:wants?|wanted|needs?|needed|(?:would )?like|calling|ringing|trying|hoping|have to|am|was told)\b.* \w+",
    re.IGNORECASE,
)
"""Whatever it is that she wants in place of what was supposed, the clinic may have it written down."""
_IS_IT_SO = re.compile(
    r"(?:is|was) (?:that|it|this) (?:a mistake|an error|right|correct|so|true|still on)$"
    r"|(?:and )?(?:(?:which|what)(?: (?:office|clinic|location|building|place|doctor|day|date|time))?|where|with whom|"
    r"who(?:m)?(?: with)?|when|at what time|at which (?:office|clinic))(?:'s| is| was| am i| do i| would)? ?(?:it|"
    r"that|this|mine|my (?:visit|appointment)|supposed to (?:go|be|see)|going|i go|i see|seeing|have to go|go)?(?: "
    r"supposed to be)?(?: at| in| with| to| on| for)?$",
    re.IGNORECASE,
)
"""Asked of visits that she is read out anyway: when, where and with whom they are."""
_NEW_ONE = re.compile(r"\b(?:new|another|first|a|an)\b", re.IGNORECASE)
_NOT_WANTED = re.compile(
    r"^(?:i|we) (?:really |just )?(?:don't|do not|didn't) (?:want|need|ask(?:ed)? for) "
    r"(?:one|it|that|this|any|to|that one|anything)$",
    re.IGNORECASE,
)
_WALKS_IN = re.compile(
    r"\b(?:come|seen|get in|turn up) with no appointment\b|"
    r"\b(?:come|go|show up|turn up|walk|pop|drop|stop|be seen|get in|seen)\b.{0,30}"
    r"\bwithout(?: (?:an?|any|making an?|the))?(?: appointments?| booking|$)"
    r"|\b(?:do|must|should) (?:i|we) (?:(?:must|have|need|really) )*(?:to )?(?:have |make |book |get )?(?:an? )?"
    r"appointments?\b.*\b(?:or|without|just)\b|\bwalk[ -]?ins?\b|\bjust walk in\b",
    re.IGNORECASE,
)
_WONDERS = re.compile(
    rf"{_WANTS}(?:know|ask|find out|check|hear)(?: you)?(?: something)? "
    r"(?:about )?(?P<asked>(?<=about )\S|(?:if|whether|what|how|when|where|why|is|are|can|could|do|does|should)\b)",
    re.IGNORECASE,
)
_TASKS = (
    (_LOOKUP, "lookup"),
    (_CANCEL, "cancel"),
    (_STAFF, "handoff_asked"),
    (_LATER, "reschedule"),
    (_ANOTHER_PERSON, "book"),
)
_NOT_SURE_OF = frozenset({INFORM, UNKNOWN, OUT_OF_SCOPE, "book", "alternatives", "deny", "affirm", "reschedule", "ask"})
"""Kinds that give way to a task asked for in so many words; a wish for staff or for a nurse does not."""
_TAG = re.compile(
    r"^(?!.*\b(?:i|we) (?:want|need|said|meant)\b)(?=(?:\S+ ){3}).*(?:\b(?:don't|can't|isn't|aren't|shouldn't|doesn't|"
    r"won't|didn't) (?:i|we|you|it|they|he|she)|\b(?:do|can) (?:i|we|you|they)|, right)$",
    re.IGNORECASE,
)
""" "I have to fast for that, don't I": a question in the form of a statement."""
_IDLE = frozenset({INFORM, UNKNOWN, OUT_OF_SCOPE})
_MAY_BE_SEEN = _NOT_SURE_OF | {"handoff_clinical", "handoff_asked"}
_MAY_WALK_IN = _IDLE | {"ask", "book", "deny", "lookup", "confirm_visit", "register"}


def _has_one_already(pieces: Sequence[Piece]) -> Piece | None:
    """The clause that tells of a visit she has, where she asks for nothing."""
    if any(p.kind not in (INFORM, UNKNOWN, "no", "deny", "lookup", "yes", "ok") for p in pieces):
        return None
    return next((p for p in pieces if p.clause and "already" in p.text and _HAS_ONE.search(p.text)), None)


def as_said_outright(pieces: Sequence[Piece], *, asked_for_task: bool) -> list[Piece]:
    """The pieces, those of a plain wish made that wish.

    asked_for_task: she was asked what we can do for her, or whether it is this that she wants.
    """
    return [_outright(p, asked_for_task) for p in pieces]


def _outright(piece: Piece, asked_for_task: bool) -> Piece:
    if not piece.clause or piece.kind == MENTIONED:
        return piece
    if piece.kind in _IDLE | {"no", "deny", "affirm"} and _TAG.search(piece.text):
        return replace(piece, kind="ask", probability=SURE)
    if piece.kind in _MAY_WALK_IN and _WALKS_IN.search(piece.text):
        return replace(piece, kind="ask", probability=SURE)
    if not asked_for_task:
        return piece
    if piece.kind in _NOT_SURE_OF and _NOT_WANTED.search(piece.text):
        return replace(piece, kind="deny", probability=SURE)
    if piece.kind in _NOT_SURE_OF:
        for pattern, kind in _TASKS:
            if pattern.search(piece.text):
                return replace(piece, kind=kind, probability=SURE)
    if piece.kind in _MAY_BE_SEEN and wishes_to_be_seen(piece.text) and not is_foreign(piece.text):
        return replace(piece, kind="book", probability=SURE)
    if piece.kind in _IDLE and (asks := _WONDERS.search(piece.text)):
        at = asks.start("asked")
        return replace(piece, kind="ask", probability=SURE, text=piece.text[at:], start=piece.start + at)
    return piece


def wished_instead(placed: Sequence[Placed], heard: Heard, context: Context) -> list[Placed]:
    """ "No, a physical", "no, I have one already, on Monday": what is wanted in place of the task that was
    supposed."""
    told = {c.field for _, c in placed if isinstance(c, Set | Correct)}
    if any(isinstance(c, Start | Handoff | Ask | Alternatives | Abort | Goodbye) for _, c in placed):
        return []
    booking = ABOUT_BOOKING.search(context.agent.replace("visit", "")) is not None
    one = _has_one_already(heard.pieces)
    if one is not None and booking and told & {Field.WHEN, Field.PROVIDER, Field.VISIT_TYPE}:
        return [(one.start, Start(Task.LOOKUP))]
    lost = next((p for p in heard.pieces if p.kind == UNKNOWN and p.clause and _SOME_WISH.search(p.text)), None)
    if lost is not None and not told:
        return [(lost.start, Ask(lost.text))]
    named = [v for v in heard.values if v.field is Field.VISIT_TYPE and v.known]
    new = one is None and not booking and any(_NEW_ONE.search(p.text) for p in heard.pieces)
    return [(named[0].start, Start(Task.BOOK))] if new and named else []


def without_idle_questions(placed: Sequence[Placed]) -> list[Placed]:
    """Her visits are read out anyway, so "is that a mistake?" beside the wish to hear them asks for nothing more."""
    reads_out = any(c == Start(Task.LOOKUP) for _, c in placed)
    return [(at, c) for at, c in placed if not (reads_out and isinstance(c, Ask) and _IS_IT_SO.match(c.question))]
