"""A visit that she has, spoken of once nothing more is wanted: whether it still stands, that it is as it is. Pure.

"No, that's all. And I've still got my Tuesday with her?" asks for her visits; "it is the Monday, good, I'll leave it",
"no, I have mine, the Monday one" ask for nothing, and no day or visit in them is a wish.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from voice_agent.understanding.commands import Affirm, Command, Field, Start, Task, Thanks
from voice_agent.understanding.heard import Said
from voice_agent.understanding.pieces import MENTIONED, Piece

_TAGS = r"(?:right|correct|yes|yeah|okay|ok|don't i|haven't i|am i not|aren't i|isn't it)"
_VISIT = r"(?:appointment|visit|check-?up|physical|exam|follow-?up|one|slot|spot|[a-z]+day)(?:'s)?"
_MINE = rf"(?:mine|(?:my|the) (?:[\w'-]+ ){{0,3}}?{_VISIT})"
_STILL = re.compile(
    rf"\b(?:(?:i|we)(?:'ve| have| do)? still (?:got|have) {_MINE}|(?:do|have) (?:i|we) still (?:have|got) {_MINE}"
    rf"|{_MINE}(?:'s| is)? still (?:there|on|booked|good|fine|standing|the same)"
    rf"|is {_MINE} still (?:there|on|booked|good)"
    r"|(?:i'm|we're|am i|are we) still (?:down|booked|in|on|set|scheduled)(?: for)?)\b"
    rf"[^.!?]*(?:\?|,? {_TAGS}\W*$)",
    re.IGNORECASE,
)
_HAS_MINE = re.compile(
    r"^(?:(?:no|oh|but|and|well|because)[ ,]+)*(?:(?:i|we)(?:'ve| have| 've)?(?: already)?(?: got| have)? mine\b(?!')"
    r"|mine(?:'s| is)\b)",
    re.IGNORECASE,
)
_IT_IS = re.compile(
    r"\b(?:it's|it is|that's|it was)(?:,? (?:just|only|on|the|a|an|my|still|really|indeed))*\s*$", re.IGNORECASE
)
"""Before a day or a kind of visit that she was told of."""
_WISHES = re.compile(
    r"\b(?:i(?:'d| would)? (?:need|want|like)|book|move|cancel|change|another|instead|rather|actually|what about|"
    r"how about|can i|could i|do you have)\b",
    re.IGNORECASE,
)


def asks_whether_it_stands(text: str) -> bool:
    """Whether she asks if a visit of hers is still there."""
    return _STILL.search(text) is not None


def her_visits(commands: Sequence[Command]) -> tuple[Command, ...]:
    """The commands of such a question: her visits are read out."""
    return (Start(Task.LOOKUP), *(c for c in commands if isinstance(c, Thanks | Affirm)))


def has_mine(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a no to whether she wants a visit, that which tells of her own made a mention; "that's everything"
    behind it ends nothing."""
    if not any(p.kind == "no" for p in pieces) or not any(p.clause and _HAS_MINE.search(p.text) for p in pieces):
        return list(pieces)
    told = [p for p in pieces if p.kind == "done" or (p.clause and _HAS_MINE.search(p.text))]
    return [replace(p, kind=MENTIONED) if p in told else p for p in pieces]


def without_what_it_is(pieces: Sequence[Piece], values: Sequence[Said], text: str) -> tuple[list[Piece], list[Said]]:
    """Without the day and the kind of a visit that she was told of and only says again, and is left as it is."""
    told = _only_told(values, text)
    idle = [replace(p, kind=MENTIONED) if told and p.kind == "abort" else p for p in pieces]
    return idle, [v for v in values if v not in told]


def _only_told(values: Sequence[Said], text: str) -> list[Said]:
    if _WISHES.search(text):
        return []
    return [v for v in values if v.field in (Field.WHEN, Field.VISIT_TYPE) and _IT_IS.search(text[: v.start])]
