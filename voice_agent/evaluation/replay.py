"""A call then and the same caller's sound now: what became of it, and what was heard and said, side by side. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from typing import Any


@dataclass(frozen=True, slots=True)
class Comparison:
    """then, now: outcomes. changes_then, changes_now: what was changed, by kind. words: a unified diff of the two
    transcripts, empty where they are the same."""

    then: str
    now: str
    changes_then: tuple[str, ...]
    changes_now: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def same(self) -> bool:
        """The same came of it; words may differ."""
        return (self.then, self.changes_then) == (self.now, self.changes_now)


def compare(then: Mapping[str, Any], now: Mapping[str, Any]) -> Comparison:
    """Of two calls as `calls.history` or a report of the simulator gives them."""
    return Comparison(
        str(then["outcome"]),
        str(now["outcome"]),
        _changes(then),
        _changes(now),
        tuple(unified_diff(_words(then["turns"]), _words(now["turns"]), "then", "now", lineterm="", n=1)),
    )


def _changes(call: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(change["action"]) for change in call.get("changes") or ())


def _words(turns: Sequence[Mapping[str, Any]]) -> list[str]:
    lines = []
    for turn in turns:
        if turn.get("heard"):
            lines.append(f"caller: {turn['heard']}")
        if turn.get("agent"):
            lines.append(f"agent:  {turn['agent']}")
    return lines
