"""What was done, and what is to be sent."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, Column, Index, String, Text, text

from scheduling.columns import Id, Instant, number, ref, table

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
