"""The kinds of column that the tables share.

Two engines, one description: an instant is a `timestamptz` on PostgreSQL and epoch seconds on SQLite.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    false,
    text,
    true,
)
from sqlalchemy.types import TypeEngine


class Instant(TypeDecorator[datetime]):
    """An aware datetime to the second; read back in UTC. Naive ones are refused: they are how days get lost."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(BigInteger() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without a zone cannot be stored: pass an aware one")
        return int(value.timestamp()) if dialect.name == "sqlite" else value.astimezone(UTC).replace(microsecond=0)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return datetime.fromtimestamp(value, UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
Id = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only for INTEGER


def table(name: str, *columns: Any) -> Table:
    return Table(name, metadata, Column("id", Id, primary_key=True), *columns)


def ref(name: str, to: str, *, null: bool = False, index: bool = False, **options: Any) -> Column[int]:
    return Column(name, Id, ForeignKey(f"{to}.id", **options), nullable=null, index=index)


def flag(name: str, *, default: bool) -> Column[bool]:
    return Column(name, Boolean, nullable=False, default=default, server_default=true() if default else false())


def number(name: str, default: int) -> Column[int]:
    return Column(name, Integer, nullable=False, default=default, server_default=text(str(default)))


def words(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, default="", server_default="")


def listing(name: str) -> Column[Any]:
    return Column(name, JSON, nullable=False, default=list, server_default=text("'[]'"))


def external() -> Column[str]:
    """The row's name in another system, for imports that are run twice."""
    return Column("external_id", String(64), unique=True)


def at_instant(seconds: int) -> datetime:
    """Epoch seconds as what an `Instant` column compares with."""
    return datetime.fromtimestamp(seconds, UTC)
