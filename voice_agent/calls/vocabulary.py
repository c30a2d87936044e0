"""Between the calendar's ids and the names that callers and agent use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

from scheduling.values import Catalogue, Constraint, Location, Provider, VisitType
from voice_agent.understanding.commands import Weekday, When, Whens
from voice_agent.understanding.reader import Term, Vocabulary

_DURATION = re.compile(r"^P(?P<n>\d+)(?P<unit>[DWMY])$")
_DAYS = {"D": 1, "W": 7, "M": 28, "Y": 364}
_WEEKDAYS = list(Weekday)
_GROWN_UP = 18
_CHECK_UP = {"checkup", "physical", "physicalexam"}
_CHECK = re.compile(r"\b(?:check|visit|exam|physical)", re.IGNORECASE)
T = TypeVar("T", Provider, Location, VisitType)


class Names:
    """The clinic's catalogue by name. Names that the catalogue does not hold raise KeyError."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.providers = {provider.id: provider for provider in catalogue.providers}
        self.locations = {location.id: location for location in catalogue.locations}
        self.visit_types = {visit_type.id: visit_type for visit_type in catalogue.visit_types}

    def provider(self, name: str) -> Provider:
        return _named(self.catalogue.providers, name)

    def location(self, name: str) -> Location:
        return _named(self.catalogue.locations, name)

    def visit_type(self, name: str) -> VisitType:
        return _named(self.catalogue.visit_types, name)

    def visits_for(self, audience: str) -> tuple[str, ...]:
        """Names of the types of visit that are for these patients alone: "new" or "established"."""
        return tuple(v.name for v in self.catalogue.visit_types if v.audience == audience)

    def for_children(self) -> tuple[str, str] | None:
        """The check-up that adults get, and the one that children get in its place; None where there are not two."""
        types = self.catalogue.visit_types
        general = next((v for v in types if v.max_age is None and _CHECK_UP & _bare(v)), None)
        child = next(
            (v for v in types if v.max_age is not None and v.max_age <= _GROWN_UP and _CHECK.search(v.name)), None
        )
        return (general.name, child.name) if general and child else None

    def vocabulary(self) -> Vocabulary:
        """What the readers know of the clinic."""
        return Vocabulary(
            providers=tuple(Term(p.name, p.aliases) for p in self.catalogue.providers if p.active),
            visit_types=tuple(Term(v.name, v.aliases) for v in self.catalogue.visit_types),
            locations=tuple(Term(location.name, location.aliases) for location in self.catalogue.locations),
        )


def _bare(kind: VisitType) -> set[str]:
    return {re.sub(r"[\s-]", "", name.casefold()) for name in (kind.name, *kind.aliases)}


def _named(things: tuple[T, ...], name: str) -> T:
    for thing in things:
        if thing.name == name:
            return thing
    raise KeyError("no such name in the catalogue")


def constraints(whens: Whens) -> tuple[Constraint, ...]:
    """What the caller said of the time, as the calendar takes it."""
    return tuple(_constraint(when) for when in whens)


def _constraint(when: When) -> Constraint:
    return Constraint(
        date_from=when.date_from,
        date_to=when.date_to,
        weekdays=weekday_numbers(when.weekdays),
        not_weekdays=weekday_numbers(when.not_weekdays),
        time_from=when.time_from,
        time_to=when.time_to,
        at=when.at,
        part_of_day=when.part_of_day.value if when.part_of_day else None,
        earliest=when.earliest,
        not_dates=when.not_dates,
    )


def weekday_numbers(days: Iterable[Weekday]) -> tuple[int, ...]:
    return tuple(_WEEKDAYS.index(day) for day in days)


def every_days(duration: str) -> int:
    """ "P2W" is 14. A month counts as four weeks, so that a series keeps its weekday. Raises ValueError."""
    match = _DURATION.match(duration)
    if match is None:
        raise ValueError("not an ISO 8601 duration of whole days, weeks, months or years")
    return int(match["n"]) * _DAYS[match["unit"]]
