"""What the clinic offers and when it works."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
)

from scheduling.columns import Instant, external, flag, listing, metadata, number, ref, table, words


def ages() -> tuple[Column[int], Column[int]]:
    """In whole years on the day of the visit, both included; null: no bound."""
    return (
        Column("min_age", Integer, CheckConstraint("min_age BETWEEN 0 AND 150", name="min_age")),
        Column("max_age", Integer, CheckConstraint("max_age BETWEEN coalesce(min_age, 0) AND 150", name="max_age")),
    )


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
    *ages(),
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
    *ages(),
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
