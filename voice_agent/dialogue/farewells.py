"""Whether a caller takes her leave in so many words: what was only taken for a goodbye does not end a task."""

from __future__ import annotations

import re

_FAREWELL = re.compile(
    r"\b(?:(?:good ?)?by+e|farewell|good ?night|cheers|see (?:you|ya)|so long|hang(?:ing)? up|"
    r"never ?mind|forget (?:it|about)|"
    r"(?:call|ring|try|phone|talk|speak)\b.{0,12}\b(?:back|again|later|soon|another|tomorrow)|later|leave it|take care|"
    r"have a (?:\w+ )?(?:day|one|evening|afternoon|morning|weekend|night)|"
    r"that(?:'s| is| will be|'ll be) (?:all|it|everything)|"
    r"(?:got|gotta|have|need|want|better|should|must)(?: to)? (?:go|run|dash|leave)|i'm (?:off|done|leaving|going)|"
    r"no,? thank\w*|"
    r"don't (?:bother|worry)|not (?:today|now|interested)|stop|done|enough)\b",
    re.IGNORECASE,
)


def takes_leave(text: str) -> bool:
    """`text`: as heard; nothing (keys, a reader that was told of no words) leaves it to the command."""
    return not text.strip() or _FAREWELL.search(text) is not None
