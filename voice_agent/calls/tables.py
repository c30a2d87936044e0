"""Tables beside the calendar's: calls with their turns, what waits for staff, and switches that need no restart."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text

from scheduling.columns import Id, Instant

metadata = MetaData()

calls = Table(
    "calls",
    metadata,
    Column("call_sid", String(64), primary_key=True),
    Column("started_at", Instant, nullable=False, index=True),
    Column("ended_at", Instant),
    Column("caller_number", String(32)),
    Column("outcome", String(32)),
    Column("state", Text),
    Column("refs", JSON),
    Column("closing", JSON),
    Column("details", JSON),
    Column("recording", Text),
)
"""state and refs: enough to go on after a drop. closing: what is to follow the stream. details: counts, errors."""

turns = Table(
    "call_turns",
    metadata,
    Column("call_sid", ForeignKey("calls.call_sid", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at_ms", Float, nullable=False),
    Column("heard", Text, nullable=False),
    Column("commands", JSON, nullable=False),
    Column("agent", Text, nullable=False),
    Column("details", JSON, nullable=False),
)
"""details: confidences, reader, acts, timings, how much of the reply was heard."""

queue = Table(
    "staff_queue",
    metadata,
    Column("id", Id, primary_key=True),
    Column("call_sid", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("reason", String(16), nullable=False),
    Column("phone", String(32)),
    Column("summary", Text, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("status", String(16), nullable=False),
    Column("taken_by", String(64)),
    Column("done_at", Instant),
    Index("ix_staff_queue_status_created_at", "status", "created_at"),
)
"""kind: transfer, callback or alert. status: open, taken or done."""

switches = Table(
    "switches", metadata, Column("name", String(32), primary_key=True), Column("on", Boolean, nullable=False)
)
