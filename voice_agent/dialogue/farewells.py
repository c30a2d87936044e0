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


_SOUNDS_LIKE_A_NAME = re.compile(r"\b(?:later|cheers|done|enough|stop|soon)\b", re.IGNORECASE)
"""What a name that was asked for may have been taken for: "Yes, all done" was Paul Sutton."""
_PLAIN = re.compile(r"\b(?:i'm|i am|we're|we are) done\b|\b(?:call|ring|try|talk|speak)\b.*\blater\b", re.IGNORECASE)


def takes_leave(text: str, *, naming: bool = False) -> bool:
    """`text`: as heard; nothing (keys, a reader that was told of no words) leaves it to the command. naming: she was
    asked for a name."""
    if naming and not _PLAIN.search(text):
        kept = _SOUNDS_LIKE_A_NAME.sub("", text)
        return not text.strip() or _FAREWELL.search(kept) is not None
    return not text.strip() or _FAREWELL.search(text) is not None
