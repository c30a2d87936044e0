"""Whether a caller would rather see a woman or a man: no calendar knows that, but the clinic may have written it down.

What it has written is told, and whom she then names is looked for. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from voice_agent.understanding.commands import Ask, Command, Correct, Field, OutOfScope, Set, Start, Task, Unclear

_WHO = r"(?:wom[ae]n|females?|lady|ladies|m[ae]n|males?|gentleman|gentlemen)"
_WORKS = (
    r"(?:doctors?|docs?|physicians?|providers?|nurses?|nurse practitioners?|gynecologists?|pediatricians?|therapists?)"
)
_WISHED = re.compile(
    rf"\b(?:a|an|any|another|some|the|your|with|by|of) (?:\w+ )?{_WHO} {_WORKS}\b"
    rf"|\b{_WORKS} (?:who(?:'s| is)|that(?:'s| is)|to be) a {_WHO}\b"
    rf"|\b(?:prefer|rather (?:see|have|go to|it be)|comfortable with|request|(?:want|like|need) to see|can i see|see) "
    rf"(?:(?:it|her|him|them|someone) (?:to be |be )?)?(?:with )?an? {_WHO}\b(?! (?:about|named|called|who called))",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:saw|spoke|talked|called|answered|told|said|had)\b", re.IGNORECASE)
_QUESTION = re.compile(r"\b(?:do you have|have you got|is there|are there|which of your|are any)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[.?!,;]\s*")
_SAYS_LITTLE = (Unclear, OutOfScope)


def with_whom_she_prefers(text: str, commands: Sequence[Command]) -> tuple[Command, ...]:
    """The commands, and her wish as a question beside them; nothing more where she names whom she wants to see, or
    asks something already."""
    wish = next((c for c in _CLAUSE.split(text) if _WISHED.search(c) and not _PAST.search(c)), None)
    if wish is None or any(isinstance(c, Ask) or _names_somebody(c) for c in commands):
        return tuple(commands)
    kept = [c for c in commands if not isinstance(c, _SAYS_LITTLE)]
    if _QUESTION.search(wish):
        kept = [c for c in kept if c != Start(Task.BOOK)] if len(kept) == 1 else kept
    return (*kept, Ask(wish))


def _names_somebody(command: Command) -> bool:
    return isinstance(command, Set | Correct) and command.field is Field.PROVIDER
