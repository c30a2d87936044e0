"""The year of a birthday put right alone: "I was born in nineteen sixty, not ninety", to a date that was said back.

Day and month stay as the agent said them; where they are not known, a year alone is no birthday. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from voice_agent.understanding.birth_phrases import MONTH_NAMES, TEENS, TENS, TO_NINE
from voice_agent.understanding.birth_tokens import tokens_of
from voice_agent.understanding.commands import Affirm, Command, Correct, Deny, Field, OutOfScope, Set, Unclear
from voice_agent.understanding.dates_of_birth import read_date_of_birth
from voice_agent.understanding.reader import Context, DateOrder

_UNIT: Final = rf"(?:{TO_NINE})"
_TEEN: Final = rf"(?:{TEENS})"
_TENS: Final = rf"(?:{TENS})"
_SHORT: Final = rf"(?:'?\d\d(?!\d)|(?:oh|o|zero)[ -]{_UNIT}|{_TENS}|{_TEEN})"
_YEAR: Final = (
    rf"(?:(?:19|20)\d\d(?!\d)|(?:nineteen|twenty)(?: hundred(?: and)?)?[ -]{_SHORT}"
    rf"|two thousand(?:(?: and)? (?:{_TENS}|{_TEEN}|{_UNIT}))?|nineteen hundred)"
)
_ENDS: Final = r"(?=\s*(?:[.,;!?]|$|not\b|and not\b|instead\b|please\b))"
_ITS: Final = r"(?:it's|it is|it was|it should(?:'ve)? (?:be|have been|say)|that should be|i said|make (?:it|that))"
_BORN_IN: Final = r"(?:i was |he was |she was |i'm |was )?born (?:in |back in )(?:the year )?"
_NOT_IT: Final = re.compile(
    rf"(?P<lead>{_BORN_IN}|{_ITS} |(?:the )?year(?:'s| is| was)? )?\b(?P<year>{_YEAR}|{_SHORT}),? (?:and )?not "
    rf"(?:in )?(?P<denied>{_YEAR}|{_SHORT})\b{_ENDS}",
    re.IGNORECASE,
)
_TOLD: Final = re.compile(
    rf"\b(?:{_BORN_IN}(?P<born>{_YEAR}|{_SHORT})"
    rf"|(?:the )?year\b(?:(?:'s| is| was)(?: (?:not (?:right|correct)|wrong|off))?|[^\w]*)[\s,.;]*(?:{_ITS} )?"
    rf"(?P<after>{_YEAR}|{_SHORT})"
    rf"|(?:{_ITS} |(?:^|[.,;!?] ))(?:in )?(?P<alone>{_YEAR})){_ENDS}",
    re.IGNORECASE,
)
_BORN: Final = re.compile(r"\b(?:born|birth|birthday)\b(?: is| as| on|:)?(?P<day>.+)", re.IGNORECASE)
_MONTH: Final = re.compile(rf"\b(?:{MONTH_NAMES})\b", re.IGNORECASE)
_LETTERS: Final = re.compile(r"(?<![\w'])[a-z](?![\w'])", re.IGNORECASE)
_FEW: Final = 2


def only_a_year(text: str) -> bool:
    """Whether a year of birth is told, and neither a month nor figures that could be a day and a month."""
    told = _NOT_IT.search(text) or _TOLD.search(text)
    if told is None or _MONTH.search(text):
        return False
    beside = _LETTERS.sub(" ", f"{text[: told.start()]} {text[told.end() :]}")
    return sum(bool(t.digits) and not t.doubt and not t.guessed_day for t in tokens_of(beside)) < _FEW


def with_year_put_right(commands: Sequence[Command], text: str, context: Context) -> tuple[Command, ...]:
    """The commands to a birthday that was said back, where the words put its year right and nothing else of it."""
    if Field.DATE_OF_BIRTH not in context.checking or Affirm() in commands or not only_a_year(text):
        return tuple(commands)
    kept = [c for c in commands if not _made_of_a_year(c)]
    born = _put_right(text, said_back(context), context.now.date())
    if born is None:
        return tuple(kept) or (Deny(),)
    kept = [c for c in kept if not isinstance(c, OutOfScope | Unclear)]
    return (*kept, Correct(Field.DATE_OF_BIRTH, born))


def said_back(context: Context) -> date | None:
    """The birthday in the agent's words."""
    born = _BORN.search(context.agent)
    said = born["day"] if born else context.agent
    month = _MONTH.search(said)
    if month is None or len(_MONTH.findall(said)) > 1:
        return None
    year = re.search(rf"\b{_YEAR}\b", said[month.end() :], re.IGNORECASE)
    whole = said[: month.end() + year.end()] if year else ""
    return read_date_of_birth((whole,), DateOrder.MDY, context.now.date()).best


def _put_right(text: str, said: date | None, today: date) -> date | None:
    """The date of the year that is told; none where the year that is denied is not the one that was said back."""
    swapped, told = _NOT_IT.search(text), _TOLD.search(text)
    if said is None or (swapped and _year_of(swapped["denied"], today) != said.year):
        return None
    words = swapped["year"] if swapped else next(filter(None, told.groups()), "") if told else ""
    year = _year_of(words, today)
    if year is None or year == said.year:
        return None
    try:
        return said.replace(year=year)
    except ValueError:  # a leap day
        return None


def _year_of(words: str, today: date) -> int | None:
    read = read_date_of_birth((f"January first, {words}",), DateOrder.MDY, today).best
    return read.year if read else None


def _made_of_a_year(command: Command) -> bool:
    return isinstance(command, Set | Correct) and command.field in (Field.DATE_OF_BIRTH, Field.PHONE)
