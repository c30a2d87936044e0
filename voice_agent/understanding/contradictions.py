""" "No, it's Maria Gonzalez", said to what was heard before: which of the things asked about it puts right."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from voice_agent.understanding.commands import Command, Correct, Deny, Field, OutOfScope, Set, Unclear
from voice_agent.understanding.reader import Utterance

_DENIAL = re.compile(
    r"^(?:(?:um+|uh+|oh|well|sorry|no+|nope|nah|not quite|not really|wrong|incorrect|i'm afraid not|i said|actually|"
    r"that(?:'s| is| was)(?: not|n't)?(?: quite)? (?:right|correct|wrong|incorrect|it|me)|"
    r"(?:it|that) (?:isn't|wasn't)(?: (?:right|correct|it|me))?|you got (?:it|that) wrong|you misheard(?: me)?)"
    r"\b[\s,.;!-]*)+",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"\d|\b(?:name|birthday|birth|date|day|month|year|wrong|right|correct|both|neither|nineteen|twenty|eighteen|"
    r"thousand|hundred|january|february|march|april|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
"""Talks of the name or the date, or gives part of a date; it is no name."""
_MONTH_NAME = re.compile(
    r"\W*(?:(?:it's|it is|my name is|i'm|i am|the name is)\W+)?(?:[a-z'-]+\W+){1,2}(?:march|may|june|april|august)\W*"
    r"|\W*(?:(?:it's|it is|my name is|i'm|i am|the name is)\W+)?(?:april|may|june|august)\W+[a-z'-]+\W*",
    re.IGNORECASE,
)
"""Kevin March, April Jones: names that are months, where nothing but the name is in question."""

Reads = Callable[[Field, Utterance], Sequence[Command]]


def corrected(utterance: Utterance, checking: Sequence[Field], reads: Reads) -> Correct | None:
    """The first of the fields in question that what follows the no is a value of. reads: as answers to that field."""
    rest = _DENIAL.sub("", utterance.text, count=1)
    if not rest or rest == utterance.text:
        return None
    readings = tuple(filter(None, (_DENIAL.sub("", text, count=1) for text in utterance.nbest)))
    for field in checking:
        if field is Field.NAME and _NO_NAME.search(rest) and not (len(checking) == 1 and _MONTH_NAME.fullmatch(rest)):
            continue
        for command in reads(field, Utterance(rest, readings, utterance.confidence)):
            if isinstance(command, Set | Correct) and command.field is field:
                return Correct(field, command.value, command.candidates)
    return None


def only_denied(commands: Sequence[Command]) -> bool:
    """A no, and nothing understood that says what would be right."""
    return Deny() in commands and all(isinstance(command, Deny | OutOfScope | Unclear) for command in commands)
