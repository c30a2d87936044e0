"""Keys pressed, read as an answer to the open question."""

from __future__ import annotations

from datetime import date

from voice_agent.dialogue.events import Facts, Heard, KeyPressed
from voice_agent.dialogue.state import State
from voice_agent.understanding.commands import (
    Affirm,
    Choose,
    Command,
    Deny,
    Field,
    Handoff,
    Set,
    Unclear,
)
from voice_agent.understanding.reader import DateOrder

LEAST_PHONE, MOST_PHONE = 7, 15
FIRST_YEAR = 1900


def as_heard(state: State, keys: KeyPressed, facts: Facts) -> Heard:
    """The utterance that these keys stand for; what fits nothing is unclear."""
    digits = "".join(c for c in keys.digits if c.isdigit())
    command = Handoff() if digits == "0" else _answer(state, digits, facts)
    return Heard("", (command,), prompt_heard=keys.prompt_heard)


def _answer(state: State, digits: str, facts: Facts) -> Command:
    expecting = state.question.expecting if state.question else None
    if expecting == "date_of_birth":
        born = birth_date(digits, facts.date_order, facts.now.date())
        return Set(Field.DATE_OF_BIRTH, born) if born else Unclear()
    if expecting == "phone" and LEAST_PHONE <= len(digits) <= MOST_PHONE:
        return Set(Field.PHONE, digits)
    if expecting in ("confirm", "new_patient"):
        return Affirm() if digits == "1" else Deny() if digits == "2" else Unclear()
    if expecting == "offer" and state.frame and len(digits) == 1:
        refs = [o.ref for o in state.frame.offers] or [v.ref for v in state.frame.visits or ()]
        return Choose(refs[int(digits) - 1]) if 1 <= int(digits) <= len(refs) else Unclear()
    return Unclear()


def birth_date(digits: str, order: DateOrder, today: date) -> date | None:
    """Eight digits, month or day first by the clinic's order, then the year; None where that is no birth date."""
    if len(digits) != 8:
        return None
    first, second, year = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    month, day = (first, second) if order is DateOrder.MDY else (second, first)
    try:
        born = date(year, month, day)
    except ValueError:
        return None
    return born if born.year >= FIRST_YEAR and born <= today else None
