"""The tables, as SQLAlchemy Core. The guards (no overlaps, append-only audit) are in the migrations, in SQL."""

from __future__ import annotations

from scheduling.columns import metadata
from scheduling.models.offered import (
    catalogue_revision,
    closures,
    hours_overrides,
    locations,
    provider_visit_types,
    providers,
    rooms,
    time_off,
    visit_type_rooms,
    visit_types,
    working_hours,
)
from scheduling.models.people import consents, identification_attempts, lockouts, opt_outs, patient_duplicates, patients
from scheduling.models.records import audit, outbox
from scheduling.models.visits import IS_HELD, appointments, day_counts, feeds, occupancy, waitlist

__all__ = [
    "IS_HELD",
    "appointments",
    "audit",
    "catalogue_revision",
    "closures",
    "consents",
    "day_counts",
    "feeds",
    "hours_overrides",
    "identification_attempts",
    "locations",
    "lockouts",
    "metadata",
    "occupancy",
    "opt_outs",
    "outbox",
    "patient_duplicates",
    "patients",
    "provider_visit_types",
    "providers",
    "rooms",
    "time_off",
    "visit_type_rooms",
    "visit_types",
    "waitlist",
    "working_hours",
]
