"""What the world answers to an effect, and the openings and visits that the answers speak of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OpeningView:
    """A bookable time. `start` is aware, in the location's zone; names as they are to be said."""

    ref: str
    start: datetime
    provider: str
    location: str
    visit_type: str


@dataclass(frozen=True, slots=True)
class VisitView:
    """An appointment in the calendar, as committed."""

    ref: str
    start: datetime
    provider: str
    location: str
    visit_type: str
    confirmed: bool = False


# --- outcomes


@dataclass(frozen=True, slots=True)
class Identified:
    """`name` as in the register. established: has been seen here before."""

    patient_ref: str
    name: str
    established: bool = True


@dataclass(frozen=True, slots=True)
class NotIdentified:
    """No match. The same for an unknown name and a wrong date of birth. locked: no more tries in this call."""

    locked: bool = False


@dataclass(frozen=True, slots=True)
class OpeningsFound:
    """Best first, spread. exact: they satisfy all that was asked; else the nearest, and `relaxed` names what gave way
    ("when", "provider", "location"), and `closed` who is closed on all the days asked for ("clinic", "location").
    turned_down: some of what was declined would satisfy it too."""

    openings: tuple[OpeningView, ...]
    exact: bool = True
    relaxed: str | None = None
    closed: str | None = None
    turned_down: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    opening: OpeningView


@dataclass(frozen=True, slots=True)
class Taken:
    """Somebody else won it; the next best openings."""

    openings: tuple[OpeningView, ...]


@dataclass(frozen=True, slots=True)
class Booked:
    visit: VisitView


@dataclass(frozen=True, slots=True)
class SeriesBooked:
    visits: tuple[VisitView, ...]


@dataclass(frozen=True, slots=True)
class SeriesRefused:
    """Not all of the series is free: nothing was booked. `free` of `count` were free."""

    free: int
    count: int


@dataclass(frozen=True, slots=True)
class Moved:
    visit: VisitView


@dataclass(frozen=True, slots=True)
class VisitCancelled:
    visit: VisitView
    late: bool = False


@dataclass(frozen=True, slots=True)
class VisitConfirmed:
    visit: VisitView


@dataclass(frozen=True, slots=True)
class VisitsFound:
    visits: tuple[VisitView, ...]


@dataclass(frozen=True, slots=True)
class Registered:
    """existing: name, date of birth and phone matched somebody already registered; nothing new was written."""

    patient_ref: str
    name: str
    existing: bool = False


@dataclass(frozen=True, slots=True)
class WaitlistJoined:
    pass


@dataclass(frozen=True, slots=True)
class Answered:
    """`text` is spoken as it stands; `source` stays in the transcript."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class NoAnswer:
    pass


@dataclass(frozen=True, slots=True)
class CallbackTaken:
    pass


@dataclass(frozen=True, slots=True)
class Refused:
    """A rule of the clinic's forbids it (`rule` by name, e.g. "notice", "horizon", "visit_type", "hold_limit")."""

    rule: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The calendar or the database could not do it. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Done:
    """An effect with nothing to tell (ReleaseHold, AlertStaff, Transfer, EndCall)."""


Outcome = (
    Identified
    | NotIdentified
    | OpeningsFound
    | Held
    | Taken
    | Booked
    | SeriesBooked
    | SeriesRefused
    | Moved
    | VisitCancelled
    | VisitConfirmed
    | VisitsFound
    | Registered
    | WaitlistJoined
    | Answered
    | NoAnswer
    | CallbackTaken
    | Refused
    | Failed
    | Done
)
