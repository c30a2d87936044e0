"""Talk of visits that are settled, not wanted, or wanted besides: said after something was booked, mostly. Pure.

"I just booked it", "Riverside's the one on Water Street, yeah?" and "do I have to come in for that?" ask for no visit;
"I don't really want to come in" gives one up; "I need another one on Friday" asks for one more, and for no other time
of the one she has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from voice_agent.understanding.commands import Field
from voice_agent.understanding.evidence import is_foreign
from voice_agent.understanding.pieces import INFORM, MENTIONED, OUT_OF_SCOPE, SURE, UNKNOWN, Piece
from voice_agent.understanding.reader import Context
from voice_agent.understanding.yes_and_no import ends_the_call

_LEAD = (
    r"^(?:(?:so|and|but|well|now|then|oh|ok|okay|no|yes|yeah|wait|sorry|honestly|because|like i said|what|huh|"
    r"hmm)[ ,]+)*"
)
_VISIT = (
    r"(?:appointments?|visits?|bookings?|sessions?|physicals?|check-?ups?|exams?|follow-?ups?|shots?|vaccin\w+|"
    r"blood ?(?:tests?|draws?|work)|labs?|skin checks?|therapy)"
)
_JUST = r"(?:just|already|only just|just now|literally just)"
_BOOKED = r"(?:booked|scheduled|made|set up|arranged|reserved)"
_IS_BOOKED = re.compile(
    rf"{_LEAD}(?:i|we|you(?: guys)?|she|he|they)(?:'ve| have|'d)? {_JUST} {_BOOKED} "
    rf"(?:it|that|one|this|mine|that one|me|(?:my|the|an?|that|this) (?:[\w-]+ ){{0,2}}?{_VISIT})\b"
    rf"|{_LEAD}(?:i|we)(?:'ve| have)? already (?:got|have) (?:my|the|that|this) (?:[\w-]+ ){{0,2}}?{_VISIT}"
    r"(?: (?:booked|scheduled|now))?$"
    rf"|{_LEAD}(?:it|that|that one)(?:'s| is| was|'s been| has been) {_JUST} {_BOOKED}\b"
    rf"|{_LEAD}(?:my |the |that )(?:[\w-]+ )?{_VISIT}(?:'s| is) already {_BOOKED}\b",
    re.IGNORECASE,
)
_NOT_SO = re.compile(
    r"\b(?:move|cancel|change|reschedul\w*|(?<=[a-z] )but|(?<=[,.] )but|wrong|mistake|by accident|wait(?:ing)? ?list|"
    r"earlier|later|instead)\b",
    re.IGNORECASE,
)
_NO_VISIT = re.compile(
    rf"{_LEAD}(?:i|we)(?:'m| am|'re| are|'d)? (?:really |honestly |actually |just )*(?:don't|do not|didn't|not|"
    r"wouldn't|would not|rather not|won't)(?: (?:really|actually|even|necessarily|particularly))* (?:(?:want|need|"
    r"like|wish|trying|looking|planning|calling|here|care|intend|have|mean)(?:ing)? )?(?:to )?(?:come in|be seen|"
    rf"(?:book|schedule|make|set up|have|get)(?:ing)? (?:anything|(?:an?|any) (?:[\w-]+ )?{_VISIT}|one))(?: (?:at all|"
    r"any ?more|right now|for (?:that|this|it)))*(?:, (?:sorry|thanks|thank you))*$",
    re.IGNORECASE,
)
_MUST_SHE = re.compile(
    rf"{_LEAD}(?:do|does|would|will|must|should|did) (?:i|we|he|she|they|my \w+) (?:(?:really|actually|even|still|"
    r"then) )*(?:(?:have|need) to )?(?:really |actually )?(?:come in|be seen|be there|see (?:a|the|some\w+|any\w+)(?: "
    rf"doctor)?|(?:book|make|have|schedule) an? (?:[\w-]+ )?{_VISIT})\b(?!.*\b(?:tomorrow|today|next week|please)\b)",
    re.IGNORECASE,
)
_PROTESTS = re.compile(rf"{_LEAD}what do you mean,? \w+", re.IGNORECASE)
_DOUBTS = re.compile(
    rf"{_LEAD}(?:are you (?:really |quite |absolutely |completely )?sure(?: about that)?|you(?:'re)? sure|"
    r"is that right|that can't be(?: right)?|that's not right|how can that be|really|(?:nothing|not) at all)$",
    re.IGNORECASE,
)
_NOTHING_THERE = re.compile(
    rf"{_LEAD}(?:(?:there's |there is |i |we )?(?:nothing|(?:don't|didn't|do not|did not) have (?:anything|one|"
    rf"an? (?:[\w-]+ )?{_VISIT}))|(?:not|nothing)) (?:(?:booked|scheduled|down|at all) )*(?:on|for|in|next|this|that|"
    r"tomorrow|today|mon|tue|wed|thu|fri|sat)",
    re.IGNORECASE,
)
_STATES = re.compile(
    rf"{_LEAD}(?:(?!i\b|we\b)[\w.]+(?: [\w.]+){{0,3}}?)(?:'s|'re|'ll| is| are| was| were| will| has| have) ",
    re.IGNORECASE,
)
_TAGGED = re.compile(rf"(?={_STATES.pattern}).*, (?:yeah|yes|yep|right|correct|no|okay|ok|huh|true)$", re.IGNORECASE)
_RECALLS = re.compile(
    rf"{_LEAD}(?:i|we) (?:could(?:'ve| have)? (?:have )?sworn|was sure|were sure|was certain|thought (?:that )?(?:i|"
    r"we|it|she|he|there)|(?:wrote|marked|put|had|have) (?:it|that) (?:down )?(?:on|in))\b",
    re.IGNORECASE,
)
_TOLD_OF_NONE = re.compile(
    r"\b(?:see|find|have|there is|there's) no (?:\w+ )?(?:visits?|appointments?)\b", re.IGNORECASE
)
_MANY = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d|a few|a couple)"
_ONE = rf"(?:one|{_VISIT})"
_MORE = re.compile(
    rf"\b(?:another|an? (?:second|third|fourth|extra|additional|further)|{_MANY} more|an additional) "
    rf"(?:(?!time|day|date|doctor|provider|week|office)[\w-]+ )?{_ONE}\b(?!.{{0,40}}\binstead\b)"
    rf"|\b{_MANY} more (?:of (?:them|those|these)|like (?:that|it)|after that|please|on)\b|\b{_MANY} more$"
    r"|\b(?:in addition|additional(?:ly)?) to (?:that|this|it|the)\b|\b(?:on top of|as well as|besides) (?:that|this|"
    r"the (?:first|other)) one\b",
    re.IGNORECASE,
)
_THE_NEXT = re.compile(
    rf"{_LEAD}(?:(?:i (?:need|want)|i'd like|let's do|can we do|can you (?:do|book)|could (?:we|you) (?:do|book)|book|"
    r"for|how about|what about) )?(?:also )?the (?:next|second|third|fourth|other|following) (?:one|session|"
    r"visit)\b(?!.*\b(?:cancel|move|instead|when|where|already|is|was)\b)",
    re.IGNORECASE,
)
_ASKS_OF_IT = re.compile(
    rf"{_LEAD}(?:is|are|was|do|does|did|have|has|when|where|who|why|what(?! about)|how(?! about)|if)\b|\b(?:cancel|"
    r"i've got|i have|we have|already)\b",
    re.IGNORECASE,
)
"""One more visit is asked about, is there already or is to go."""
_CHANGES = re.compile(
    r"\b(?:instead|rather than|mov(?:e|ing)|switch|chang(?:e|ing)|reschedul\w*|swap)\b", re.IGNORECASE
)
_MOVES_NONE = re.compile(
    rf"{_LEAD}(?:i|we)(?:'m| am|'re| are)? (?:really |just )*(?:don't|do not|didn't|did not|never|not|"
    r"wasn't) (?:really )?(?:want(?:ed)?|try|trying|ask(?:ed|ing)?|mean|meant|need|looking) (?:you )?to (?:move|"
    r"change|reschedule|switch|swap|push)\b",
    re.IGNORECASE,
)
_REFUSED_CHANGE = re.compile(
    r"(?:n't|\bnot|\bnever) (?:want(?:ed)? to |need to |trying to |have to |mean to )?(?:mov|switch|chang|reschedul|"
    r"swap)\w*",
    re.IGNORECASE,
)
_WANT_TO = re.compile(r"(?:n't|\bnot) (?:want|need|wish|have|mean|like) to$", re.IGNORECASE)
_IDLE = frozenset({INFORM, UNKNOWN, OUT_OF_SCOPE})
_OPEN = _IDLE | {"affirm", "alternatives", "ask", "book", "confirm_visit", "deny", "done", "goodbye", "lookup", "no"}
_OPEN |= {"repeat", "reschedule"}
"""Kinds of clause that give way to these words."""
_INSIDE = frozenset(f.value for f in (Field.VISIT_TYPE, Field.WHEN, Field.PROVIDER, Field.LOCATION))
_TAG = frozenset({"yes", "ok", "affirm"})


def as_settled(
    pieces: Sequence[Piece], text: str, context: Context, expecting: str | None, *, asked_for_task: bool
) -> list[Piece]:
    """The pieces, those of such talk told for what they are.

    asked_for_task: she was asked what we can do for her, or whether it is this that she wants.
    """
    inside, none_there = expecting in _INSIDE, _TOLD_OF_NONE.search(context.agent) is not None
    if not (asked_for_task or inside or none_there):
        return list(pieces)
    pieces = _refused(pieces)
    if not inside:
        pieces = _asked_back(_of_nothing(pieces, text), text)
    alone = not any(p.clause for p in pieces[1:])
    after_one = ends_the_call(expecting, context)
    return [_settled(p, text, inside=inside, after_one=after_one, none_there=none_there, alone=alone) for p in pieces]


def _settled(piece: Piece, text: str, *, inside: bool, after_one: bool, none_there: bool, alone: bool) -> Piece:
    said, gives_up = piece.text, "abort" if inside else "deny"
    if not piece.clause or piece.kind not in _OPEN:
        return piece
    if piece.kind == "reschedule":
        return replace(piece, kind="deny") if _MOVES_NONE.search(said) else piece
    if _NO_VISIT.search(said):
        kind = gives_up
    elif _IS_BOOKED.search(said) and not _NOT_SO.search(text):
        kind = gives_up if inside else MENTIONED
    elif none_there and (_RECALLS.search(said) or _NOTHING_THERE.search(said)):
        kind = MENTIONED
    elif _MUST_SHE.search(said):
        kind = "ask"
    elif _PROTESTS.search(said) or _DOUBTS.search(said):
        kind = "repeat" if alone else MENTIONED
    elif not inside and _wants_one_more(said, text, after_one=after_one):
        kind = "book"
    else:
        return piece
    return replace(piece, kind=kind, probability=SURE)


def _wants_one_more(said: str, text: str, *, after_one: bool) -> bool:
    more = _MORE.search(said) is not None or (after_one and _THE_NEXT.search(said) is not None)
    return (
        more
        and not is_foreign(text)
        and not _ASKS_OF_IT.search(said)
        and not _CHANGES.search(_REFUSED_CHANGE.sub("", text))
    )


def _refused(pieces: Sequence[Piece]) -> list[Piece]:
    """ "I don't want to | move it" is one clause, and a no."""
    kept: list[Piece] = []
    for piece in pieces:
        before = kept[-1] if kept else None
        if before and before.kind == "no" and _WANT_TO.search(before.text) and piece.start <= before.end + 1:
            whole = f"{before.text} {piece.text}"
            kept[-1] = replace(before, kind="deny", text=whole, end=piece.end, clause=True)
        else:
            kept.append(piece)
    return kept


def _asked_back(pieces: Sequence[Piece], text: str) -> list[Piece]:
    """ "Riverside's the Water Street one, yeah?": a question in the form of a statement, and its tag."""
    kept: list[Piece] = []
    for piece in pieces:
        before = kept[-1] if kept else None
        if (
            piece.clause
            and piece.kind in _IDLE
            and text[piece.end : piece.end + 1] == "?"
            and _TAGGED.search(piece.text)
        ):
            piece = replace(piece, kind="ask", probability=SURE)
        tagged = (
            piece.kind in _TAG and text[piece.end : piece.end + 1] == "?" and "," in text[piece.start - 2 : piece.start]
        )
        if tagged and before and before.kind in _IDLE and _STATES.search(before.text):
            kept[-1] = replace(before, kind="ask", probability=SURE)
        else:
            kept.append(piece)
    return kept


def _of_nothing(pieces: Sequence[Piece], text: str) -> list[Piece]:
    """ "Nothing on Wednesday?", said to the news that there is no visit, is no goodbye and names no day to come on."""
    kept: list[Piece] = []
    for piece in pieces:
        before = kept[-1] if kept else None
        if before and before.kind == "done" and before.text.lower() == "nothing" and piece.start == before.end + 1:
            kept[-1] = replace(before, kind=MENTIONED, text=text[before.start : piece.end], end=piece.end, clause=True)
        else:
            kept.append(piece)
    return kept
