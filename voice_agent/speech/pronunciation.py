"""From written words to words that the voice reads right: names, abbreviations, times, telephone numbers, money."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import yaml

_TO_NINE = "zero one two three four five six seven eight nine"
_TO_NINETEEN = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_DECADES = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS = f"{_TO_NINE} {_TO_NINETEEN}".split()
_TENS = dict(enumerate(_DECADES.split(), 2))
_TITLES = {"dr": "Doctor", "mr": "Mister", "mrs": "Missus", "ms": "Miz", "prof": "Professor"}
_ABBREVIATIONS = {
    "jr": "Junior", "sr": "Senior", "st": "Street", "ave": "Avenue", "blvd": "Boulevard", "rd": "Road",
    "ste": "Suite", "apt": "Apartment", "appt": "appointment", "ext": "extension", "dept": "department",
    "mon": "Monday", "tue": "Tuesday", "tues": "Tuesday", "wed": "Wednesday", "thu": "Thursday",
    "thurs": "Thursday", "fri": "Friday",
}  # fmt: skip
_MONTHS = {
    "jan": "January", "feb": "February", "mar": "March", "apr": "April", "jun": "June", "jul": "July",
    "aug": "August", "sep": "September", "sept": "September", "oct": "October", "nov": "November",
    "dec": "December",
}  # fmt: skip
_TITLE = re.compile(r"\b(Dr|Mrs|Mr|Ms|Prof)\b\.?(?=\s+[A-Z])")
_SAINT = re.compile(r"\bSt\.?(?=\s+[A-Z])")
_ABBREVIATION = re.compile(rf"\b({'|'.join(_ABBREVIATIONS)})\.(\s*\Z)?", re.IGNORECASE)
_MONTH = re.compile(rf"\b({'|'.join(map(str.title, _MONTHS))})\b\.?(?=\s+\d)")
_CLOCK = re.compile(
    r"\b([01]?\d|2[0-3])(?::([0-5]\d))?\s*([ap])\.?\s?m\b\.?|\b([01]?\d|2[0-3]):([0-5]\d)\b", re.IGNORECASE
)
_PHONE = re.compile(r"(?<![\w.$])\+?\d?[\s.-]?\(?\b\d{3}\)?[\s.-]?(?:\d{3}[\s.-]?)?\d{4}\b(?!\.?\d)")
_MONEY = re.compile(r"\$(\d[\d,]*)(?:\.(\d{2}))?\b")
_IPA = re.compile(r"\A/([^/\s]+)/\Z")


class LexiconError(ValueError):
    """The pronunciation lexicon cannot be read; the message says where."""


class Lexicon:
    """How the clinic's own names are said: word or name (any case) to a respelling ("Nguyen": "win") or to
    phonemes of espeak between slashes ("Xiang": "/ʃjˈɑːŋ/"). Longer entries win over the words they hold."""

    def __init__(self, entries: Mapping[str, str] | None = None) -> None:
        entries = entries or {}
        self._spoken = {key.casefold(): _IPA.sub(r"[[\1]]", value) for key, value in entries.items()}
        longest_first = sorted(self._spoken, key=len, reverse=True)
        self._pattern = (
            re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
            if longest_first
            else None
        )

    def apply(self, text: str) -> str:
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda match: self._spoken[match[0].casefold()], text)


def read_lexicon(path: Path) -> Lexicon:
    """A YAML file of `name: how it is said`. Raises LexiconError."""
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (OSError, yaml.YAMLError) as error:
        raise LexiconError(f"The lexicon {path} cannot be read: {error}") from error
    if not isinstance(entries, dict):
        raise LexiconError(f"The lexicon {path} must be a mapping of names to how they are said.")
    for key, value in entries.items():
        if not (isinstance(key, str) and isinstance(value, str) and key.strip() and value.strip()):
            raise LexiconError(f"The lexicon {path}: {key!r} must have a text that says how it is said.")
    return Lexicon(entries)


def expand(text: str) -> str:
    """The text in the words that are to be said. What is already in plain words stays as it is.

    Dates, and times with their day part, come in words already; this catches what a clinic's own text holds.
    """
    text = _CLOCK.sub(_clock, " ".join(text.split()))
    text = _MONEY.sub(_money, text)
    text = _PHONE.sub(_phone, text)
    text = _TITLE.sub(lambda match: _TITLES[match[1].lower()], text)
    text = _SAINT.sub("Saint", text)
    text = _MONTH.sub(lambda match: _MONTHS[match[1].lower()], text)
    text = _ABBREVIATION.sub(_abbreviation, text)
    return re.sub(r"\s*&\s*", " and ", text).replace("%", " percent")


def _abbreviation(match: re.Match[str]) -> str:
    ends_text = match[2] is not None
    return _ABBREVIATIONS[match[1].lower()] + ("." if ends_text else "")


def _clock(match: re.Match[str]) -> str:
    """ "9:30" as "nine thirty", "14:05 pm" as "fourteen oh five P M", "3pm" as "three P M"."""
    hour, minute = int(match[1] or match[4]), int(match[2] or match[5] or 0)
    half = f" {match[3].upper()} M" if match[3] else ""
    if minute == 0:
        return f"{_under_hundred(hour)}{half or ' o’clock'}"
    return f"{_under_hundred(hour)} {'oh ' if minute < 10 else ''}{_under_hundred(minute)}{half}"


def _money(match: re.Match[str]) -> str:
    """ "$45.50" as "45 dollars and 50 cents": the voice reads whole numbers by itself."""
    dollars, cents = match[1].replace(",", ""), int(match[2] or 0)
    said = f"{dollars} dollar{'' if dollars == '1' else 's'}"
    return f"{said} and {cents} cent{'' if cents == 1 else 's'}" if cents else said


def _phone(match: re.Match[str]) -> str:
    """Digit by digit, in groups of three, three and four, a breath between them."""
    digits = [_UNITS[int(digit)] for digit in match[0] if digit.isdigit()]
    groups = [digits[-4:]]
    rest = digits[:-4]
    while rest:
        groups.insert(0, rest[-3:])
        rest = rest[:-3]
    return ", ".join(" ".join(group) for group in groups)


def _under_hundred(number: int) -> str:
    if number < 20:
        return _UNITS[number]
    tens, unit = divmod(number, 10)
    return f"{_TENS[tens]} {_UNITS[unit]}" if unit else _TENS[tens]
