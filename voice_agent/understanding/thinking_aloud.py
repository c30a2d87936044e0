"""What is said to fill a pause before an answer: "let me think, next Thursday". Pure."""

from __future__ import annotations

import re

_ABOUT_IT = r"(?: (?:now|here|then|about (?:that|it)|for a (?:second|minute|moment)|real quick))*"
_OPENER = re.compile(
    r"^(?:[\s,.!?-]*(?:"
    rf"(?:let me|let's|lemme|i'd have to|i have to|i need to) (?:just )?(?:think|see|look|check)(?: at)?(?: "
    rf"(?:my|the|our) "
    rf"(?:\w+ )?(?:calendar|diary|schedule|phone|planner|card))?{_ABOUT_IT}"
    rf"|(?:hold on|hang on|wait|one (?:moment|second|sec|minute)|just a (?:moment|second|sec|minute)|bear with me|"
    rf"give me (?:a|one|just a) (?:second|minute|moment|sec))(?: (?:a |one )?(?:second|minute|moment|sec|"
    rf"tick))?{_ABOUT_IT}"
    r"|(?:oh |my )*(?:gosh|goodness|god|boy|man|dear|gee|geez|jeez|wow|ooh|golly|heavens)|that's (?:tricky|"
    r"hard|a tough one|a good question)"
    r"|um+|uh+|er+|hmm*|oh|well|okay|ok|so|sorry"
    r")(?=[\s,.!?-]|$))+[\s,.!?-]+",
    re.IGNORECASE,
)


def after_thinking(text: str) -> str | None:
    """What stands behind the opener; None where there is no opener, or nothing behind it."""
    opener = _OPENER.match(text)
    rest = text[opener.end() :].strip() if opener else ""
    return rest or None


_PLAIN_ANSWER = re.compile(
    r"[^.!?]+[.!?]\s+(?P<answer>(?:yes|yeah|yep|no|nope|correct|that's (?:right|correct))\b[^.!?]*)[.!]*\s*$",
    re.IGNORECASE,
)


def plain_answer(text: str) -> str | None:
    """The yes or no in a sentence of its own behind one of thinking aloud ("let me see where I have it. Yes."); an
    "okay" goes on thinking. None where there is none."""
    found = _PLAIN_ANSWER.fullmatch(text) if _OPENER.match(text) else None
    return found["answer"].strip() if found else None
