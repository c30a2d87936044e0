"""Whether a caller takes her leave in so many words: what was only taken for a goodbye does not end a task."""

from __future__ import annotations

import re

_PARTING = (
    r"(?:good ?)?by+e|farewell|good ?night|so long|take care|hang(?:ing)? up|"
    r"have a (?:\w+ )?(?:day|one|evening|afternoon|morning|weekend|night)"
)
_DUE = r"(?:got|gotta|have|need)(?: to)? (?:go|run|dash)"
_GOING = (
    r"see (?:you|ya)|never ?mind|forget (?:it|about)|leave it|"
    r"(?:call|ring|try|phone|talk|speak)\b.{0,12}\b(?:back|again|later|another|tomorrow)|"
    r"that(?:'s| is| will be|'ll be) (?:all|it|everything)|"
    r"(?:got|gotta|have|need|want|better|should|must)(?: to)? (?:go|run|dash|leave)|i'm (?:off|leaving|going)|"
    r"(?:i'm|i am|we're|we are) done|"
    r"no,? thank\w*|don't (?:bother|worry)|not (?:today|now|interested)"
)
_BARE = r"later|cheers|done|enough|stop|(?:call|ring|try|phone|talk|speak)\b.{0,12}\bsoon"
"""What a name that was asked for may have been taken for, too: "Yes, all done" was Paul Sutton."""

_GOODBYE = re.compile(rf"\b(?:{_PARTING}|{_DUE})\b", re.IGNORECASE)
_FAREWELL = re.compile(rf"\b(?:{_PARTING}|{_GOING})\b", re.IGNORECASE)
_FAREWELL_OR_BARE = re.compile(rf"\b(?:{_PARTING}|{_GOING}|{_BARE})\b", re.IGNORECASE)


def says_goodbye(text: str) -> bool:
    """A goodbye itself. `text`: as heard; nothing (keys, a reader that was told of no words) leaves it to the
    command."""
    return not text.strip() or _GOODBYE.search(text) is not None


def takes_leave(text: str, *, naming: bool = False) -> bool:
    """That she goes, or wants no more. `text`: as in `says_goodbye`. naming: she was asked for a name."""
    return not text.strip() or (_FAREWELL if naming else _FAREWELL_OR_BARE).search(text) is not None
