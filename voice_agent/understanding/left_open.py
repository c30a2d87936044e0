"""Who is asked when she would like to come, and leaves it open: "what do you have?", "you tell me", "I'm
flexible". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from voice_agent.understanding.commands import Field, When
from voice_agent.understanding.pieces import INFORM, OUT_OF_SCOPE, UNKNOWN, Piece
from voice_agent.understanding.when import Found

_ANY = re.compile(
    r"\b(?:what|which)(?: \w+)? (?:do|have|would|can) you (?:guys |all )?(?:have|got|offer|do|suggest|recommend)\b"
    r"|\b(?:what|which)(?: \w+)?(?:'s| is| are|'ve you got)? (?:(?:still|currently|even) )?(?:available|open|free|"
    r"possible|my options|the options|your availability|there)\b"
    r"|\bwhat(?:'s| is| are| does) (?:your|the|his|her|the doctor's|dr\.? \w+'s) (?:availability|schedule|calendar|"
    r"openings?|options)\b"
    r"|\bwhat have you got\b|\b(?:whatever|whichever) (?:you(?:'ve)? (?:have|got)|works|suits|is|he has|she has|"
    r"they have)\b"
    r"|^\W*(?:um+\W+|uh+\W+|well\W+|oh\W+)*(?:whatever|whichever|i (?:really )?(?:don't|do not) know|not sure|"
    r"i'm not sure|no idea)\W*$"
    r"|\b(?:you tell me|(?:it's )?up to you|you (?:pick|choose|decide)|surprise me|no preference|any ?time)\b"
    r"|\bi(?:'m| am) (?:pretty |very |totally |really |quite )?(?:flexible|wide open|open|easy|"
    r"free (?:all|any|most))\b"
    r"|\b(?:doesn't|does not|don't|do not) (?:really )?(?:matter|mind|care|have a preference)\b",
    re.IGNORECASE,
)
_SOONEST = re.compile(
    r"\b(?:when|how soon)(?:'s| is| are| can| could| would| do)? (?:the |your |you |he |she |they |i |we )?(?:\w+ )?"
    r"(?:next|soonest|first|earliest|see me|fit (?:me|us|him|her)|get (?:me|us|him|her|in)|come in|available|free)\b"
    r"|\bhow soon\b",
    re.IGNORECASE,
)

_ENDS = frozenset({"goodbye", "done"})
_PARTS = re.compile(
    r"\b(?:bye|good ?bye|see you|talk to you|call (?:you |me )?back|(?:i'll|i will) (?:call|phone|ring))\b", re.I
)


def left_open(text: str) -> tuple[Found, ...]:
    """Any time, or the soonest, for all of what was said; nothing where it says neither."""
    if _SOONEST.search(text):
        return (Found((0, len(text)), (When(earliest=True),)),)
    return (Found((0, len(text)), (When(),)),) if _ANY.search(text) else ()


def _names_a_time(piece: Piece, found: Sequence[Found]) -> bool:
    within = any(f.span[0] < piece.end and piece.start < f.span[1] for f in found)
    return piece.clause and within and _PARTS.search(piece.text) is None


def as_answer(pieces: Sequence[Piece], found: Sequence[Found], text: str, expecting: str | None) -> list[Piece]:
    """The pieces; a question that leaves it open is the answer, and no question for what is written down. A clause with
    a day in it, said to "when would you like to come?", ends nothing."""
    if expecting == Field.WHEN.value:
        pieces = [replace(p, kind=INFORM) if p.kind in _ENDS and _names_a_time(p, found) else p for p in pieces]
    if [f.span for f in found] != [(0, len(text))] or found[0].whens not in ((When(),), (When(earliest=True),)):
        return list(pieces)
    return [replace(p, kind=INFORM) if p.kind in ("ask", OUT_OF_SCOPE, UNKNOWN) else p for p in pieces]
