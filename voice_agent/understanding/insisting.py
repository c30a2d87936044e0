"""What only says that something was said before: "like I said, …", "for the third time, …". Pure.

The rest is the answer, and takes nothing back.
"""

from __future__ import annotations

import re

_TIMES = r"(?:second|third|fourth|fifth|last|tenth|hundredth|umpteenth)"
_AGAIN = re.compile(
    r"\b(?:(?:like|as) i(?:'ve| have)?(?: already| just)? (?:said|told you|mentioned|say)"
    r"(?: already| before| earlier| just now)?[,:]?|for the " + _TIMES + r" time(?: now| today)?[,:.!])\s+"
    r"|^(?:(?:well|no|look|but|oh)[, ]+)?i(?:'ve| have)?(?: already| just)? (?:told you|said so)"
    r"(?: already| before)?[,:.!]\s+",
    re.IGNORECASE,
)


def without_insisting(text: str) -> str:
    """The text without it; whole, where nothing else is said."""
    rest = _AGAIN.sub("", text).strip()
    return rest if re.search(r"\w", rest) else text
