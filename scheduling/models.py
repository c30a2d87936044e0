"""The tables, as SQLAlchemy Core. The guards (no overlaps, append-only audit) are in the migrations, in SQL."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    literal_column,
    text,
)

from scheduling.columns import Id, Instant, external, flag, listing, metadata, number, ref, table, words

# --- what the clinic offers

locations = table(
    "locations",
    Column("name", Text, nullable=False, unique=True),
    Column("timezone", String(64), nullable=False),
    listing("aliases"),
    words("address"),
    words("phone"),
    external(),
    Column("country", String(2)),  # public holidays by the `holidays` package; none where null
    Column("subdivision", String(8)),
)
closures = table(
    "closures",  # a day on which a location is closed; `open` instead makes a public holiday an ordinary day
    ref("location_id", "locations", ondelete="CASCADE"),
    Column("day", Date, nullable=False),
    words("name"),
    flag("open", default=False),
    UniqueConstraint("location_id", "day"),
)
rooms = table(
    "rooms",
    ref("location_id", "locations"),
    Column("name", Text, nullable=False),
    flag("active", default=True),
    UniqueConstraint("location_id", "name"),
)
providers = table(
    "providers",
    Column("name", Text, nullable=False, unique=True),
    words("specialty"),
    listing("aliases"),
    Column("pronunciation", Text),
    external(),
    flag("active", default=True),
    Column("max_per_day", Integer),  # null: no cap
)
visit_types = table(
    "visit_types",
    Column("name", Text, nullable=False, unique=True),
    listing("aliases"),
    external(),
    Column("duration_min", Integer, nullable=False),
    number("buffer_before_min", 0),
    number("buffer_after_min", 0),
    Column("step_min", Integer),  # null in these: as the clinic's rules say
    Column("anchor", String(16)),
    Column("notice_min", Integer),
    Column("horizon_days", Integer),
    Column("max_per_day", Integer),  # of this type, a provider and day
    Column("audience", String(12), nullable=False, default="all", server_default="all"),
    flag("active", default=True),
    CheckConstraint("duration_min > 0 AND duration_min <= 720", name="duration"),
    CheckConstraint("buffer_before_min >= 0 AND buffer_after_min >= 0", name="buffers"),
    CheckConstraint("audience IN ('all', 'new', 'established')", name="audience"),
)
provider_visit_types = Table(
    "provider_visit_types",
    metadata,
    Column("provider_id", ForeignKey("providers.id", ondelete="CASCADE"), primary_key=True),
    Column("visit_type_id", ForeignKey("visit_types.id", ondelete="CASCADE"), primary_key=True),
)
visit_type_rooms = Table(
    "visit_type_rooms",  # a type with rows here needs one of these rooms; one without needs none
    metadata,
    Column("visit_type_id", ForeignKey("visit_types.id", ondelete="CASCADE"), primary_key=True),
    Column("room_id", ForeignKey("rooms.id", ondelete="CASCADE"), primary_key=True),
)
working_hours = table(
    "working_hours",  # wall times of the location; `ends` <= `starts` means the next day
    ref("provider_id", "providers", index=True, ondelete="CASCADE"),
    ref("location_id", "locations"),
    Column("weekday", Integer, nullable=False),  # 0 is Monday
    Column("starts", Time, nullable=False),
    Column("ends", Time, nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
)
hours_overrides = table(
    "hours_overrides",  # replace the provider's whole day; no times: not working
    ref("provider_id", "providers", ondelete="CASCADE"),
    Column("day", Date, nullable=False),
    ref("location_id", "locations", null=True),
    Column("starts", Time),
    Column("ends", Time),
    Index("ix_hours_overrides_provider_day", "provider_id", "day"),
    CheckConstraint("(starts IS NULL) = (ends IS NULL) AND (starts IS NULL) = (location_id IS NULL)", name="whole"),
)
time_off = table(
    "time_off",
    ref("provider_id", "providers", ondelete="CASCADE"),
    Column("start_at", Instant, nullable=False),
    Column("end_at", Instant, nullable=False),
    words("reason"),
    Index("ix_time_off_provider_end", "provider_id", "end_at"),
    CheckConstraint("end_at > start_at", name="order"),
)
catalogue_revision = Table(
    "catalogue_revision",  # one row; triggers on the tables above count it up, so that cached copies know
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    number("n", 0),
)

# --- patients

patients = table(
    "patients",
    Column("first_name", Text, nullable=False),
    Column("last_name", Text, nullable=False),
    Column(
        "name_code", String(32), nullable=False, index=True, default="", server_default=""
    ),  # phonetic, of the last name
    Column("date_of_birth", Date, nullable=False, index=True),
    Column("phone", String(20), nullable=False, index=True),
    Column("email", Text),
    Column("insurance", Text),
    flag("established", default=False),
    flag("texts_ok", default=False),
    ref("guardian_id", "patients", null=True, index=True),
    Column("guardian_relation", Text),
    ref("merged_into_id", "patients", null=True),  # staff found it to be a duplicate: this row is history
    external(),
    flag("active", default=True),
    number("version", 1),
    Column("created_at", Instant, nullable=False),
    Index("ix_patients_last_name", "last_name"),
)
patient_duplicates = table(
    "patient_duplicates",  # suspected pairs, the smaller id first; staff decide
    ref("patient_id", "patients"),
    ref("other_id", "patients", index=True),
    Column("reason", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("flagged_at", Instant, nullable=False),
    Column("resolved_at", Instant),
    Column("resolution", String(12)),  # merged, different
    Column("resolved_by", Text),
    UniqueConstraint("patient_id", "other_id"),
    CheckConstraint("patient_id < other_id", name="order"),
)
consents = table(
    "consents",
    ref("patient_id", "patients", index=True),
    Column("kind", String(16), nullable=False),  # texts, recording
    Column("granted", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
    Column("source", Text, nullable=False),
)
opt_outs = Table(
    "opt_outs",  # numbers that said STOP
    metadata,
    Column("phone", String(20), primary_key=True),
    Column("at", Instant, nullable=False),
    words("source"),
)
identification_attempts = table(
    "identification_attempts",
    Column("at", Instant, nullable=False),
    Column("subject", String(80), nullable=False),  # a digest of the claimed patient, or of the calling number
    Column("ok", Boolean, nullable=False),
    Column("actor_kind", String(16), nullable=False),
    Column("actor_id", Text, nullable=False),
    Index("ix_identification_attempts_subject_at", "subject", "at"),
)
lockouts = Table(
    "lockouts",
    metadata,
    Column("subject", String(80), primary_key=True),
    Column("until", Instant, nullable=False),
)

# --- visits

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

# --- what was done, and what is to be sent

audit = table(
    "audit",  # append-only, by trigger. `key` makes a write happen once: the row says what came of it
    Column("at", Instant, nullable=False),
    Column("actor_kind", String(16), nullable=False),
    Column("actor_id", Text, nullable=False),
    Column("action", String(32), nullable=False),
    Column("entity", String(32), nullable=False),
    Column("entity_id", Id),
    Column("key", String(128), unique=True),
    Column("detail", JSON, nullable=False, default=dict, server_default=text("'{}'")),
    Index("ix_audit_at", "at"),
    Index("ix_audit_entity", "entity", "entity_id"),
)
outbox = table(
    "outbox",
    Column("kind", String(24), nullable=False),  # confirmation, reminder, move, cancel, waitlist_offer
    ref("patient_id", "patients", index=True),
    ref("appointment_id", "appointments", null=True, index=True),
    ref("waitlist_id", "waitlist", null=True),
    Column("recipient", String(20)),  # null: the patient's number at the time of sending
    Column("payload", JSON, nullable=False, default=dict, server_default=text("'{}'")),
    Column("dedupe_key", String(160), nullable=False, unique=True),
    Column("due_at", Instant, nullable=False),
    Column("state", String(12), nullable=False, default="pending", server_default="pending"),
    Column("drop_reason", String(32)),
    number("attempts", 0),
    Column("next_try_at", Instant, nullable=False),
    Column("claimed_until", Instant),
    Column("last_error", Text),
    Column("provider_message_id", Text),
    Column("created_at", Instant, nullable=False),
    Column("sent_at", Instant),
    Index(
        "ix_outbox_next",
        "next_try_at",
        postgresql_where=text("state = 'pending'"),
        sqlite_where=text("state = 'pending'"),
    ),
    CheckConstraint("state IN ('pending', 'sent', 'failed', 'dropped')", name="state"),
)
