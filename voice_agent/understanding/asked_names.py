"""The answer to "your name, please?" where the name is made of everyday words, or was heard as such. Pure.

A transcriber writes "Bill Cox", "Skip Moore" and "Jill Slater" as words that mean something else on a call. Where a
name was asked for, two or three words that are no sentence are one; and nobody is taken to leave who has not said
farewell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from voice_agent.understanding import name_talk
from voice_agent.understanding.commands import Field
from voice_agent.understanding.heard import Said
from voice_agent.understanding.name_remarks import is_remark, is_spelled, without_talk
from voice_agent.understanding.names import is_caller_alone, looks_like_a_name
from voice_agent.understanding.pieces import INFORM, MENTIONED, OUT_OF_SCOPE, SURE, UNKNOWN, Piece

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_CARRIED = re.compile(
    r"^(?:(?:yes|yeah|hi|hello|well|okay|uh|um|oh|so)[ ,]+)*(?:my name(?: is|'s)|the name(?: is|'s)|name is|this is) ",
    re.IGNORECASE,
)
_SAID_ON_CALLS = frozenset(
    """
    above accident address agent ambulance billing bye cancellation chat checkup complaint connect correct cost
    desk directions doctor emergency english everything exam exit fine finished forget good goodbye hang hello
    help hi hours human hurry insurance language location machine mind morning move much never night nobody none
    nope nurse office open operator over paid pain pay paying payment payments people person pharmacy physical
    prescription price quit real reception receptionist refill representative reschedule result results robot
    service shot shots slower spanish stop supervisor test transfer translator vaccine visit wrong yep
    """.split()
)
"""Words that callers say for what they mean, whatever was asked: with one of them, it is no name."""
_SURNAMES_HEARD = frozenset("later hold wait minute very want early more".split())
"""What the transcriber makes of Slater, Holt, Waite, Minot, Avery and the like, behind a given name."""
_NO_GIVEN_NAMES = frozenset("see talk call maybe come go until much no one any some speak try ask tell do try".split())
_FAREWELL = re.compile(
    r"\b(?:bye|goodbye|good night|good ?bye|see (?:you|ya)|take care|hang(?:ing)? up|have a (?:good|nice|great|lovely|"
    r"wonderful)|(?:gotta|got to|have to|need to|must|should) (?:go|run)|(?:talk|speak|catch)(?: to)? you|call "
    r"(?:you )?back|i'm leaving|wrong number|so long)\b",
    re.IGNORECASE,
)
_MOST_WORDS, _MOST_MISHEARD = 3, 4
_NOT_A_NAME = frozenset({"handoff_asked", "handoff_other", "handoff_clinical"})
_REMARKED = frozenset({INFORM, UNKNOWN, OUT_OF_SCOPE, "alternatives", "affirm", "deny"})
"""What the classifier makes of a remark beside a name."""
_AS_PROVIDER = re.compile(
    r"\b(?:dr\.?|doctor|nurse|with|see|seeing|saw|by|provider|physician)(?: (?:is|the|dr\.?|doctor))*\W*$",
    re.IGNORECASE,
)
"""Before a name: one whom she sees."""


def as_asked(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of the answer: names of everyday words are told, and "all done" is no farewell. A remark beside the
    name ("it's an odd one") asks for nothing."""
    answers = [_answer(piece) for piece in pieces]
    names = [p for p in answers if p.clause and p.kind == INFORM and _tells_a_name(p.text)]
    beside = _REMARKED if names else frozenset()
    return [
        replace(p, kind=MENTIONED, probability=SURE)
        if p.clause and p.kind in beside and p not in names and p.probability < SURE and is_remark(p.text)
        else p
        for p in answers
    ]


def _tells_a_name(text: str) -> bool:
    return is_spelled(text) or looks_like_a_name(" ".join(_words(text)))


def _answer(piece: Piece) -> Piece:
    name = without_talk(piece.text.lower()) if piece.kind in {*_REMARKED, "repeat"} else piece.text
    told = is_bare_name(name) or _is_carried(name) or is_spelled(piece.text)
    if piece.clause and piece.kind not in _NOT_A_NAME and told:
        return replace(piece, kind=INFORM, probability=max(piece.probability, SURE))
    if piece.kind in ("done", "goodbye") and not _FAREWELL.search(piece.text):
        return replace(piece, kind=MENTIONED)
    few = len(piece.text.split()) <= _MOST_MISHEARD
    if piece.kind == OUT_OF_SCOPE and piece.clause and few and piece.probability < SURE:
        return replace(piece, kind=UNKNOWN)
    return piece


def is_bare_name(text: str) -> bool:
    """Two or three words after "it's" and the like, none of which is said on calls for what it means."""
    words = _words(text)
    if not 1 < len(words) <= _MOST_WORDS or _SAID_ON_CALLS & set(words):
        return False
    *given, family = words
    if any(word in name_talk.NOT_NAMES for word in given):
        return False
    return family not in name_talk.NOT_NAMES or (family in _SURNAMES_HEARD and given[0] not in _NO_GIVEN_NAMES)


def _is_carried(text: str) -> bool:
    """ "My name is ...", and a name."""
    carried = _CARRIED.match(text)
    return carried is not None and is_bare_name(text[carried.end() :])


def _words(text: str) -> list[str]:
    plain = name_talk.LEAD.sub("", re.sub(r"\s+", " ", text.lower()).strip(" .,!?"))
    return _WORD.findall(name_talk.TAIL.sub("", name_talk.AFTER.sub("", plain)))


def with_names(values: Sequence[Said], pieces: Sequence[Piece], text: str) -> list[Said]:
    """The values of an answer, and the name as it was heard where it looks like none ("Jill Later").

    A name that a doctor has too is hers unless it is told as the doctor's; a doctor or a day that is only part of her
    own name ("Frank Lee", "Dawn Early") is none.
    """
    values = without_namesakes(values, text)
    bare = [p for p in pieces if p.clause and p.kind == INFORM and is_bare_name(p.text)]
    bare = [] if is_caller_alone(" ".join(p.text for p in pieces)) else bare
    kept = [
        v
        for v in values
        if v.field in (Field.NAME, Field.DATE_OF_BIRTH, Field.RELATION)
        or not any(p.start <= v.start < p.end for p in bare)
    ]
    if bare and not any(v.field is Field.NAME for v in kept):
        kept.append(Said(Field.NAME, " ".join(word.capitalize() for word in _words(bare[0].text)), bare[0].start))
    return kept


def without_namesakes(values: Sequence[Said], text: str) -> list[Said]:
    """Without a doctor who is only named as the caller is, unless told as a doctor."""
    named = any(v.field is Field.NAME for v in values)
    return [v for v in values if v.field is not Field.PROVIDER or not named or _is_told_of(v, text)]


def _is_told_of(provider: Said, text: str) -> bool:
    title = re.match(r"(?:dr|doctor|nurse)\b", text[provider.start :], re.IGNORECASE)
    return title is not None or _AS_PROVIDER.search(text[: provider.start]) is not None
