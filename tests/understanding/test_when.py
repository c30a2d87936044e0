"""Spoken days and times are read back to themselves, in a dozen styles, over random days and clocks."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from voice_agent.understanding.commands import When
from voice_agent.understanding.reader import DateOrder, Offer
from voice_agent.understanding.when import find_whens

NOWS = st.datetimes(datetime(2024, 1, 1), datetime(2032, 12, 31))
CLOCKS = st.times().map(lambda t: t.replace(second=0, microsecond=0))
ONES = [
    "",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
]
ONES += ["fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["", "", "twenty", "thirty", "forty", "fifty"]
ORDINALS = ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
ORDINALS += ["eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth"]
ORDINALS += ["nineteenth", "twentieth"]


def cardinal(n: int) -> str:
    if n < 20:
        return ONES[n]
    return TENS[n // 10] + (f" {ONES[n % 10]}" if n % 10 else "")


def ordinal(n: int) -> str:
    if n <= 20:
        return ORDINALS[n]
    return {30: "thirtieth"}.get(n) or f"{TENS[n // 10]} {ORDINALS[n % 10]}"


def suffixed(n: int) -> str:
    return f"{n}{'th' if 10 < n % 100 < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


def year(n: int) -> str:
    return f"twenty {cardinal(n % 100)}"


DAY_STYLES: dict[str, Callable[[date], str]] = {
    "{month} {suffixed}": lambda d: f"{d:%B} {suffixed(d.day)}",
    "{month} the {ordinal}": lambda d: f"{d:%B} the {ordinal(d.day)}",
    "the {ordinal} of {month}": lambda d: f"the {ordinal(d.day)} of {d:%B}",
    "{day} {month}": lambda d: f"{d.day} {d:%B}",
    "{abbreviated} {day}": lambda d: f"{d:%b} {d.day}",
    "{weekday} the {suffixed} of {month}": lambda d: f"{d:%A} the {suffixed(d.day)} of {d:%B}",
    "{weekday}, {month} {day}": lambda d: f"{d:%A}, {d:%B} {d.day}",
    "{month} {suffixed} {year}": lambda d: f"{d:%B} {suffixed(d.day)}, {d.year}",
    "{ordinal} of {month} {spoken year}": lambda d: f"the {ordinal(d.day)} of {d:%B} {year(d.year)}",
    "m/d/y": lambda d: f"{d.month}/{d.day}/{d.year}",
    "iso": lambda d: d.isoformat(),
    "lower": lambda d: f"{d:%B} {ordinal(d.day)}".lower(),
}
TIME_STYLES: dict[str, Callable[[time], str]] = {
    "12:05 pm": lambda t: f"{t:%I:%M %p}".lstrip("0"),
    "12:05pm": lambda t: f"{t:%I:%M%p}".lower(),
    "1 05 p.m.": lambda t: f"{t.hour % 12 or 12} {t:%M} {'p.m.' if t.hour >= 12 else 'a.m.'}",
    "1.05pm": lambda t: f"{t.hour % 12 or 12}.{t:%M}{'pm' if t.hour >= 12 else 'am'}",
    "one oh five pm": lambda t: (
        f"{cardinal(t.hour % 12 or 12)} "
        + (f"oh {ONES[t.minute]} " if 0 < t.minute < 10 else f"{cardinal(t.minute)} " if t.minute else "")
        + ("pm" if t.hour >= 12 else "am")
    ),
    "at 105 pm": lambda t: f"at {t.hour % 12 or 12}{t:%M} {'pm' if t.hour >= 12 else 'am'}",
}
DAY_CASES = st.sampled_from(sorted(DAY_STYLES))
TIME_CASES = st.sampled_from(sorted(TIME_STYLES))


def only(text: str, now: datetime, **known: object) -> When:
    found = find_whens(text, now, **known)  # type: ignore[arg-type]
    assert len(found) == 1, found
    assert len(found[0].whens) == 1, found
    return found[0].whens[0]


@given(NOWS, st.integers(0, 360), DAY_CASES)
@example(datetime(2028, 2, 29, 12), 0, "{month} the {ordinal}")
@example(datetime(2031, 12, 31, 23, 59), 1, "lower")
def test_a_date_is_read_back(now: datetime, ahead: int, style: str) -> None:
    day = now.date() + timedelta(days=ahead)
    assert only(DAY_STYLES[style](day), now) == When(date_from=day, date_to=day)


@given(NOWS, CLOCKS, TIME_CASES)
def test_a_time_is_read_back(now: datetime, at: time, style: str) -> None:
    assert only(TIME_STYLES[style](at), now) == When(at=at)


@given(NOWS, st.integers(0, 360), CLOCKS, DAY_CASES, TIME_CASES, st.booleans())
def test_a_date_and_a_time_are_read_back_in_either_order(
    now: datetime, ahead: int, at: time, day_style: str, time_style: str, day_first: bool
) -> None:
    day = now.date() + timedelta(days=ahead)
    parts = [f"on {DAY_STYLES[day_style](day)}", f"at {TIME_STYLES[time_style](at).removeprefix('at ')}"]
    said = " ".join(parts if day_first else reversed(parts))
    assert only(f"can I come {said} please", now) == When(date_from=day, date_to=day, at=at)


@given(NOWS, st.integers(1, 360), st.integers(1, 360), DAY_CASES)
def test_two_days_are_alternatives_a_range_or_a_change_of_mind(now: datetime, a: int, b: int, style: str) -> None:
    assume(a != b)
    first, second = sorted((now.date() + timedelta(days=a), now.date() + timedelta(days=b)))
    one, two = DAY_STYLES[style](first), DAY_STYLES[style](second)
    (either,) = find_whens(f"{one} or {two}", now)
    assert either.whens == (When(date_from=first, date_to=first), When(date_from=second, date_to=second))
    assert only(f"between {one} and {two}", now) == When(date_from=first, date_to=second)
    (changed,) = find_whens(f"{one}, no, {two}", now)
    assert (changed.whens, changed.correction) == ((When(date_from=second, date_to=second),), True)


@given(NOWS, st.integers(0, 6), st.sampled_from(["", "this ", "next ", "this coming "]))
def test_a_weekday_falls_where_the_policy_says(now: datetime, weekday: int, lead: str) -> None:
    name = (date(2024, 1, 1) + timedelta(days=weekday)).strftime("%A")
    when = only(f"{lead}{name}", now)
    day = when.date_from
    assert day == when.date_to
    assert day is not None
    assert day.weekday() == weekday
    monday = now.date() - timedelta(days=now.weekday())
    ahead = (day - now.date()).days
    if lead == "next ":
        assert (day - monday).days // 7 == 1
    else:
        assert (0 if lead == "this " else 1) <= ahead <= 7


@given(NOWS, st.integers(1, 60))
def test_days_and_weeks_are_counted(now: datetime, n: int) -> None:
    today = now.date()
    target = today + timedelta(days=n)
    unit = "day" if n == 1 else "days"
    assert only(f"in {n} {unit}", now) == only(f"{n} {unit} from now", now) == When(date_from=target, date_to=target)
    weeks = today + timedelta(weeks=n)
    assert only(f"in {n} week{'s' * (n > 1)}", now) == When(date_from=weeks, date_to=weeks)
    assert only(f"within {n} {unit}", now) == When(date_from=today, date_to=target)


@given(NOWS, st.integers(1, 31))
def test_a_day_of_the_month_is_its_next_occurrence(now: datetime, n: int) -> None:
    day = only(f"the {suffixed(n)}", now).date_from
    assert day is not None
    assert day >= now.date()
    assert day.day == n
    between = (now.date() + timedelta(days=k) for k in range((day - now.date()).days))
    assert all(d.day != n for d in between)


@given(NOWS, st.integers(1, 12), st.integers(0, 59))
def test_a_bare_time_is_in_clinic_hours(now: datetime, hour: int, minute: int) -> None:
    at = only(f"at {hour}:{minute:02}", now).at
    assert at is not None
    assert (at.hour % 12, at.minute) == (hour % 12, minute)
    assert 7 <= at.hour < 19


@given(st.text(max_size=200), NOWS, st.booleans(), st.sampled_from(DateOrder))
def test_no_text_breaks_it(text: str, now: datetime, asked: bool, order: DateOrder) -> None:
    for found in find_whens(text, now, expecting_when=asked, date_order=order):
        assert 0 <= found.span[0] < found.span[1] <= len(text)


WORDS = """monday tuesday the 3rd of march next this week two three 4 15 at after before between and or no not but every
other for weeks days in from to past half quarter morning tomorrow pm same time later earlier first may 2030 : - , . ago
except until weekend month one thirty""".split()


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join), NOWS, st.booleans(), st.booleans())
def test_no_heap_of_its_own_words_breaks_it(text: str, now: datetime, asked: bool, offered: bool) -> None:
    offers = (Offer("a", now + timedelta(days=2)), Offer("b", now + timedelta(days=3))) if offered else ()
    for found in find_whens(text, now, expecting_when=asked, offers=offers):
        assert found.whens
        for when in found.whens:
            assert when.at is None or (when.time_from is None and when.time_to is None)


@pytest.mark.parametrize(
    ("said", "span"),
    [
        ("could I come on Tuesday at three, if that's OK", "Tuesday at three"),
        ("well, Friday – no, Thursday – would do", "Friday – no, Thursday"),
        ("is “tomorrow” free", "tomorrow"),
    ],
)
def test_the_span_is_the_words_that_said_it(said: str, span: str) -> None:
    (found,) = find_whens(said, datetime(2026, 3, 2, 9))
    assert said[slice(*found.span)] == span


@pytest.mark.parametrize("said", ["Tuesday, no, Wednesday", "no, I said Thursday", "not Monday, Tuesday"])
def test_what_was_taken_back_is_a_correction(said: str) -> None:
    assert [f.correction for f in find_whens(said, datetime(2026, 3, 2, 9))] == [True]


@pytest.mark.parametrize("said", ["Tuesday or Wednesday", "no, Thursday please", "not on Monday"])
def test_what_was_not_taken_back_is_none(said: str) -> None:
    assert [f.correction for f in find_whens(said, datetime(2026, 3, 2, 9))] == [False]
