"""A visit wished for in so many words, and one that is only spoken of because it is over. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from voice_agent.understanding.commands import Field
from voice_agent.understanding.evidence import is_foreign
from voice_agent.understanding.heard import Said
from voice_agent.understanding.pieces import INFORM, MENTIONED, OUT_OF_SCOPE, SURE, UNKNOWN, Piece

_NEEDS = re.compile(
    r"\b(?:needs?|needed|(?:i|we|he|she|they)(?:'d| would) like|wants?|wanted|looking (?:for|to)|(?:over)?due|time "
    r"for|(?:calling|call|ringing|ring) (?:about|for|to)|(?:have|has|had|got|ought|supposed|told|like|hoping|"
    r"trying) to (?:get|have|come|do|book|schedule)|gotta|should (?:probably |really )?(?:get|have)|haven't had)\b",
    re.IGNORECASE,
)
_NAMED_AT_ONCE = re.compile(r"(?:just |only |a |an |my |the |his |her |our |another |some |one )*", re.IGNORECASE)
_MOST_NAMED = 8
"""Words of a clause that does no more than name the visit, and for whom or when it is to be."""
_NOT_WISHED = re.compile(
    r"\b(?:don't|do not|doesn't|didn't|won't|wouldn't|not|no longer|never|cancel\w*|if|whether|results?|bill\w*|"
    r"charg\w*|already|why|when|what|how|which|who|where|lost|forgot\w*|form|forms|note|records?|referral|questions?|"
    r"(?:shift|move|change|push|bump|swap|switch|reschedule|postpone|delay|put)(?:ing)? (?:(?:back|off|up|out|"
    r"forward) )?(?:my|the|his|her|our|their|that|this)|to (?!(?:get|have|book|schedule|come|see|do|make|be|take|"
    r"bring|set|receive|find|arrange|request|reserve|start|go|ask|call|try)\b)[a-z]+ (?:(?:back|off|up|out|"
    r"forward) )?(?:my|his|her|our))\b",
    re.IGNORECASE,
)
"""Also with a verb that does something to a visit that she has: "I want to jump my flu shot" asks for none plainly."""
_OVER = re.compile(
    r"^(?:(?:so|well|hi|hello|and|um|uh|yeah|yes|because)[ ,]+)*(?:i|we|he|she|they|my [\w' ]{2,20}?) (?:just |"
    r"already |only )?(?:had|did|got|was|were|came|went|saw|took|'ve had|have had|has had|have already|has "
    r"already)\b(?! (?:to|a question|told to|supposed|wondering|hoping|calling|trying|looking|due|thinking)\b)",
    re.IGNORECASE,
)
_WHAT_WITH = re.compile(
    r"^(?:and |so )?what with (?:the|all|my|our|it|this|that|everything|so|school|work|christmas)\b(?!.*\b"
    r"(?:do|does|is|are|can|could|should) (?:i|we|you|it)\b)",
    re.IGNORECASE,
)
"""A reason, in the form of a question."""
_KIND_UNKNOWN = re.compile(
    r"\b(?:don't|do not|not sure|no idea|couldn't tell you|can't (?:say|tell)|wouldn't know|unsure|"
    r"dunno)\b.{0,25}\b(?:what|which) (?:kind|type|sort|category) of (?:an? )?(?:appointments?|visits?|thing)\b",
    re.IGNORECASE,
)
"""Beside a visit that is wished for: she is asked about its kind anyway."""
_ANSWERED_ELSEWHERE = ("ask", "handoff_")
WISHED = 0.55
"""Least confidence in an utterance with a plain wish in it, whatever else was said beside it."""


def with_plain_wishes(pieces: Sequence[Piece], values: Sequence[Said]) -> list[Piece]:
    """A clause that names a visit and says that it is needed is sure to ask for it; one about a visit that was had,
    beside a question or a wish for staff, asks for none."""
    beside = any(p.kind.startswith(_ANSWERED_ELSEWHERE) and not _WHAT_WITH.search(p.text) for p in pieces)

    wished = any(p.kind == "book" for p in pieces)

    def read(piece: Piece) -> Piece:
        if piece.clause and piece.kind in ("lookup", INFORM, UNKNOWN, "ask", OUT_OF_SCOPE, "deny"):
            reason = len(pieces) > 1 and _WHAT_WITH.search(piece.text) is not None
            if reason or (wished and _KIND_UNKNOWN.search(piece.text) is not None):
                return replace(piece, kind=MENTIONED)
        if beside and piece.kind in (INFORM, UNKNOWN, "book") and _OVER.search(piece.text):
            return replace(piece, kind=MENTIONED)
        if not is_plain_wish(piece, values):
            return piece
        kind = INFORM if piece.kind == OUT_OF_SCOPE else piece.kind
        return replace(piece, kind=kind, probability=max(piece.probability, SURE))

    return [read(piece) for piece in pieces]


def is_plain_wish(piece: Piece, values: Sequence[Said]) -> bool:
    """ "I need a physical", "a physical for my son": a visit that the clinic has, and nothing said against it."""
    named = [v for v in values if v.field is Field.VISIT_TYPE and v.known and piece.start <= v.start < piece.end]
    if piece.kind not in ("book", INFORM, UNKNOWN, OUT_OF_SCOPE) or not named or is_foreign(piece.text):
        return False
    lead = _NAMED_AT_ONCE.match(piece.text)
    at_once = lead is not None and lead.end() >= named[0].start - piece.start and len(piece.text.split()) <= _MOST_NAMED
    wished = at_once or _NEEDS.search(piece.text) is not None
    return wished and _NOT_WISHED.search(piece.text.replace("haven't", "")) is None
