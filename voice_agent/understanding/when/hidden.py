"""Words of phone numbers, other long numbers and addresses: what looks like a date or a time in them is none."""

from __future__ import annotations

from typing import Final

from voice_agent.understanding.numbers import ZEROS, cardinal_at
from voice_agent.understanding.when.calendar_words import MONTHS, WEEKDAYS, calendar_date_at
from voice_agent.understanding.when.idle import means_no_time
from voice_agent.understanding.when.phrases import Said, ends_phrase, word
from voice_agent.understanding.when.pieces import Sense

_ROADS: Final = frozenset(
    "street avenue ave road rd lane boulevard blvd drive court terrace circle parkway highway crescent".split()
)
_SUBJECTS: Final = frozenset({"i", "to", "can", "could", "you", "we", "will", "i'll"})
"""In front of these "drive" and "court" are no roads."""


def hidden_at(said: Said, sense: Sense) -> frozenset[int]:
    """Indices of the words in which no date and no time is looked for."""
    idle = {k for i in range(len(said)) for k in range(i, i + means_no_time(said, i, sense))}
    return _long_numbers(said, sense) | _addresses(said) | idle


def _addresses(said: Said) -> frozenset[int]:
    """ "1030 Monday Street", "12 May Road", "on April Lane"."""
    hidden: set[int] = set()
    for i in range(1, len(said)):
        if said[i].text not in _ROADS or not ends_phrase(said, i + 1):
            continue
        named = word(said, i - 1) in WEEKDAYS or word(said, i - 1) in MONTHS
        number = next((k for k in range(i - 2, max(-1, i - 5), -1) if said[k].text[:1].isdecimal()), None)
        first = number if number is not None else i - 1 if named else None
        if first is not None and not any(w.text in _SUBJECTS | {",", "the", "in"} for w in said[first:i]):
            hidden.update(range(first, i + 1))
    return frozenset(hidden)


def _long_numbers(said: Said, sense: Sense) -> frozenset[int]:
    """Indices of the words of a number of seven digits or more, said or written in groups: no date, no time."""
    hidden: set[int] = set()
    i = 0
    while i < len(said):
        dated = calendar_date_at(said, i, sense.date_order)
        if dated:
            i = dated.last
            continue
        last, digits = _number_run(said, i)
        if digits >= 7 and not _times_in_a_row(said, i, last):
            hidden.update(range(i, last))
        i = max(last, i + 1)
    return frozenset(hidden)


def _times_in_a_row(said: Said, first: int, last: int) -> bool:
    """ "Ten forty, ten forty five": hours with their minutes, between commas."""
    i = first
    while i < last:
        hour = cardinal_at(said, i)
        minute = cardinal_at(said, hour.last) if hour else None
        if hour is None or minute is None or not 1 <= hour.value <= 12 or minute.value not in range(10, 60, 5):
            return False
        if minute.last < last and word(said, minute.last) != ",":
            return False
        i = minute.last + 1
    return "," in {w.text for w in said[first:last]}


def _number_run(said: Said, i: int) -> tuple[int, int]:
    """(index after, how many digits) of numbers one after another, "double" and "triple" counted."""
    digits, last, j = 0, i, i
    while j < len(said):
        text = word(said, j)
        number = cardinal_at(said, j)
        if text in {"double", "triple"}:
            digits, j = digits + (1 if text == "double" else 2), j + 1
            continue
        if number:
            digits, j = digits + len(number.digits or str(number.value)), number.last
        elif text in ZEROS:
            digits, j = digits + 1, j + 1
        elif text in {"-", ".", ",", "(", ")"} and last > i:
            j += 1
            continue
        else:
            break
        last = j
    return last, digits
