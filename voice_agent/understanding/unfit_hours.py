"""Hours that are named to say why they are none: "half past one is kind of early", "I start at nine, so before that".

An hour called too early or too late is refused, and when somebody's work begins only tells why. Pure.
"""

from __future__ import annotations

import re

from voice_agent.understanding.pieces import Span, blanked

_NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|[1-9])"
_TENS = r"(?:twenty|thirty|forty|fifty)"
_MINUTES = rf"(?:[ :.-]?[0-5]\d|[ -](?:oh[ -]five|five|ten|fifteen|{_TENS}(?:[ -]five)?))"
_HOUR = (
    rf"(?:(?:half past|quarter (?:past|to|after)|(?:five|ten|twenty) (?:past|to)) )?\b{_NUMBER}{_MINUTES}?"
    r"(?: o'?clock)?(?: ?[ap]\.?m\b\.?)?(?: in the (?:morning|afternoon|evening))?|noon"
)
_DEGREE = (
    r"(?:(?:just|still|all|maybe|probably|honestly|also|kind of|kinda|sort of|sorta|a bit|a little|a tad|rather|"
    r"pretty|quite|too|way|far|much|really|awfully|that bit|bit) )+"
)
_IS = r"(?:'s| is|'d be| would be| will be| seems| sounds| feels| might be)"
_TOO_EARLY = re.compile(
    rf"\b(?:at )?(?:{_HOUR}){_IS} {_DEGREE}(?:early|late|soon)(?: in the day)?(?: for (?:me|us|him|her|them))?"
    r"(?: (?:as well|too|either))?\b(?! (?:but|though|to (?:say|tell)))",
    re.IGNORECASE,
)
_AFTER_ALL = re.compile(
    r"[^.!?;]{0,12}\b(?:but|though|still|anyway)\b[^.!?;]*\b(?:fine|ok|okay|works?|do|take|manage|good|make)\b",
    re.IGNORECASE,
)
""" "... but I'll take it"."""
_AT_WORK = re.compile(
    r"\b(?:i|we|he|she|my (?:shift|job|work|class|husband|wife)|"
    r"(?:my )?(?:work|school|class))(?: only| usually| always)? "
    r"(?:starts?|begins?|finish(?:es)?|ends?|works?|gets? off|"
    r"clocks? (?:in|out|on|off))(?: (?:work|my shift|school|there))?"
    rf" (?:at|until|till) (?:{_HOUR})(?=\s*(?:[.,;]|and\b|so\b|but\b))",
    re.IGNORECASE,
)
_AND_SUCH = re.compile(r"(?<=s) and (?:that|such|stuff|all that)(?= (?:is|are|aren't|don't|won't|do)\b)", re.IGNORECASE)
""" "Mornings and that are no good"."""
_BOUND = re.compile(rf"\b(?:before|after|by|until|from|past|no later than) (?:{_HOUR})", re.IGNORECASE)


def refused(text: str) -> list[Span]:
    """Where an hour is called too early or too late, and not taken after all."""
    return [m.span() for m in _TOO_EARLY.finditer(text) if not _AFTER_ALL.match(text, m.end())]


def without_working_hours(text: str) -> str:
    """The text with the hours of somebody's work blanked out, where the hours that she wants follow from them."""
    text = blanked(text, [m.span() for m in _AND_SUCH.finditer(text)])
    told = [m.span() for m in _AT_WORK.finditer(text) if _BOUND.search(text, m.end())]
    return blanked(text, told)


def without_refused(text: str) -> str:
    """The text with the hours that are refused blanked out."""
    return blanked(text, refused(text))
