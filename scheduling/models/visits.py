"""Visits and holds, the time they take, and who waits for one."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    literal_column,
    text,
)

from scheduling.columns import Id, Instant, external, flag, listing, metadata, number, ref, table

appointments = table(
    "appointments",  # a hold is a row in state "held", and becomes the visit
    ref("patient_id", "patients", null=True),
    ref("provider_id", "providers"),
    ref("location_id", "locations"),
    ref("room_id", "rooms", null=True),
    ref("visit_type_id", "visit_types"),
    Column("start_at", Instant, nullable=False),
    Column("end_at", Instant, nullable=False),
    Column("day", Date, nullable=False),  # of the start, at the location
    Column("state", String(12), nullable=False),
    number("version", 1),
    Column("owner", String(64)),  # the call that holds or held it
    Column("hold_expires_at", Instant),
    ref("moving_id", "appointments", null=True),  # the visit that this hold would replace
    Column("reason", Text),
    external(),
    Column("cancelled_at", Instant),
    flag("overbooked", default=False),
    flag("late_cancel", default=False),
    Column("series_id", String(36), index=True),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Index("ix_appointments_patient_start", "patient_id", "start_at"),
    Index("ix_appointments_provider_start", "provider_id", "start_at"),
    Index(
        "ix_appointments_owner",
        "owner",
        sqlite_where=text("owner IS NOT NULL"),
        postgresql_where=text("owner IS NOT NULL"),
    ),
    Index(
        "ix_appointments_held",
        "hold_expires_at",
        postgresql_where=text("state = 'held'"),
        sqlite_where=text("state = 'held'"),
    ),
    CheckConstraint("end_at > start_at", name="order"),
    CheckConstraint(
        "state IN ('held', 'booked', 'confirmed', 'arrived', 'completed', 'cancelled', 'no_show', 'expired')",
        name="state",
    ),
    CheckConstraint("state IN ('held', 'expired') OR patient_id IS NOT NULL", name="patient"),
    CheckConstraint("state <> 'held' OR (owner IS NOT NULL AND hold_expires_at IS NOT NULL)", name="hold"),
)
IS_HELD = appointments.c.state == literal_column("'held'")
"""As a literal: with a bound value SQLite cannot see that the partial index answers."""

occupancy = table(
    "occupancy",  # who and what is busy when, half-open, buffers included: the one table that the guard is on
    Column("resource", BigInteger, nullable=False),  # see `resources.py`
    Column("start_at", Instant, nullable=False),
    Column("end_at", Instant, nullable=False),
    ref("appointment_id", "appointments", null=True, index=True, ondelete="CASCADE"),
    ref("time_off_id", "time_off", null=True, index=True, ondelete="CASCADE"),
    flag("guarded", default=True),  # false: staff overbooked on purpose
    Index("ix_occupancy_busy", "resource", "start_at", "end_at", "appointment_id"),  # answers searches by itself
    CheckConstraint("end_at > start_at", name="order"),
    CheckConstraint("(appointment_id IS NULL) <> (time_off_id IS NULL)", name="cause"),
)
day_counts = Table(
    "day_counts",  # visits of a provider in a local day; visit_type_id 0 counts all types
    metadata,
    Column("provider_id", Id, primary_key=True, autoincrement=False),
    Column("day", Date, primary_key=True),
    Column("visit_type_id", Id, primary_key=True, autoincrement=False),
    Column("taken", Integer, nullable=False),
)
waitlist = table(
    "waitlist",
    ref("patient_id", "patients", index=True),
    ref("visit_type_id", "visit_types"),
    listing("provider_ids"),  # empty: anyone
    ref("location_id", "locations", null=True),
    listing("constraints"),
    Column("joined_at", Instant, nullable=False),
    number("priority", 0),
    Column("state", String(12), nullable=False, default="waiting", server_default="waiting"),
    ref("hold_id", "appointments", null=True),  # what was offered
    Column("offered_until", Instant),
    number("offers", 0),
    Column("last_offered_at", Instant),
    Index("ix_waitlist_open", "state", "visit_type_id"),
    CheckConstraint("state IN ('waiting', 'offered', 'booked', 'left', 'expired')", name="state"),
)
feeds = Table(
    "feeds",  # iCalendar feeds; only a hash of the secret is kept
    metadata,
    Column("provider_id", ForeignKey("providers.id", ondelete="CASCADE"), primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    flag("names", default=False),
    Column("created_at", Instant, nullable=False),
)
