"""A clinic whose names the reader knows, and what a reading says of each field."""

from __future__ import annotations

from collections.abc import Iterable

from voice_agent.understanding.commands import Command, Correct, Field, Set, Value
from voice_agent.understanding.reader import Term, Vocabulary

CLINIC = Vocabulary(
    (Term("Dr. Amara Osei"), Term("Dr. Susan Lee")), (Term("Check-up"),), (Term("Elm Street Clinic", ("Elm Street",)),)
)


def values_of(commands: Iterable[Command]) -> dict[Field, Value]:
    return {c.field: c.value for c in commands if isinstance(c, Set | Correct)}
