"""A date of birth out of what was heard, from every hypothesis of an utterance.

Each hypothesis is read in every way that makes a date of somebody alive, at a cost that says how far that way is from a
clean reading; the ways are pooled over the hypotheses. A date that nothing supports is never made up.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from voice_agent.understanding.birth_tokens import Token, tokens_of
from voice_agent.understanding.birth_years import year_readings
from voice_agent.understanding.reader import DateOrder

_RANK_DECAY: Final = 0.15
_SHARPNESS: Final = 3.0
_MOST_CANDIDATES: Final = 5
_LEAST_SHARE: Final = 0.002
_WORST_COST: Final = 4.0

_UNALIGNED: Final = 0.35
"""A field's edge inside a number as written, or a number's edge inside a field."""
_NOISE_ZERO: Final = 0.7
_NOISE_DIGIT: Final = 1.4
_OTHER_ORDER: Final = 2.0
_ONLY_ORDER: Final = 0.3
"""The other order, where the clinic's own would name a thirteenth month."""
_ORDINAL_SPLIT: Final = 1.0
_STRAY_WORD: Final = 0.1
_STRAY_NUMBER: Final = 1.0
_MONTH_AS_NOISE: Final = 0.8
_MAY_AS_NOISE: Final = 0.2
"""\"2nd May 3rd 1948\": a transcriber's "of the"."""
_WHOLE: Final = 0.25
"""Eight figures that make a date, wherever they were cut ("31051 942")."""
_TENS_APART: Final = 0.5
_TENS_APART_IN_WORDS: Final = 0.1
_CORRECTED: Final = 0.1
_PARTS: Final = 3
_DAY_AFTER: Final = 0.2
_DAY_AFTER_ANOTHER: Final = 1.2
_CENTURY_TWICE: Final = 0.2
"""\"19th 1970\"."""
_MAY: Final = 5
_CLIPPED_FROM: Final = 0.02
"""The least share of a decade's support that the whole year must have."""

_SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+|(?<=\d{4}),\s+")

Reading = tuple[date, float]


@dataclass(frozen=True, slots=True)
class DateReading:
    """best: the likeliest date, None where no whole date was heard. candidates: other readings, best first."""

    best: date | None
    candidates: tuple[date, ...] = ()

    @property
    def readings(self) -> tuple[date, ...]:
        """All of them, for the matching."""
        return (self.best, *self.candidates) if self.best else ()


def read_date_of_birth(hypotheses: Sequence[str], order: DateOrder, today: date) -> DateReading:
    """The date of birth in an utterance; `order` decides figures alone ("3 5 82"), a named month speaks for itself."""
    support: defaultdict[date, float] = defaultdict(float)
    for rank, text in enumerate(dict.fromkeys(map(_said_last, hypotheses))):
        for day, cost in _best_per_date(_corrected(tokens_of(text), order, today)).items():
            support[day] += math.exp(-_SHARPNESS * cost - _RANK_DECAY * rank)
    _mend_clipped_years(support)
    ranked = sorted(support, key=lambda day: (-support[day], day))
    kept = [day for day in ranked if support[day] >= _LEAST_SHARE * support[ranked[0]]]
    return DateReading(kept[0], tuple(kept[1 : _MOST_CANDIDATES + 1])) if kept else DateReading(None)


def _said_last(text: str) -> str:
    """The last sentence, or part behind a year, with a whole date in it, where several have one: she says it again, or
    puts it right."""
    sentences = _SENTENCE.split(text)
    whole = [s for s in sentences if _is_whole(tokens_of(s))] if len(sentences) > 1 else []
    return whole[-1] if len(whole) > 1 else text


def _is_whole(tokens: Sequence[Token]) -> bool:
    numbers = [token for token in tokens if token.digits and not token.guessed_day]
    return len(numbers) >= _PARTS or (len(numbers) == _PARTS - 1 and any(token.month for token in tokens))


def _mend_clipped_years(support: dict[date, float]) -> None:
    """A year that lost its last word is a decade ("nineteen forty" of "nineteen forty-one"): whatever hypothesis has
    the rest of it takes over what speaks for the decade. Changes `support`."""
    for decade in [day for day in support if day.year % 10 == 0]:
        for day in list(support):
            rest = day.year - decade.year
            same_day = (day.month, day.day) == (decade.month, decade.day)
            if 0 < rest < 10 and same_day and support[day] >= _CLIPPED_FROM * support[decade]:
                support[day] += support[decade]


def _best_per_date(readings: Iterator[Reading]) -> dict[date, float]:
    best: dict[date, float] = {}
    for day, cost in readings:
        if cost <= _WORST_COST:
            best[day] = min(cost, best.get(day, cost))
    return best


def _corrected(tokens: Sequence[Token], order: DateOrder, today: date) -> Iterator[Reading]:
    """Readings with and without the last correction: what it takes back is one part of the date, two, or all."""
    yield from _readings(tokens, order, today)
    at = max((i for i, token in enumerate(tokens) if token.takes_back), default=0)
    before = [token for token in tokens[:at] if not token.stray]
    for taken_back in range(1, min(_PARTS, len(before)) + 1):
        for day, cost in _readings([*before[:-taken_back], *tokens[at + 1 :]], order, today):
            yield day, cost + _CORRECTED


def _readings(tokens: Sequence[Token], order: DateOrder, today: date) -> Iterator[Reading]:
    months = [i for i, token in enumerate(tokens) if token.month]
    for i in months:
        yield from _with_month(tokens, i, today)
    cost = sum(_month_as_noise(tokens, i) for i in months) + _STRAY_WORD * sum(token.stray for token in tokens)
    numbers = [token for token in tokens if token.digits and not token.guessed_day]
    if months and len(numbers) < 3:
        return
    for figures in (numbers, _with_guess(tokens), _tens_apart(numbers)):
        for day, extra in _figures(figures, order, today):
            yield day, cost + extra
    if len(numbers) > _PARTS + 1:  # begun again: "21st of the 1st, 24th of the 1st 1967"
        for day, extra in _figures(numbers[-_PARTS:], order, today):
            yield day, cost + extra + _STRAY_NUMBER


def _with_month(tokens: Sequence[Token], at: int, today: date) -> Iterator[Reading]:
    """Readings of the month named at `at`: "3rd of May 1980", "May 3rd 1980", "1980 May 3rd"."""
    month = tokens[at].month
    before = [token for token in tokens[:at] if token.digits]
    after = [token for token in tokens[at + 1 :] if token.digits and not token.guessed_day]
    others = tokens[at].doubt + 0.5 * sum(
        1 for i, token in enumerate(tokens) if token.month and i != at and token.month != month
    )
    for day, cost in _day_before(before):
        for year, extra in _year_after(after, today):
            yield from _dated(year, month, day, cost + extra + others, today)
    if after and len(after[0].digits) <= 2:
        for year, extra in _year_after(after[1:], today) if len(after) > 1 else _year_after(before[-1:], today):
            stands = _DAY_AFTER_ANOTHER if before and len(after) > 1 else _DAY_AFTER
            yield from _dated(year, month, int(after[0].digits), stands + extra + others, today)


def _with_guess(tokens: Sequence[Token]) -> Sequence[Token]:
    """The numbers with a guessed day at their front ("both 3 1980"); none where it was not guessed."""
    numbers = [token for token in tokens if token.digits]
    guesses = [i for i, token in enumerate(numbers) if token.guessed_day]
    return numbers if guesses == [0] and len(numbers) > 2 else ()


def _tens_apart(numbers: Sequence[Token]) -> Sequence[Token]:
    """The numbers with the first cut into tens and units: "37 1914" is the thirtieth of the seventh; none without."""
    head = numbers[0].digits if numbers else ""
    if len(head) != 2 or head[0] not in "23" or head[1] == "0" or numbers[0].ordinal:
        return ()
    return [
        Token(digits=head[0] + "0", doubt=_TENS_APART_IN_WORDS if numbers[0].in_words else _TENS_APART),
        Token(digits=head[1]),
        *numbers[1:],
    ]


def _month_as_noise(tokens: Sequence[Token], at: int) -> float:
    """What it costs to leave out the month named at `at`."""
    between = 0 < at < len(tokens) - 1 and tokens[at - 1].digits and tokens[at + 1].ordinal
    return _MAY_AS_NOISE if tokens[at].month == _MAY and between else _MONTH_AS_NOISE


def _day_before(numbers: Sequence[Token]) -> Iterator[tuple[int, float]]:
    """The day, out of the numbers before a month's name: the last of them, or an earlier one."""
    for distance, token in enumerate(reversed(numbers)):
        cost = token.doubt + 0.8 * distance
        if len(token.digits) <= 2:
            yield int(token.digits), cost
        else:
            yield int(token.digits[-2:]), cost + _NOISE_DIGIT
            yield int(token.digits[:2]), cost + _NOISE_DIGIT


def _year_after(numbers: Sequence[Token], today: date) -> Iterator[tuple[int, float]]:
    """The year in the numbers after the day and month; one number may be noise."""
    for dropped in (None, *range(len(numbers))):
        if dropped is not None and len(numbers) < 2:
            break
        kept = [token.digits for i, token in enumerate(numbers) if i != dropped]
        for year, cost in year_readings(kept, today):
            yield year, cost + (0.0 if dropped is None else _dropped(numbers, dropped))


def _dropped(numbers: Sequence[Token], at: int) -> float:
    """What it costs to leave out the number at `at`; little for a century that is said again with its year."""
    following = numbers[at + 1].digits if at + 1 < len(numbers) else ""
    return _CENTURY_TWICE if len(following) == 4 and following[:2] == numbers[at].digits else _STRAY_NUMBER


def _figures(numbers: Sequence[Token], order: DateOrder, today: date) -> Iterator[Reading]:
    """Readings of numbers alone, however the transcriber cut them: "12 11 1990", "1211 90", "2 907 1997"."""
    digits = "".join(token.digits for token in numbers)
    if not 4 <= len(digits) <= 12 or (len(digits) == 4 and len(numbers) < 3):
        return
    if len(numbers) > 2 and numbers[1].of_the and (numbers[0].ordinal or numbers[1].ordinal):
        order = DateOrder.DMY  # "the 3rd of the 9th" is a day of a month everywhere
    edges, ordinals, place = {0}, set[int](), 0
    for token in numbers:
        if token.ordinal:
            ordinals.update(range(place + 1, place + len(token.digits)))
        place += len(token.digits)
        edges.add(place)
    doubt = sum(token.doubt for token in numbers)
    for first, second, end, cost in _two_fields(digits, edges, ordinals):
        rest = [digits[a:b] for a, b in _pieces(edges, end, len(digits))]
        for year, extra in year_readings(rest, today):
            total = cost + extra + doubt
            month, day = (first, second) if order is DateOrder.MDY else (second, first)
            yield from _dated(year, month, day, total, today)
            yield from _dated(year, day, month, total + (_OTHER_ORDER if month <= 12 else _ONLY_ORDER), today)
    if digits[:2] in ("19", "20") and len(digits) == 8 and {4} <= edges:
        yield from _dated(int(digits[:4]), int(digits[4:6]), int(digits[6:]), 0.3, today)
    if digits[4:6] in ("19", "20") and len(digits) == 8:
        first, second = int(digits[:2]), int(digits[2:4])
        month, day = (first, second) if order is DateOrder.MDY else (second, first)
        yield from _dated(int(digits[4:]), month, day, _WHOLE + doubt, today)


def _two_fields(digits: str, edges: set[int], ordinals: set[int]) -> Iterator[tuple[int, int, int, float]]:
    """Every way to read two numbers of one or two digits from the front: (first, second, where they end, cost)."""
    for first, after_first, first_cost in _fields(digits, 0, edges, ordinals):
        for second, after_second, second_cost in _fields(digits, after_first, edges, ordinals):
            yield first, second, after_second, first_cost + second_cost


def _fields(digits: str, start: int, edges: set[int], ordinals: set[int]) -> Iterator[tuple[int, int, float]]:
    """(value, where it ends, cost) of a field at `start`; one digit of noise may stand before it."""
    for skipped in (0, 1):
        noise = 0.0
        if skipped:
            noise = _NOISE_ZERO if digits[start : start + 1] == "0" else _NOISE_DIGIT
        for length in (2, 1):
            begin = start + skipped
            end = begin + length
            if end > len(digits) - 1 or int(digits[begin:end]) == 0:
                continue
            cost = noise + (0.0 if end in edges else _UNALIGNED)
            cost += sum(_UNALIGNED for place in range(begin + 1, end) if place in edges)
            cost += sum(_ORDINAL_SPLIT for place in (begin, end) if place in ordinals)
            yield int(digits[begin:end]), end, cost


def _pieces(edges: set[int], start: int, end: int) -> list[tuple[int, int]]:
    places = sorted({start, *(edge for edge in edges if start < edge < end), end})
    return list(itertools.pairwise(places))


def _dated(year: int, month: int, day: int, cost: float, today: date) -> Iterator[Reading]:
    """The date, if there is such a day and it has been."""
    try:
        born = date(year, month, day)
    except ValueError:
        return
    if born <= today:
        yield born, cost
