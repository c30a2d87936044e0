"""Clauses that the classifier takes for none of a clinic's business, though they name what is ours. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from voice_agent.understanding import evidence
from voice_agent.understanding.asides import without_asides
from voice_agent.understanding.commands import Field
from voice_agent.understanding.heard import Heard
from voice_agent.understanding.known_here import with_who_she_is
from voice_agent.understanding.pieces import INFORM, OUT_OF_SCOPE, SURE, Piece
from voice_agent.understanding.reader import Context
from voice_agent.understanding.visit_counts import with_count

_ASKS_FOR_MORE = re.compile(
    r"\b(?:have you(?: got)?|do you have|you(?:'ve)? got|is there|are there|anything|something|what about|how about)\b",
    re.IGNORECASE,
)
_HAS_ANYTHING = re.compile(
    r"\b(?:does|has|is|would|could|can|do you have|have you got|is there|what does|how about|what about)\b.*"
    r"\b(?:have|got|free|available|anything|something|openings?|spots?|see (?:me|him|her|us))\b",
    re.IGNORECASE,
)


def with_ours(heard: Heard, context: Context) -> Heard:
    """A clause with a time, a visit or a doctor of ours in it is not out of scope, whatever the classifier thinks."""
    heard = with_count(with_who_she_is(without_asides(heard, context), context), context)
    if not context.vocabulary.visit_types:
        return heard

    def says_something(piece: Piece) -> bool:
        return any(v.known and piece.start <= v.start < piece.end for v in heard.values)

    def as_ours(piece: Piece) -> Piece:
        timed = any(v.field is Field.WHEN and piece.start <= v.start < piece.end for v in heard.values)
        if piece.kind == "abort" and timed and context.expecting in ("offer", Field.WHEN.value):
            return replace(piece, kind=INFORM)  # "not tomorrow, I said next week"
        doubtful = piece.kind == OUT_OF_SCOPE and piece.probability < SURE and not evidence.is_foreign(piece.text)
        if not doubtful or not says_something(piece):
            return piece
        asks = bool(context.offers) and _ASKS_FOR_MORE.search(piece.text) is not None
        return replace(piece, kind="alternatives" if asks else INFORM)

    def as_search(piece: Piece) -> Piece:
        """ "Does Dr. Lee have anything instead?": openings are looked for, and nothing that is written down."""
        named = any(v.field is Field.PROVIDER and piece.start <= v.start < piece.end for v in heard.values)
        if piece.kind != "ask" or not named or not _HAS_ANYTHING.search(piece.text):
            return piece
        return replace(piece, kind="alternatives" if context.offers else INFORM)

    return replace(heard, pieces=tuple(as_search(as_ours(piece)) for piece in heard.pieces))
