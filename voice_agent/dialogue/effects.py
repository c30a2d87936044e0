"""What the dialogue asks the world to do.

`decide` returns effects; the call's session runs each against the calendar, the patients and the staff queue, and feeds
the result, an outcome, back as the next event. The dialogue knows patients, openings and visits by opaque refs alone.
Writes carry `step`: with the call's id it is the idempotency key, so a repeated write is the same write.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from voice_agent.understanding.commands import HandoffReason, Weekday, Whens


@dataclass(frozen=True, slots=True)
class Identify:
    """Two identifiers against the register. `names`: the readings of the name, best first.

    other_dates: what else was perhaps heard for the date of birth, best first.
    """

    names: tuple[str, ...]
    date_of_birth: date
    other_dates: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class FindOpenings:
    """`provider`, `location`, `visit_type` are canonical names of the vocabulary (None: any). An empty `when`: any.

    declined: refs already offered and not wanted. moving: the visit that this one would replace. date_of_birth: the
    patient's, where it is known before the patient is.
    """

    visit_type: str
    provider: str | None = None
    location: str | None = None
    when: Whens = ()
    patient_ref: str | None = None
    new_patient: bool | None = None
    moving: str | None = None
    declined: tuple[str, ...] = ()
    date_of_birth: date | None = None


@dataclass(frozen=True, slots=True)
class HoldOpening:
    """Hold what the caller chose (any other hold of this call is let go)."""

    ref: str
    moving: str | None = None


@dataclass(frozen=True, slots=True)
class ReleaseHold:
    pass


@dataclass(frozen=True, slots=True)
class Book:
    ref: str
    patient_ref: str
    step: int
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class BookSeries:
    """All visits of a series, every `every` (ISO 8601 duration), `count` in all, the first at `ref`; all or nothing.
    weekdays: on each of these, where `every` is of weeks."""

    ref: str
    patient_ref: str
    every: str
    count: int
    step: int
    reason: str | None = None
    weekdays: tuple[Weekday, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    visit_ref: str
    ref: str
    step: int


@dataclass(frozen=True, slots=True)
class CancelVisit:
    visit_ref: str
    step: int


@dataclass(frozen=True, slots=True)
class ConfirmVisit:
    visit_ref: str
    step: int


@dataclass(frozen=True, slots=True)
class FindVisits:
    """The verified patient's visits from now on, soonest first."""

    patient_ref: str


@dataclass(frozen=True, slots=True)
class Register:
    """A new patient. `relation`: what the caller is to the patient ("self", "parent", …)."""

    name: str
    date_of_birth: date
    phone: str
    step: int
    insurance: str | None = None
    relation: str | None = None
    texts_ok: bool = False


@dataclass(frozen=True, slots=True)
class JoinWaitlist:
    patient_ref: str
    visit_type: str
    step: int
    provider: str | None = None
    location: str | None = None
    when: Whens = ()


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """Look the caller's question up in what the clinic has written down.

    otherwise: the act of a miss, where it is not certain that it was a question; None where it is.
    wider: all that she said, where the question alone may not say what it is about ("I have a van. Can it go there?").
    """

    question: str
    otherwise: str | None = None
    wider: str | None = None


@dataclass(frozen=True, slots=True)
class TakeCallback:
    """Put the caller on the staff's callback list. `phone` in digits; `summary` for staff."""

    phone: str
    reason: HandoffReason
    summary: str
    urgent: bool = False


class AlertKind(StrEnum):
    MEDICAL = "medical"
    SELF_HARM = "self_harm"


@dataclass(frozen=True, slots=True)
class AlertStaff:
    """Tell staff at once, while the call goes on."""

    kind: AlertKind
    summary: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """Hand the call to staff once all that was said has been heard. The agent says nothing after it."""

    reason: HandoffReason
    summary: str
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class EndCall:
    """Hang up once all that was said has been heard."""


Effect = (
    Identify
    | FindOpenings
    | HoldOpening
    | ReleaseHold
    | Book
    | BookSeries
    | Move
    | CancelVisit
    | ConfirmVisit
    | FindVisits
    | Register
    | JoinWaitlist
    | AnswerQuestion
    | TakeCallback
    | AlertStaff
    | Transfer
    | EndCall
)
