"""The values that the library takes and gives: small, frozen, free of SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum


class AppointmentState(StrEnum):
    HELD = "held"
    BOOKED = "booked"
    CONFIRMED = "confirmed"
    ARRIVED = "arrived"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does it, for the audit trail: kind "call", "staff" or "system"; `id` a CallSid, a user name, a job."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Location:
    id: int
    name: str
    timezone: str
    address: str = ""
    phone: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provider:
    """`aliases`: what callers say ("the children's doctor"); `pronunciation`: how the name is to be spoken, if odd."""

    id: int
    name: str
    specialty: str
    location_ids: tuple[int, ...]
    visit_type_ids: tuple[int, ...]
    aliases: tuple[str, ...] = ()
    pronunciation: str | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class VisitType:
    """audience: "all", "new" or "established" patients. max_age: in years, of whom it is for; None: no limit."""

    id: int
    name: str
    duration_min: int
    aliases: tuple[str, ...] = ()
    audience: str = "all"
    max_age: int | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the clinic offers: it changes seldom, and is read once a call."""

    locations: tuple[Location, ...]
    providers: tuple[Provider, ...]
    visit_types: tuple[VisitType, ...]


@dataclass(frozen=True, slots=True)
class Constraint:
    """When a visit may be: local wall times of the location; days inclusive; `time_from`/`time_to` bound the start.

    weekdays: 0 is Monday; empty means any. part_of_day: "morning", "noon", "afternoon", "evening".
    """

    date_from: date | None = None
    date_to: date | None = None
    weekdays: tuple[int, ...] = ()
    not_weekdays: tuple[int, ...] = ()
    time_from: time | None = None
    time_to: time | None = None
    at: time | None = None
    part_of_day: str | None = None
    earliest: bool = False
    not_dates: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class OpeningRequest:
    """What is looked for. Empty `provider_ids`: any that does the visit type. `constraints` are alternatives.

    new_patient, date_of_birth: None where not known (the patient's, where there is a `patient_id`). moving: the
    appointment whose own time counts as free. owner: whose holds do. declined: openings not to offer again.
    preferred_provider_ids: offered first where they have time.
    """

    visit_type_id: int
    provider_ids: tuple[int, ...] = ()
    location_id: int | None = None
    constraints: tuple[Constraint, ...] = ()
    patient_id: int | None = None
    new_patient: bool | None = None
    moving: int | None = None
    declined: tuple[Opening, ...] = ()
    limit: int = 3
    owner: str | None = None
    preferred_provider_ids: tuple[int, ...] = ()
    date_of_birth: date | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """A bookable time: aware instants, `start` in the location's zone; half-open [start, end) without buffers."""

    provider_id: int
    location_id: int
    visit_type_id: int
    start: datetime
    end: datetime
    room_id: int | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """Openings, best first and spread. exact: all constraints hold; else `relaxed` says which gave way
    ("when", "provider", "location"), and `closed` who is closed on all the days asked for ("clinic", "location")."""

    openings: tuple[Opening, ...]
    exact: bool = True
    relaxed: str | None = None
    closed: str | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """`id` is the held appointment's; `owner` the call's."""

    id: int
    opening: Opening
    owner: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Appointment:
    id: int
    patient_id: int
    opening: Opening
    state: AppointmentState
    version: int
    reason: str | None = None
    overbooked: bool = False
    series_id: str | None = None


@dataclass(frozen=True, slots=True)
class Cancellation:
    appointment: Appointment
    late: bool


@dataclass(frozen=True, slots=True)
class Patient:
    id: int
    first_name: str
    last_name: str
    date_of_birth: date
    phone: str
    established: bool
    texts_ok: bool = False
    guardian_id: int | None = None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True, slots=True)
class NewPatient:
    first_name: str
    last_name: str
    date_of_birth: date
    phone: str
    insurance: str | None = None
    texts_ok: bool = False
    guardian_relation: str | None = None
    guardian_id: int | None = None


@dataclass(frozen=True, slots=True)
class Identification:
    """`patient` only where name and date of birth both matched one person. The reason for a failure is not told."""

    patient: Patient | None
    locked: bool = False


class SchedulingError(Exception):
    """Base of all that the library refuses. Messages name no patient."""


class Taken(SchedulingError):
    """Somebody else has that time, or the hold has run out; `alternatives` are the next best openings."""

    def __init__(self, alternatives: tuple[Opening, ...] = ()) -> None:
        super().__init__("that time is taken")
        self.alternatives = alternatives


class SeriesTaken(Taken):
    """Not all visits of a series are free: nothing was booked. `free` of `count` were."""

    def __init__(self, free: int, count: int) -> None:
        super().__init__()
        self.free = free
        self.count = count


class VisitsInTheWay(SchedulingError):
    """The time to be blocked has visits in it: `appointment_ids`. Move them first, or block around them."""

    def __init__(self, appointment_ids: tuple[int, ...]) -> None:
        super().__init__(f"{len(appointment_ids)} visits are in the way: move them first, or block around them")
        self.appointment_ids = appointment_ids


class NotAllowed(SchedulingError):
    """A rule forbids it: `rule` by name ("past", "notice", "horizon", "hours", "inactive", "visit_type", "audience",
    "age", "daily_cap", "hold_limit", "transition", "version", …), the message says what to do."""

    def __init__(self, rule: str, message: str = "") -> None:
        super().__init__(message or rule)
        self.rule = rule


class NotFound(SchedulingError):
    """No such appointment, patient, provider, …"""


class Unavailable(SchedulingError):
    """The database does not answer. Nothing was written, or what was written can be asked for by its key."""


class NoDatabase(SchedulingError):
    """There is no such file; the message says where it was looked for and what to do. No file was made."""


class SchemaOutdated(SchedulingError):
    """The database has not the tables that this version works with; the message says what to run."""
