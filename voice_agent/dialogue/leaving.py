"""What a caller will not have: more of the call, a visit, a callback. Told from words where commands say too
little."""

from __future__ import annotations

import re
from collections.abc import Sequence

from voice_agent.dialogue.farewells import says_goodbye
from voice_agent.understanding.commands import (
    Abort,
    Choose,
    Command,
    Correct,
    Deny,
    Field,
    Goodbye,
    Set,
    Start,
    Task,
    Thanks,
    Unclear,
    Worry,
)

_NO = r"\b(?:do(?:es)?n['’]?t|do not|did(?:n['’]?t| not)|never|won['’]?t|no longer)"
_NO_VISIT = re.compile(
    rf"{_NO} (?:(?:really|even|actually) )?(?:want|need|wanted|ask for|asked for|asking for)"
    r"(?: to (?:book|make|have))? "
    r"(?:a|an|any|another)(?: (?:new|other|more|further))? (?:visits?|appointments?|bookings?)"
    r"(?= *(?:$|[.,!?;]|right now|thank|today|now\b|at all|any ?more|bye|goodbye|please|and\b))"
    r"|\bnot (?:trying|calling|looking|here) (?:to (?:make|book|schedule|get)|for) (?:an?|any|another) (?:new )?"
    r"(?:visit|appointment|booking)\b",
    re.IGNORECASE,
)
_CALL_BACK = r"(?:call(?:ed|ing)?(?: me)?[ -]?back|callbacks?|(?:be|get) (?:called|rung|phoned)|a (?:phone )?call)"
_NO_CALLBACK = re.compile(
    rf"{_NO} (?:(?:really|even) )?(?:want|need|like|care for|bother)\b.{{0,25}}?\b{_CALL_BACK}\b"
    r"|\b(?:don['’]?t|do not|please don['’]?t) (?:call|ring|phone)(?: me)?(?: back)?\b"
    r"|\b(?:no|without a) (?:call[ -]?backs?|need to (?:call|ring|phone))\b",
    re.IGNORECASE,
)
_JUST_DO_IT = re.compile(
    r"\b(?:just|rather|only|still|want to|like to|need to|did you|can you|please)\b.{0,25}\b(?:book|booked|"
    r"schedule|make|move|cancel|have|come in|get)\b"
    r".{0,40}\b(?:it|that|this|the|an?|my|in|appointment|visit)\b",
    re.IGNORECASE,
)
_THIS_LINE = re.compile(
    r"(?<!not )(?<!not on )\b(?:the|this|that) (?:(?:same|very) )?(?:one|number|phone|line|cell|mobile)\b.{0,14}"
    r"\b(?:i['’]?m|i am|we['’]?re|we are)(?: \w+)? (?:call|ring|phon|speak|talk)ing\b(?! about)"
    r"|^\W*(?:(?:just|use|on|at|it['’]?s|yes|well|oh|um|uh)\W+)*(?:this(?: very)?|the same|same|my own|the current)"
    r" (?:one|number|phone|line)(?: here)?(?:,? please)?\W*$",
    re.IGNORECASE,
)
_MEANS_NOTHING = {Field.VISIT_TYPE, Field.PROVIDER, Field.LOCATION, Field.WHEN, Field.REASON}
"""What is set by "no, I have one already, goodbye" or "no, I'll ring on Monday, bye" is no wish."""


def goes(commands: Sequence[Command], text: str) -> bool:
    """A no and a goodbye, and nothing that the agent should still do."""
    kinds = {type(c) for c in commands}
    if Goodbye not in kinds or not kinds & {Deny, Abort} or not says_goodbye(text):
        return False
    return all(
        isinstance(c, Deny | Abort | Goodbye | Thanks | Unclear | Worry)
        or (isinstance(c, Set | Correct) and c.field in _MEANS_NOTHING)
        for c in commands
    )


def wants_no_visit(text: str) -> bool:
    """She says that she asked for no new visit at all; not: none on a day, or with somebody."""
    return _NO_VISIT.search(text) is not None


def without_booking(commands: Sequence[Command]) -> tuple[Command, ...]:
    """What is left of the commands, once it is said that no visit is to be booked."""
    other = any(isinstance(c, Start) and c.task is not Task.BOOK for c in commands)
    nothing = {Field.VISIT_TYPE, Field.REASON} if other else _MEANS_NOTHING
    return tuple(
        c
        for c in commands
        if not isinstance(c, Deny | Unclear)
        and not (isinstance(c, Set | Correct) and c.field in nothing)
        and not (isinstance(c, Start) and c.task is Task.BOOK)
    )


def goes_on_instead(commands: Sequence[Command], text: str) -> bool:
    """In place of a call back she wants what she came for: "no, just book the two fifteen"."""
    if says_goodbye(text):
        return False
    return any(isinstance(c, Start | Choose) for c in commands) or _JUST_DO_IT.search(text) is not None


def wants_no_callback(text: str) -> bool:
    return _NO_CALLBACK.search(text) is not None


def means_this_line(text: str) -> bool:
    """The number that she calls from."""
    return _THIS_LINE.search(text) is not None
