"""How old the patients of a provider, or of a type of visit, may be."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("providers", "visit_types")


def upgrade() -> None:
    for table in TABLES:  # checks of their columns: SQLite adds and drops no others without making the table anew
        for column, least in (("min_age", "0"), ("max_age", "coalesce(min_age, 0)")):
            check = f"CONSTRAINT ck_{table}_{column} CHECK ({column} BETWEEN {least} AND 150)"
            op.execute(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER {check}")


def downgrade() -> None:
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} DROP COLUMN max_age")
        op.execute(f"ALTER TABLE {table} DROP COLUMN min_age")
