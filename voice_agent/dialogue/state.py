"""All that the agent knows of a call, as one value: saved after every turn, and enough to go on from."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from voice_agent.dialogue.acts import Act
from voice_agent.dialogue.effects import AlertKind
from voice_agent.dialogue.outcomes import OpeningView, VisitView
from voice_agent.understanding.commands import Field, HandoffReason, Task, Whens

ANYONE = "any"
"""The provider of a caller who said that any would do."""


@dataclass(frozen=True, slots=True)
class Want:
    """What is asked for: names are canonical; `provider` may be ANYONE."""

    visit_type: str | None = None
    provider: str | None = None
    location: str | None = None
    when: Whens = ()
    reason: str | None = None

    def filled_from(self, before: Want) -> Want:
        """What was asked for before, where this asks for nothing."""
        return Want(**{f.name: getattr(self, f.name) or getattr(before, f.name) for f in fields(Want)})


@dataclass(frozen=True, slots=True)
class Person:
    """Whom the call is about. `ref` and `known_as` are set once two identifiers matched (or by registration).

    names: readings of the name, best first. other_dates: readings of the date of birth besides it, best first.
    relation: who the patient is to the caller, None for the caller herself.
    earlier_names, earlier_dates: readings in a try that failed; she may have been heard better then.
    denied_names, denied_dates: what was said back and was wrong, the last denied last.
    refuted: the register knows nobody of these names and this date, and she has not been asked about them yet.
    own_number: whether the number she calls from is the one to keep; texts_ok: whether reminders may be texted to it;
    None before she was asked.
    """

    names: tuple[str, ...] = ()
    date_of_birth: date | None = None
    other_dates: tuple[date, ...] = ()
    earlier_names: tuple[str, ...] = ()
    earlier_dates: tuple[date, ...] = ()
    denied_names: tuple[str, ...] = ()
    denied_dates: tuple[date, ...] = ()
    refuted: bool = False
    phone: str | None = None
    relation: str | None = None
    insurance: str | None = None
    new_patient: bool | None = None
    own_number: bool | None = None
    texts_ok: bool | None = None
    ref: str | None = None
    known_as: str | None = None
    established: bool = False

    @property
    def is_new(self) -> bool | None:
        """Whether she is a new patient; None where nobody knows yet."""
        return not self.established if self.verified else self.new_patient

    @property
    def verified(self) -> bool:
        return self.ref is not None


@dataclass(frozen=True, slots=True)
class Frame:
    """One task under way. `visits` is None until looked up; `choice` is the opening that the caller picked, `held`
    its ref once the calendar holds it; `double_ok`: she wants it though she has a visit of that type already.
    `refused`: a kind of visit was asked for that cannot be booked for her. `complaint`: she has told what troubles her;
    `usual_refused`: the visit that is usual for that is not what she wants. `about`: when the visit to be moved is, as
    she said it; `want.when` is the new time. `each`: all of the visits are meant, one after the other. `own`: it is the
    caller's own visit, whoever another task is for."""

    task: Task
    want: Want = Want()
    offers: tuple[OpeningView, ...] = ()
    declined: tuple[str, ...] = ()
    choice: OpeningView | None = None
    held: str | None = None
    visits: tuple[VisitView, ...] | None = None
    visit: VisitView | None = None
    about: Whens = ()
    double_ok: bool = False
    refused: bool = False
    complaint: bool = False
    usual_refused: bool = False
    each: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What the caller is to answer. `expecting` is what the reader is told; `proposal` marks the write that was read
    back, so that a yes counts for that write and no other. cut: it was not heard to its end, and not put again since.
    """

    name: str
    expecting: str | None
    act: Act
    proposal: str | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something heard or understood badly, to be confirmed before it counts. The readings are best first.
    further: a better reading was asked about, and was wrong."""

    field: Field | None = None
    task: Task | None = None
    texts: tuple[str, ...] = ()
    dates: tuple[date, ...] = ()
    whens: tuple[Whens, ...] = ()
    further: bool = False


@dataclass(frozen=True, slots=True)
class Agreement:
    """A write that the caller heard read back and said yes to; `step` makes its idempotency key."""

    proposal: str
    step: int


@dataclass(frozen=True, slots=True)
class Callback:
    """A callback being taken. `own_number_refused`: not the number she calls from. note: what she said of when."""

    reason: HandoffReason
    urgent: bool = False
    phone: str | None = None
    own_number_refused: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A question of hers that waits until she has said whether it is an emergency. The fields: as in the effect."""

    question: str
    otherwise: str | None = None
    wider: str | None = None


class Closing(StrEnum):
    """The last thing has been decided: nothing but an emergency is heard any more."""

    TRANSFER = "transfer"
    END = "end"


@dataclass(frozen=True, slots=True)
class State:
    """frames: the tasks begun, the one in hand last. running: effects whose result is awaited.

    question: what the caller is to answer; aside: what was open when she asked something herself.
    said: the acts of the last turn that spoke. done: what the call has achieved, in order.
    step: writes agreed to so far. agreed: the one that may be done now.
    running: effects whose result is awaited. holding: the calendar holds an opening for this call.
    tries: identifications that failed. refused: how often a name or a date of birth was said back and was wrong.
    alarm: an emergency was raised. wish: why the call was last handed to staff.
    time_up: the call ends as soon as what runs has ended. trouble: a part of the agent has failed.
    worried: she was asked whether it is an emergency; once a call is enough. kept: what she had asked before that.
    withdrawn: an alarm was raised and she said that it is none; staff have been alerted all the same.
    parting: the turn in which a goodbye was heard too faintly to end the call.
    put: how often in a row the open question was put, whatever came in between. undone: the visit cancelled last.
    booked: the visit booked last.
    queried: what she asked last of what is written down, which "and on Saturdays?" goes on with.
    """

    call_id: str
    frames: tuple[Frame, ...] = ()
    person: Person = Person()
    question: Question | None = None
    aside: Question | None = None
    doubt: Doubt | None = None
    said: tuple[Act, ...] = ()
    step: int = 0
    agreed: Agreement | None = None
    running: int = 0
    holding: bool = False
    misses: int = 0
    silences: int = 0
    turns: int = 0
    tries: int = 0
    refused: int = 0
    locked: bool = False
    done: tuple[str, ...] = ()
    alarm: AlertKind | None = None
    callback: Callback | None = None
    wish: HandoffReason | None = None
    closing: Closing | None = None
    time_up: bool = False
    trouble: bool = False
    worried: bool = False
    kept: Kept | None = None
    withdrawn: bool = False
    parting: int = 0
    put: int = 0
    undone: VisitView | None = None
    queried: str = ""
    booked: VisitView | None = None

    @classmethod
    def initial(cls, call_id: str) -> State:
        return cls(call_id)

    @property
    def frame(self) -> Frame | None:
        return self.frames[-1] if self.frames else None

    def asks(self, name: str) -> bool:
        """That is the open question."""
        return self.question is not None and self.question.name == name

    def with_frame(self, **changes: Any) -> State:
        """The task in hand changed; there must be one."""
        return replace(self, frames=(*self.frames[:-1], replace(self.frames[-1], **changes)))


@cache
def _adapter() -> TypeAdapter[State]:
    return TypeAdapter(State)


def to_json(state: State) -> str:
    return _adapter().dump_json(state).decode()


def from_json(text: str | bytes) -> State:
    """The state that `to_json` wrote. Raises ValueError (pydantic's, naming the field) for anything else."""
    return _adapter().validate_json(text)


WRITES = ("booked", "rescheduled", "cancelled", "confirmed", "waitlisted")


def outcome_of(state: State) -> str:
    """How the call went, in one word: an emergency before all, then the last write, then how it ended."""
    if state.alarm or state.withdrawn:
        return "emergency"
    for outcome in reversed(state.done):
        if outcome in WRITES:
            return outcome
    for outcome in ("registered", "handed_off", "callback"):
        if outcome in state.done:
            return outcome
    if state.trouble:
        return "failed"
    return "answered" if "answered" in state.done else "abandoned"
