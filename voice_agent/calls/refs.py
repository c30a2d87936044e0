"""The names by which a conversation knows openings, visits and patients; what they stand for stays on this side."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from scheduling.values import Opening


@dataclass(slots=True)
class Refs:
    """One call's. `hold` is the id of the hold in force, `held` the ref of what it holds. Survives as JSON."""

    openings: dict[str, Opening] = field(default_factory=dict)
    visits: dict[str, int] = field(default_factory=dict)
    patients: dict[str, int] = field(default_factory=dict)
    hold: int | None = None
    held: str | None = None

    def opening(self, opening: Opening) -> str:
        return _name(self.openings, opening, "o")

    def visit(self, appointment_id: int) -> str:
        return _name(self.visits, appointment_id, "v")

    def patient(self, patient_id: int) -> str:
        return _name(self.patients, patient_id, "p")

    def to_json(self) -> dict[str, Any]:
        openings = {ref: _opening_json(opening) for ref, opening in self.openings.items()}
        return {
            "openings": openings,
            "visits": self.visits,
            "patients": self.patients,
            "hold": self.hold,
            "held": self.held,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Refs:
        openings = {ref: _opening(value) for ref, value in data["openings"].items()}
        return cls(openings, dict(data["visits"]), dict(data["patients"]), data["hold"], data["held"])


def _name(known: dict[str, Any], value: Any, letter: str) -> str:
    for ref, other in known.items():
        if other == value:
            return ref
    ref = f"{letter}{len(known) + 1}"
    known[ref] = value
    return ref


def _opening_json(opening: Opening) -> dict[str, Any]:
    zone = opening.start.tzinfo
    return {
        "provider_id": opening.provider_id,
        "location_id": opening.location_id,
        "visit_type_id": opening.visit_type_id,
        "room_id": opening.room_id,
        "start": opening.start.timestamp(),
        "end": opening.end.timestamp(),
        "zone": zone.key if isinstance(zone, ZoneInfo) else "UTC",
    }


def _opening(data: dict[str, Any]) -> Opening:
    zone = ZoneInfo(data["zone"])
    start, end = (datetime.fromtimestamp(data[name], zone) for name in ("start", "end"))
    return Opening(data["provider_id"], data["location_id"], data["visit_type_id"], start, end, data["room_id"])
