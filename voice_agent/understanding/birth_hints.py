"""What callers say around a date of birth: an age, whose date it is, which of two, and how lately it was. Pure.

`read_dates_of_birth` is `read_date_of_birth` in the light of the agent's question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from voice_agent.understanding import birth_ages
from voice_agent.understanding.birth_ages import AGE
from voice_agent.understanding.birth_remarks import without_remark
from voice_agent.understanding.birth_tokens import tokens_of
from voice_agent.understanding.birth_years import year_readings
from voice_agent.understanding.dates_of_birth import DateReading, read_date_of_birth
from voice_agent.understanding.numbers import cardinal_at, words
from voice_agent.understanding.reader import DateOrder
from voice_agent.understanding.when.calendar_words import MONTHS

_KIN: Final = (
    r"(?:son|daughter|child|kid|baby|boy|girl|husband|wife|partner|mother|father|mum|mom|dad|brother|sister|patient)"
)
_MINE: Final = re.compile(r"\bmine(?:'s| is| was)?\b|\bmy (?:own )?(?:date of birth|birthday|one)\b", re.IGNORECASE)
_THEIRS: Final = re.compile(
    rf"\b(?:hers|his|theirs)\b(?:'s)?|\b(?:his|her|their) (?:date of birth|birthday)\b"
    rf"|\b(?:my|the|our) {_KIN}(?:'s)?\b|\b(?:he|she) was born\b",
    re.IGNORECASE,
)
_ASKED_OF_KIN: Final = re.compile(rf"\byour {_KIN}\b|\b(?:his|her|their|the patient's)\b", re.IGNORECASE)
_ASKED_WHICH: Final = re.compile(
    r"(?:did you mean|which one is it:?) (?P<first>.+?),? or (?P<second>.+?)\?", re.IGNORECASE
)
_PLACE: Final = re.compile(r"\b(?:the )?(?P<place>first|second|former|latter|last) (?:one|date)\b", re.IGNORECASE)
_LATELY: Final = re.compile(
    r"\b(?:(?:last|this|this past|this last|this very|on) (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|week|month)|"
    r"yesterday|today|tonight|this (?:morning|year|week|month)|last (?:night|week|month)|"
    r"(?:\w+ )?(?:hours?|days?|weeks?|months?) (?:ago|old)|new-?born|just born|the other day)\b",
    re.IGNORECASE,
)
_AGO: Final = re.compile(r"\b(?P<count>[a-z]+|\d+) (?P<unit>days?|weeks?) ago\b", re.IGNORECASE)
_PAST_DAY: Final = re.compile(
    r"\b(?:last|this past|this last|past) (?P<day>mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE
)
_ANOTHER_DAY: Final = re.compile(
    r"(?<=\w)[,.;]? (?:and |but |so )?(?:(?:he|she|i|we|they)(?:'ve|'s|'d|'m|'re)?|(?:his|her|my|the) (?:appointment|"
    r"visit))(?: \w+){0,4} (?:appointment|visit|come|coming|seen|scheduled|is on|is at|want|booked)\b.*$",
    re.IGNORECASE,
)
"""Behind a birthday: what is told of a visit, with a day of its own."""
_MARKED: Final = re.compile(r"\b(?:born|birth ?da(?:y|te)(?:'s)?|date of birth)\b", re.IGNORECASE)
_THEN_ELSE: Final = re.compile(
    r"\b(?:19|20)\d\d\b(?=[.;!?]|,? (?:and|so|but|i|i'm|i'd|i've|we|he|she|can|could)\b)", re.IGNORECASE
)
"""A year in figures, behind which something else begins."""
_NOT_THAT: Final = re.compile(
    r"(?<=\w)[,.;]? (?:and |it's |it is |that's )?not (?:the |in )?(?P<denied>[\w' -]+?)[\s.!]*$", re.IGNORECASE
)
""" "Nineteen fifty-eight, not nineteen fourteen"."""
_WEEKDAYS: Final = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_A_YEAR: Final = 366
_OLDEST: Final = 120


def read_dates_of_birth(hypotheses: Sequence[str], agent: str, order: DateOrder, today: date) -> DateReading:
    """The date of birth that was said to the agent's question; an age beside it is none of its figures."""
    own = tuple(_asked_for(_without_asides(text), agent) for text in hypotheses)
    plain = tuple(AGE.sub(" ", text) if _has_figures(AGE.sub(" ", text)) else text for text in own)
    plain = tuple(map(without_remark, plain))
    offered = _offered(agent, order, today)
    for text in plain:
        chosen = _chosen(text, offered, today)
        if chosen is not None:
            return DateReading(chosen)
    read = read_date_of_birth(plain, order, today)
    if read.best is None:
        return _counted_from_age(own, plain, today) or _lately(plain, today)
    return _of_that_age(read, own[0] if own else "", today)


def _without_asides(text: str) -> str:
    """Without a day that is said of a visit, and what the birthday is said not to be."""
    marked = _MARKED.search(text)
    if marked and _is_whole_date(text[marked.start() :]):
        text = text[marked.start() :]
    year = _THEN_ELSE.search(text)
    if year and _is_whole_date(text[: year.end()]):
        text = text[: year.end()]
    for aside in (_ANOTHER_DAY, _NOT_THAT):
        rest = aside.sub("", text)
        text = rest if _has_figures(rest) else text
    return text


def _is_whole_date(text: str) -> bool:
    tokens = tokens_of(text)
    figures = [token for token in tokens if token.digits and not token.guessed_day]
    return any(token.month for token in tokens) and len(figures) > 1


def _has_figures(text: str) -> bool:
    return any(token.digits or token.month for token in tokens_of(text))


def _asked_for(text: str, agent: str) -> str:
    """Of "mine is …, hers is …", what was asked for: the patient's, unless the caller was asked for her own."""
    marks = sorted(
        [(m.start(), True) for m in _MINE.finditer(text)] + [(m.start(), False) for m in _THEIRS.finditer(text)]
    )
    if len({mine for _, mine in marks}) < 2:
        return text
    wants_mine = "your date of birth" in agent.lower() and _ASKED_OF_KIN.search(agent) is None
    ends = [at for at, _ in marks[1:]] + [len(text)]
    parts = [text[at:end] for (at, mine), end in zip(marks, ends, strict=True) if mine is wants_mine]
    return next((part for part in parts if _has_figures(part)), text)


def _offered(agent: str, order: DateOrder, today: date) -> tuple[date, ...]:
    """The two dates that the agent has asked to choose of."""
    asked = _ASKED_WHICH.search(agent)
    both = [read_date_of_birth((asked[name],), order, today).best for name in ("first", "second")] if asked else []
    return tuple(day for day in both if day is not None)


def _chosen(text: str, offered: Sequence[date], today: date) -> date | None:
    """The one date of those offered that a part of it, or its place, points at."""
    if len(offered) < 2:
        return None
    if place := _PLACE.search(text):
        return offered[0] if place["place"].lower() in ("first", "former") else offered[-1]
    tokens = tokens_of(text)
    months = {token.month for token in tokens if token.month}
    figures = [token.digits for token in tokens if token.digits and not token.guessed_day]
    if months:
        fit = [
            d for d in offered if d.month in months and (not figures or str(d.day) in {f.lstrip("0") for f in figures})
        ]
    else:
        years = {year for year, _ in year_readings(figures, today)} if figures else set[int]()
        fit = [day for day in offered if day.year in years] if len({d.year for d in offered}) > 1 else []
    return fit[0] if len(fit) == 1 else None


def _of_that_age(read: DateReading, text: str, today: date) -> DateReading:
    """The reading whose age is the one that was told, first; as it was where none or several are."""
    age = birth_ages.told(text)
    fit = [day for day in read.readings if age is not None and age - 1 <= birth_ages.age_on(day, today) <= age]
    if len(fit) != 1 or fit[0] == read.best:
        return read
    return DateReading(fit[0], tuple(day for day in read.readings if day != fit[0]))


def _counted_from_age(own: Sequence[str], plain: Sequence[str], today: date) -> DateReading | None:
    """A day of the year and an age, and no year: "June ninth, I'm twenty four"."""
    for text, rest in zip(own, plain, strict=True):
        age, birthday = birth_ages.told(text), _latest(rest, today)
        born = birth_ages.born_at(age, birthday, today) if age is not None and birthday else None
        if born:
            return DateReading(born)
    return None


def _number(text: str) -> int | None:
    number = cardinal_at(words(text), 0)
    return number.value if number and number.value <= _OLDEST else None


def _lately(hypotheses: Sequence[str], today: date) -> DateReading:
    """The birth of somebody newborn: a day without a year, or "three days ago", where it is said how lately it
    was."""
    for text in hypotheses:
        if _LATELY.search(text) is None:
            continue
        named = _latest(text, today)
        if named is not None:
            return DateReading(named)
        counted = _counted_back(text, today)
        if counted is not None:
            return DateReading(counted)
    return DateReading(None)


def _latest(text: str, today: date) -> date | None:
    """The last time that the named day of a month was; None where none is named."""
    said = text if any(word.text in MONTHS for word in words(text)) else ""
    years = [
        read_date_of_birth((f"{said.rstrip(' .!')} {year}",), DateOrder.MDY, today).best
        for year in (today.year, today.year - 1)
    ]
    return next((day for day in years if said and day and 0 <= (today - day).days <= _A_YEAR), None)


def _counted_back(text: str, today: date) -> date | None:
    lower = text.lower()
    if re.search(r"\b(?:today|this morning|hours? (?:ago|old))\b", lower):
        return today
    if re.search(r"\b(?:yesterday|last night)\b", lower):
        return today - timedelta(days=1)
    ago = _AGO.search(text)
    count = _number(ago["count"]) if ago else None
    if ago and count:
        return today - timedelta(days=count * (7 if ago["unit"].lower().startswith("week") else 1))
    past = _PAST_DAY.search(text)
    if past is None:
        return None
    back = (today.weekday() - _WEEKDAYS.index(past["day"].lower())) % 7 or 7
    return today - timedelta(days=back)
