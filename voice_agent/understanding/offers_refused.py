"""What is said of the openings on offer without choosing: what is wrong with all of them, what is missed among them.

"No, those are mornings", "that's when I'm at work" name a part of the day, and refuse it; "nothing between three and
four?" asks for other openings. Neither takes one, and neither is a question for what is written down. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from voice_agent.understanding import unfit_hours
from voice_agent.understanding.pieces import MENTIONED, Piece, Span, blanked

_THEY = r"(?:those|these|they|they're|both|all (?:of (?:those|them|these)|those|these)|those times|these times)"
_ARE = r"(?: ?'?re| are| is| were)?(?: both| all| only| just| too| still| right| exactly)*"
_OF_THE_DAY = r"(?:(?:in )?(?:the |early |late )*(?:mornings?|afternoons?|evenings?)|(?:before|at|over) (?:noon|lunch))"
_TAKEN = (
    r"(?:when|while|during|in the middle of) (?:i'm|i am|i|we're|he's|she's|my|the|his|her|our|school|work|class)\b"
    r"(?: \w+){0,6}"
)
_STOPS = r"(?=\s*(?:[.,;!?]|$|and\b|but\b|so\b))"
_OF_THEM = re.compile(rf"\b{_THEY}{_ARE} (?:{_TAKEN}|{_OF_THE_DAY}){_STOPS}", re.IGNORECASE)
_OF_ONE = re.compile(rf"\b(?:that's|that is|it's|which is){_ARE} {_TAKEN}{_STOPS}", re.IGNORECASE)
_THOSE = r"(?:those|both|that|these)"
_FAR = (
    r"(?:(?:(?:a few|two|three|several|many) )?(?:weeks|months)|ages|"
    r"(?:a (?:bit|little|long way|ways?)|so|too|way too|pretty)"
    r"(?: far)?) (?:away|off|out|ahead)"
)
_FAR_OFF = re.compile(rf"\b(?:{_THEY}|that's|that is|it's){_ARE} {_FAR}{_STOPS}", re.IGNORECASE)
_DAY_IS_OUT = re.compile(
    r"\b(?:today|tonight|tomorrow|\w+days?|(?:mornings?|afternoons?|evenings?)(?: and (?:that|such))?)"
    r"(?:'s| is| are) (?:no good|no use|not good|out|bad|impossible)\b",
    re.IGNORECASE,
)
"""A day that does not suit, whatever else its words are like."""
_DAY_FREE = re.compile(
    r"^\W*(?:(?:and|so|but|well|okay|oh|or|um+|uh+|then|no)\W+)*"
    r"(?:is|are|was|would|will|does|do|could|how's|how is|hows)"
    r" (?:(?:the |this |next |that |early |late )*(?:\w+days?|tomorrow|today|mornings?|afternoons?|evenings?|week)\b"
    r"(?: the \w+(?: \w+)?| after(?: that)?| mornings?| afternoons?)?)\b[^.?!]{0,12}?"
    r"\b(?:any good|any use|any better|good|okay|ok|possible|available|free|open|work|doable|an option|looking|look)\b",
    re.IGNORECASE,
)
_BUSY_THEN = re.compile(
    r"\b(?:i'm|i am|i'll be|i|he's|she's) (?:still )?"
    r"(?:at work|in class|at school|in school|working|work|teaching|busy|on shift|tied up) "
    rf"(?:then|at {_THOSE} (?:times?|hours?)|(?:all )?{_THOSE} times?)\b",
    re.IGNORECASE,
)
_SUITS = re.compile(
    r"\b(?:great|perfect|good|fine|works|(?:would|will|'ll|does|do) work|ok|okay|lovely|ideal|wonderful|nice|"
    r"free|available|i'm off|first|second|third|last|take|the \w+ one)\b",
    re.IGNORECASE,
)
_LACK = r"(?:nothing|not anything|none|no (?:openings?|appointments?|times?|slots?))"
_WHEN_AHEAD = (
    r"(?: \w+){0,2}? (?=between|before|after|later|earlier|sooner|in the|on|at|around|this|next|from|past|any)"
)
_ASKED = r"(?:(?:is|was|are|were) there|there(?:'s| is| was| are)|(?:do )?you (?:have|'ve got|got)|so|really)"
_MISSED = re.compile(
    rf"\b{_ASKED} {_LACK}{_WHEN_AHEAD}|\b{_LACK}{_WHEN_AHEAD}(?=[^.!;]*\?)",
    re.IGNORECASE,
)
"""A question, by its words or by its mark: "nothing after five, please" rules out."""
_WOULD_DO = re.compile(
    r"[^.?!;]*\b(?:then|i suppose|i guess|fine|ok|okay|works|will do|good|if i (?:must|have to))\b[^.?!;]*$",
    re.IGNORECASE,
)
_TURNED = frozenset("ask goodbye done unknown inform out_of_scope no deny hold_on ok book alternatives".split())


def without_faults(text: str) -> str:
    """The text, with what is wrong with the offers blanked out: a part of the day in it is no wish."""
    return blanked(text, _faults(text))


def in_the_positive(text: str) -> str:
    """The text without what makes a time that is missed one that is ruled out ("nothing after five?"), and without what
    would do for want of it ("four thirty then, nothing before?")."""
    missed = [match.span() for match in _MISSED.finditer(text)]
    would_do = [(m.start(), start) for start, _ in missed for m in _WOULD_DO.finditer(text, 0, start)]
    return blanked(without_faults(text), [*missed, *would_do])


def as_refusals(pieces: Sequence[Piece], text: str, when_spans: Sequence[Span]) -> list[Piece]:
    """The pieces of an answer to offers, with those that find fault with all, or miss another, as refusals."""
    faults = [*_faults(text), *unfit_hours.days_refused(text), *(m.span() for m in _DAY_IS_OUT.finditer(text))]
    pieces = [replace(p, kind="alternatives") if _asks_for_day(p, when_spans) else p for p in pieces]
    return [
        part
        for piece in pieces
        for part in (
            [replace(piece, kind="alternatives")]
            if (any(start < piece.end and piece.start < end for start, end in faults) and piece.clause)
            or _goes_on(piece, when_spans)
            else _missing(piece, text, when_spans)
        )
    ]


def _asks_for_day(piece: Piece, when_spans: Sequence[Span]) -> bool:
    """ "Is Tuesday any good?": asked of the calendar."""
    asks = piece.clause and piece.kind == "ask" and _DAY_FREE.search(piece.text) is not None
    return asks and any(piece.start <= start < piece.end for start, _ in when_spans)


def _goes_on(piece: Piece, when_spans: Sequence[Span]) -> bool:
    """ "Not today. After four." is one wish, and no bare no."""
    return piece.kind == "no" and any(piece.start <= start < piece.end < end for start, end in when_spans)


def misses_another(text: str) -> bool:
    """Whether another opening than those on offer is asked for in a negative."""
    return _MISSED.search(text) is not None


def _faults(text: str) -> list[Span]:
    found = [m.span() for pattern in (_OF_THEM, _OF_ONE, _BUSY_THEN) for m in pattern.finditer(text)]
    found = [] if _SUITS.search(text) and len(found) == 1 and _praised(text, found[0]) else found
    return [*found, *(m.span() for m in _FAR_OFF.finditer(text)), *unfit_hours.refused(text)]


def _praised(text: str, fault: Span) -> bool:
    """Whether the same sentence calls it good."""
    start = max(text.rfind(mark, 0, fault[0]) for mark in ".!?;") + 1
    ends = [at for mark in ".!?;" if (at := text.find(mark, fault[1])) >= 0]
    return _SUITS.search(text[start : min(ends, default=len(text))]) is not None


def _missing(piece: Piece, text: str, when_spans: Sequence[Span]) -> list[Piece]:
    """ "Four thirty then, nothing between three and four?": the time behind "nothing" is asked for."""
    match = _MISSED.search(text, piece.start)
    if match is None or match.start() >= piece.end or not piece.clause or piece.kind not in _TURNED:
        return [piece]
    at = match.start()
    if not any(at <= start < piece.end for start, _ in when_spans):
        return [piece]
    asked = replace(piece, kind="alternatives", text=text[at : piece.end], start=at)
    before = replace(piece, kind=MENTIONED, text=text[piece.start : at].rstrip(" ,"), end=at)
    return [before, asked] if before.text else [asked]
