"""Dates, times, numbers and names as people say them on the phone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from types import MappingProxyType

from voice_agent.dialogue.outcomes import OpeningView
from voice_agent.understanding.commands import PartOfDay, Weekday, When, Whens

ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ODD_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TITLES = {"dr.": "Doctor", "dr": "Doctor", "st.": "Saint", "mr.": "Mister", "ms.": "Miz", "mrs.": "Missus"}


def cardinal(number: int) -> str:
    """0..9999 in words: "forty two", "one hundred five"."""
    if not 0 <= number <= 9999:
        raise ValueError(f"no words for {number}: give 0 to 9999")
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f" {ONES[number % 10]}" if number % 10 else "")
    unit, word = (1000, "thousand") if number >= 1000 else (100, "hundred")
    rest = number % unit
    return f"{cardinal(number // unit)} {word}" + (f" {cardinal(rest)}" if rest else "")


def ordinal(number: int) -> str:
    """1..9999: "first", "twenty second"."""
    head, _, last = cardinal(number).rpartition(" ")
    if last in ODD_ORDINALS:
        last = ODD_ORDINALS[last]
    else:
        last = last.removesuffix("y") + "ieth" if last.endswith("y") else last + "th"
    return f"{head} {last}".strip()


def year(number: int) -> str:
    """As years are said: "nineteen eighty four", "two thousand six", "twenty twenty six"."""
    if 2000 <= number <= 2009:
        return cardinal(number)
    century, rest = divmod(number, 100)
    if rest == 0:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {'oh ' if rest < 10 else ''}{cardinal(rest)}"


def day(on: date) -> str:
    """ "Tuesday, December first"."""
    return f"{DAYS[on.weekday()]}, {MONTHS[on.month - 1]} {ordinal(on.day)}"


def birth_date(on: date) -> str:
    """ "March fifth, nineteen eighty four"."""
    return f"{MONTHS[on.month - 1]} {ordinal(on.day)}, {year(on.year)}"


def bare_clock(at: time) -> str:
    """Without the part of the day: "nine thirty", "nine oh five", "two"."""
    hour = cardinal(at.hour % 12 or 12)
    if at.minute == 0:
        return hour
    return f"{hour} {'oh ' if at.minute < 10 else ''}{cardinal(at.minute)}"


def part_of_day(at: time) -> str:
    if at.hour < 12:
        return "in the morning"
    return "in the afternoon" if at.hour < 18 else "in the evening"


def clock(at: time) -> str:
    """ "nine thirty in the morning"; twelve sharp is "noon"."""
    if (at.hour, at.minute) == (12, 0):
        return "noon"
    return f"{bare_clock(at)} {part_of_day(at)}"


def short_clock(at: time) -> str:
    """The part of the day only where a clinic's hours leave a doubt."""
    if (at.hour, at.minute) == (12, 0):
        return "noon"
    return bare_clock(at) if 8 <= at.hour < 18 else clock(at)


def moment(at: datetime) -> str:
    """ "Tuesday, December first, at nine thirty in the morning"."""
    return f"{day(at.date())}, at {clock(at.time())}"


def digits(number: str) -> str:
    """A telephone number in groups: "four one five, five five five, oh one three two". Other signs are dropped."""
    only = "".join(c for c in number if c.isdigit())
    if len(only) == 11 and only[0] == "1":
        only = only[1:]
    sizes = (3, 3, 4) if len(only) == 10 else _groups(len(only))
    out, at = [], 0
    for size in sizes:
        out.append(" ".join("oh" if c == "0" else ONES[int(c)] for c in only[at : at + size]))
        at += size
    return ", ".join(out)


def _groups(length: int) -> tuple[int, ...]:
    """Threes, and a last group of up to four, so that no digit stands alone."""
    if length <= 4:
        return (length,) if length else ()
    return (3, *_groups(length - 3))


def dialled(number: str) -> str:
    """A short number digit by digit: "nine one one"."""
    return " ".join(ONES[int(c)] for c in number if c.isdigit())


def named(name: str) -> str:
    """A name with its titles written out: "Dr. Lee" is "Doctor Lee"."""
    return " ".join(TITLES.get(word.lower(), word) for word in name.split())


def common(noun: str) -> str:
    """A noun as it stands within a sentence: "Blood draw" is "blood draw", an "X-ray" and an "MRI scan" stay."""
    return noun[:1].lower() + noun[1:] if noun[1:2].islower() else noun


def a(noun: str) -> str:
    """ "a check-up", "an annual physical"; a plural stays as it is."""
    noun = common(noun)
    if noun.endswith("s") and not noun.endswith("ss"):
        return noun
    return f"{'an' if noun[:1].lower() in 'aeiou' or noun[:2].lower() == 'x-' else 'a'} {noun}"


def either(items: Sequence[str], word: str = "or") -> str:
    """ "a, b or c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def openings(offered: Sequence[OpeningView], names: Mapping[str, str] = MappingProxyType({})) -> str:
    """Several openings in one breath, the day said once: "Tuesday, December first at nine thirty or two". names: and
    what each provider is called, said once where it is the same for all."""
    parts: list[str] = []
    month: int | None = None
    called = {o.provider: names[o.provider] for o in offered} if names else {}
    each = len(called) > 1
    for on, of_day in groupby(offered, key=lambda o: o.start.date()):
        head = f"{DAYS[on.weekday()]} the {ordinal(on.day)} " if on.month == month else f"{day(on)} "
        month = on.month
        for by, same in groupby(of_day, key=lambda o: o.provider if each else ""):
            times = either([short_clock(o.start.time()) for o in same])
            parts.append(f"{head}at {times}" + (f" with {called[by]}" if by else ""))
            head = ""
    told = f"{', '.join(parts[:-1])}, or {parts[-1]}" if len(parts) > 1 else "".join(parts)
    with_whom = "" if each else "".join(called.values())
    return f"{told}{',' if len(parts) > 1 else ''} with {with_whom}" if with_whom else told


def full_names(providers: Iterable[str]) -> dict[str, str]:
    return {one: named(one) for one in providers}


def short_names(providers: Iterable[str]) -> dict[str, str]:
    """How each is called beside the others: "Doctor Lee", and in full where there are two of them."""
    words = {one: one.split() for one in providers}
    titled = {one: f"{w[0]} {w[-1]}" for one, w in words.items() if len(w) > 1 and w[0].lower() in TITLES}
    alike = Counter(titled.values())
    return {one: named(titled[one] if alike[titled.get(one, "")] == 1 else one) for one in words}


def constraint(whens: Whens) -> str:
    """What was asked for, told back: "Tuesday, December first, in the morning, or on Thursday". May be ""."""
    return ", or ".join(filter(None, (_one(w) for w in whens)))


def _one(when: When) -> str:
    return ", ".join(filter(None, (_days(when), _times(when), "as early as possible" if when.earliest else "")))


def _days(when: When) -> str:
    parts = []
    if when.date_from and when.date_from == when.date_to:
        parts.append(day(when.date_from))
    elif when.date_from and when.date_to:
        parts.append(f"between {_short(when.date_from)} and {_short(when.date_to)}")
    elif when.date_from:
        parts.append(f"from {_short(when.date_from)}")
    elif when.date_to:
        parts.append(f"by {_short(when.date_to)}")
    if when.weekdays and not (when.date_from and when.date_from == when.date_to):
        parts.append(f"on {_weekdays(when.weekdays, 'or')}")
    if when.not_weekdays:
        parts.append(f"not {_weekdays(when.not_weekdays, 'or')}")
    if when.not_dates:
        parts.append(f"not {either([_short(d) for d in when.not_dates])}")
    return " ".join(parts)


def _short(on: date) -> str:
    return f"{MONTHS[on.month - 1]} {ordinal(on.day)}"


def weekdays(days: Iterable[Weekday]) -> str:
    """ "Mondays and Wednesdays"."""
    return either([f"{DAYS[list(Weekday).index(d)]}s" for d in days], "and")


def _weekdays(days: Iterable[Weekday], word: str) -> str:
    return either([DAYS[list(Weekday).index(d)] for d in days], word)


def _times(when: When) -> str:
    if when.at:
        return f"at {clock(when.at)}"
    if when.time_from and when.time_to:
        return f"between {bare_clock(when.time_from)} and {clock(when.time_to)}"
    if when.time_from:
        return f"from {clock(when.time_from)}"
    if when.time_to:
        return f"until {clock(when.time_to)}"
    if when.part_of_day:
        return "around noon" if when.part_of_day is PartOfDay.NOON else f"in the {when.part_of_day.value}"
    return ""


def searched(whens: Whens) -> str:
    """What was looked for, in few words: "on Thursday morning", "before nine"; "then" where it takes more."""
    days, times = list(dict.fromkeys(map(_on, whens))), list(dict.fromkeys(map(_at_what_time, whens)))
    if None in days or len(times) != 1 or len(days) > 2 or (len(days) > 1 and "" in days):
        return "then"
    named = either([str(day) for day in days if day])
    if whens[0].part_of_day and times[0].startswith("in the ") and named:
        named, times = f"{named} {whens[0].part_of_day.value}", [""]
    return " ".join(filter(None, (f"on {named}" if named else "", times[0]))) or "then"


def _on(when: When) -> str | None:
    """A day by its name alone; None for what is no single day."""
    if when.date_from and when.date_from == when.date_to:
        return DAYS[when.date_from.weekday()]
    if when.date_from or when.date_to or when.not_weekdays or when.not_dates or when.earliest or len(when.weekdays) > 1:
        return None
    return f"a {_weekdays(when.weekdays, 'or')}" if when.weekdays else ""


def _at_what_time(when: When) -> str:
    if when.at:
        return f"at {short_clock(when.at)}"
    if when.time_from and when.time_to:
        return f"between {short_clock(when.time_from)} and {short_clock(when.time_to)}"
    if when.time_from or when.time_to:
        return (
            f"after {short_clock(when.time_from)}"
            if when.time_from
            else f"before {short_clock(when.time_to or time.max)}"
        )
    return _times(when)


def closed_days(whens: Whens) -> str:
    """ "on Sundays"; the date where another such day may be open; "then" for more than one day."""
    days = {w.date_from for w in whens if w.date_from and w.date_from == w.date_to}
    weekdays = {DAYS[list(Weekday).index(d)] for w in whens for d in w.weekdays if not w.date_from}
    if len(days) == 1 and not weekdays:
        on = next(iter(days))
        return "on Sundays" if on.weekday() == DAYS.index("Sunday") else f"on {day(on)}"
    return f"on {next(iter(weekdays))}s" if len(weekdays) == 1 and not days else "then"


def interval(every: str) -> str:
    """An ISO 8601 duration of whole days, weeks, months or years: "P2W" is "every two weeks"."""
    number, unit = every.removeprefix("P")[:-1], every[-1:]
    words = {"D": "day", "W": "week", "M": "month", "Y": "year"}
    if not every.startswith("P") or unit not in words or not number.isdigit() or int(number) == 0:
        raise ValueError(f"not an interval that can be said: {every!r} (want P<n>D, W, M or Y)")
    return f"every {words[unit]}" if int(number) == 1 else f"every {cardinal(int(number))} {words[unit]}s"


def soon(on: date, today: date) -> str:
    """The day with "today" or "tomorrow" before it, where it is."""
    near = {today: "today, ", today + timedelta(days=1): "tomorrow, "}
    return near.get(on, "") + day(on)
