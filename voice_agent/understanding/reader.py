"""The contract of every reader: `read(context, utterance) -> Understanding`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from voice_agent.understanding.commands import Command, Field


class DateOrder(StrEnum):
    """How a numeric date is read: month first (US) or day first."""

    MDY = "MDY"
    DMY = "DMY"


@dataclass(frozen=True, slots=True)
class Offer:
    """An opening as the caller heard it. `ref` is opaque; `start` a clinic wall time."""

    ref: str
    start: datetime
    provider: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """Something of the clinic's that a caller may name: `value` is its canonical name, `aliases` what callers say."""

    value: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The clinic's own names, so that a reader can tell a provider from a patient. Never a patient's name."""

    providers: tuple[Term, ...] = ()
    visit_types: tuple[Term, ...] = ()
    locations: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader may know of the call so far. No patient data but `appointment`'s time.

    now: the clinic's wall time, without zone.
    agent: what the caller last heard the agent say.
    expecting: "confirm" (a yes or no), "offer" (one of `offers`), "task" (what can I do for you), a field's name
      ("when", "name", …: the agent asked for it), or None.
    appointment: the start of the visit being moved or asked about, if the flow has one.
    asked: the open question in words that tell of no patient: this may leave the house, `agent` may not.
    own_visits: `offers` are visits that the patient has, which may not leave it either.
    checking: the fields of which the caller is asked whether they were heard right; a no may be followed by one.
    named: provider, place and kind of the visit that was read back, by their canonical names.
    for_kin: the visit in hand is somebody else's than the caller's.
    """

    now: datetime
    agent: str = ""
    expecting: str | None = None
    offers: tuple[Offer, ...] = ()
    appointment: datetime | None = None
    vocabulary: Vocabulary = Vocabulary()
    date_order: DateOrder = DateOrder.MDY
    asked: str = ""
    own_visits: bool = False
    checking: tuple[Field, ...] = ()
    named: tuple[str, ...] = ()
    for_kin: bool = False


@dataclass(frozen=True, slots=True)
class Utterance:
    """What a caller said in one turn, as heard: `nbest` are all hypotheses, best first, `text` being the first.

    confidence: of the transcription, 0..1.
    """

    text: str
    nbest: tuple[str, ...] = ()
    confidence: float = 1.0

    @property
    def hypotheses(self) -> tuple[str, ...]:
        """Every distinct reading, best first."""
        return tuple(dict.fromkeys((self.text, *self.nbest)))


@dataclass(frozen=True, slots=True)
class Understanding:
    """Commands in the order said. confidence 0..1; `reader` names who read it; `ms` is the time it took."""

    commands: tuple[Command, ...]
    confidence: float
    reader: str
    ms: float


class Reader(Protocol):
    """Turns one utterance into commands. Never raises for anything a caller says."""

    async def read(self, context: Context, utterance: Utterance) -> Understanding: ...


@runtime_checkable
class Glancing(Protocol):
    """A reader whose `read` may take long (it asks others): what it would say by itself, at once."""

    def glance(self, context: Context, utterance: Utterance) -> Understanding: ...
