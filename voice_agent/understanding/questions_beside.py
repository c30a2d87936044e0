"""What is asked beside a choice or a yes: of the visit she has, of the hours, or whether it is as she thinks. Pure.

"Thursday at one. Is it Monday I've got now?", "the first one, that's for Ann, right?": no day in these is a wish, and
a tag is answered by what is read back anyway.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from voice_agent.understanding import how_to_come
from voice_agent.understanding.commands import Affirm, Ask, Command, Field, Whens
from voice_agent.understanding.heard import Said
from voice_agent.understanding.pieces import INFORM, MENTIONED, OUT_OF_SCOPE, SURE, UNKNOWN, Piece, Span, blanked
from voice_agent.understanding.practice import asks_about_hours
from voice_agent.understanding.reader import Context
from voice_agent.understanding.yes_and_no import ABOUT_CANCELLING, ABOUT_MOVING, differs, only_asks

_LEAD = r"^(?:(?:and|so|but|oh|sorry|wait|well|now|um+|uh+|just|though|okay|ok)[ ,]+)*"
_OLD = r"(?:old|current|other|present|existing|original|actual)"
_ONE = r"(?:one|appointment|visit|time|slot)"
_HAS = (
    r"(?<!can )(?<!could )(?<!may )(?<!would )\b(?:i|we)(?:'ve| have)? "
    r"(?:(?:already|actually|currently|now) )*(?:have|had|got)"
)
_MINE = rf"(?:mine|my (?:{_OLD} )?{_ONE}|the {_OLD} {_ONE}|{_HAS}|do i (?:\w+ )?have|have i)"
_OF_HERS = re.compile(
    rf"{_LEAD}(?:(?:what|which|when)\b.*\b{_MINE}|(?:what|when)(?:'s| is| was) {_MINE}"
    rf"|(?:is|was|isn't|wasn't) (?:(?:it|that) .*\b)?{_MINE})\b",
    re.IGNORECASE,
)
_IS_IT = re.compile(rf"{_LEAD}(?:is|was|isn't|wasn't) (?:it|that|this|mine)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")
_EVERY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days\b", re.IGNORECASE)
""" "On Thursdays": asked of how it always is."""
_SORRY = re.compile(r"(?:(?:but|and|oh|wait)[ ,]+)*(?:i'm )?sorry", re.IGNORECASE)
_MAY_ASK = frozenset({INFORM, UNKNOWN, OUT_OF_SCOPE, "repeat", "lookup", "alternatives"})
_TAG = re.compile(
    r"(?:, ?(?:(?:is that )?right|correct|yes|yeah|okay|ok|no|am i right)|,? (?:isn't|wasn't|aren't|don't|won't|"
    r"doesn't|do|is|will) (?:it|that|they|i|she|he|we)(?: not)?)$",
    re.IGNORECASE,
)
_THINKS = re.compile(
    rf"{_LEAD}(?:that(?:'s| is| was| would be|'ll be| will be)|it(?:'s| is| was|'ll be| will be)|this is|those are|"
    r"these are|(?:i|we)(?:'m| am|'re| are|'ll|'d)? (?:still |also |then )*(?:keep|have|get|be|stay|on|don't lose)|"
    r"(?:she|he|they)(?:'s| is|'ll| will))\b",
    re.IGNORECASE,
)
_KEEPS = re.compile(r"\b(?:keep|still have|still got|don't lose|won't lose|stays?)\b", re.IGNORECASE)
_FOR_WHOM = re.compile(r"\bfor (?P<name>[A-ZÀ-Ý][\w'-]+)")
_OF_THE_LIST = re.compile(r"\bwait(?:ing)? ?list\b", re.IGNORECASE)
_HEDGES = re.compile(r"\b(?:but|if|wait|no|(?<!or )not|never|hold|stop|except|unless|instead|cancel)\b", re.IGNORECASE)


def as_asked(pieces: Sequence[Piece], text: str, *, offered: bool) -> list[Piece]:
    """The pieces; of what was said to an offer, those that ask of the visit she has made questions."""
    if not offered:
        return list(pieces)
    asks = [p for p in pieces if p.clause and p.kind in _MAY_ASK and _OF_HERS.search(p.text)]
    if not asks:
        return list(pieces)
    asks += [p for p in pieces if p.kind in _MAY_ASK and p.start > asks[0].end and _IS_IT.search(p.text)]
    asks = [p for p in asks if _ends_asking(p, text)]

    def read(piece: Piece) -> Piece:
        if asks and _SORRY.fullmatch(piece.text):
            return replace(piece, kind=MENTIONED)
        return replace(piece, kind="ask", probability=SURE) if piece in asks else piece

    return list(map(read, pieces))


def without_what_she_asks(text: str) -> str:
    """The words with what is asked of the visit she has blanked out: to the grammar of times "sorry" takes back what
    stands before it."""
    asked = False
    spans: list[Span] = []
    for sentence in _SENTENCE.finditer(text):
        asks = sentence.group().endswith("?")
        asked = asks and (_OF_HERS.search(sentence.group().strip()) is not None or (asked and _follows_on(sentence)))
        if asked:
            spans.append(sentence.span())
    return blanked(text, spans)


def _follows_on(sentence: re.Match[str]) -> bool:
    return _IS_IT.search(sentence.group().strip()) is not None


def _ends_asking(piece: Piece, text: str) -> bool:
    return re.match(r"[^.!]*\?", text[piece.end :]) is not None


def with_tags_answered(
    pieces: Sequence[Piece], values: Sequence[Said], context: Context, expecting: str | None, agent_whens: Whens
) -> list[Piece]:
    """The pieces; a tag beside a yes to what was read back made a mention where that has said so, and the wish to
    hear it again where it has not."""
    agreed = any(p.kind in ("yes", "ok") for p in pieces)
    if expecting != "confirm" or not agreed or not context.agent:
        return list(pieces)

    def read(piece: Piece) -> list[Piece]:
        within = [v for v in values if piece.start <= v.start < piece.end]
        if not is_tag(piece) or any(differs(v, agent_whens, context.agent, context.named) for v in within):
            return [piece]
        told = replace(piece, kind=MENTIONED, probability=SURE, clause=False, contrast=False)
        if only_asks(context) or _was_said(piece, within, context.agent):
            return [told]
        return [told, replace(told, kind="repeat", text="", start=told.end)]

    return [one for piece in pieces for one in read(piece)]


def _was_said(tag: Piece, values: Sequence[Said], agent: str) -> bool:
    """Whether the agent's words have said so already; of a visit that she keeps, whether nothing is taken from her."""
    if _KEEPS.search(tag.text):
        return _takes_nothing(agent)
    name = _FOR_WHOM.search(tag.text)
    if name is not None:
        return re.search(rf"\b{re.escape(name['name'])}\b", agent) is not None
    return bool(values) and all(v.field is not Field.RELATION for v in values)


def _takes_nothing(agent: str) -> bool:
    """Whether the visits that she has stay hers, whatever she says to what was read back."""
    taken = ABOUT_MOVING.search(agent) or ABOUT_CANCELLING.search(agent)
    return not taken or _OF_THE_LIST.search(agent) is not None


def is_tag(piece: Piece) -> bool:
    """ "That's for Ann, right?": she says what she thinks, and asks whether it is so."""
    return (
        piece.clause
        and piece.kind in _MAY_ASK | {"ask", "affirm", "deny", "abort"}
        and _TAG.search(piece.text) is not None
        and _THINKS.search(piece.text) is not None
    )


def beside_choice(values: Sequence[Said], pieces: Sequence[Piece], expecting: str | None) -> list[Said]:
    """The values without those of what is only asked, by which nothing is chosen: of the hours; and beside an answer to
    an offer, of anything."""
    asked = [
        p for p in pieces if p.clause and (asks_about_hours(p.text) or (p.kind == "ask" and _EVERY.search(p.text)))
    ]
    left = _outside(values, asked)
    if expecting != "offer":
        return left
    others = _outside(left, [p for p in pieces if p.clause and (p.kind == "ask" or is_tag(p))])
    return others if any(v.field is Field.WHEN for v in others) else left


def _outside(values: Sequence[Said], pieces: Sequence[Piece]) -> list[Said]:
    return [v for v in values if not any(p.start <= v.start < p.end for p in pieces)]


def without_tags(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces beside a choice: what she thinks of it is told by what is read back."""
    return [replace(p, kind=MENTIONED, probability=SURE) if is_tag(p) else p for p in pieces]


def without_hedged_yes(commands: Sequence[Command]) -> tuple[Command, ...]:
    """The commands; beside a question that takes something back, or may, a yes to a read-back is none. How one comes
    ("do I have to not eat?") takes nothing back."""
    asked = [c.question for c in commands if isinstance(c, Ask)]
    hedged = any(_HEDGES.search(question) and not how_to_come.is_one(question) for question in asked)
    return tuple(c for c in commands if not (hedged and isinstance(c, Affirm)))
