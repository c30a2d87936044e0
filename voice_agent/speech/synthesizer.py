"""The contract of speech synthesis."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Protocol

BLANK = "\ufffc"
"""Stands in a phrase for what is not known beforehand."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A rendered clause. `mulaw`: µ-law, 8,000 Hz mono, one byte a sample; `text`: the words that it speaks."""

    text: str
    mulaw: bytes

    @property
    def ms(self) -> float:
        return len(self.mulaw) / 8


class Synthesizer(Protocol):
    """Text to speech, clause by clause: the first clip comes before the second is rendered."""

    def stream(self, text: str) -> AsyncIterator[Clip]: ...

    async def warm(self, phrases: Iterable[str]) -> int:
        """Get phrases ready, but for clauses with a BLANK: when they are said, they cost nothing. Returns how many
        clauses are."""
        ...
