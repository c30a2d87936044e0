"""Nurses and medicine spoken of where no advice is wanted, but a visit or how the clinic does things. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from voice_agent.understanding.being_seen import only_complains, wishes_to_be_seen
from voice_agent.understanding.commands import Field, HandoffReason, Task
from voice_agent.understanding.heard import Heard
from voice_agent.understanding.pieces import INFORM, Piece

_CLINICAL = f"handoff_{HandoffReason.CLINICAL.value}"
_HOW_TO = re.compile(
    r"^(?:so |and )?(?:how|where|when) (?:do|can|could|would) (?:i|we) (?:get|order|refill|renew|pick up|"
    r"request|have|ask for)\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"\b(?:tell|ask|talk|speak|know|whether|if|should|normal|serious|safe|okay|ok|mean|means|results?|call|message|"
    r"question|advice|is it|is this|are these|what|why|how)\b",
    re.IGNORECASE,
)
_WITH_A_NURSE = re.compile(r"\b(?:with|from|by) (?:(?:the|an?|your|one of the|one of your) )?nurses?\b", re.IGNORECASE)


def asks_how_to_get_it(heard: Heard) -> bool:
    """ "I'm out of my pills, how do I get more?": how the clinic does it, no medical advice."""
    asked = [p for p in heard.pieces if p.kind == "ask"]
    clinical = [p for p in heard.pieces if p.kind == _CLINICAL]
    return (
        len(asked) == len(clinical) == 1
        and len(heard.pieces) == len(asked) + len(clinical)
        and _HOW_TO.search(asked[0].text) is not None
        and _ADVICE.search(clinical[0].text) is None
    )


def with_visits_asked_for(heard: Heard) -> Heard:
    """ "A flu shot with the nurse, please": a visit, named with whom it is to be, is asked for and no advice.

    So it is where somebody is to be seen, and what troubles her is told beside it.
    """
    complains = [p for p in heard.pieces if p.kind == _CLINICAL or wishes_to_be_seen(p.text)]
    seen = any(p.kind == Task.BOOK.value and wishes_to_be_seen(p.text) for p in heard.pieces) and all(
        only_complains(p.text) for p in complains
    )

    def asks_for_one(piece: Piece) -> bool:
        if seen and piece.kind == _CLINICAL:
            return True
        fields = {v.field for v in heard.values if v.known and piece.start <= v.start < piece.end}
        return (
            piece.kind == _CLINICAL
            and Field.VISIT_TYPE in fields
            and (Field.PROVIDER in fields or _WITH_A_NURSE.search(piece.text) is not None)
            and _ADVICE.search(piece.text) is None
        )

    return replace(heard, pieces=tuple(replace(p, kind=INFORM) if asks_for_one(p) else p for p in heard.pieces))


def sees_somebody(heard: Heard, expecting: str | None) -> bool:
    """A time with a doctor is wanted or chosen, and what it is about is told beside it."""
    told = {v.field for v in heard.values}
    if expecting in ("offer", Field.WHEN.value):
        return Field.WHEN in told or heard.chosen is not None
    books = any(p.kind == Task.BOOK.value for p in heard.pieces)
    return books and {Field.PROVIDER, Field.WHEN} <= told
