"""The year of a birth, out of the numbers that a transcriber made of it: "1982", "19 82", "1980 2", "82", "2000 11"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

OLDEST: Final = 120
"""Years: nobody is taken to be older."""

_TWO_DIGITS: Final = 0.4
_SPLIT: Final = 0.25
_LOST_DIGIT: Final = 0.9
_EXTRA_DIGIT: Final = 1.5
_WRONG_CENTURY: Final = 1.8


def year_readings(numbers: Sequence[str], today: date) -> Iterator[tuple[int, float]]:
    """Every year that the numbers (runs of digits, as written) may be, with its cost; 0 is a plain four-digit year."""
    for year, cost in _readings(numbers, today):
        if today.year - OLDEST <= year <= today.year:
            yield year, cost


def _readings(numbers: Sequence[str], today: date) -> Iterator[tuple[int, float]]:
    digits = "".join(numbers)
    edges = {sum(map(len, numbers[:i])) for i in range(1, len(numbers))}
    if len(digits) == 4:
        yield int(digits), _SPLIT * len(edges - {2})
        if digits[:2] not in ("19", "20"):
            yield from _of_century(digits[2:], today, _WRONG_CENTURY)
    elif len(digits) == 2:
        yield from _of_century(digits, today, _TWO_DIGITS)
    elif len(digits) == 3:
        yield from _lost_digit(digits)
    elif len(digits) in (5, 6):
        yield from _sums(numbers)
        if len(digits) == 5:
            for dropped in range(5):
                kept = digits[:dropped] + digits[dropped + 1 :]
                yield int(kept), _EXTRA_DIGIT + _SPLIT * len(edges)


def _of_century(digits: str, today: date, cost: float) -> Iterator[tuple[int, float]]:
    """Two digits: of this century if that has been, else of the last."""
    year = 2000 + int(digits)
    yield year, cost
    yield year - 100, cost + (0.3 if year <= today.year else 0.0)


def _lost_digit(digits: str) -> Iterator[tuple[int, float]]:
    """Three digits of four: "982", "206" for two thousand six."""
    if digits[0] == "9":
        yield int("1" + digits), _LOST_DIGIT
    if digits[:2] == "20":
        yield 2000 + int(digits[2]), _LOST_DIGIT
    if digits[0] == "0":
        yield 2000 + int(digits), _LOST_DIGIT


def _sums(numbers: Sequence[str]) -> Iterator[tuple[int, float]]:
    """A year heard as a sum: "1980 2" is 1982, "2000 11" is 2011, "19 20 6" and "19 2006" are 1926."""
    if len(numbers) < 2:
        return
    head, last = "".join(numbers[:-1]), numbers[-1]
    if len(head) == 4 and len(last) == 1 and head.endswith("0"):
        yield int(head) + int(last), _SPLIT
    if len(head) == 4 and len(last) == 2 and head.endswith("00"):
        yield int(head) + int(last), _SPLIT
    if len(head) == 2 and len(last) == 4 and last[1:3] == "00":
        yield int(head) * 100 + int(last[0]) * 10 + int(last[3]), 2 * _SPLIT
