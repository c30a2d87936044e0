"""A visit that is held, told with its day, and what is wanted instead, counted from it; days of what is past."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from tests.understanding.clinic import CLINIC
from voice_agent.understanding.commands import Correct, Field, PartOfDay, Set, Start, Task, When
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, DateOrder, Utterance
from voice_agent.understanding.told_visits import once_known
from voice_agent.understanding.when import find_whens

NOW = datetime(2026, 11, 30, 9)
NINTH = date(2026, 12, 9)


def whens(
    reader: EmbeddedReader, said: str, expecting: str = "task", appointment: datetime | None = None
) -> list[When]:
    agent = "How can I help you today?" if expecting == "task" else "When would you like to come instead?"
    context = Context(NOW, agent, expecting, appointment=appointment, vocabulary=CLINIC)
    commands = reader.understand(context, Utterance(said)).commands
    if expecting == "task":
        assert Start(Task.RESCHEDULE) in commands
    told = [c.value for c in commands if isinstance(c, Set | Correct) and c.field is Field.WHEN]
    return [w for value in told if isinstance(value, tuple) for w in value if isinstance(w, When)]


@pytest.mark.parametrize(
    ("said", "day", "at"),
    [
        (
            "I've got a check-up on the ninth at three and it has to go back two weeks, same time",
            date(2026, 12, 23),
            15,
        ),
        ("My check-up on the ninth at three, could you push it one week, same time please?", date(2026, 12, 16), 15),
        ("Can you move my appointment on the ninth at three out by a week, same hour?", date(2026, 12, 16), 15),
        ("I can't make my visit on the ninth at three, I need to move it two weeks later", date(2026, 12, 23), None),
        (
            "I have a check-up next Wednesday at three, can it be moved a week out, same time of day?",
            date(2026, 12, 16),
            15,
        ),
    ],
)
def test_counted_from_the_visit_that_was_told(reader: EmbeddedReader, said: str, day: date, at: int | None) -> None:
    held, wish = whens(reader, said)
    assert (held.date_from, held.date_to) == (NINTH, NINTH)
    assert (wish.date_from, wish.date_to, wish.at) == (day, day, time(at) if at else None)


def test_the_rest_of_its_week(reader: EmbeddedReader) -> None:
    said = "I have an appointment on the ninth at ten and want to move it to later that same week, in the afternoon"
    held, wish = whens(reader, said)
    assert (held.date_from, held.at) == (NINTH, time(10))
    assert (wish.date_from, wish.date_to, wish.part_of_day) == (
        date(2026, 12, 10),
        date(2026, 12, 13),
        PartOfDay.AFTERNOON,
    )


def test_the_week_after_it(reader: EmbeddedReader) -> None:
    held, wish = whens(reader, "I have an appointment on the ninth at ten, can we move it to the following week?")
    assert held.date_from == NINTH
    assert (wish.date_from, wish.date_to) == (date(2026, 12, 14), date(2026, 12, 20))


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("I need to move my appointment from the ninth to the eleventh", [NINTH, date(2026, 12, 11)]),
        ("I need to move my appointment on the ninth", [NINTH]),
    ],
)
def test_what_is_not_counted_from_it_stays(reader: EmbeddedReader, said: str, days: list[date]) -> None:
    assert [w.date_from for w in whens(reader, said)] == days


@pytest.mark.parametrize(
    "said",
    [
        "The same day as mine. Mine's on Wednesday the ninth at ten.",
        "On the same day as my own appointment, mine is the ninth at ten.",
        "Same day as mine, I think mine's on the ninth, at ten.",
        "The same day as my appointment. My appointment's on Wednesday the ninth at ten.",
    ],
)
def test_the_day_of_anothers_visit_and_not_its_hour(reader: EmbeddedReader, said: str) -> None:
    told = whens(reader, said, "when", datetime(2026, 12, 14, 15))
    assert [(w.date_from, w.date_to, w.at) for w in told] == [(NINTH, NINTH, None)]


def test_the_same_day_as_the_visit_itself(reader: EmbeddedReader) -> None:
    (when,) = whens(reader, "the same day, but at four", "when", datetime(2026, 12, 14, 15))
    assert (when.date_from, when.at) == (date(2026, 12, 14), time(16))


@pytest.mark.parametrize(
    "said",
    [
        "I had my shoulder repaired on the seventeenth",
        "I had a hip replaced on the 17th",
        "the operation was on the seventeenth",
        "her surgery was on November seventeenth",
        "I was discharged on the seventeenth",
        "they operated on the seventeenth",
        "the accident was on the 17th",
    ],
)
def test_what_was_done_is_no_wish(said: str) -> None:
    assert find_whens(said, NOW, expecting_when=True) == ()
    (found,) = find_whens(f"{said}, so some time next week", NOW, expecting_when=True)
    assert [w.date_from for w in found.whens] == [date(2026, 12, 7)]


@pytest.mark.parametrize(
    "said",
    [
        "I'd like to have my shoulder looked at on the seventeenth",
        "can I get it done on the seventeenth",
        "I had hoped to come on the seventeenth",
        "I wanted it on the seventeenth",
        "I was hoping to have my blood drawn on the seventeenth",
        "I had the seventeenth in mind",
    ],
)
def test_what_is_wanted_is(said: str) -> None:
    (found,) = find_whens(said, NOW, expecting_when=True)
    assert found.whens[0].date_from == date(2026, 12, 17)


@pytest.mark.parametrize(
    ("said", "first", "last", "at"),
    [
        ("I need to move my appointment to later that same week", date(2026, 12, 9), date(2026, 12, 13), None),
        ("Can my check-up be moved to the following week?", date(2026, 12, 14), date(2026, 12, 20), None),
        ("I have to push my appointment two weeks, same time", date(2026, 12, 22), date(2026, 12, 22), time(14)),
        ("Could you move my check-up back a week, same time?", date(2026, 12, 15), date(2026, 12, 15), time(14)),
        ("I'd like to reschedule my visit to the day after", date(2026, 12, 9), date(2026, 12, 9), None),
    ],
)
def test_counted_from_a_visit_that_is_not_known_yet(
    reader: EmbeddedReader, said: str, first: date, last: date, at: time | None
) -> None:
    (kept,) = whens(reader, said)
    assert kept.counted
    (wish,) = once_known((kept,), datetime(2026, 12, 8, 14), NOW, DateOrder.MDY)
    assert (wish.date_from, wish.date_to, wish.at) == (first, last, at)


@pytest.mark.parametrize(
    "said",
    [
        "I need to move my appointment",
        "I have to move my visit, it's been two weeks",
        "I need to move my appointment, I'm off for a week",
    ],
)
def test_nothing_is_counted_that_is_not(reader: EmbeddedReader, said: str) -> None:
    assert not [w for w in whens(reader, said) if w.counted]


@pytest.mark.parametrize(
    "said",
    [
        "I've got a check-up on the ninth at two, and it has to go back two weeks.",
        "There's a check-up down for me on Monday, and I need it put off a week.",
    ],
)
def test_how_far_it_is_to_go_is_a_move_and_no_booking(reader: EmbeddedReader, said: str) -> None:
    context = Context(NOW, "How can I help you today?", "task", vocabulary=CLINIC)
    commands = reader.understand(context, Utterance(said)).commands
    assert Start(Task.RESCHEDULE) in commands
    assert Start(Task.BOOK) not in commands


def test_a_follow_up_in_two_weeks_is_a_booking(reader: EmbeddedReader) -> None:
    context = Context(NOW, "How can I help you today?", "task", vocabulary=CLINIC)
    commands = reader.understand(context, Utterance("I need a check-up about two weeks out.")).commands
    assert Start(Task.BOOK) in commands


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("I've got a check-up next Wednesday at three, could I come Thursday or Friday that same week", [10, 11]),
        ("I'm down for the ninth at three, can we make it the Monday of that week", [7]),
        ("I have Doctor Lee on the ninth at three, any chance of coming earlier that same day", [9]),
    ],
)
def test_pointed_back_at_in_the_same_breath(reader: EmbeddedReader, said: str, days: list[int]) -> None:
    held, *wished = whens(reader, said)
    assert held.date_from == NINTH
    assert [w.date_from for w in wished] == [date(2026, 12, day) for day in days]


def test_either_of_two_lengths_is_kept_in_its_words(reader: EmbeddedReader) -> None:
    held, *wished = whens(reader, "My check-up is on the ninth, can we push that out a week or two, same time")
    assert held.date_from == NINTH
    assert [w.counted for w in wished] == ["a week later, same time", "two weeks later, same time"]
