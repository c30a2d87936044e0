"""Is what was said to a question for a name, a date of birth or a phone number the whole of it?"""

from __future__ import annotations

import re

from voice_agent.turns.endpointing import Completeness

NUMBER_WORD = r"zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple"
_DIGITS = re.compile(rf"\d|\b(?:{NUMBER_WORD})\b", re.IGNORECASE)
_SPELLING = re.compile(r"(?:\b(?:[A-Za-z]|[A-Z]{2,5}|[Dd]ouble)\b[\s.,-]*)+$")
"""Letters, which the transcriber may run together."""
_WHOLE = {"date_of_birth": 8, "phone": 10}
"""Digits of a number that is said as digits alone."""
NUMBERS = frozenset(_WHOLE)
"""Fields that are numbers."""
_OTHER_WORDS = re.compile(
    rf"\b(?!(?:{NUMBER_WORD}|um+|uh+|and|it|it's|is|my|the|number|phone|area|code|born|on)\b)[a-z]", re.IGNORECASE
)
_LETTERS = re.compile(r"[A-Z]{2}|\b\w\b.*\b\w\b", re.DOTALL)
_DOUBLE = re.compile(r"double(\w)", re.IGNORECASE)
_BEFORE_A_NAME = re.compile(
    r"^\W*(?:(?:sure|yes|yeah|okay|it's|it is|this is|that's|i'm|i am|my|his|her|the|name|name's|is|first|last)\b\W*)+",
    re.IGNORECASE,
)
_LAST_NAME = re.compile(r"\b(?:last|family) name\b|\bsurname\b", re.IGNORECASE)
"""Such a name tends to be spelled."""
_MONTH = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b", re.IGNORECASE
)
_DATE_PARTS = 3
_HALF_A_YEAR = re.compile(r"\b(?:19|20)$")
_THREE_NUMBERS = re.compile(r"(?:^|[^\d, /-])[, /-]*\d{1,2}[, /-]+\d{1,2}[, /-]+\d\d$")
"""Day, month and the year's last two digits, and no more of them."""
_LOCAL = 7
"""Digits of a phone number without its area code."""


def judge_name(bare: str, *, answered: bool) -> Completeness:
    """A name is whole with two words; where it is spelled, once the letters make one of its words."""
    spelled = _SPELLING.search(bare)
    if spelled and _LETTERS.search(spelled.group()):
        letters = _DOUBLE.sub(r"\1\1", re.sub(r"[^A-Za-z]", "", spelled.group())).lower()
        said = re.findall(r"[a-z']{2,}", bare[: spelled.start()].lower())
        if letters in said:
            return Completeness.COMPLETE
        if not answered:
            return Completeness.OPEN
        return Completeness.LIKELY if said and len(letters) >= len(said[-1]) else Completeness.LEADING
    if not answered:
        return Completeness.LEADING
    whole = len(_BEFORE_A_NAME.sub("", bare).split()) > 1 and not _LAST_NAME.search(bare)
    return Completeness.LIKELY if whole else Completeness.LEADING


def judge_number(bare: str, expecting: str, *, answered: bool) -> Completeness:
    """expecting: "phone" or "date_of_birth"."""
    if answered and expecting == "date_of_birth" and _THREE_NUMBERS.search(bare):
        return Completeness.LEADING if _HALF_A_YEAR.search(bare) else Completeness.LIKELY
    if _part_of_a_number(bare, expecting):
        return Completeness.OPEN
    if answered:
        return _phone_number(bare) if expecting == "phone" else _date_of_birth(bare)
    one_word = len(bare.split()) == 1  # the first digit of a number is easily misheard
    return Completeness.OPEN if one_word or _DIGITS.search(bare) else Completeness.LEADING


def _date_of_birth(bare: str) -> Completeness:
    """Day, month and year are three numbers (or two and a month's name), or one long one."""
    if not any(c.isdigit() for c in bare):
        return Completeness.COMPLETE  # written out
    numbers = re.findall(r"\d+", bare)
    if len(numbers) + len(_MONTH.findall(bare)) < _DATE_PARTS and len(numbers[0]) < len("010190"):
        return Completeness.OPEN
    return Completeness.LEADING if _HALF_A_YEAR.search(bare) else Completeness.COMPLETE


def _phone_number(bare: str) -> Completeness:
    digits = len(_DIGITS.findall(bare))
    if digits >= _WHOLE["phone"] or digits <= 1:  # none: "the one I'm calling from"
        return Completeness.COMPLETE
    return Completeness.LEADING if digits >= _LOCAL else Completeness.OPEN


def _part_of_a_number(words: str, expecting: str) -> bool:
    """Fewer digits than asked for, and nothing else: "12 05" may be read as a date, and the year is still to come."""
    digits = len(_DIGITS.findall(words))
    return 0 < digits < _WHOLE[expecting] and not _OTHER_WORDS.search(words)
