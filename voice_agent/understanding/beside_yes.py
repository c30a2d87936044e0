"""What stands beside a plain yes to a read-back and takes nothing of it back: a remark, a question of another matter.

"Yes, and I'll bring my insurance card", "yes, what should I wear?". Pure. What may change the visit (a day, a number,
something other or later, a "but") is left as it was found, and is no yes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from voice_agent.understanding.pieces import INFORM, SURE, UNKNOWN, Piece

_PLAIN_YES = re.compile(
    r"^\W*(?:(?:oh|well|um|uh|ah|great|perfect)\W+)*(?:yes|yeah|yep|yup|sure|absolutely|please do|go ahead)\b",
    re.IGNORECASE,
)
_CLOSING_YES = re.compile(
    r"(?:[.!?;,] *)(?:(?:and|so|well|oh|then|anyway)[ ,]+)*(?:yes|yeah|yep|sure)\b[ ,]*(?:please[ ,]+)?"
    r"(?:(?:go ahead(?: and)?|do)[ ,]*)?(?:(?:book|move|do|confirm|schedule) (?:it|that|this))?(?:[ ,]+please)?\W*$",
    re.IGNORECASE,
)
""" "Is that the one by the river? I'll have to tell my son. And yes, please book it."."""
_DOES_IT = re.compile(
    r"(?:(?:please|just|then|and)[ ,]+)*(?P<verb>book|move|cancel|confirm|schedule) "
    r"(?:(?-i:(?P<name>[A-ZÀ-Ý][\w-]+))'s|my [\w-]+'s|his|hers|mine)"
    r"(?: (?:one|visit|appointment))?(?:[ ,]+(?:please|then|now|for me))*",
    re.IGNORECASE,
)
_OF_THE_LIST = re.compile(r"\bwait(?:ing)? ?list\b", re.IGNORECASE)
_JOINS = re.compile(
    r"(?:(?:please|just|then|and|so|well|go ahead and|you can|you could)[ ,]+)*(?:put|add|note|get) me (?:down )?"
    r"(?:on|to|onto|for) (?:it|that|(?:the|that|your|this) (?:wait(?:ing)? ?)?list)"
    r"(?:[ ,]+(?:please|then|now|anyway))*",
    re.IGNORECASE,
)
_FOR_SOMEBODY = re.compile(r"\b(?:for|of) [A-ZÀ-Ý][\w-]+(?: [A-ZÀ-Ý][\w-]+)*[.?!]")
_REMARK = re.compile(
    r"^(?:(?:and|so|oh|also|well|um|uh)[ ,]+)*(?:i'll|i will|i'm|i am|i should (?:just )?(?:bring|take|wear|fast|eat|"
    r"park|come (?:early|a bit early|ten))|i(?:'d|'ll| will| would)? (?:just )?have to (?:tell|let|get|arrange)|i "
    r"have|i've|i can|i do|i always|we'll|we|he'll|he's|she'll|she's|they'll|it's (?:for|about|my|been|just)|my|"
    r"that's|that is|that'd be|that would be|thank|thanks)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"^(?:(?:and|so|oh|also|well|um|uh|but first)[ ,]+)*(?:what|how|where|is there|are there|do (?:i|you|we|they)|"
    r"does it|should i|will (?:it|i|they|you|there)|can (?:i|he|she|my|you)|could (?:i|you)|is (?:it|parking)|would "
    r"(?:i|it))\b",
    re.IGNORECASE,
)
_MAY_CHANGE_IT = re.compile(
    r"\b(?:but|no|not|n't|wait|instead|rather|other|another|different|else|later|earlier|sooner|before|after|change|"
    r"move|cancel|leave|keep|drop|forget|wrong|actually|only|except|unless|if|make it|prefer|want|need|book|with|at|on"
    r"|today|tomorrow|week|month|morning|afternoon|evening|noon|o'clock|\w*day|doctor|dr|nurse|\d+|one|two|three|four|"
    r"five|six|seven|eight|nine|ten|eleven|twelve|thirty|fifteen|forty|half|quarter|first|second|last)\b|n't\b",
    re.IGNORECASE,
)
_SAYS_WHO = re.compile(
    r"(?:it's|this is|i'm|my name is|my name's|the name is) (?-i:[A-ZÀ-Ý][\w'-]+(?: [A-ZÀ-Ý][\w'-]+){1,2})$",
    re.IGNORECASE,
)
_MATTERS_NOT = re.compile(
    r"\b(?:bring|brings|wear|park\w*|insurance|card|eat|drink|fast\w*|hurt|long|sister|brother|mom|mother|dad|father|"
    r"husband|wife|daughter|son|friend|someone|wheelchair|walker|form|forms|paperwork|records?|payment|pay|copay|"
    r"ready|prepare|ride|voice ?mail)\b",
    re.IGNORECASE,
)
"""What is asked or told beside a yes of how one comes, and not of when or with whom: there "on" and "with" are
harmless."""
_AT_THE_SAME_TIME = re.compile(
    r"^(?:(?:and|oh|also|so)\W+)*(?:can|could|will|would|do) (?:she|he|i|we|they|you)\b.*\b(?:while (?:she|he|i|we|"
    r"they)(?:'s|'m|'re| is| am| are)? there|at the same (?:time|visit|appointment)|when (?:she|he|i|we)(?:'s|'m| is| "
    r"am)? there|same visit|that day too)$",
    re.IGNORECASE,
)
""" "And can she get her flu shot while she's there?"."""
_THEN_ASKS = re.compile(
    r",? and (?:um |uh |also )*(?=(?:what|how|where|do i|should i|is there|are there|can i|will|does it)\b)",
    re.IGNORECASE,
)
_OF_A_NUMBER = re.compile(r"\bnumber\b.*\?", re.IGNORECASE)
_SOME_YES = re.compile(
    r"\b(?:yes|yeah|yep|yup|sure|okay|ok|fine|that's (?:it|right|the one)|it is|that works)\b", re.IGNORECASE
)
_NO_MESSAGE = re.compile(
    r"\b(?:don't|do not|please don't|no) (?:leave|leaving|need to leave)? ?(?:a |any )?(?:voice ?mails?|"
    r"messages?|texts?|text me|call .*)\b"
    r"|\b(?:not|don't|do not|never|won't|without)(?: (?:want|like|have|let)(?: (?:you|anyone|anybody|people|"
    r"them))?)?(?: to)? (?:leave|leaving) (?:(?:a|any|me|us|no) )*(?:voice ?mails?|messages?)\b(?: (?:there|on (?:it|"
    r"that|there)))?",
    re.IGNORECASE,
)
_NO_OR_ANOTHER = re.compile(
    r"\b(?:no|not|nope|n't|wrong|other|another|different|instead|rather|better|old|work|cell|mobile|wait|\d+|zero|one|"
    r"two|three|four|five|six|seven|eight|nine)\b|n't\b",
    re.IGNORECASE,
)
_HARD = re.compile(
    r"\b(?:but|no|not|wait|instead|rather|other|another|different|else|later|earlier|sooner|change|move|cancel|drop|"
    r"forget|wrong|actually|except|unless|make it|prefer|\w+day|doctor|dr)\b|n't\b",
    re.IGNORECASE,
)


def beside_a_yes(pieces: Sequence[Piece], text: str, expecting: str | None, agent: str) -> list[Piece]:
    """The pieces; clauses that nobody understood, behind a plain yes or before one that closes, made a question or a
    remark where they can be no more."""
    if expecting == "confirm" and _OF_THE_LIST.search(agent):
        pieces = [replace(p, kind="yes", probability=SURE) if _JOINS.fullmatch(p.text) else p for p in pieces]
    if expecting != "confirm" or (_PLAIN_YES.search(text) is None and _CLOSING_YES.search(text) is None):
        return list(pieces)
    pieces = [_of_whom(p, agent) for p in pieces]
    pieces = [replace(p, kind="ask") if p.clause and _AT_THE_SAME_TIME.search(p.text) else p for p in pieces]
    return [one for piece in pieces for one in (_read(piece) if piece.clause and piece.kind == UNKNOWN else [piece])]


def _of_whom(piece: Piece, agent: str) -> Piece:
    """ "Move Ann's": what the agent has just proposed, unless it was for somebody else."""
    match = _DOES_IT.fullmatch(piece.text) if piece.clause else None
    if match is None or not re.search(rf"\bI {match['verb']}\b", agent, re.IGNORECASE):
        return piece
    named = match["name"] is None or re.search(rf"\b{re.escape(match['name'])}\b", agent) is not None
    agreed = named or _FOR_SOMEBODY.search(agent) is None
    return replace(piece, kind=INFORM if agreed else UNKNOWN, probability=SURE)


def _read(piece: Piece) -> list[Piece]:
    risky = _HARD if _MATTERS_NOT.search(piece.text) else _MAY_CHANGE_IT
    if risky.search(piece.text):
        return [piece]
    if _QUESTION.search(piece.text):
        return [replace(piece, kind="ask", probability=SURE)]
    if not _REMARK.search(piece.text) and not _SAYS_WHO.match(piece.text):
        return [piece]
    remark = replace(piece, kind=INFORM, probability=SURE)
    asks = _THEN_ASKS.search(piece.text)
    if asks is None:
        return [remark]
    question = replace(remark, kind="ask", text=piece.text[asks.end() :], start=piece.start + asks.end())
    return [replace(remark, text=piece.text[: asks.start()]), question]


def agrees_to_the_number(text: str, agent: str) -> bool:
    """ "Well, it's my landline, but yes": said to whether a number is the right one, and no other is named."""
    return (
        _OF_A_NUMBER.search(agent) is not None
        and _SOME_YES.search(text) is not None
        and _NO_OR_ANOTHER.search(_NO_MESSAGE.sub("", text)) is None
    )
