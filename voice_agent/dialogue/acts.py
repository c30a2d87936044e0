"""What the agent means to say: an act's name and the words that go into its template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Arg = str | int | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """`name` is that of a template in prompts/replies.yaml; `args` its values, already as they are to be spoken.

    attempt: how often the same question has gone unanswered; from 1 on the template's `again` wording is used.
    """

    name: str
    args: Mapping[str, Arg] = field(default_factory=dict)
    attempt: int = 0
