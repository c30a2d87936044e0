"""Days, times and names read out of what the agent said, as a listener would: an oracle of its own, which shares no
code with what wrote the sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_ONES += "seventeen eighteen nineteen".split()
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_NUMBERS = {word: value for value, word in enumerate(_ONES)} | _TENS
_NUMBERS |= {f"{ten} {_ONES[one]}": value + one for ten, value in _TENS.items() for one in range(1, 10)}
_FIRST = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth".split()
)
_FIRST += "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
_ORDINALS = {word: value for value, word in enumerate(_FIRST, 1)}
_ORDINALS |= {f"twenty {_FIRST[n - 1]}": 20 + n for n in range(1, 10)} | {"thirtieth": 30, "thirty first": 31}
_MONTHS = "january february march april may june july august september october november december".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()


def _any(words: Sequence[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_HOUR = _any(_ONES[1:13])
_MINUTE = _any([word for word, value in _NUMBERS.items() if 10 <= value < 60])
_THING = re.compile(
    rf"(?:(?P<weekday>{_any(_DAYS)}),? )?(?P<month>{_any(_MONTHS)}) (?P<day>{_any(list(_ORDINALS))})\b"
    rf"|(?P<weekday2>{_any(_DAYS)}) the (?P<day2>{_any(list(_ORDINALS))})\b"
    rf"|\b(?P<noon>noon)\b"
    rf"|(?:\b(?:at|or|and)|,) (?P<hour>{_HOUR})\b(?: (?:oh (?P<few>{_any(_ONES[1:10])})|(?P<minute>{_MINUTE}))\b)?"
    r"(?: in the (?P<part>morning|afternoon|evening))?",
    re.IGNORECASE,
)
_FIRST_AFTERNOON_HOUR = 8  # a bare "seven" is in the evening, a bare "eight" in the morning


@dataclass(frozen=True, slots=True)
class Mention:
    """A time that was said, on the clinic's wall clock, with the provider and the place as far as they were named.

    weekday_wrong: the day of the week that was said with it is not that date's.
    """

    start: datetime
    provider: str = ""
    location: str = ""
    weekday_wrong: bool = False


@dataclass(frozen=True, slots=True)
class Listener:
    """Knows today and the names of the clinic's people and places, as they are spoken."""

    today: date
    providers: Sequence[str]
    locations: Sequence[str]

    def mentions(self, words: str) -> tuple[Mention, ...]:
        """Every time of day that was said together with its date, in order."""
        return tuple(found for sentence in sentences(words) for found in self._in(sentence))

    def named(self, words: str) -> str:
        """The first provider named, or ""."""
        low = words.casefold()
        return next((who for who in self.providers if any(name.casefold() in low for name in spoken_names(who))), "")

    def _in(self, sentence: str) -> Iterator[Mention]:
        found: list[tuple[int, Mention]] = []
        day: date | None = None
        wrong = False
        for hit in _THING.finditer(sentence):
            if hit["month"] or hit["day2"]:
                day, wrong = self._day(hit, day)
            elif day is not None and (at := _time(hit)) is not None:
                found.append((hit.end(), Mention(datetime.combine(day, at), weekday_wrong=wrong)))
        providers = _places_of(sentence, {said: who for who in self.providers for said in spoken_names(who)})
        locations = _places_of(sentence, {where: where for where in self.locations})
        for end, mention in found:
            yield replace(mention, provider=_next(providers, end), location=_next(locations, end))

    def _day(self, hit: re.Match[str], before: date | None) -> tuple[date | None, bool]:
        number = _ORDINALS[(hit["day"] or hit["day2"]).lower()]
        if hit["month"]:
            month = _MONTHS.index(hit["month"].lower()) + 1
            years = (self.today.year - 1, self.today.year, self.today.year + 1)
            possible = [made for year in years if (made := _date(year, month, number))]
            day = min(possible, key=lambda d: abs(d - self.today - timedelta(days=60)), default=None)
        else:
            day = _date(before.year, before.month, number) if before else None
        said = (hit["weekday"] or hit["weekday2"] or "").lower()
        return day, bool(day and said and _DAYS[day.weekday()] != said)


def sentences(words: str) -> list[str]:
    """The sentences of a reply, with their end signs."""
    return [part for part in re.split(r"(?<=[.?!])\s+", words.strip()) if part]


def spoken_name(name: str) -> str:
    """A name as it is read out."""
    return name.replace("Dr. ", "Doctor ")


def spoken_names(name: str) -> tuple[str, ...]:
    """The name as it is read out, and its short form: "Doctor Laura Bennett", "Doctor Bennett"."""
    whole = spoken_name(name)
    title, _, rest = whole.partition(" ")
    return (whole, f"{title} {rest.split()[-1]}") if title == "Doctor" and " " in rest else (whole,)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time(hit: re.Match[str]) -> time | None:
    if hit["noon"]:
        return time(12)
    if not hit["hour"]:
        return None
    hour = _NUMBERS[hit["hour"].lower()] % 12
    minute = _NUMBERS[(hit["few"] or hit["minute"] or "zero").lower()]
    part = (hit["part"] or "").lower()
    after_noon = part in ("afternoon", "evening") or (not part and hour < _FIRST_AFTERNOON_HOUR)
    return time(hour + 12 if after_noon else hour, minute)


def _places_of(sentence: str, names: dict[str, str]) -> list[tuple[int, str]]:
    """Where in the sentence each name stands."""
    low = sentence.casefold()
    return sorted(
        (at.start(), name) for said, name in names.items() for at in re.finditer(re.escape(said.casefold()), low)
    )


def _next(places: list[tuple[int, str]], after: int) -> str:
    """The first name that follows; in a list of openings the provider comes after the times."""
    return next((name for at, name in places if at >= after), places[-1][1] if places else "")
