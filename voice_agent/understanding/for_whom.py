"""For whom a visit is, where more than one person is spoken of. Pure.

"My daughter, Ann Wells. She needs a check-up" names the patient, and the words that say so stand in two sentences. "A
follow-up for me, and then a check-up for my son" are two errands: the first is read, the second comes after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from voice_agent.understanding.commands import Field
from voice_agent.understanding.heard import Said
from voice_agent.understanding.names import looks_like_a_name
from voice_agent.understanding.particulars import KIN_WORDS, as_kin
from voice_agent.understanding.pieces import INFORM, MENTIONED, OUT_OF_SCOPE, SURE, UNKNOWN, Piece

_WORD = r"[A-ZÀ-Ý][^\W\d_]+(?:['-][^\W\d_]{2,})*"
_NAME = rf"(?P<name>{_WORD}(?: (?:[A-ZÀ-Ý]\.|{_WORD})){{1,2}})"
_KIN = rf"(?:[Mm]y|[Oo]ur) (?:\w+ )?(?P<kin>{KIN_WORDS})"
_NAMED = re.compile(
    rf"\b{_KIN}(?:'s name is|, (?:(?:his|her) name(?:'s| is)|called|named)| (?:called|named)|,)? {_NAME}(?=\W*$|"
    r"[,.;!?]| (?:and|he|she|needs?|has|is|was|who|to|on|in|for|at|because|since|so|please)\b)"
)
_WANTS = r"(?:needs?|wants?|has|have|should|is|'s|was|would|'d|could|can)"
_OF_HER = re.compile(rf"^[,.;!]?\W*(?:and )?(?:he|she|they)(?:'s|'d| {_WANTS})\b", re.IGNORECASE)
"""Behind the name: it goes on about that one."""
_AS_ANSWER = re.compile(
    r"^(?:\W*(?:yes|yeah|yep|sure|oh|um|uh|so|well|hi|hello|okay|ok|and|it's|it is|that's|this is|then|also|now|for|"
    r"please|about|actually|no))*\W*$",
    re.IGNORECASE,
)
"""Before the kin: nothing else was said."""
_HAS_OWN = re.compile(
    r"\b(?:i've|i have|i)(?: got| have)? (?:my own|mine)\b|\bmy own (?:\w+ )?(?:is|was|'s)\b|"
    r"\b(?:same (?:day|time) as|next to|right (?:after|before)|along with|together with|close to) (?:mine|my own|me)\b",
    re.IGNORECASE,
)
"""Her own visit is told of beside the other's; it is not the one that she calls about."""
_IDLE = frozenset({INFORM, UNKNOWN, OUT_OF_SCOPE})
_HERS_TOO = re.compile(
    r"\b(?:i|we)(?:'d| had| would|'ve| have)? (?:(?:really|probably|also|just|guess i|better) )*(?:(?:ought|need|want|"
    r"have|got|like|suppose[d]?|better) (?:to )?|should |better |could )(?:(?:also|really|probably|go|go "
    r"and) )*(?:get|have|book|schedule|do) (?:mine|one|ours)\b(?! (?:cancel\w*|mov\w*|chang\w*|reschedul\w*|back|over|"
    r"of))"
    r"|\b(?:i|we)(?:'d)? (?:really |also |probably )*(?:need|want|would like|like) (?:mine|one|ours)(?: too| as well|"
    r" done| also)\b|\b(?:it's|it is) (?:my turn|time for mine|time i (?:got|had) mine)\b",
    re.IGNORECASE,
)
""" "My neighbour has had her flu shot and I ought to get mine": a visit of the kind that another one had."""
_HAD = re.compile(
    rf"\b(?:my|our) (?:\w+ )?(?:{KIN_WORDS})(?:'s|'ve)?(?: (?:just|already|has|have|only|also|finally))* "
    r"(?:got|had|gotten|went for|came in for|did)\b",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(r"\b(?:no|not|sorry|actually|i mean|i meant|wait|rather)\b", re.IGNORECASE)
_JOINT = re.compile(r"\b(?:and|then|also|plus|but|secondly|second|another)\b", re.IGNORECASE)
_ME = re.compile(r"\b(?:i|i'd|i'm|i've|me|my|mine)\b", re.IGNORECASE)
_MINE = re.compile(
    r"\bfor (?:me|myself)\b|\bmy own\b|\bmine\b|^\W*(?:then |also )*i(?:'d|'m)? (?:also |would |too )*(?:need|want|"
    r"like|book|due)\b",
    re.IGNORECASE,
)
_VISIT_FOR = re.compile(
    r"\b(?:appointments?|visits?|one|the same|something)\b.{0,20}\bfor (?:my|our|him|her|me|myself)\b", re.IGNORECASE
)


def mine_too(pieces: Sequence[Piece], values: Sequence[Said]) -> list[Piece]:
    """The pieces, where she wants the visit that somebody else had: it is booked."""
    if not any(v.field is Field.VISIT_TYPE and v.known for v in values):
        return list(pieces)
    return [
        replace(p, kind="book", probability=SURE) if p.kind in _IDLE and _HERS_TOO.search(p.text) else p for p in pieces
    ]


def without_who_had_it(values: Sequence[Said], text: str) -> list[Said]:
    """The values, without the relation of one who had the visit that she wants too: it is for her."""
    if not _HERS_TOO.search(text):
        return list(values)
    had = [m.start() for m in _HAD.finditer(text)]
    return [
        v for v in values if v.field is not Field.RELATION or not any(abs(v.start - at) < len("our ") for at in had)
    ]


def with_named_kin(values: Sequence[Said], text: str) -> list[Said]:
    """The values, with the name of the one she calls for, where it is said beside whose kin that is."""
    told = {v.field: v for v in values}
    for match in _NAMED.finditer(text):
        kin, name = as_kin(match["kin"]), match["name"]
        relation = told.get(Field.RELATION)
        known = relation is not None and relation.value == kin
        goes_on = _AS_ANSWER.match(text[: match.start()]) and _OF_HER.match(text[match.end() :])
        if not looks_like_a_name(name) or not (known or (relation is None and goes_on)):
            continue
        kept = [v for v in values if v.field is not Field.NAME]
        at = relation.start if relation else match.start()
        kept += [] if known else [Said(Field.RELATION, kin, at)]
        return [*kept, Said(Field.NAME, name, max(at, match.start("name")))]
    return list(values)


def first_errand(pieces: Sequence[Piece], values: Sequence[Said], text: str) -> tuple[list[Piece], list[Said]]:
    """What belongs to the first of two errands for two people; where there is one, the patient is whom she named
    first."""
    whose = sorted((v for v in values if v.field is Field.RELATION), key=lambda v: v.start)
    others = [v for v in whose if v.value != "self"]
    if others and _HAS_OWN.search(text):
        return list(pieces), [v for v in values if v not in whose or v in others]
    second = second_errand(values, text)
    if second is None:
        more = [v for v in others[1:] if not _TAKEN_BACK.search(text[others[0].start : v.start])]
        return list(pieces), [v for v in values if v not in more]
    kept = [v for v in values if v.start < second]
    if not any(v.field is Field.RELATION for v in kept):
        kept.append(Said(Field.RELATION, "self", min(v.start for v in kept if v.field is Field.VISIT_TYPE)))
    return [replace(p, kind=MENTIONED) if p.start >= second else p for p in pieces], kept


def second_errand(values: Sequence[Said], text: str) -> int | None:
    """Where the second errand begins: behind a joint, for somebody else than the first, and a visit in each."""
    whose = sorted((v for v in values if v.field is Field.RELATION), key=lambda v: v.start)
    visits = [v.start for v in values if v.field is Field.VISIT_TYPE and v.known]
    for joint in _JOINT.finditer(text):
        at, before, after = joint.start(), text[: joint.start()], text[joint.end() :]
        told = [v.value for v in whose if v.start < at]
        first = told[-1] if told else "self" if _ME.search(before) else None
        then = next((v.value for v in whose if v.start > at), "self" if _MINE.search(after) else None)
        two = any(v < at for v in visits) and (any(v > at for v in visits) or _VISIT_FOR.search(after) is not None)
        if two and first and then and first != then:
            return at
    return None
