"""The tables: what the clinic offers, patients, visits, what was done and is to be sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from scheduling.columns import Id, Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", Id, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor_kind", sa.String(length=16), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("entity", sa.String(length=32), nullable=False),
        sa.Column("entity_id", Id, nullable=True),
        sa.Column("key", sa.String(length=128), nullable=True),
        sa.Column("detail", sa.JSON(), server_default=sa.text("'{}'"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.UniqueConstraint("key", name=op.f("uq_audit_key")),
    )
    op.create_index("ix_audit_at", "audit", ["at"], unique=False)
    op.create_index("ix_audit_entity", "audit", ["entity", "entity_id"], unique=False)
    op.create_table(
        "catalogue_revision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_revision")),
    )
    op.create_table(
        "day_counts",
        sa.Column("provider_id", Id, autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("visit_type_id", Id, autoincrement=False, nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("provider_id", "day", "visit_type_id", name=op.f("pk_day_counts")),
    )
    op.create_table(
        "identification_attempts",
        sa.Column("id", Id, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("ok", sa.Boolean(), nullable=False),
        sa.Column("actor_kind", sa.String(length=16), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identification_attempts")),
    )
    op.create_index("ix_identification_attempts_subject_at", "identification_attempts", ["subject", "at"], unique=False)
    op.create_table(
        "locations",
        sa.Column("id", Id, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("aliases", sa.JSON(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("external_id", sa.String(length=64), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("subdivision", sa.String(length=8), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_locations")),
        sa.UniqueConstraint("external_id", name=op.f("uq_locations_external_id")),
        sa.UniqueConstraint("name", name=op.f("uq_locations_name")),
    )
    op.create_table(
        "lockouts",
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_lockouts")),
    )
    op.create_table(
        "opt_outs",
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("phone", name=op.f("pk_opt_outs")),
    )
    op.create_table(
        "patients",
        sa.Column("id", Id, nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("name_code", sa.String(length=32), server_default="", nullable=False),
        sa.Column("date_of_birth", sa.Date(), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("insurance", sa.Text(), nullable=True),
        sa.Column("established", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("texts_ok", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("guardian_id", Id, nullable=True),
        sa.Column("guardian_relation", sa.Text(), nullable=True),
        sa.Column("merged_into_id", Id, nullable=True),
        sa.Column("external_id", sa.String(length=64), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["guardian_id"], ["patients.id"], name=op.f("fk_patients_guardian_id")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["patients.id"], name=op.f("fk_patients_merged_into_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patients")),
        sa.UniqueConstraint("external_id", name=op.f("uq_patients_external_id")),
    )
    op.create_index(op.f("ix_patients_date_of_birth"), "patients", ["date_of_birth"], unique=False)
    op.create_index(op.f("ix_patients_guardian_id"), "patients", ["guardian_id"], unique=False)
    op.create_index("ix_patients_last_name", "patients", ["last_name"], unique=False)
    op.create_index(op.f("ix_patients_name_code"), "patients", ["name_code"], unique=False)
    op.create_index(op.f("ix_patients_phone"), "patients", ["phone"], unique=False)
    op.create_table(
        "providers",
        sa.Column("id", Id, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("specialty", sa.Text(), server_default="", nullable=False),
        sa.Column("aliases", sa.JSON(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("pronunciation", sa.Text(), nullable=True),
        sa.Column("external_id", sa.String(length=64), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("max_per_day", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_providers")),
        sa.UniqueConstraint("external_id", name=op.f("uq_providers_external_id")),
        sa.UniqueConstraint("name", name=op.f("uq_providers_name")),
    )
    op.create_table(
        "visit_types",
        sa.Column("id", Id, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("aliases", sa.JSON(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("external_id", sa.String(length=64), nullable=True),
        sa.Column("duration_min", sa.Integer(), nullable=False),
        sa.Column("buffer_before_min", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("buffer_after_min", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("step_min", sa.Integer(), nullable=True),
        sa.Column("anchor", sa.String(length=16), nullable=True),
        sa.Column("notice_min", sa.Integer(), nullable=True),
        sa.Column("horizon_days", sa.Integer(), nullable=True),
        sa.Column("max_per_day", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=12), server_default="all", nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.CheckConstraint("audience IN ('all', 'new', 'established')", name=op.f("ck_visit_types_audience")),
        sa.CheckConstraint("buffer_before_min >= 0 AND buffer_after_min >= 0", name=op.f("ck_visit_types_buffers")),
        sa.CheckConstraint("duration_min > 0 AND duration_min <= 720", name=op.f("ck_visit_types_duration")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_types")),
        sa.UniqueConstraint("external_id", name=op.f("uq_visit_types_external_id")),
        sa.UniqueConstraint("name", name=op.f("uq_visit_types_name")),
    )
    op.create_table(
        "closures",
        sa.Column("id", Id, nullable=False),
        sa.Column("location_id", Id, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("open", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name=op.f("fk_closures_location_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closures")),
        sa.UniqueConstraint("location_id", "day", name=op.f("uq_closures_location_id_day")),
    )
    op.create_table(
        "consents",
        sa.Column("id", Id, nullable=False),
        sa.Column("patient_id", Id, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_consents_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index(op.f("ix_consents_patient_id"), "consents", ["patient_id"], unique=False)
    op.create_table(
        "feeds",
        sa.Column("provider_id", Id, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("names", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name=op.f("fk_feeds_provider_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("provider_id", name=op.f("pk_feeds")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_feeds_token_hash")),
    )
    op.create_table(
        "hours_overrides",
        sa.Column("id", Id, nullable=False),
        sa.Column("provider_id", Id, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("location_id", Id, nullable=True),
        sa.Column("starts", sa.Time(), nullable=True),
        sa.Column("ends", sa.Time(), nullable=True),
        sa.CheckConstraint(
            "(starts IS NULL) = (ends IS NULL) AND (starts IS NULL) = (location_id IS NULL)",
            name=op.f("ck_hours_overrides_whole"),
        ),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_hours_overrides_location_id")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name=op.f("fk_hours_overrides_provider_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hours_overrides")),
    )
    op.create_index("ix_hours_overrides_provider_day", "hours_overrides", ["provider_id", "day"], unique=False)
    op.create_table(
        "patient_duplicates",
        sa.Column("id", Id, nullable=False),
        sa.Column("patient_id", Id, nullable=False),
        sa.Column("other_id", Id, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("flagged_at", Instant(), nullable=False),
        sa.Column("resolved_at", Instant(), nullable=True),
        sa.Column("resolution", sa.String(length=12), nullable=True),
        sa.Column("resolved_by", sa.Text(), nullable=True),
        sa.CheckConstraint("patient_id < other_id", name=op.f("ck_patient_duplicates_order")),
        sa.ForeignKeyConstraint(["other_id"], ["patients.id"], name=op.f("fk_patient_duplicates_other_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_patient_duplicates_patient_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient_duplicates")),
        sa.UniqueConstraint("patient_id", "other_id", name=op.f("uq_patient_duplicates_patient_id_other_id")),
    )
    op.create_index(op.f("ix_patient_duplicates_other_id"), "patient_duplicates", ["other_id"], unique=False)
    op.create_table(
        "provider_visit_types",
        sa.Column("provider_id", Id, nullable=False),
        sa.Column("visit_type_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name=op.f("fk_provider_visit_types_provider_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["visit_type_id"],
            ["visit_types.id"],
            name=op.f("fk_provider_visit_types_visit_type_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("provider_id", "visit_type_id", name=op.f("pk_provider_visit_types")),
    )
    op.create_table(
        "rooms",
        sa.Column("id", Id, nullable=False),
        sa.Column("location_id", Id, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_rooms_location_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rooms")),
        sa.UniqueConstraint("location_id", "name", name=op.f("uq_rooms_location_id_name")),
    )
    op.create_table(
        "time_off",
        sa.Column("id", Id, nullable=False),
        sa.Column("provider_id", Id, nullable=False),
        sa.Column("start_at", Instant(), nullable=False),
        sa.Column("end_at", Instant(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("end_at > start_at", name=op.f("ck_time_off_order")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name=op.f("fk_time_off_provider_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_off")),
    )
    op.create_index("ix_time_off_provider_end", "time_off", ["provider_id", "end_at"], unique=False)
    op.create_table(
        "working_hours",
        sa.Column("id", Id, nullable=False),
        sa.Column("provider_id", Id, nullable=False),
        sa.Column("location_id", Id, nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_working_hours_weekday")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_working_hours_location_id")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name=op.f("fk_working_hours_provider_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_working_hours")),
    )
    op.create_index(op.f("ix_working_hours_provider_id"), "working_hours", ["provider_id"], unique=False)
    op.create_table(
        "appointments",
        sa.Column("id", Id, nullable=False),
        sa.Column("patient_id", Id, nullable=True),
        sa.Column("provider_id", Id, nullable=False),
        sa.Column("location_id", Id, nullable=False),
        sa.Column("room_id", Id, nullable=True),
        sa.Column("visit_type_id", Id, nullable=False),
        sa.Column("start_at", Instant(), nullable=False),
        sa.Column("end_at", Instant(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=True),
        sa.Column("hold_expires_at", Instant(), nullable=True),
        sa.Column("moving_id", Id, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("external_id", sa.String(length=64), nullable=True),
        sa.Column("cancelled_at", Instant(), nullable=True),
        sa.Column("overbooked", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("late_cancel", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("series_id", sa.String(length=36), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "state <> 'held' OR (owner IS NOT NULL AND hold_expires_at IS NOT NULL)", name=op.f("ck_appointments_hold")
        ),
        sa.CheckConstraint(
            "state IN ('held', 'booked', 'confirmed', 'arrived', 'completed', 'cancelled', 'no_show', 'expired')",
            name=op.f("ck_appointments_state"),
        ),
        sa.CheckConstraint(
            "state IN ('held', 'expired') OR patient_id IS NOT NULL", name=op.f("ck_appointments_patient")
        ),
        sa.CheckConstraint("end_at > start_at", name=op.f("ck_appointments_order")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_appointments_location_id")),
        sa.ForeignKeyConstraint(["moving_id"], ["appointments.id"], name=op.f("fk_appointments_moving_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_appointments_patient_id")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_appointments_provider_id")),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_appointments_room_id")),
        sa.ForeignKeyConstraint(["visit_type_id"], ["visit_types.id"], name=op.f("fk_appointments_visit_type_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointments")),
        sa.UniqueConstraint("external_id", name=op.f("uq_appointments_external_id")),
    )
    op.create_index(
        "ix_appointments_held",
        "appointments",
        ["hold_expires_at"],
        unique=False,
        postgresql_where=sa.text("state = 'held'"),
        sqlite_where=sa.text("state = 'held'"),
    )
    op.create_index(
        "ix_appointments_owner",
        "appointments",
        ["owner"],
        unique=False,
        sqlite_where=sa.text("owner IS NOT NULL"),
        postgresql_where=sa.text("owner IS NOT NULL"),
    )
    op.create_index("ix_appointments_patient_start", "appointments", ["patient_id", "start_at"], unique=False)
    op.create_index("ix_appointments_provider_start", "appointments", ["provider_id", "start_at"], unique=False)
    op.create_index(op.f("ix_appointments_series_id"), "appointments", ["series_id"], unique=False)
    op.create_table(
        "visit_type_rooms",
        sa.Column("visit_type_id", Id, nullable=False),
        sa.Column("room_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["room_id"], ["rooms.id"], name=op.f("fk_visit_type_rooms_room_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["visit_type_id"], ["visit_types.id"], name=op.f("fk_visit_type_rooms_visit_type_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("visit_type_id", "room_id", name=op.f("pk_visit_type_rooms")),
    )
    op.create_table(
        "occupancy",
        sa.Column("id", Id, nullable=False),
        sa.Column("resource", sa.BigInteger(), nullable=False),
        sa.Column("start_at", Instant(), nullable=False),
        sa.Column("end_at", Instant(), nullable=False),
        sa.Column("appointment_id", Id, nullable=True),
        sa.Column("time_off_id", Id, nullable=True),
        sa.Column("guarded", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.CheckConstraint("(appointment_id IS NULL) <> (time_off_id IS NULL)", name=op.f("ck_occupancy_cause")),
        sa.CheckConstraint("end_at > start_at", name=op.f("ck_occupancy_order")),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointments.id"], name=op.f("fk_occupancy_appointment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["time_off_id"], ["time_off.id"], name=op.f("fk_occupancy_time_off_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occupancy")),
    )
    op.create_index(op.f("ix_occupancy_appointment_id"), "occupancy", ["appointment_id"], unique=False)
    op.create_index(
        "ix_occupancy_busy", "occupancy", ["resource", "start_at", "end_at", "appointment_id"], unique=False
    )
    op.create_index(op.f("ix_occupancy_time_off_id"), "occupancy", ["time_off_id"], unique=False)
    op.create_table(
        "waitlist",
        sa.Column("id", Id, nullable=False),
        sa.Column("patient_id", Id, nullable=False),
        sa.Column("visit_type_id", Id, nullable=False),
        sa.Column("provider_ids", sa.JSON(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("location_id", Id, nullable=True),
        sa.Column("constraints", sa.JSON(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("joined_at", Instant(), nullable=False),
        sa.Column("priority", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("state", sa.String(length=12), server_default="waiting", nullable=False),
        sa.Column("hold_id", Id, nullable=True),
        sa.Column("offered_until", Instant(), nullable=True),
        sa.Column("offers", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("last_offered_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'offered', 'booked', 'left', 'expired')", name=op.f("ck_waitlist_state")
        ),
        sa.ForeignKeyConstraint(["hold_id"], ["appointments.id"], name=op.f("fk_waitlist_hold_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_waitlist_location_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_waitlist_patient_id")),
        sa.ForeignKeyConstraint(["visit_type_id"], ["visit_types.id"], name=op.f("fk_waitlist_visit_type_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waitlist")),
    )
    op.create_index("ix_waitlist_open", "waitlist", ["state", "visit_type_id"], unique=False)
    op.create_index(op.f("ix_waitlist_patient_id"), "waitlist", ["patient_id"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", Id, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("patient_id", Id, nullable=False),
        sa.Column("appointment_id", Id, nullable=True),
        sa.Column("waitlist_id", Id, nullable=True),
        sa.Column("recipient", sa.String(length=20), nullable=True),
        sa.Column("payload", sa.JSON(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("dedupe_key", sa.String(length=160), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("state", sa.String(length=12), server_default="pending", nullable=False),
        sa.Column("drop_reason", sa.String(length=32), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("next_try_at", Instant(), nullable=False),
        sa.Column("claimed_until", Instant(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("provider_message_id", sa.Text(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.CheckConstraint("state IN ('pending', 'sent', 'failed', 'dropped')", name=op.f("ck_outbox_state")),
        sa.ForeignKeyConstraint(["appointment_id"], ["appointments.id"], name=op.f("fk_outbox_appointment_id")),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_outbox_patient_id")),
        sa.ForeignKeyConstraint(["waitlist_id"], ["waitlist.id"], name=op.f("fk_outbox_waitlist_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_outbox_dedupe_key")),
    )
    op.create_index(op.f("ix_outbox_appointment_id"), "outbox", ["appointment_id"], unique=False)
    op.create_index(
        "ix_outbox_next",
        "outbox",
        ["next_try_at"],
        unique=False,
        postgresql_where=sa.text("state = 'pending'"),
        sqlite_where=sa.text("state = 'pending'"),
    )
    op.create_index(op.f("ix_outbox_patient_id"), "outbox", ["patient_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_outbox_patient_id"), table_name="outbox")
    op.drop_index(
        "ix_outbox_next",
        table_name="outbox",
        postgresql_where=sa.text("state = 'pending'"),
        sqlite_where=sa.text("state = 'pending'"),
    )
    op.drop_index(op.f("ix_outbox_appointment_id"), table_name="outbox")
    op.drop_table("outbox")
    op.drop_index(op.f("ix_waitlist_patient_id"), table_name="waitlist")
    op.drop_index("ix_waitlist_open", table_name="waitlist")
    op.drop_table("waitlist")
    op.drop_index(op.f("ix_occupancy_time_off_id"), table_name="occupancy")
    op.drop_index("ix_occupancy_busy", table_name="occupancy")
    op.drop_index(op.f("ix_occupancy_appointment_id"), table_name="occupancy")
    op.drop_table("occupancy")
    op.drop_table("visit_type_rooms")
    op.drop_index(op.f("ix_appointments_series_id"), table_name="appointments")
    op.drop_index("ix_appointments_provider_start", table_name="appointments")
    op.drop_index("ix_appointments_patient_start", table_name="appointments")
    op.drop_index(
        "ix_appointments_owner",
        table_name="appointments",
        sqlite_where=sa.text("owner IS NOT NULL"),
        postgresql_where=sa.text("owner IS NOT NULL"),
    )
    op.drop_index(
        "ix_appointments_held",
        table_name="appointments",
        postgresql_where=sa.text("state = 'held'"),
        sqlite_where=sa.text("state = 'held'"),
    )
    op.drop_table("appointments")
    op.drop_index(op.f("ix_working_hours_provider_id"), table_name="working_hours")
    op.drop_table("working_hours")
    op.drop_index("ix_time_off_provider_end", table_name="time_off")
    op.drop_table("time_off")
    op.drop_table("rooms")
    op.drop_table("provider_visit_types")
    op.drop_index(op.f("ix_patient_duplicates_other_id"), table_name="patient_duplicates")
    op.drop_table("patient_duplicates")
    op.drop_index("ix_hours_overrides_provider_day", table_name="hours_overrides")
    op.drop_table("hours_overrides")
    op.drop_table("feeds")
    op.drop_index(op.f("ix_consents_patient_id"), table_name="consents")
    op.drop_table("consents")
    op.drop_table("closures")
    op.drop_table("visit_types")
    op.drop_table("providers")
    op.drop_index(op.f("ix_patients_phone"), table_name="patients")
    op.drop_index(op.f("ix_patients_name_code"), table_name="patients")
    op.drop_index("ix_patients_last_name", table_name="patients")
    op.drop_index(op.f("ix_patients_guardian_id"), table_name="patients")
    op.drop_index(op.f("ix_patients_date_of_birth"), table_name="patients")
    op.drop_table("patients")
    op.drop_table("opt_outs")
    op.drop_table("lockouts")
    op.drop_table("locations")
    op.drop_index("ix_identification_attempts_subject_at", table_name="identification_attempts")
    op.drop_table("identification_attempts")
    op.drop_table("day_counts")
    op.drop_table("catalogue_revision")
    op.drop_index("ix_audit_entity", table_name="audit")
    op.drop_index("ix_audit_at", table_name="audit")
    op.drop_table("audit")
