"""How long may a caller say nothing before the agent asks again? A small timer that others wind."""

from __future__ import annotations

from dataclasses import dataclass

_LONGER = frozenset({"phone", "date_of_birth", "name", "insurance"})
"""What callers must look up or think about."""


@dataclass(frozen=True, slots=True)
class SilenceOptions:
    """In ms: after a question; after one for a number or a name; after "hold on"."""

    usual: float = 7_000
    longer: float = 12_000
    held: float = 20_000


class SilenceTimer:
    """Wound when the agent falls silent, unwound while anybody speaks; `due` once it has run out."""

    def __init__(self, options: SilenceOptions = SilenceOptions()) -> None:
        self.options = options
        self._since: float | None = None

    def rest(self, now: float, *, somebody_speaks: bool) -> None:
        """To be told at every frame whether the line is quiet."""
        if somebody_speaks:
            self._since = None
        elif self._since is None:
            self._since = now

    def due(self, now: float, *, expecting: str | None, held: bool) -> bool:
        """True once; the timer is then wound anew."""
        if self._since is None or now - self._since < self._patience(expecting, held):
            return False
        self._since = now
        return True

    def _patience(self, expecting: str | None, held: bool) -> float:
        if held:
            return self.options.held
        return self.options.longer if expecting in _LONGER else self.options.usual
