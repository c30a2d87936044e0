"""Days, weeks and parts of the day in answer to "when would you like to come?"."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from tests.understanding.clinic import CLINIC
from voice_agent.understanding.commands import Alternatives, Correct, Field, Goodbye, PartOfDay, Set, When
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Utterance

NOW = datetime(2026, 11, 30, 9)  # a Monday
TUE, WED, THU, FRI = (date(2026, 12, day) for day in (1, 2, 3, 4))
NEXT_WEEK = (date(2026, 12, 7), date(2026, 12, 13))
HELD = datetime(2026, 12, 7, 10)


def wishes(
    reader: EmbeddedReader, said: str, appointment: datetime | None = None, expecting: str = "when"
) -> list[When]:
    agent = "When would you like to come in?" if expecting == "when" else "How can I help you today?"
    context = Context(NOW, agent, expecting, appointment=appointment, vocabulary=CLINIC)
    commands = reader.understand(context, Utterance(said)).commands
    assert Goodbye() not in commands
    told = [c.value for c in commands if isinstance(c, Set | Correct) and c.field is Field.WHEN]
    told += [c.when for c in commands if isinstance(c, Alternatives) and c.when]
    return [w for value in told if isinstance(value, tuple) for w in value if isinstance(w, When)]


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("Quick as you can. Wednesday if you've anything, or Thursday.", [WED, THU]),
        ("Soon as you're able. Tomorrow if that's possible, or Friday.", [TUE, FRI]),
        ("As soon as you can manage. Tomorrow or Wednesday.", [TUE, WED]),
        ("The soonest. Tomorrow if there's a gap, or else Thursday.", [TUE, THU]),
        ("Whenever's soonest. Thursday if there's anything, otherwise Friday.", [THU, FRI]),
    ],
)
def test_days_behind_a_wish_for_the_soonest(reader: EmbeddedReader, said: str, days: list[date]) -> None:
    assert [w.date_from for w in wishes(reader, said)] == days


@pytest.mark.parametrize("said", ["I'll ring again tomorrow, bye.", "Bye then, I'll call you back on Tuesday."])
def test_a_farewell_stays_one(reader: EmbeddedReader, said: str) -> None:
    context = Context(NOW, "When would you like to come in?", "when", vocabulary=CLINIC)
    assert Goodbye() in reader.understand(context, Utterance(said)).commands


@pytest.mark.parametrize(
    "said",
    [
        "Later that week. Tuesday, Wednesday, Friday, any of them, but only after lunch.",
        "Any other day that week, so Tuesday, Wednesday or Friday, whichever, but after lunch.",
        "later the same week, Tuesday or Wednesday or Friday, after lunch",
    ],
)
def test_weekdays_of_the_week_of_the_visit(reader: EmbeddedReader, said: str) -> None:
    told = wishes(reader, said, HELD)
    assert [w.date_from for w in told] == [date(2026, 12, 8), date(2026, 12, 9), date(2026, 12, 11)]
    assert {w.time_from for w in told} == {time(13)}


def test_the_rest_of_that_week_where_no_day_is_named(reader: EmbeddedReader) -> None:
    (when,) = wishes(reader, "later that week, in the afternoon", HELD)
    assert (when.date_from, when.date_to) == (date(2026, 12, 8), date(2026, 12, 13))


@pytest.mark.parametrize(
    ("said", "first", "hour"),
    [
        ("Thursday, or next week, after three", THU, 15),
        ("Friday or next week, any time after four", FRI, 16),
        ("Wednesday or else next week, after two", WED, 14),
        ("tomorrow or next week, after five", TUE, 17),
    ],
)
def test_a_day_or_the_whole_week_behind_it(reader: EmbeddedReader, said: str, first: date, hour: int) -> None:
    day, week = wishes(reader, said)
    assert (day.date_from, day.date_to, day.time_from) == (first, first, time(hour))
    assert (week.date_from, week.date_to, week.time_from) == (*NEXT_WEEK, time(hour))


def test_days_of_that_week_are_in_it(reader: EmbeddedReader) -> None:
    told = wishes(reader, "Tuesday or Thursday next week, after four")
    assert [(w.date_from, w.time_from) for w in told] == [
        (date(2026, 12, 8), time(16)),
        (date(2026, 12, 10), time(16)),
    ]


@pytest.mark.parametrize(
    "said",
    [
        "I need a check-up. Are evenings possible, I'm working days.",
        "A check-up, please, in the evening, I work nine to five.",
        "I need a check-up, evenings if I can, I work during the week.",
        "I'd like a check-up, evenings, I'm working full time.",
    ],
)
def test_evenings_for_who_works_days(reader: EmbeddedReader, said: str) -> None:
    assert [w.part_of_day for w in wishes(reader, said, expecting="task")] == [PartOfDay.EVENING]


@pytest.mark.parametrize("said", ["not mornings, I work then", "mornings I work", "mornings I'm working"])
def test_when_she_works_is_ruled_out(reader: EmbeddedReader, said: str) -> None:
    assert [(w.part_of_day, w.time_from) for w in wishes(reader, said)] == [(None, time(12))]
