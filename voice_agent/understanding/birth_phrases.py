"""How a birthday stands among other talk: behind a name, behind "born", as a day and a year, or in three figures. Pure.

Where nobody asked for it, only a whole date right behind a name or behind "born" is one: other days are a visit's.
"""

from __future__ import annotations

import re
from typing import Final

from voice_agent.understanding.when.calendar_words import MONTHS

MONTH_NAMES: Final = "january|february|march|april|may|june|july|august|september|october|november|december"
TO_NINE: Final = "one|two|three|four|five|six|seven|eight|nine"
TENS: Final = rf"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:{TO_NINE})\b)?"
TEENS: Final = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_YEAR: Final = (
    rf"(?:two thousand(?:,? (?:and )?(?:{TENS}|{TEENS}|{TO_NINE})\b)?|"
    rf"(?:nineteen |twenty )?(?:{TENS}|oh[- ](?:{TO_NINE})|thirteen|nineteen)|(?:19|20)?\d\d)"
)
_MONTH: Final = rf"(?:{'|'.join(m for m in MONTHS if len(m) > 3)}|may)"
_NTH: Final = (
    r"(?:(?:twenty|thirty)[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth|[0-3]?\d(?:st|nd|rd|th)?"
)
DATE_AFTER: Final = re.compile(
    rf"(?<=[a-z])(?:,|\.)? (?:the \w+(?: \w+)? of (?:{MONTH_NAMES})\b|(?:{MONTH_NAMES}) (?:the )?\w+\W+\w+|"
    rf"\d{{1,2}}[/-]\d).*$",
    re.IGNORECASE,
)
"""A date of birth right behind a name ("Ann Wells, the third of June, nineteen eighty")."""
NAMED_AND_BORN: Final = re.compile(
    rf"(?<=[a-z])[,.]? (?:and )?(?:(?:{MONTH_NAMES.title()}) (?:the )?[\w-]+,? (?:19|20)\d\d|"
    rf"\d{{1,2}}[/-]\d{{1,2}}[/-](?:(?:19|20)\d\d|\d\d))\b"
)
"""A day with its year, written as transcribers do: there is no other that a caller would name but a birthday."""
WHO_BEFORE: Final = re.compile(
    r"\b(?!(?:It|This|Yes|Yeah|No|Sure|My|For|Hi|Hello|And|So|Uh|Um)\b)(?:[A-ZÀ-Ý][\w'-]+ ){1,2}[A-ZÀ-Ý][\w'-]+$"
)
FIGURES_AFTER: Final = re.compile(
    rf"(?<=[a-z])[,.;]? (?:\b(?:(?:oh|zero)[- ])?(?:{TO_NINE}|{TEENS})|\b[01]?\d),? "
    rf"(?:(?:oh|zero)[- ])?(?:{TO_NINE}|{TEENS}|{TENS}|[0-3]?\d),? {_YEAR}[\s.!]*$",
    re.IGNORECASE,
)
"""A date in three figures at the end, behind a name ("Ann Wells, four nine sixty-one")."""
DAY_AND_YEAR: Final = re.compile(
    rf"\b(?:the [\w-]+(?: \w+)? of )?{_MONTH}\b"
    rf"(?: (?:the )?[a-z\d]+(?:[- ][a-z]+)?)?[,.]? (?:of |in )?'?{_YEAR}(?=\s*(?:[.,;!?]|$|and\b))",
    re.IGNORECASE,
)
"""A day, and a year of two figures or more ("June eighth, forty-nine"); no day with an hour."""

_WHOLE_DAY: Final = (
    rf"(?:(?i:{_MONTH}) (?i:the )?(?i:{_NTH})\b,? (?i:of |in )?'?(?i:{_YEAR})"
    rf"|(?i:the )?(?i:{_NTH}) (?i:day )?(?i:of )?(?i:{_MONTH}),? (?i:of |in )?'?(?i:{_YEAR})"
    rf"|[0-3]?\d[/.-][0-3]?\d[/.-](?:(?:19|20)\d\d|\d\d))"
)
_FIGURES: Final = (
    rf"(?i:(?:(?:oh|zero)[- ])?(?:{TO_NINE}|{TEENS}),? (?:(?:oh|zero)[- ])?(?:{TENS}|{TEENS}|{TO_NINE}),? "
    rf"(?:nineteen |twenty )?{TENS})"
)
_ENDS: Final = r"(?!['-]?\w)(?! (?i:o'?clock|in the|a\.?m|p\.?m))(?=\s*(?:[.,;!?]|$|(?i:and|i|i'm|i've|i'd|calling)\b))"
_MARK: Final = r"(?i:born(?: on)?|(?:my )?(?:date of birth|birth ?day|birth ?date|d\.?o\.?b\.?)(?:'s| is)?)"
_NO_NAME: Final = (
    r"(?!(?:It|This|Yes|Yeah|No|Sure|My|For|Hi|Hello|Hey|And|So|Uh|Um|Good|On|Next|The|Dr|Doctor|Monday|Tuesday|"
    r"Wednesday|Thursday|Friday|Saturday|Sunday)\b)"
)
_NAME: Final = (
    rf"(?<!Dr )(?<!Dr\. )(?<!Doctor )(?<![\w'-]){_NO_NAME}(?P<name>[A-ZÀ-Ý][\w'-]+(?: [A-ZÀ-Ý][\w'-]+){{1,2}})"
)
NAME_AND_DAY: Final = re.compile(
    rf"{_NAME}[,.]? (?i:and )?(?i:i was )?(?:{_MARK},? (?P<marked>{_WHOLE_DAY}|{_FIGURES})"
    rf"|(?P<day>{_WHOLE_DAY}|{_FIGURES})){_ENDS}"
)
"""Who calls, and the birthday right behind: "Ann Wells, born June 8th '49, I have …"."""
BORN_ON: Final = re.compile(rf"\b{_MARK}[,:]? (?P<marked>{_WHOLE_DAY}|{_FIGURES}){_ENDS}")
"""A whole birthday behind what says that it is one."""

WISHED: Final = re.compile(
    r"\b(?:can(?!'t|not)|could|would|want|need|like|come|visit|appointment|book|move|change|make it|prefer|instead|"
    r"better|rather|how about|what about|free|available|earlier|later|sooner|actually|works?|suits?)\b",
    re.IGNORECASE,
)
"""With one of these, a day that is said where a birthday was asked for is one that she wants to come on."""
_SENTENCE: Final = re.compile(r"(?<=[a-z][.?!])\s+", re.IGNORECASE)


def wished_at(text: str, place: int) -> bool:
    """Whether the sentence about `place` wishes for something."""
    start = max((m.end() for m in _SENTENCE.finditer(text, 0, place)), default=0)
    end = _SENTENCE.search(text, place)
    return WISHED.search(text, start, end.start() if end else len(text)) is not None


def day_of(match: re.Match[str]) -> str:
    """The birthday's own words in a match of the last two."""
    groups = match.groupdict()
    return str(groups["marked"] or groups.get("day"))
