"""What the agent had just said when the caller speaks: the same words mean other things after other questions."""

from __future__ import annotations

import re
from enum import StrEnum

from voice_agent.understanding.commands import Field
from voice_agent.understanding.reader import Context
from voice_agent.understanding.yes_and_no import ABOUT_CANCELLING, only_asks

_ANYTHING_ELSE = re.compile(r"\banything else\b", re.IGNORECASE)
_MOVES = re.compile(r"\bmoves to\b|\bshall i move\b", re.IGNORECASE)
_BOOKS = re.compile(r"\bshall i book\b|\bon the waitlist\b|\bconfirm that you're coming\b", re.IGNORECASE)


class Situation(StrEnum):
    """OPEN: what can I do for you. MORE: is there anything else. BOOK, MOVE, DROP: a visit, a move or a cancelling is
    read back. WHO: a patient is. YES_NO: any other question of that kind. OFFER: openings are offered. WHICH: of her
    own visits. KIND, WHEN, NAME, BIRTH: asked for."""

    OPEN = "open"
    MORE = "more"
    BOOK = "book"
    MOVE = "move"
    DROP = "drop"
    WHO = "who"
    YES_NO = "yesno"
    OFFER = "offer"
    WHICH = "which"
    KIND = "kind"
    WHEN = "when"
    NAME = "name"
    BIRTH = "birth"


_FIELDS = {
    Field.VISIT_TYPE.value: Situation.KIND,
    Field.WHEN.value: Situation.WHEN,
    Field.NAME.value: Situation.NAME,
    Field.DATE_OF_BIRTH.value: Situation.BIRTH,
    Field.NEW_PATIENT.value: Situation.YES_NO,
}


def situation_of(context: Context, expecting: str | None) -> Situation | None:
    """None where no sentences were gathered for what was asked."""
    if expecting in (None, "task"):
        return Situation.MORE if _ANYTHING_ELSE.search(context.agent) else Situation.OPEN
    if expecting == "confirm":
        return _read_back(context)
    if expecting == "offer":
        return Situation.WHICH if context.own_visits else Situation.OFFER
    return _FIELDS.get(expecting)


def _read_back(context: Context) -> Situation:
    if context.checking:
        return Situation.WHO
    if only_asks(context):
        return Situation.YES_NO
    if ABOUT_CANCELLING.search(context.agent):
        return Situation.DROP
    if _MOVES.search(context.agent):
        return Situation.MOVE
    return Situation.BOOK if _BOOKS.search(context.agent) else Situation.YES_NO
