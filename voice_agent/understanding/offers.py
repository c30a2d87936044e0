"""Which of the openings on offer is meant: "the second one", "the ten thirty", "Tuesday's", "with Dr. Lee"?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time

from voice_agent.understanding.commands import PartOfDay, Weekday, When, Whens
from voice_agent.understanding.pieces import Piece, blanked
from voice_agent.understanding.reader import Offer

_ORDINALS = {
    "first": 0, "1st": 0, "one": 0, "second": 1, "seconds": 1, "2nd": 1, "two": 1, "third": 2, "3rd": 2, "three": 2,
    "fourth": 3, "4th": 3, "last": -1, "final": -1,
}  # fmt: skip
_THING = r"(?:one|option|time|slot|choice|appointment|opening|of (?:those|them|these|the two|the three))"
_POSITION = re.compile(
    rf"\b(?<!my )(?<!his )(?<!her )(?<!your )(?<!our )(?:the )?"
    rf"(first|1st|seconds?|2nd|third|3rd|fourth|4th|last|final)(?: {_THING}|(?=$|"
    rf"[\s,.!?]*(?:please|piece|peas|pleas|works|is|sounds|would|will|then|thanks|$)))"
    rf"|\b(?:number|option|choice) (one|two|three|first|second|third)\b",
    re.IGNORECASE,
)
_BEFORE_ELSE = re.compile(
    r"\b(?:i|we|he|she|they)(?:'ve|'d|'ll)? (?:have|has|had|got|need|gotta|must|should|want)(?: \w+){2,8} "
    r"(?:first|last)$",
    re.IGNORECASE,
)
""" "I have to drop the kids off first"."""
_EARLIER = re.compile(
    rf"\b(?:the )?(?:earlier|earliest|soonest|sooner|morning's earliest)(?: (?:one|{_THING[3:-1]}))?\b"
    rf"|\b(?:the|that) early (?:one|bird|{_THING[3:-1]})\b",
    re.IGNORECASE,
)
_LATER = re.compile(
    rf"\b(?:the )?(?:later|latest)(?: (?:one|{_THING[3:-1]}))?\b|\b(?:the|that) late (?:one|{_THING[3:-1]})\b",
    re.IGNORECASE,
)
_MIDDLE = re.compile(r"\bthe (?:middle|one in the middle)\b", re.IGNORECASE)
_ONE = re.compile(
    r"\b(?:that|this|the|which|either|other|another|first|second|last) one\b"
    r"|\b(?:the|that|this) (?:[\w:.']+ ){0,3}?(?:o'?clock|[ap]\.?m\.?|morning|afternoon|evening|\w+day) one\b"
    r"(?![ :](?:o'?clock|[ap]\.?m|\d|five|ten|fifteen|twenty|thirty|forty|fifty))",
    re.IGNORECASE,
)
_EITHER = re.compile(
    r"\b(?:either|any(?= (?:one|of|is|will|works?|would|time)\b|[\s.,!?]*$)|both|whichever|whatever|doesn't "
    r"matter|don't mind|don't care|you (?:choose|pick))\b",
    re.IGNORECASE,
)
_ASKS_OF_IT = re.compile(
    r"^\W*(?:(?:and|so|um|uh|okay|wait|oh)\W+)*(?:is|are|was|who|where|which)(?: is| are| was|'s)? "
    r"(?:the|that|those|it|this|these)\b"
    r".*\b(?:with|at|in|on|doctor|nurse|office|one)\b",
    re.IGNORECASE,
)
"""Asked of an offer, which is not taken by that."""
_OTHER = re.compile(r"\bthe other (?:one|time|slot|option)\b", re.IGNORECASE)
_QUESTION = re.compile(
    r"\b(?:anything|something|do you have|is there|are there|any (?:other|earlier|later)|have you|"
    r"what about|instead|not (?:too|so|that|as) (?:early|late|soon))\b",
    re.IGNORECASE,
)
_BARE_CLOCK = re.compile(r"\b(?:the|at)\s+(\d{1,2})(?:[ :.](\d{2}))?(?!\d)", re.IGNORECASE)
_HOURS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip
_MINUTES = {
    "five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "twenty five": 25, "thirty": 30, "thirty five": 35, "forty": 40,
    "forty five": 45, "fifty": 50, "fifty five": 55,
}  # fmt: skip
_CLOCK_SUITS = re.compile(
    rf"(?:^|[,.!?;]\s*|\b(?:yes|yeah|ok|okay|oh|well|then|so|think|at) )(?P<hour>{'|'.join(_HOURS)}|1[0-2]|[1-9])"
    rf"(?:[ :.-](?P<minute>{'|'.join(sorted(_MINUTES, key=len, reverse=True)).replace(' ', '[ -]')}|[0-5]\d))?"
    r"(?:'s| is| would be|'d be| will be|'ll be|s)? ?(?:just |perfectly |absolutely |really |all |also )?"
    r"(?:fine|good|great|perfect|ok|okay|lovely|ideal|better|best|right|wonderful|brilliant|works?|suits?|it is|"
    r"will do|'ll do|would work|would do|would suit)\b(?! (?:if|unless|but|except|for (?:him|her|you)))",
    re.IGNORECASE,
)
"""An hour that is called good ("eleven's fine")."""
_PARTS = {
    PartOfDay.MORNING: (time(0), time(12)),
    PartOfDay.NOON: (time(11, 30), time(13)),
    PartOfDay.AFTERNOON: (time(12), time(17)),
    PartOfDay.EVENING: (time(17), time(23, 59)),
}


def points(text: str) -> bool:
    """Does it name an offer by its place ("the second one", "that one"), so that its "one" is no time of day?"""
    return any(p.search(text) for p in (_POSITION, _EARLIER, _LATER, _MIDDLE, _ONE))


def without_questions(text: str, pieces: Sequence[Piece]) -> str:
    """The text with what is asked beside a choice blanked out ("the first one. Is there a copay?"); whole, where all of
    it is asked."""
    asked = [p for p in pieces if p.clause and p.kind == "ask"]
    if not asked or len(asked) == len([p for p in pieces if p.clause]):
        return text
    return blanked(text, [(piece.start, piece.end) for piece in asked])


def choose(text: str, offers: Sequence[Offer], whens: Whens = (), provider: str | None = None) -> Offer | None:
    """The one offer that is meant, or None where the words fit none or several, or ask for something else.

    `whens` is what was said of days and times, `provider` the canonical name of one who was named.
    """
    if not offers or _QUESTION.search(text) or _ASKS_OF_IT.search(text):
        return None
    if (other := _the_other(text, offers, whens)) is not None:
        return other
    left = [o for o in offers if provider is None or _same(o.provider, provider)]
    if whens:
        suits = None if any(when.date_from or when.weekdays for when in whens) else _clock_that_suits(text, left)
        left = [o for o in left if any(fits(o.start, when) for when in whens)]
        if not left and suits is not None:
            return suits
        if not left and (clock := _clock(text, offers)) is not None:
            left = [clock]
    narrowed = bool(whens) or provider is not None
    if len(left) == 1 and narrowed:
        return left[0]
    if not left:
        return None
    if not any(when.at for when in whens) and (suits := _clock_that_suits(text, left)) is not None:
        return suits
    return _by_position(text, left) or (_clock(text, left) if not whens else None)


def _the_other(text: str, offers: Sequence[Offer], whens: Whens) -> Offer | None:
    """ "Three thirty, no, wait, the other one": of two, the one that she has not named."""
    if len(offers) != 2 or _OTHER.search(text) is None:
        return None
    named = [o for o in offers if any(fits(o.start, when) for when in whens)]
    named = named or [o for o in offers if _says_hour(text, o.start)]
    return next(o for o in offers if o != named[0]) if len(named) == 1 else None


def _says_hour(text: str, start: datetime) -> bool:
    """Whether the hour of an opening is among the words, however it was said of it."""
    hour = (start.hour - 1) % 12 + 1
    return re.search(rf"\b(?:{hour}|{next(word for word, n in _HOURS.items() if n == hour)})\b", text, re.I) is not None


def fits(start: datetime, when: When) -> bool:
    """Does an opening at `start` satisfy the constraint?"""
    day, clock = start.date(), start.time()
    weekday = Weekday.of(day)
    bounds = _PARTS.get(when.part_of_day) if when.part_of_day else None
    return (
        (when.date_from is None or day >= when.date_from)
        and (when.date_to is None or day <= when.date_to)
        and (not when.weekdays or weekday in when.weekdays)
        and weekday not in when.not_weekdays
        and day not in when.not_dates
        and (when.at is None or clock == when.at)
        and (when.time_from is None or clock >= when.time_from)
        and (when.time_to is None or clock <= when.time_to)
        and (bounds is None or bounds[0] <= clock < bounds[1])
    )


def rules_out_only(when: When) -> bool:
    """ "Not tomorrow": nothing is wished by it."""
    bare = replace(when, not_weekdays=(), not_dates=(), relative_to=None)
    return bare == When() and bool(when.not_weekdays or when.not_dates)


def _by_position(text: str, offers: Sequence[Offer]) -> Offer | None:
    by_time = sorted(offers, key=lambda o: o.start)
    if (match := _POSITION.search(text)) and not _BEFORE_ELSE.search(text[: match.end()]):
        index = _ORDINALS[(match.group(1) or match.group(2)).lower()]
        return offers[index] if -len(offers) <= index < len(offers) else None
    if _EARLIER.search(text):
        return by_time[0]
    if _LATER.search(text):
        return by_time[-1]
    if _MIDDLE.search(text) and len(offers) == 3:
        return offers[1]
    if _EITHER.search(text):
        return by_time[0]
    return None


def _clock(text: str, offers: Sequence[Offer]) -> Offer | None:
    """A bare clock time ("the 2 30") read in the half of the day that an offer has."""
    match = _BARE_CLOCK.search(text)
    if match is None:
        return None
    return _at(int(match.group(1)), int(match.group(2) or 0), offers)


def _clock_that_suits(text: str, offers: Sequence[Offer]) -> Offer | None:
    """ "Eleven's fine". A lone one is no hour: "one's fine" may be any of them."""
    match = _CLOCK_SUITS.search(text)
    if match is None or (match["hour"].lower() in ("one", "1") and not match["minute"]):
        return None
    hour = _HOURS.get(match["hour"].lower()) or int(match["hour"])
    minute = (match["minute"] or "0").lower().replace("-", " ")
    return _at(hour, _MINUTES[minute] if minute in _MINUTES else int(minute), offers)


def _at(hour: int, minute: int, offers: Sequence[Offer]) -> Offer | None:
    """The only offer at that time of a twelve-hour clock."""
    hits = [o for o in offers if o.start.minute == minute and o.start.hour % 12 == hour % 12]
    return hits[0] if len(hits) == 1 else None


def _same(a: str, b: str) -> bool:
    return a.casefold() == b.casefold()
