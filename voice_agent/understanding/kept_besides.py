"""Another visit that is to stay as it is, said beside a yes to a read-back. Pure.

"Yes, cancel it. And Ann's stays, right?", "yes please, as long as I keep the one I have": what was read back takes
nothing from that other visit, so these words neither hedge the yes nor ask for anything. Of the very day that is to be
cancelled or moved they do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from voice_agent.understanding.commands import Whens
from voice_agent.understanding.particulars import KIN_WORDS
from voice_agent.understanding.reader import Context
from voice_agent.understanding.yes_and_no import ABOUT_CANCELLING, ABOUT_MOVING, only_asks

_LEAD = r"(?:(?:and|but|so|oh|just|well|then|only|because|also)[ ,]+)*"
_VISIT = r"(?:one|appointment|visit|check-?up|physical|exam|follow-?up|slot|spot|session|booking|shot)"
_TOLD = r"(?: (?:on |for )?(?:tomorrow|today|(?:next |this )?[a-z]{3,6}day)(?: at [\w ]{2,20}?)?)?"
"""When that visit is."""
_NOBODYS = r"(?:it|that|what|there|he|she|who|here|this|let)'s"
_THEIRS = (
    rf"(?:(?-i:[A-ZÀ-Ý][\w-]+)'s|(?!{_NOBODYS})[\w-]{{3,}}'s"
    rf"|(?:my|our) (?:\w+ )?(?:{KIN_WORDS})'s|his|hers|theirs)(?: (?:\w+ )?{_VISIT})?{_TOLD}"
    rf"|(?:the|my) others?(?: {_VISIT})?{_TOLD}"
)
_DAY = (
    r"(?:the|my|our) (?:[\w'-]+ ){0,3}?(?:[\w'-]*day|[\w-]*(?:th|st|nd|rd|first|second|third))(?: (?:[\w-]+ ){0,2}?"
    + (rf"{_VISIT})?")
)
_MINE = (
    rf"(?:mine|(?:my|the) (?:own |current |old |existing |regular )?{_VISIT}"
    rf"|(?:the (?:one|{_VISIT})|what)(?: that)? (?:i|we)(?:'ve| have)?(?: already)?(?: got| have)?)"
)
_STAYS = (
    r"(?:(?:'s| is| are|'ll| will| does| should| can|'re)? ?(?:(?:still|just|all|definitely|to|be) )*(?:stay|stays|"
    r"staying|remain|remains|stand|stands|on|there|booked|good|fine|safe|set|untouched|unchanged|unaffected|as (?:it|"
    r"they) (?:is|are|was|were))"
    r"|(?: (?:is|does|will|are) ?n[o']t|n't| won't)(?: be| get)? (?:chang|touch|affect|cancel|mov)(?:e|es|ed|led|s)?)"
    r"(?: (?:put|on|the same|there|as (?:it|they) (?:is|are|was|were)|where (?:it|they) (?:is|are)|booked|like that|"
    r"the way it is))*"
)
_KEEPS = (
    r"(?:i|we)(?:'ll|'ve|'m| will| do| can| get to)? (?:(?:still|just|also|do) )*"
    r"(?:keep|keeping|have|got|hold on to|hang on to|don't lose|won't lose|am not losing|not losing)"
)
_TAG = (
    r"(?:,? (?:right|correct|yes|yeah|okay|ok|no|(?:is|isn't|does|doesn't|do|don't|will|won't|are|aren't|am) "
    r"(?:it|they|i|that|we)(?: not)?))?"
)
_ON_CONDITION = r"(?:as |so )?long as|provided(?: that)?|if|only if|on condition(?: that)?"
_END = r"[ ]*(?=$|[.!?;])"
_THE_SAME = rf"(?:it|that|this)(?: {_VISIT})?"
_BESIDE = re.compile(
    rf"(?P<before>^|[.!?;,]\s*|\s(?=and |but )){_LEAD}(?P<on>(?:{_ON_CONDITION}) )?"
    rf"(?:(?P<whose>{_THEIRS}|{_DAY}|{_MINE}|{_THE_SAME}){_STAYS}(?:(?: right)? (?:with|at|in) [\w' ]{{2,40}})?"
    rf"|{_KEEPS} (?P<kept>{_THEIRS}|{_DAY}|{_MINE}|{_THE_SAME})(?: (?:too|as well))?)"
    rf"{_TAG}{_END}",
    re.IGNORECASE,
)
_OF_THE_MONTH = re.compile(r"\b[\w-]*(?:th|st|nd|rd|first|second|third)\b", re.IGNORECASE)
_OTHERS = re.compile(_THEIRS, re.IGNORECASE)
_SOME_DAY = re.compile(_DAY, re.IGNORECASE)
_AGREES = re.compile(r"\b(?:yes|yeah|yep|yup|sure|please do|go ahead|do it|absolutely)\b", re.IGNORECASE)
_OF_THE_LIST = re.compile(r"\bwait(?:ing)? ?list\b", re.IGNORECASE)


def without_what_stays(text: str, context: Context, expecting: str | None, reads: Callable[[str], Whens]) -> str:
    """The words of an answer to a read-back without those of another visit that stays; unchanged where there are none.

    reads: the times in a text.
    """
    match = _BESIDE.search(text) if expecting == "confirm" and not only_asks(context) else None
    if match is None:
        return text
    rest = f"{text[: match.start()]}{match['before'].strip(' ,')} {text[match.end() :]}".strip()
    agrees = _AGREES.search(text[: match.start()]) is not None
    return rest if agrees and _is_another(match, context, reads) else text


def may_be_the_same(text: str, context: Context) -> bool:
    """Whether what is to be cancelled or moved may be what is said to stay: a yes beside it cannot be relied on.

    text: the words without those of another visit.
    """
    taken = ABOUT_CANCELLING.search(context.agent) or ABOUT_MOVING.search(context.agent)
    return taken is not None and _OF_THE_LIST.search(context.agent) is None and _BESIDE.search(text) is not None


def _is_another(match: re.Match[str], context: Context, reads: Callable[[str], Whens]) -> bool:
    """Whether nothing that was read back is done to that visit."""
    if _OF_THE_LIST.search(context.agent):
        return True
    taken = ABOUT_CANCELLING.search(context.agent) or ABOUT_MOVING.search(context.agent)
    whose = match["whose"] or match["kept"]
    if not taken or match["on"]:
        return False
    if _OTHERS.fullmatch(whose):
        return not context.for_kin
    days = {w.date_from for w in reads(whose) if w.date_from is not None}
    taken_days = _taken_days(context, reads)
    if _OF_THE_MONTH.search(whose) is None:  # "the Tuesday one" may be any Tuesday
        days, taken_days = {_weekday(day) for day in days}, {_weekday(day) for day in taken_days}
    return bool(days and taken_days) and _SOME_DAY.fullmatch(whose) is not None and not days & taken_days


def _weekday(day: date) -> date:
    """The same for all days of the week that are called alike."""
    return date.fromordinal(day.weekday() + 1)


def _taken_days(context: Context, reads: Callable[[str], Whens]) -> set[date]:
    told = {w.date_from for w in reads(context.agent) if w.date_from is not None}
    return told | ({context.appointment.date()} if context.appointment else set())
