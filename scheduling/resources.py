"""Whatever can be in one place at a time, as one number: the occupancy table has a single column for it."""

from __future__ import annotations

from enum import IntEnum


class Kind(IntEnum):
    """The order is the order in which rows are written, the same in every transaction: no deadlocks."""

    PROVIDER = 0
    ROOM = 1
    PATIENT = 2


def resource(kind: Kind, id: int) -> int:
    """provider 7 -> 28, room 7 -> 29, patient 7 -> 30."""
    return id * 4 + kind


def resource_of(number: int) -> tuple[Kind, int]:
    return Kind(number % 4), number // 4
