"""How well spoken days and times are read, on public sets of what people said.

`measure(data_dir)` reads `sgd_datetime_pairs.jsonl`, `restaurants8k.jsonl` and `nlupp.jsonl`, those that are there:

- datetime_forms_accuracy: of the distinct written forms of SGD (each as it stands, the agent having asked), those read
  as exactly the day or the time that the set gives.
- restaurants8k_span_accuracy: of the spans labelled date or time, those that a constraint read from the whole sentence
  covers (the set gives no values). The agent has asked where the set says that it asked for a date or a time.
- nlupp_span_accuracy: of all spans of dates, times and periods, those overlapped by a reading with the labelled value:
  by a constraint, or by an expression as the grammar reads it before what is past or a mere length of time is dropped.
- nlupp_visit_span_accuracy: the same of what bears on a visit (days and times not in the past) by `find_whens` alone.

NLU++ gives a value to each span by itself. So a day of the month is compared without the month where the span has none
and another span of the sentence completes it, the year only where it was said, and an hour of which nothing tells the
half of the day modulo twelve (which half is this project's policy, not the set's).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

from voice_agent.understanding.commands import When
from voice_agent.understanding.when import Found, find_whens
from voice_agent.understanding.when.readings import Reading, find_readings

SGD_NOW: Final = datetime.fromisoformat("2019-03-01T09:00")
RESTAURANTS_NOW: Final = datetime.fromisoformat("2018-04-10T09:00")
NLUPP_NOW: Final = datetime.fromisoformat("2022-03-15T09:00")


def measure(data_dir: Path) -> dict[str, float]:
    """The figures above, for those of the files that `data_dir` holds."""
    figures: dict[str, float] = {}
    for name, (key, run) in _MEASURES.items():
        path = data_dir / name
        if path.exists():
            results = [ok for row in _rows(path) for ok in run(row)]
            figures[key] = sum(results) / len(results) if results else 0.0
    path = data_dir / "nlupp.jsonl"
    if path.exists():
        visits = [ok for row in _rows(path) for ok in visit_spans(row)]
        figures["nlupp_visit_span_accuracy"] = sum(visits) / len(visits) if visits else 0.0
    return figures


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def sgd_form(row: dict[str, Any]) -> list[bool]:
    """Whether one written form is read as its canonical value."""
    found = find_whens(row["surface"], SGD_NOW, expecting_when=True)
    whens = found[0].whens if len(found) == 1 else ()
    if len(whens) != 1:
        return [False]
    if row["kind"] == "date":
        day = date.fromisoformat(row["canonical"])
        return [whens[0].date_from == day == whens[0].date_to]
    return [whens[0].at == time.fromisoformat(row["canonical"])]


def restaurant_spans(row: dict[str, Any]) -> list[bool]:
    """For each date or time span of a sentence, whether a constraint covers it."""
    asked = bool({"date", "time"} & set(row.get("requested") or ()))
    found = find_whens(row["text"], RESTAURANTS_NOW, expecting_when=asked)
    spans = [(kind, start, end) for kind, start, end in row["labels"] if kind in {"date", "time"}]
    return [any(_covers(f, kind, row["text"], start, end) for f in found) for kind, start, end in spans]


def _covers(found: Found, kind: str, text: str, start: int, end: int) -> bool:
    """Whether a constraint of that kind spans the labelled words; marks and little words at their edges aside."""
    start += len(text[start:end]) - len(text[start:end].lstrip())
    words = text[start:end].rstrip(" .,?!`").removesuffix(" please")
    for little in ("in ", "In ", "IN ", "on ", "at ", "the ", "for "):
        if words.startswith(little):
            start, words = start + len(little), words.removeprefix(little)
    if not (found.span[0] <= start and start + len(words) <= found.span[1]):
        return False
    return any(_says_day(w) if kind == "date" else _says_time(w) for w in found.whens)


def _says_day(when: When) -> bool:
    return bool(when.date_from or when.date_to or when.weekdays or when.not_weekdays or when.not_dates)


def _says_time(when: When) -> bool:
    return bool(when.at or when.time_from or when.time_to or when.part_of_day)


Span = tuple[str, str, tuple[int, int], Any]


def _nlupp_spans(row: dict[str, Any]) -> Iterator[Span]:
    for name, slot in (row.get("slots") or {}).items():
        if name.startswith(("date", "time")):
            yield name, slot["text"], (slot["span"][0], slot["span"][1]), slot.get("value") or slot.get("values")


def nlupp_spans(row: dict[str, Any]) -> list[bool]:
    """For each span of a sentence, whether a reading that overlaps it has its value."""
    readings = find_readings(row["text"], NLUPP_NOW)
    readings += tuple(
        Reading(f.span, w.date_from, w.date_to) for f in find_whens(row["text"], NLUPP_NOW) for w in f.whens
    )
    return [
        any(_overlap(r.span, span) and _reading_is(r, text, value) for r in readings)
        for _, text, span, value in _nlupp_spans(row)
    ]


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _reading_is(reading: Reading, text: str, value: Any) -> bool:
    if isinstance(value, str) or value.get("type") == "ambiguous":
        return reading.length is not None or reading.start is not None
    if "year" in value:
        return reading.start is not None and _same_day(reading.start, reading.end, text, value)
    if "hour" in value:
        return reading.at is not None and _same_time(reading.at, text, value)
    if value.get("type") == "relative":
        return _same_length(reading, value)
    first, last = value["from"], value["to"]
    if "hour" in first:
        return reading.part is not None or reading.length is not None
    days = reading.start and reading.end
    return bool(days) and (_day_of(reading.start, first) or _day_of(reading.end, last))


def _day_of(day: date | None, value: dict[str, int]) -> bool:
    return day is not None and (day.day, day.month, day.year) == (value["day"], value["month"], value["year"])


def _same_day(start: date, end: date | None, text: str, value: dict[str, int]) -> bool:
    """The year counts where it was said, the month where the span has more than a day of the month."""
    said_year = str(value["year"]) in text
    day_only = text.strip().removeprefix("next ").removeprefix("last ")[:-2].isdecimal() or text.strip().isdecimal()
    for day in (start, end):
        if day and day.day == value["day"] and (day_only or day.month == value["month"]):
            relative = not any(c.isdecimal() for c in text)
            return not (said_year or relative) or day.year == value["year"]
    return False


def _same_time(at: time, text: str, value: dict[str, int]) -> bool:
    if at.minute != value["minute"]:
        return False
    return at.hour == value["hour"] or (at.hour % 12 == value["hour"] % 12 and not _tells_half(text))


def _tells_half(text: str) -> bool:
    words = text.lower().replace(".", "")
    told = ("am", "pm", "morning", "afternoon", "evening", "night", "noon", "midday")
    return any(words.endswith(half) or f"{half} " in words for half in told)


def _same_length(reading: Reading, value: dict[str, Any]) -> bool:
    if reading.length is None:
        return reading.start is not None and reading.end is not None and (reading.end - reading.start).days < 2
    length = reading.length
    amount = value["days"]  # the set writes minutes there too, for times
    days = length.days + (length.months * 30 if length.months < 12 else length.months // 12 * 365)
    return amount in (days, length.minutes)


def visit_spans(row: dict[str, Any]) -> list[bool]:
    """For each day or time of a sentence that is not past, whether a constraint has its value."""
    found = find_whens(row["text"], NLUPP_NOW)
    whens = [(f.span, w) for f in found for w in f.whens]
    results = []
    for _, text, span, value in _nlupp_spans(row):
        if (
            isinstance(value, dict)
            and "year" in value
            and date(value["year"], value["month"], value["day"]) >= NLUPP_NOW.date()
        ):
            results.append(any(_overlap(s, span) and _when_has_day(w, text, value) for s, w in whens))
        elif isinstance(value, dict) and "hour" in value:
            results.append(any(_overlap(s, span) and _when_has_time(w, text, value) for s, w in whens))
    return results


def _when_has_day(when: When, text: str, value: dict[str, int]) -> bool:
    days = [when.date_from, when.date_to, *when.not_dates]
    edges = [date.fromordinal(d.toordinal() + n) for d in days if d for n in (-1, 0, 1)] if _bounded(when) else days
    named = date(value["year"], value["month"], value["day"]).weekday()
    if any(list(type(w)).index(w) == named for w in (*when.weekdays, *when.not_weekdays)):
        return True
    return any(d is not None and _same_day(d, None, text, value) for d in edges)


def _bounded(when: When) -> bool:
    """Whether one end is open: "before Friday" is until Thursday."""
    return (when.date_from is None) != (when.date_to is None)


def _when_has_time(when: When, text: str, value: dict[str, int]) -> bool:
    return any(t is not None and _same_time(t, text, value) for t in (when.at, when.time_from, when.time_to))


_MEASURES: Final = {
    "sgd_datetime_pairs.jsonl": ("datetime_forms_accuracy", sgd_form),
    "restaurants8k.jsonl": ("restaurants8k_span_accuracy", restaurant_spans),
    "nlupp.jsonl": ("nlupp_span_accuracy", nlupp_spans),
}
