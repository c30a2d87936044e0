"""Hours and days that are named to say why they are none: "half past one is kind of early", "at ten I'm at work",
"tomorrow's too soon", "I start at nine, so before that", "I'm on six to two".

None of them is chosen or looked for, and when somebody's work begins or ends only tells why. Pure.
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
_WISHED = re.compile(
    rf"\b(?:before|after|by|until|from|past|no later than|at|around|about|like|maybe) (?:{_HOUR})"
    rf"|\b{_NUMBER}{_MINUTES}? o'?clock",
    re.IGNORECASE,
)
_EXACT = rf"(?:noon|{_NUMBER}{_MINUTES}|(?!one\b(?! o'))(?:{_HOUR}))"
"""A lone "one" is no hour here: "I can't do one"."""
_THEY_ARE = r"(?:i'm|i am|i'll be|i will be|we're|he's|she's)(?: (?:still|usually|always|already))?"
_NO_BOUND = "".join(
    f"(?<!{word} )" for word in ("before", "after", "by", "until", "till", "past", "from", "to", "than")
)
_BUSY = (
    rf"(?:{_THEY_ARE} (?:at (?:my )?(?:work|school|class|the (?:office|plant|shop|store))|in (?:class|school|court|a "
    r"meeting)|working|teaching|on shift|busy|tied up)|(?:i've got|i have|i got) (?:work|school|class)"
    r"|i (?:work|teach))"
)
_BUSY_AT = re.compile(
    rf"\b{_BUSY}(?: (?:then )?at| by) {_EXACT}|\b{_NO_BOUND}{_EXACT},? {_BUSY}(?: (?:then|by then))?"
    r"(?! (?:at|by|until|till|from|to)\b)",
    re.IGNORECASE,
)
""" "I'm at work at ten", "one thirty I'm at work"."""
_CANNOT = re.compile(
    r"\b(?:can't|cannot|can not|couldn't|won't be able to|not able to|never)(?: (?:really|possibly))? "
    rf"(?:do|make|manage|come|get there|be there)(?: it| in)?(?: at| by)? {_EXACT}"
    rf"|\bnot (?:at|the) {_EXACT}|\b{_EXACT}(?:'s| is) (?:no good|no use|out|impossible|not (?:good|possible|going to "
    rf"work|gonna work))|\b{_EXACT} (?:doesn't|won't|isn't going to|isn't gonna) (?:really )?work",
    re.IGNORECASE,
)
_SHIFT = re.compile(
    r"\b(?:(?:i'm|i am|i'll be|i will be|they(?:'ve)? (?:have|got|put) me|i've been put|i was put)"
    r"(?: (?:working|at work|on shift|still|now|in))*(?: on)?"
    r"|i work|i'm working|my (?:shift|hours|job)(?:'s| is| are| runs)?(?: now)?)"
    rf"(?: from)? (?P<start>{_HOUR})(?: to |-| till | until )(?P<end>{_HOUR})",
    re.IGNORECASE,
)
""" "I'm on six to two"."""
_DAY = r"(?:today|tonight|tomorrow|(?:this |next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_DAY_TOO_SOON = re.compile(
    rf"\b(?P<day>{_DAY})(?:'s| is|'d be| would be| might be) (?:(?:just|a bit|a little|way|far|kind of|kinda|really|"
    r"probably|maybe) )*(?:too (?:soon|quick|close|short notice|far(?: (?:off|away|out))?|late)"
    r"|(?:a bit|a little|kind of|kinda|pretty) (?:soon|short notice))\b(?: for (?:me|us|him|her))?"
    r"(?! in the (?:day|morning|afternoon))",
    re.IGNORECASE,
)
_TIME_NAMED = re.compile(
    rf"\b(?:{_DAY}s?|the (?:week|day) after|(?:next|this|that|following) (?:week|month)|(?:the )?\w+(?:th|st|nd|rd)|"
    rf"weekend|mornings?|afternoons?|evenings?|early|late|(?:before|after|at|around) {_NUMBER})\b",
    re.IGNORECASE,
)
_HOW_ABOUT = re.compile(
    r"\b(?:(?:how|what) about|do you (?:have|got)|have you got|is there|are there|you got|got anything)\b",
    re.IGNORECASE,
)


def refused(text: str) -> list[Span]:
    """Where an hour is called too early or too late, or somebody is at work then, and it is not taken after all."""
    found = (m.span() for pattern in (_TOO_EARLY, _BUSY_AT, _CANNOT) for m in pattern.finditer(text))
    return [span for span in found if not _AFTER_ALL.match(text, span[1])]


def days_refused(text: str) -> list[Span]:
    """Where a day is called too soon or too far off."""
    return [m.span() for m in _DAY_TOO_SOON.finditer(text) if not _AFTER_ALL.match(text, m.end())]


def as_ruled_out(text: str) -> str:
    """The text, in its length, with days that are too soon in the words that rule them out ("not tomorrow"), and
    without the hours of a shift."""
    for match in _DAY_TOO_SOON.finditer(text):
        words = f"not {match['day']}."
        if not _AFTER_ALL.match(text, match.end()) and len(words) <= len(match[0]):
            text = text[: match.start()] + words.ljust(len(match[0])) + text[match.end() :]
    return blanked(text, [match.span() for match in _SHIFT.finditer(text)])


def shifts(text: str) -> list[tuple[Span, str]]:
    """Where the hours of a shift are told, and these hours, if no other hour is wished for behind them."""
    return [
        (m.span(), f"between {m['start']} and {m['end']}")
        for m in _SHIFT.finditer(text)
        if not _WISHED.search(text, m.end())
    ]


def from_wish_on(text: str) -> str:
    """ "Tomorrow's good but half past one I'm at work, how about Monday?": behind a refusal, only what is asked for is
    wished or chosen; the rest is blanked out."""
    against = [*refused(text), *days_refused(text)]
    wishes = [m for m in _HOW_ABOUT.finditer(text) if _names_time(text[m.end() :])]
    until = max((end for _, end in against if any(m.start() >= end for m in wishes)), default=0)
    return blanked(text, [(0, until)]) if until else text


def _names_time(text: str) -> bool:
    return _TIME_NAMED.search(text) is not None


def without_working_hours(text: str) -> str:
    """The text with the hours of somebody's work blanked out, where the hours that she wants follow from them."""
    text = blanked(text, [m.span() for m in _AND_SUCH.finditer(text)])
    told = [m.span() for m in _AT_WORK.finditer(text)]
    rest = blanked(text, told)
    return blanked(text, [span for span in told if _WISHED.search(rest, span[1])])


def without_refused(text: str) -> str:
    """The text with the hours that are refused blanked out."""
    return blanked(text, refused(text))
