"""What must be said back before it counts: a name or a date hardly heard, or one with two readings."""

from __future__ import annotations

from datetime import date

from voice_agent.dialogue import denials
from voice_agent.dialogue.events import Heard
from voice_agent.dialogue.state import Doubt, State
from voice_agent.understanding.commands import Correct, Field, Set

LOW_HEARING = 0.25
"""Below this, a name or a date of birth is said back before it counts."""
SURE_HEARING = 0.35
"""Below this, or after a match has failed, a date of birth with a second reading is asked about."""


def of(state: State, command: Set | Correct, heard: Heard, *, instead: bool) -> Doubt | None:
    """What must be said back first: a name or date hardly heard, or one with two readings. instead: the date stands for
    one that she has said no to before."""
    value, readings = command.value, (command.value, *command.candidates)
    earlier = state.doubt
    if earlier and earlier.field is command.field and value in (*earlier.texts, *earlier.dates, *earlier.whens):
        return None
    low, unsure = heard.hearing < LOW_HEARING, heard.hearing < SURE_HEARING or state.tries > 0
    # a telephone number is always read back later, so it is not doubted here
    match command.field:
        case Field.NAME if low and not state.person.verified and not state.asks("name_spelled"):
            return Doubt(Field.NAME, texts=tuple(str(r) for r in readings))
        case Field.DATE_OF_BIRTH if isinstance(value, date) and (low or instead or (unsure and command.candidates)):
            alike = (r for r in command.candidates if isinstance(r, date) and denials.sound_alike(value, r))
            return Doubt(Field.DATE_OF_BIRTH, dates=(value, *alike)[:2])
        case Field.WHEN if command.candidates:
            return Doubt(Field.WHEN, whens=tuple(r for r in readings if isinstance(r, tuple))[:2])
    return None
