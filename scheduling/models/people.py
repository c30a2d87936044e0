"""Patients, what they agreed to, and who tried to be one."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Float, Index, String, Table, Text, UniqueConstraint

from scheduling.columns import Instant, external, flag, metadata, number, ref, table, words

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
