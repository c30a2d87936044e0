"""A provider meant by a word that stands for the name: whom the agent had just told of. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from voice_agent.understanding.commands import Command, Correct, Field, Set, Start, Task
from voice_agent.understanding.vocabulary import Names

_THAT_ONE = re.compile(
    r"\b(?:with|see|seeing|to) (?:her|him|that (?:doctor|one|nurse|provider)|the same (?:doctor|one|person))\b"
    r"(?! (?:mother|father|mom|dad|son|daughter|kids?|husband|wife|sister|brother|\w+'s))",
    re.IGNORECASE,
)
_WISHED = {Task.BOOK, Task.RESCHEDULE, Task.WAITLIST}
_OF_A_VISIT = {Field.VISIT_TYPE, Field.WHEN}


def with_the_one_named(text: str, commands: Sequence[Command], agent: str, names: Names) -> tuple[Command, ...]:
    """The commands, and whom the visit is to be with, where "with her" can only be the one provider that the agent's
    words name."""
    told = {c.field for c in commands if isinstance(c, Set | Correct)}
    wished = bool(told & _OF_A_VISIT) or any(isinstance(c, Start) and c.task in _WISHED for c in commands)
    if not wished or told & {Field.PROVIDER, Field.RELATION} or not _THAT_ONE.search(text):
        return tuple(commands)
    named = {mention.value for mention in names.find(agent) if mention.field is Field.PROVIDER}
    return (*commands, Set(Field.PROVIDER, named.pop())) if len(named) == 1 else tuple(commands)
