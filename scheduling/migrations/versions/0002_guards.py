"""What the database itself refuses: overlaps, changes to the audit trail. And what it counts: catalogue revisions.

The statements of the two engines do the same, under the same names: a refusal is read off the name in the error.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CATALOGUE = (
    "locations",
    "closures",
    "rooms",
    "providers",
    "visit_types",
    "provider_visit_types",
    "visit_type_rooms",
    "working_hours",
    "hours_overrides",
    "time_off",
)

POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    # No row is longer than a day, so that a search for what is busy need not look further back than a day.
    "ALTER TABLE occupancy ADD CONSTRAINT occupancy_day CHECK (end_at - start_at <= interval '24 hours')",
    """ALTER TABLE occupancy ADD CONSTRAINT occupancy_taken
       EXCLUDE USING gist (resource WITH =, tstzrange(start_at, end_at, '[)') WITH &&) WHERE (guarded)""",
    """CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
           IF TG_OP = 'DELETE' AND OLD.at < now() - interval '6 years' THEN RETURN OLD; END IF;
           RAISE EXCEPTION 'audit_append_only' USING ERRCODE = 'integrity_constraint_violation';
       END $$""",
    """CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit
       FOR EACH ROW EXECUTE FUNCTION audit_append_only()""",
    """CREATE FUNCTION catalogue_changed() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN UPDATE catalogue_revision SET n = n + 1; RETURN NULL; END $$""",
    *(
        f"""CREATE TRIGGER catalogue_changed AFTER INSERT OR UPDATE OR DELETE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION catalogue_changed()"""
        for table in CATALOGUE
    ),
]

SQLITE = [
    # Guarded rows of a resource never overlap: of all that start before the new one ends, only the last can reach it.
    """CREATE TRIGGER occupancy_taken BEFORE INSERT ON occupancy WHEN NEW.guarded AND NEW.start_at < (
           SELECT o.end_at FROM occupancy o
           WHERE o.resource = NEW.resource AND o.guarded AND o.start_at < NEW.end_at
           ORDER BY o.start_at DESC LIMIT 1)
       BEGIN SELECT RAISE(ABORT, 'occupancy_taken'); END""",
    """CREATE TRIGGER occupancy_day BEFORE INSERT ON occupancy WHEN NEW.end_at - NEW.start_at > 86400
       BEGIN SELECT RAISE(ABORT, 'occupancy_day'); END""",
    """CREATE TRIGGER occupancy_fixed BEFORE UPDATE ON occupancy
       BEGIN SELECT RAISE(ABORT, 'occupancy_fixed: rows are written and deleted, not changed'); END""",
    """CREATE TRIGGER audit_append_only BEFORE UPDATE ON audit
       BEGIN SELECT RAISE(ABORT, 'audit_append_only'); END""",
    """CREATE TRIGGER audit_append_only_delete BEFORE DELETE ON audit
       WHEN OLD.at >= unixepoch('now', '-6 years')
       BEGIN SELECT RAISE(ABORT, 'audit_append_only'); END""",
    *(
        f"""CREATE TRIGGER catalogue_changed_{table}_{event} AFTER {event} ON {table}
            BEGIN UPDATE catalogue_revision SET n = n + 1; END"""
        for table in CATALOGUE
        for event in ("INSERT", "UPDATE", "DELETE")
    ),
]

POSTGRESQL_DOWN = [
    *(f"DROP TRIGGER catalogue_changed ON {table}" for table in CATALOGUE),
    "DROP FUNCTION catalogue_changed()",
    "DROP TRIGGER audit_append_only ON audit",
    "DROP FUNCTION audit_append_only()",
    "ALTER TABLE occupancy DROP CONSTRAINT occupancy_taken",
    "ALTER TABLE occupancy DROP CONSTRAINT occupancy_day",
]

SQLITE_DOWN = [
    *(
        f"DROP TRIGGER {name}"
        for name in (
            "occupancy_taken",
            "occupancy_day",
            "occupancy_fixed",
            "audit_append_only",
            "audit_append_only_delete",
        )
    ),
    *(
        f"DROP TRIGGER catalogue_changed_{table}_{event}"
        for table in CATALOGUE
        for event in ("INSERT", "UPDATE", "DELETE")
    ),
]


def _run(postgresql: list[str], sqlite: list[str]) -> None:
    for statement in postgresql if op.get_context().dialect.name == "postgresql" else sqlite:
        op.execute(statement)


def upgrade() -> None:
    op.execute("INSERT INTO catalogue_revision (id, n) VALUES (1, 0)")
    _run(POSTGRESQL, SQLITE)


def downgrade() -> None:
    _run(POSTGRESQL_DOWN, SQLITE_DOWN)
    op.execute("DELETE FROM catalogue_revision")
