"""What stands beside an answer and changes nothing of it: that the number is hers, or a question of her own. Pure.

Only where a number is asked about may a clause be passed over that nobody understood; beside a read-back of a visit
every word counts.
"""

from __future__ import annotations

import re
from dataclasses import replace

from voice_agent.understanding.heard import Heard
from voice_agent.understanding.pieces import SURE, UNKNOWN, Piece
from voice_agent.understanding.reader import Context

_ABOUT_NUMBER = re.compile(r"\b(?:number)\b[^.]*\?|\bI have [a-z ,]+\. Is that right", re.IGNORECASE)
_ABOUT_STAFF = re.compile(r"\b(?:connect you|speak (?:to|with) our|with our) (?:with )?(?:our )?staff\b", re.IGNORECASE)
_THE_NUMBER = (
    r"(?:my|our|the|the right|the best|the correct|a good|my own|his|her) "
    r"(?:number|one|phone|mobile|cell(?: ?phone)?|landline|phone number|cell number|mobile number)"
)
_HERS = re.compile(
    rf"(?:(?:that|this|it)(?:'s| is| would be) {_THE_NUMBER}(?: to (?:call|use|ring|reach me on))?"
    r"|(?:that|this)(?:'s| is) me"
    rf"|(?:you can |please |just |do )*(?:call|ring|phone|reach|try|get|use) (?:me |us |it |that |this )?"
    r"(?:(?:back )?(?:there|here|(?:on|at) (?:that|this|it)(?: one| number)?)|back|"
    r"(?:that|this) (?:one|number))"
    r"|(?:(?:the )?(?:right|correct) )?number|(?:the )?same (?:one|number)"
    r"|(?:the )?(?:one|number) i'm (?:calling|ringing|phoning) (?:from|on))",
    re.IGNORECASE,
)
"""All of a clause: the number that was read to her is the right one."""
_NOT_HERS = re.compile(
    r"(?:that|this|it)(?:'s| is| was) (?:my|our|the|his|her|an?) (?:old|wrong|former|previous|other|ex-?\w*) "
    r"(?:number|one|phone|mobile|cell)",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\d|\b(?:but|no|nope|not|n't|don't|won't|can't|isn't|doesn't|wait|never|stop|except|unless|if|however|although|"
    r"wrong|instead|rather|or|until|till|after|before|only|actually|other|another|new|old|different|work|home|office|"
    r"area code|change\w*|call (?:my|him|her)|zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"husband\w*|wife\w*|son\w*|daughter\w*|mother\w*|father\w*|mum\w*|mom\w*|dad\w*|cancel\w*|hang on|hold)\b",
    re.IGNORECASE,
)
"""Words with which a clause may speak of another number, or against this one."""
_HER_QUESTION = re.compile(
    r"^(?:and |so |but |also |oh )*(?:shall|should|must|may|can|could|do|does|did|will|would|am|is|are|what|when|where|"
    r"how|which|who) (?!not\b|you not\b|we not\b|it not\b|that not\b)(?!.*\b(?:chang|differ|another|other|else|instead|"
    r"cancel|skip|leave|forget|mov|later|earlier|book|come|wait)\w*)(?!.*\b(?:it|this|that)\b)(?:i|he|she|my \w+)\b.+",
    re.IGNORECASE,
)
"""She asks what she is to do ("shall I eat or not"): the not in it refuses nothing. "Shall I do it or not" doubts."""
_OR_NOT = re.compile(r"\bor not$", re.IGNORECASE)
_GET_ON = re.compile(
    r"(?:please |just |simply |now |then )*(?:book|make|move|cancel|do|finish|reschedule) (?:it|that|the (?:visit|"
    r"appointment|booking))(?: (?:please|now|then|already|for me))*",
    re.IGNORECASE,
)


def without_asides(heard: Heard, context: Context) -> Heard:
    """The same, with clauses beside the answer taken for what they are."""
    pieces = tuple(_asked(piece) for piece in heard.pieces)
    if _ABOUT_STAFF.search(context.agent):
        pieces = tuple(_no_staff(piece) for piece in pieces)
    if context.expecting == "confirm" and _ABOUT_NUMBER.search(context.agent):
        pieces = tuple(_hers(piece) for piece in pieces)
        if any(piece.kind == "yes" for piece in pieces):
            pieces = tuple(p for p in pieces if not _says_nothing(p, heard))
    return replace(heard, pieces=pieces)


def _asked(piece: Piece) -> Piece:
    kinds = {"deny", "affirm", "alternatives", "out_of_scope"} if _OR_NOT.search(piece.text) else {"deny", "affirm"}
    guessed = piece.clause and piece.kind in kinds and piece.probability < SURE
    return replace(piece, kind="ask", probability=SURE) if guessed and _HER_QUESTION.fullmatch(piece.text) else piece


def _no_staff(piece: Piece) -> Piece:
    """ "Just book it", said to the offer of staff: she wants none, and what was under way is gone on with."""
    return replace(piece, kind="deny") if piece.clause and _GET_ON.fullmatch(piece.text) else piece


def _hers(piece: Piece) -> Piece:
    if piece.clause and piece.kind == "alternatives":
        return replace(piece, kind="deny")  # "please use another one"
    if piece.clause and _NOT_HERS.fullmatch(piece.text):
        return replace(piece, kind="deny", probability=SURE)
    plain = piece.clause and not piece.contrast and _HERS.fullmatch(piece.text) is not None
    return replace(piece, kind="yes", probability=SURE, clause=False) if plain else piece


def _says_nothing(piece: Piece, heard: Heard) -> bool:
    return (
        piece.kind == UNKNOWN
        and not piece.contrast
        and _ANOTHER.search(piece.text) is None
        and not any(piece.start <= v.start < piece.end for v in heard.values)
    )
