"""Keys pressed on the telephone, gathered into one entry."""

from __future__ import annotations

_LENGTHS = {"date_of_birth": 8, "phone": 10}
"""Where digits are expected, so many."""
PAUSE_MS = 2_500
"""An entry is over after so long without a key."""


class Keypad:
    """`press` and `tick` give the entry once it is complete: enough digits, "#", or a pause."""

    def __init__(self) -> None:
        self._digits = ""
        self._last_ms = 0.0

    @property
    def open(self) -> bool:
        return bool(self._digits)

    def press(self, key: str, now: float, expecting: str | None) -> str | None:
        """One key (0-9, "*" starts again, "#" ends). Where no digits are expected, a first 0 asks for staff at once."""
        self._last_ms = now
        if key == "*":
            self._digits = ""
            return None
        if key == "#":
            return self._take()
        self._digits += key
        if self._digits == "0" and expecting not in _LENGTHS:
            return self._take()
        return self._take() if len(self._digits) >= _LENGTHS.get(expecting or "", 16) else None

    def tick(self, now: float) -> str | None:
        """Time passes."""
        return self._take() if self._digits and now - self._last_ms >= PAUSE_MS else None

    def _take(self) -> str | None:
        digits, self._digits = self._digits, ""
        return digits or None
