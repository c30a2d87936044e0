"""What the classifier supposes and no word of the utterance bears out, where a write could come of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from voice_agent.understanding.commands import Alternatives, Command, Start, Task, Unclear

_MOVING = re.compile(
    r"\b(?:mov(?:e|ed|ing)|re-?schedul\w*|re-?book\w*|chang(?:e|ed|ing)|push\w*|postpon\w*|switch\w*|shift\w*|"
    r"bump\w*|swap\w*|put (?:it |that |this )?off|delay\w*|bring (?:it |that )?forward|instead|"
    r"(?:another|other|different) (?:day|time|date)s?|can(?:'t|not| not) (?:make|come|do|be|get)|"
    r"won't (?:make|be able)|not going to make|unable|(?:isn't|not|doesn't|won't) (?:going to )?(?:work|suit)|"
    r"conflict\w*|came up|appointment|appt|visit i have)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:another|other|different|else|instead|earlier|later|sooner|before|after|rather|change|move|next|more|any)\b",
    re.IGNORECASE,
)


def without_unfounded_moves(text: str, commands: Sequence[Command], *, offered: bool) -> tuple[Command, ...]:
    """The commands of an opening: beside a booking no visit is moved, and with nothing offered there is nothing to be
    other than, unless the words say so."""
    books = Start(Task.BOOK) in commands
    moves = _MOVING.search(text) is not None
    other = offered or moves or _OTHER.search(text) is not None
    kept = tuple(
        c
        for c in commands
        if not (books and not moves and c == Start(Task.RESCHEDULE)) and (other or not isinstance(c, Alternatives))
    )
    return kept or (Unclear(),)
