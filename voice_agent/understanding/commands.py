"""The closed list of commands: all that an utterance can ask of the agent.

A reader turns words into these and into nothing else; the dialogue acts on these and on nothing else.
`to_json` gives the form that `voice-agent understand` prints and that stored calls keep.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, time
from enum import StrEnum
from typing import Any, ClassVar


class Task(StrEnum):
    BOOK = "book"
    RESCHEDULE = "reschedule"
    CANCEL = "cancel"
    LOOKUP = "lookup"
    CONFIRM_VISIT = "confirm_visit"
    WAITLIST = "waitlist"
    REGISTER = "register"


class Field(StrEnum):
    VISIT_TYPE = "visit_type"
    PROVIDER = "provider"
    LOCATION = "location"
    WHEN = "when"
    NAME = "name"
    DATE_OF_BIRTH = "date_of_birth"
    PHONE = "phone"
    REASON = "reason"
    RELATION = "relation"
    INSURANCE = "insurance"
    NEW_PATIENT = "new_patient"


class HandoffReason(StrEnum):
    ASKED = "asked"
    CLINICAL = "clinical"
    BILLING = "billing"
    COMPLAINT = "complaint"
    OTHER = "other"


class PartOfDay(StrEnum):
    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class Weekday(StrEnum):
    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @classmethod
    def of(cls, day: date) -> Weekday:
        return list(cls)[day.weekday()]


class RelativeTo(StrEnum):
    """What a constraint was said relative to: the last offer, or the visit that the caller already has."""

    OFFER = "offer"
    APPOINTMENT = "appointment"


@dataclass(frozen=True, slots=True)
class When:
    """One constraint on when a visit may be. Days are inclusive; `time_from`/`time_to` bound the visit's start.

    Wall times of the clinic, no zone. None (or empty, or False) where the caller said nothing.
    `every` is an ISO 8601 duration ("P2W") and `count` the number of visits of a series. `not_dates`: ruled out.
    `counted`: the words of what is counted from a visit that was not known yet ("two weeks later, same time").
    """

    date_from: date | None = None
    date_to: date | None = None
    weekdays: tuple[Weekday, ...] = ()
    not_weekdays: tuple[Weekday, ...] = ()
    time_from: time | None = None
    time_to: time | None = None
    at: time | None = None
    part_of_day: PartOfDay | None = None
    earliest: bool = False
    relative_to: RelativeTo | None = None
    every: str | None = None
    count: int | None = None
    not_dates: tuple[date, ...] = ()
    counted: str = ""


Whens = tuple[When, ...]
"""Alternatives, in the order said: any of them would do."""

Value = str | bool | date | Whens


@dataclass(frozen=True, slots=True)
class Start:
    name: ClassVar[str] = "start"
    task: Task


@dataclass(frozen=True, slots=True)
class Set:
    """A field's value. By field: when -> Whens; date_of_birth -> date; new_patient -> bool; the others -> str.

    `candidates` are other readings out of the n-best list, best first (names, numbers), the value not among them.
    """

    name: ClassVar[str] = "set"
    field: Field
    value: Value
    candidates: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Correct:
    """Like `Set`, but the caller took back what was understood or said before."""

    name: ClassVar[str] = "correct"
    field: Field
    value: Value
    candidates: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Choose:
    """`ref` of an opening among those last offered."""

    name: ClassVar[str] = "choose"
    ref: str


@dataclass(frozen=True, slots=True)
class Alternatives:
    """None of what was offered; `when` narrows what is wanted instead, if anything was said of it."""

    name: ClassVar[str] = "alternatives"
    when: Whens | None = None


@dataclass(frozen=True, slots=True)
class Affirm:
    name: ClassVar[str] = "affirm"


@dataclass(frozen=True, slots=True)
class Deny:
    name: ClassVar[str] = "deny"


@dataclass(frozen=True, slots=True)
class Ask:
    """A question, in the caller's words."""

    name: ClassVar[str] = "ask"
    question: str


@dataclass(frozen=True, slots=True)
class Repeat:
    name: ClassVar[str] = "repeat"


@dataclass(frozen=True, slots=True)
class HoldOn:
    name: ClassVar[str] = "hold_on"


@dataclass(frozen=True, slots=True)
class Abort:
    """Drop the present task ("forget it", "never mind")."""

    name: ClassVar[str] = "abort"


@dataclass(frozen=True, slots=True)
class Restart:
    name: ClassVar[str] = "restart"


@dataclass(frozen=True, slots=True)
class Goodbye:
    name: ClassVar[str] = "goodbye"


@dataclass(frozen=True, slots=True)
class Thanks:
    name: ClassVar[str] = "thanks"


@dataclass(frozen=True, slots=True)
class Handoff:
    name: ClassVar[str] = "handoff"
    reason: HandoffReason = HandoffReason.ASKED


class EmergencyKind(StrEnum):
    MEDICAL = "medical"
    SELF_HARM = "self_harm"


@dataclass(frozen=True, slots=True)
class Emergency:
    """`phrase` is what matched, in the caller's words."""

    name: ClassVar[str] = "emergency"
    phrase: str
    kind: EmergencyKind = EmergencyKind.MEDICAL


@dataclass(frozen=True, slots=True)
class Worry:
    """What she says may be an emergency, and is too unlike one to be taken for it unasked. It stands beside the other
    commands of the utterance. `phrase`: her words."""

    name: ClassVar[str] = "worry"
    phrase: str


@dataclass(frozen=True, slots=True)
class OutOfScope:
    name: ClassVar[str] = "out_of_scope"


@dataclass(frozen=True, slots=True)
class Unclear:
    name: ClassVar[str] = "unclear"


Command = (
    Start
    | Set
    | Correct
    | Choose
    | Alternatives
    | Affirm
    | Deny
    | Ask
    | Repeat
    | HoldOn
    | Abort
    | Restart
    | Goodbye
    | Thanks
    | Handoff
    | Emergency
    | Worry
    | OutOfScope
    | Unclear
)


def to_json(command: Command) -> dict[str, Any]:
    """The command as plain JSON values; empty `candidates` are left out."""
    out: dict[str, Any] = {"name": command.name}
    for f in fields(command):
        value = getattr(command, f.name)
        if f.name == "candidates" and not value:
            continue
        out[f.name] = _plain(value)
    return out


def _plain(value: Any) -> Any:
    match value:
        case None | bool():
            return value
        case StrEnum():
            return value.value
        case str() | int():
            return value
        case When():
            return _when_json(value)
        case time():
            return value.strftime("%H:%M")
        case date():
            return value.isoformat()
        case tuple() if value and all(isinstance(v, When) for v in value):
            return _when_json(value[0]) if len(value) == 1 else [_when_json(v) for v in value]
        case tuple():
            return [_plain(v) for v in value]
    raise TypeError(f"no JSON form for {type(value).__name__}")


def _when_json(when: When) -> dict[str, Any]:
    out = {f.name: _plain(getattr(when, f.name)) or None for f in fields(when)}
    out["earliest"] = when.earliest
    if when.every is None:
        del out["every"], out["count"]
    for name in ("not_dates", "counted"):
        if not getattr(when, name):
            del out[name]
    return out
