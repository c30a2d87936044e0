"""A yes given though the word for it does not please: "I'm not sick as such, but if you call it that, fine". Pure.

Only where nothing is written on it, and only if the yes is the last that is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from voice_agent.understanding.pieces import MENTIONED, SURE, Piece

_NOT_QUITE = re.compile(r"(?:n't|\bnot|\bnever|\bhardly)\b", re.IGNORECASE)
_CALLED = (
    r"(?:(?:if|whatever|however)(?: (?:that's|that is|it's|it is|this is))?(?: (?:what|how|the (?:name|word)))?"
    r"(?: (?:for|of) (?:it|that|this))?(?: (?:you|they|you guys|it's|it is|that's|we))?"
    r"(?: (?:want|like|have|need) to)?(?: (?:call|called|say|term|name|put|label|file|list)(?:ed)?)?"
    r"(?: (?:it|that|this|under))?(?: (?:it|that|this))?)"
)
_WEAK = (
    r"(?:all ?right|alright|okay|ok|fine|whatever|so be it|that'll do|that will do|that works|that's (?:fine|okay|ok))"
)
_PLAIN = (
    r"(?:yes|yeah|yep|sure|why not|go ahead|let's (?:do|go with) that|book (?:it|that)|(?:i )?(?:guess|suppose) so"
    r"|it (?:will|'ll) do)"
)
_END = (
    rf"(?:[ ,]+{_CALLED})?(?:[ ,]+(?:then|please|i guess|i suppose|thanks|thank you|dear|yes|sure|fine|go ahead))*\W*$"
)
_JOINT = r"(?:[.,;!] ?|\b)(?:but|still|though|so|then)\b[ ,]*(?:(?:yes|well|oh|you know)[ ,]+)*"
_YES_AT_LAST = re.compile(rf"{_JOINT}(?:{_CALLED}[ ,]+)?(?:then )?(?:(?P<weak>{_WEAK})|{_PLAIN}){_END}", re.IGNORECASE)
_BARE_NO = re.compile(r"^\W*(?:(?:oh|well|um+|uh)\W+)*(?:no|nope|nah)\b", re.IGNORECASE)
_WISHES = re.compile(
    r"\b(?:want|need|rather|prefer|instead|another|different|other|wrong|cancel|forget|never ?mind|right|"
    r"what i (?:said|meant))\b",
    re.IGNORECASE,
)


def with_grudging_yes(pieces: Sequence[Piece], text: str) -> list[Piece]:
    """The pieces; where a yes stands behind what does not quite fit, that a mere mention, and the yes sure."""
    match = _YES_AT_LAST.search(text)
    if match is None or not match.start():
        return list(pieces)
    before = text[: match.start()]
    refuses = _BARE_NO.search(before) is not None and (match["weak"] is not None or len(before.split()) == 1)
    if not _NOT_QUITE.search(before) or _WISHES.search(before) or refuses:
        return list(pieces)
    told = [_mentioned(p) for p in pieces if p.start < match.start()]
    return [*told, Piece("yes", SURE, text[match.start() :], match.start(), len(text), clause=False)]


def _mentioned(piece: Piece) -> Piece:
    if piece.kind in ("no", "deny", "affirm", "unknown", "out_of_scope", "abort", "repeat", "yes", "ok"):
        return replace(piece, kind=MENTIONED, probability=SURE, clause=False, contrast=False)
    return replace(piece, contrast=False)
