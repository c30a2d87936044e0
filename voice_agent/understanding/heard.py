"""One utterance, heard: its pieces and the values that the grammars found."""

from __future__ import annotations

from dataclasses import dataclass

from voice_agent.understanding.commands import Field, Value, When, Whens
from voice_agent.understanding.pieces import Piece


@dataclass(frozen=True, slots=True)
class Said:
    """A field's value at `start`.

    corrects: the grammar saw it replace another in the same breath. known: it is a date, a number, or a name of the
    clinic's; False for words taken as they were said.
    """

    field: Field
    value: Value
    start: int
    candidates: tuple[Value, ...] = ()
    corrects: bool = False
    known: bool = True

    @property
    def whens(self) -> Whens:
        return tuple(w for w in self.value if isinstance(w, When)) if isinstance(self.value, tuple) else ()


@dataclass(frozen=True, slots=True)
class Heard:
    """Everything known of one utterance.

    chosen: ref of the offer that is meant. agent_whens: the times in what the agent said last.
    """

    pieces: tuple[Piece, ...]
    values: tuple[Said, ...]
    chosen: str | None
    agent_whens: Whens
