"""Calls, their turns, the staff's queue, switches."""

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
        "calls",
        sa.Column("call_sid", sa.String(64), primary_key=True),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant()),
        sa.Column("caller_number", sa.String(32)),
        sa.Column("outcome", sa.String(32)),
        sa.Column("state", sa.Text()),
        sa.Column("refs", sa.JSON()),
        sa.Column("closing", sa.JSON()),
        sa.Column("details", sa.JSON()),
        sa.Column("recording", sa.Text()),
    )
    op.create_index("ix_calls_started_at", "calls", ["started_at"])
    op.create_table(
        "call_turns",
        sa.Column("call_sid", sa.String(64), sa.ForeignKey("calls.call_sid", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at_ms", sa.Float(), nullable=False),
        sa.Column("heard", sa.Text(), nullable=False),
        sa.Column("commands", sa.JSON(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
    )
    op.create_table(
        "staff_queue",
        sa.Column("id", Id, primary_key=True),
        sa.Column("call_sid", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("phone", sa.String(32)),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("taken_by", sa.String(64)),
        sa.Column("done_at", Instant()),
    )
    op.create_index("ix_staff_queue_status_created_at", "staff_queue", ["status", "created_at"])
    op.create_table(
        "switches", sa.Column("name", sa.String(32), primary_key=True), sa.Column("on", sa.Boolean(), nullable=False)
    )


def downgrade() -> None:
    for table in ("switches", "staff_queue", "call_turns", "calls"):
        op.drop_table(table)
