"""A visit that is to stay as it is, said where another time was looked for or a change read back. Pure.

"None of them, I'll stick with mine", "just leave it where it is", "I don't want to move it after all": what was
under way is dropped, and no day that is named beside it is a wish. What of the offers she keeps ("keep Thursday
for me") is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from voice_agent.understanding.clauses import Clause, split
from voice_agent.understanding.commands import Abort, Ask, Command, Field, Goodbye, Handoff, Thanks
from voice_agent.understanding.heard import Heard
from voice_agent.understanding.offers import fits, points
from voice_agent.understanding.reader import Context
from voice_agent.understanding.yes_and_no import ABOUT_CANCELLING, ABOUT_MOVING, only_asks

_LEAD = (
    r"(?:^|, ?|[.;] ?)(?:(?:no+|nope|oh|well|and|but|so|then|please|actually|really|honestly|just|maybe|i think|"
    r"i guess|i said|you know what|never ?mind|in that case|i'd rather you|can you|could you|let's|better)[ ,]+)*"
)
_END = r"(?=(?: (?:then|please|after all|at all|any ?more|for now|now|thanks|thank you|instead))*(?:$|[ ]*[,.;!?]))"
_NOUN = r"(?:one|ones|appointments?|visits?|time|slot|spot|date|booking|check-?up|physical|session)"
_ON = r"(?: (?:on|at) (?:(?!but\b|and\b|for\b|to\b)[\w']+ ?){1,5}?)?"
_HERS = (
    rf"(?:what(?:ever)? (?:i|we)(?:'ve| have| had)?(?: already| got| have| had)*|mine"
    rf"|(?:my|our) (?:[\w'-]+ ){{0,3}}?{_NOUN}"
    rf"|the {_NOUN}{_ON} (?:that |which )?(?:i|we)(?:'ve| have| had)?(?: already| got| have| had| booked| made)*"
    rf"|the (?:old|original|current|existing|previous|present) {_NOUN}"
    r"|(?:it|that|this|things|everything|my \w+) (?:as|how|where|the way|like) (?:it|they|that|things)"
    r"(?:'s| is| are|'re))"
)
_IT = r"(?:it|that|this|them|everything|things)"
_KEEP = r"(?:keep(?:ing)?|stick(?:ing)? (?:with|to)|stay(?:ing)? with|hold(?:ing)? on to|hang(?:ing)? on to)"
_SHE = (
    r"(?:(?:i|we)(?:'ll| will|'m| am|'re| are|'d| would)?|let me|can i|could i)"
    r"(?: (?:just|rather|going to|gonna|want to|like to|prefer to|need to|better|still|only|actually|definitely))*"
)
_KEEPS_HERS = re.compile(rf"{_LEAD}(?:{_SHE} )?{_KEEP} {_HERS}{_ON}{_END}", re.IGNORECASE)
_KEEPS_IT = re.compile(rf"{_LEAD}{_SHE} {_KEEP} {_IT}{_END}", re.IGNORECASE)
_KEEPS_ONE = re.compile(
    rf"{_LEAD}(?:{_SHE} )?{_KEEP} (?:the|that|this) (?:[\w'-]+ ){{0,2}}?(?:{_NOUN})?{_ON}{_END}",
    re.IGNORECASE,
)
"""Which one that is, its day tells, or what is said beside it."""
_LEAVES = re.compile(
    rf"{_LEAD}(?:{_SHE} )?(?:leave|let) "
    rf"(?:{_IT}|mine|(?:my|our|the) (?:[\w'-]+ ){{0,3}}?{_NOUN}{_ON}|(?:the )?\w+day(?: the \w+)?) "
    rf"(?:alone|be|unchanged|untouched|as is|(?:exactly |just )?(?:as|how|where|the way|like) (?:it|they)(?:'s| is|"
    rf" are|'re| was| were| stands?)){_END}",
    re.IGNORECASE,
)
_CHANGES = r"(?:chang|mov|reschedul|touch|switch|shift|alter|swap)(?:e|ing|ch|ed|d)?"
_CHANGES_NOTHING = re.compile(
    r"(?:\b(?:do|did)(?:n't| not)|\bnot|\brather not|\bno need to|\bneedn't)"
    r"(?: (?:really|even|actually|just|going to|want to|need to|have to|wish to|wanna|like to|mean to|planning on))* "
    rf"{_CHANGES}(?: (?:anything|a thing|it|that|this|mine|them|(?:my|the) (?:[\w'-]+ ){{0,3}}?{_NOUN}))?{_END}"
    r"|\bnothing (?:needs|has|is) to (?:be )?(?:changed?|moved?)\b",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:i|we)(?:'ve| have)? (?:(?:just|only|still|already) )*(?:got|have|had) (?:the|an?|my|one|that)\b"
    r"|\b(?:don't|do not|didn't|did not|never) (?:ask|want|need)(?:ed)?\b(?: for)? (?:an?|any|another|one)\b"
    r"|^(?:what|which) (?:[\w-]+ ){0,2}\w+$",
    re.IGNORECASE,
)
"""Of the visit she has, or that she asked for none; no wish."""
_WISHES = re.compile(
    r"(?<!n't )(?<!not )(?<!never )\b(?:need|want|prefer|like)\b|\b(?:another|different|later|earlier|sooner|instead|"
    r"book|move|cancel|what about|how about|do you have|is there|as well|too|also)\b",
    re.IGNORECASE,
)
_OF_THE_LIST = re.compile(r"\bwait(?:ing)? ?list\b", re.IGNORECASE)


def stays_as_it_is(text: str, heard: Heard, context: Context, expecting: str | None) -> bool:
    """Whether all that she says comes to this: nothing is changed."""
    moves = ABOUT_MOVING.search(context.agent) is not None and ABOUT_CANCELLING.search(context.agent) is None
    read_back = expecting == "confirm" and not only_asks(context)
    if not (expecting in ("offer", Field.WHEN.value) or (read_back and (moves or _OF_THE_LIST.search(context.agent)))):
        return False
    if read_back and any(p.kind == "yes" for p in heard.pieces):
        return False
    clauses = split(text)
    kept = [c for c in clauses if _keeps(c, heard, context, moving=moves or expecting == Field.WHEN.value)]
    told = [c for c in clauses if c in kept or _TELLS.search(c.text)]
    rest = " ".join(_besides(c.text) if c in kept else c.text for c in clauses if c in kept or c not in told)
    wished = _WISHES.search(rest) or points(rest) or any(True for _ in _new_times(clauses, told, heard, context))
    return bool(kept) and not wished


def left_alone(commands: Sequence[Command]) -> tuple[Command, ...]:
    """What is left of the commands where nothing is to be changed."""
    return (Abort(), *(c for c in commands if isinstance(c, Ask | Handoff | Thanks | Goodbye)))


def is_left_where_it_is(text: str) -> bool:
    """Whether it is said of a visit that it is to be kept and not moved ("keep Monday, don't move it")."""
    return _CHANGES_NOTHING.search(text) is not None and re.search(rf"\b{_KEEP}\b|\bleave\b", text, re.I) is not None


def _besides(text: str) -> str:
    """What a clause says beside what is kept."""
    for pattern in (_KEEPS_HERS, _KEEPS_IT, _KEEPS_ONE, _LEAVES, _CHANGES_NOTHING):
        text = pattern.sub(" ", text)
    return text


def _keeps(clause: Clause, heard: Heard, context: Context, *, moving: bool) -> bool:
    text = clause.text
    if _KEEPS_HERS.search(text) or _LEAVES.search(text) or _CHANGES_NOTHING.search(text):
        return True
    times = [v.whens for v in heard.values if v.field is Field.WHEN and clause.start <= v.start < clause.end]
    if _KEEPS_IT.search(text):
        return not times
    if not _KEEPS_ONE.search(text):
        return False
    hers = context.appointment
    if times:
        return hers is not None and all(
            fits(hers, w) and not any(fits(o.start, w) for o in context.offers) for whens in times for w in whens
        )
    return moving


def _new_times(clauses: Sequence[Clause], told: Sequence[Clause], heard: Heard, context: Context) -> Iterator[int]:
    """Where a time is named that is neither kept nor told of."""
    for said in heard.values:
        where = next((c for c in clauses if c.start <= said.start < c.end), None)
        hers = context.appointment is not None and all(fits(context.appointment, w) for w in said.whens)
        if said.field is Field.WHEN and where not in told and not hers:
            yield said.start
