"""Staff and the waiting list spoken of by a caller who wants neither: refused, only echoed, or meant otherwise. Pure.

"Staff? No, just a flu shot", "you needn't connect me", "please leave no message there", "to talk it over with her".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from voice_agent.understanding.commands import HandoffReason, Task
from voice_agent.understanding.pieces import MENTIONED, SURE, Piece

_STAFF_ASKED = f"handoff_{HandoffReason.ASKED.value}"
_OFFERS_STAFF = re.compile(r"\bour staff\b[^.?]*\?", re.IGNORECASE)
_OFFERS_LIST = re.compile(r"\bwait(?:ing)? ?list\b[^.?]*\?", re.IGNORECASE)

_LEAD = (
    r"^(?:(?:no|nope|oh|well|and|but|so|then|please|actually|really|honestly|thanks|also|i said|"
    r"i told you)[ ,]+)*"
)
_NOT = r"(?:do(?:es)?n't|do not|did(?:n't| not)|won't|wouldn't|would not)"
_WHOM = (
    r"(?:(?:the|your|a|an|any|any of the|any of your|one of the|real|live|human|other) )*"
    r"(?:staff|anyone|anybody|someone|somebody|persons?|people|humans?|human being|operators?|representatives?|"
    r"receptionists?|front desk|desk|office)\b"
)
_NOBODY_ELSE = r"(?! (?:but|except|other than|else|like you|unless)\b)"
_WITH_THEM = rf"(?:to|with|through to|over to) {_WHOM}{_NOBODY_ELSE}"
_CONNECT = r"(?:connect|transfer|put|patch|pass|send|switch|hand)"
_REFUSES_STAFF = re.compile(
    rf"{_LEAD}(?:(?:i|we)(?:'d| would)? (?:really |just |honestly )*(?:{_NOT} (?:really |even |actually )*(?:want|"
    r"need|have|wish|care|like|mean|ask)(?:ed)?|rather not|prefer not|needn't|need not)(?: (?:to|for))?(?: (?:speak|"
    rf"talk|chat|{_CONNECT}(?:ed)?|be {_CONNECT}(?:ed)?|go))?(?: (?:{_WITH_THEM}|{_WHOM}{_NOBODY_ELSE}))"
    rf"|(?:you )?(?:{_NOT} (?:need|have) to|needn't|need not|don't|do not) {_CONNECT} (?:me|us)"
    rf"(?: (?:{_WITH_THEM})|$)"
    rf"|(?:there's |there is )?no (?:need|reason) (?:to|for)(?: me to)?(?: (?:speak|talk|{_CONNECT}(?: me)?))?"
    rf" (?:{_WITH_THEM}|{_WHOM}{_NOBODY_ELSE})"
    rf"|(?:no|not|not with|not to) {_WHOM}{_NOBODY_ELSE})",
    re.IGNORECASE,
)
_ONLY_NAMES_STAFF = re.compile(rf"(?:(?:to|with) )?{_WHOM}", re.IGNORECASE)
_NO_MESSAGE = re.compile(
    r"(?:n't|\bnot|\bno|\bnever|\bwithout)\b.{0,25}?\b(?:leav(?:e|ing)\b.{0,15}?)?\b(?:messages?|voice ?mails?)\b",
    re.IGNORECASE,
)
_TO_TALK = re.compile(
    rf"{_LEAD}(?:(?:just|only|simply|really|mostly|it's|that's|this is)[ ,]+)*to (?:talk|chat|speak)\b",
    re.IGNORECASE,
)
"""What somebody is to be seen for, and no wish of its own."""
_JUST_TALK = re.compile(
    rf"{_LEAD}(?:i|we)(?:'d| would|'m| was| am| were)? (?:(?:just|only|really|simply|rather) )*"
    r"(?:want|wanted|like|liked|hoping|hoped|meant|here|need)(?: (?:just|only))? to (?:talk|chat|speak)"
    r"(?: (?:it|this|that|things|something) (?:over|through))?(?: about (?:(?:it|this|that|things)\b|\w+ing \w+))?"
    r"(?: (?:to|with) (?:her|him|(?:the|a|my) (?:doctor|physician)))?$",
    re.IGNORECASE,
)
"""Said with nobody of the office named: she wants words instead of an examination."""
_REFUSES_LIST = re.compile(
    rf"{_LEAD}(?:no|not|never ?mind|forget|skip|without)(?: (?:on|for|with|about|being on|to be on))?"
    r"(?: (?:the|a|an|your|any|that|this))? wait(?:ing)?[ -]?list\b"
    rf"|\b(?:{_NOT}|not) (?:\w+ ){{0,2}}?(?:want|need|ask(?:ed|ing)?|like|care|put|add)\b.{{0,25}}"
    r"\bwait(?:ing)?[ -]?list\b",
    re.IGNORECASE,
)
_BOOKS = frozenset({Task.BOOK.value})


def without_unwished(pieces: Sequence[Piece], agent: str) -> list[Piece]:
    """The pieces; those in which staff or the waiting list are named and not wished for, made a no to what the agent
    asked, or a mere mention."""
    refused = any(p.kind in ("no", "deny") for p in pieces)
    books = any(p.kind in _BOOKS for p in pieces)

    def read(piece: Piece, before: Piece | None) -> Piece:
        if not piece.clause:
            return piece
        # "I don't want to" and "no" are set phrases, and may only begin what follows without a pause
        one = before is not None and before.kind == "no" and before.end + 1 == piece.start
        text = f"{before.text} {piece.text}" if before and one else piece.text
        if piece.kind in (Task.WAITLIST.value, "deny") and _REFUSES_LIST.search(text):
            return _no_to(piece, _OFFERS_LIST, agent)
        if piece.kind != _STAFF_ASKED:
            return piece
        if _REFUSES_STAFF.search(text):
            return _no_to(piece, _OFFERS_STAFF, agent)
        echoed = refused and _OFFERS_STAFF.search(agent) and _ONLY_NAMES_STAFF.fullmatch(piece.text)
        meant_otherwise = _NO_MESSAGE.search(piece.text) or _JUST_TALK.search(piece.text)
        seen = books and _TO_TALK.search(piece.text)
        return replace(piece, kind=MENTIONED) if echoed or meant_otherwise or seen else piece

    return [read(piece, before) for piece, before in zip(pieces, (None, *pieces), strict=False)]


def _no_to(piece: Piece, offered: re.Pattern[str], agent: str) -> Piece:
    """A no where that was offered; elsewhere nothing that was asked is answered by it."""
    kind = "deny" if offered.search(agent) else MENTIONED
    return replace(piece, kind=kind, probability=SURE)
