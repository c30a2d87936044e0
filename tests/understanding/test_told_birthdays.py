"""A name, a birthday and a visit in one breath; an age beside a birthday; a birthday said back wrong."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.understanding.clinic import CLINIC, values_of
from voice_agent.understanding.birth_hints import read_dates_of_birth
from voice_agent.understanding.commands import Command, Correct, Deny, Field, Task, Whens
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, DateOrder, Utterance

NOW = datetime(2026, 11, 30, 9)
TODAY = NOW.date()
CHECK = "Let me check: born May twenty first, nineteen ninety. Is that right?"


def opening(reader: EmbeddedReader, said: str, order: DateOrder = DateOrder.MDY) -> tuple[Command, ...]:
    context = Context(NOW, "How can I help you today?", "task", vocabulary=CLINIC, date_order=order)
    return reader.understand(context, Utterance(said)).commands


@pytest.mark.parametrize(
    ("said", "name", "born"),
    [
        (
            "Hi, Paul Kerner, born March 4th '62, I have a check-up with Dr. Lee on the ninth at three, I can't come",
            "Paul Kerner",
            date(1962, 3, 4),
        ),
        ("Nina Falk, May 21st, 1990, my appointment on the tenth has to move", "Nina Falk", date(1990, 5, 21)),
        (
            "Good morning, Nina Falk, the twenty-first of May 1990. I was seen on the eleventh.",
            "Nina Falk",
            date(1990, 5, 21),
        ),
        ("Nina Falk, five twenty-one ninety, I need to cancel on Thursday at two", "Nina Falk", date(1990, 5, 21)),
        (
            "Paul Kerner, three four sixty-two, calling to move the check-up on the ninth",
            "Paul Kerner",
            date(1962, 3, 4),
        ),
        (
            "It's Paul Kerner, date of birth 3/4/62, I can't make it on the ninth at ten",
            "Paul Kerner",
            date(1962, 3, 4),
        ),
        ("Yes, Nina Falk, birthday May twenty-first, ninety, and I need a check-up", "Nina Falk", date(1990, 5, 21)),
        ("Nina Falk, May twenty-first, nineteen ninety, I need a check-up", "Nina Falk", date(1990, 5, 21)),
        ("Eva Horn, June second, two thousand and four, I need a check-up", "Eva Horn", date(2004, 6, 2)),
    ],
)
def test_who_calls_and_when_she_was_born(reader: EmbeddedReader, said: str, name: str, born: date) -> None:
    told = values_of(opening(reader, said))
    assert (told.get(Field.NAME), told.get(Field.DATE_OF_BIRTH)) == (name, born)


def test_the_day_is_first_where_it_is_written_so(reader: EmbeddedReader) -> None:
    said = "Paul Kerner, three four sixty-two, calling to move the check-up on the ninth"
    assert values_of(opening(reader, said, DateOrder.DMY))[Field.DATE_OF_BIRTH] == date(1962, 4, 3)


@pytest.mark.parametrize(
    "said",
    [
        "I have an appointment with Dr. Susan Lee, December eighth, two thirty, and want to cancel it",
        "Nina Falk, I have an appointment on May 21st at ten, can I move it?",
        "Nina Falk here, two thirty on Friday would be good for a check-up",
        "Can I come with Dr. Susan Lee, nine thirty, ten thirty or eleven?",
        "Nina Falk, it's about the check-up on Tuesday the eighth at eleven fifteen",
    ],
)
def test_the_day_of_a_visit_is_no_birthday(reader: EmbeddedReader, said: str) -> None:
    assert Field.DATE_OF_BIRTH not in values_of(opening(reader, said))


def test_a_birthday_is_no_wish(reader: EmbeddedReader) -> None:
    told = values_of(opening(reader, "Nina Falk, five thirty ninety, I'd like a check-up on Thursday"))
    whens = told[Field.WHEN]
    assert isinstance(whens, tuple)
    assert [w.date_from for w in whens] == [date(2026, 12, 3)]  # type: ignore[union-attr]


def test_a_name_introduced_is_whole(reader: EmbeddedReader) -> None:
    commands = opening(reader, "Nina Falk, May 21st, 1990, I need to cancel my appointment.")
    assert values_of(commands)[Field.NAME] == "Nina Falk"
    assert [c.task for c in commands if hasattr(c, "task")] == [Task.CANCEL]


@pytest.mark.parametrize(
    ("said", "born"),
    [
        ("March fourth, two thousand one, no sorry, I'm twenty five, so yes, 2001", date(2001, 3, 4)),
        ("May twenty-first, nineteen ninety, I'm thirty six, and my name is Falk", date(1990, 5, 21)),
        ("She's eight, so May second, twenty eighteen", date(2018, 5, 2)),
        ("March fourth, I'm twenty five years old", date(2001, 3, 4)),
        ("It's March fourth, and the twenty five is how old I am", date(2001, 3, 4)),
        ("December tenth, my age is thirty", date(1995, 12, 10)),
        ("March fourth, ninety, no wait, ninety one", date(1991, 3, 4)),
        ("four nine sixty-one", date(1961, 4, 9)),
        ("I'm sixty-four. March fourth, sixty-two.", date(1962, 3, 4)),
    ],
)
def test_an_age_is_no_day_and_no_year(said: str, born: date) -> None:
    assert read_dates_of_birth((said,), "What's your date of birth?", DateOrder.MDY, TODAY).best == born


def test_a_day_without_year_or_age_is_none() -> None:
    assert read_dates_of_birth(("March fourth",), "", DateOrder.MDY, TODAY).best is None


@pytest.mark.parametrize(
    ("said", "born"),
    [
        ("No, it's May second, the thirty six is how old I am.", date(1990, 5, 2)),
        ("No, I'm thirty six, I was born May second.", date(1990, 5, 2)),
        ("No. Nineteen ninety. May second, nineteen ninety.", date(1990, 5, 2)),
        ("That's wrong, May second, nineteen ninety.", date(1990, 5, 2)),
        ("No. Two thousand and four. It's May second, two thousand and four.", date(2004, 5, 2)),
    ],
)
def test_what_was_said_back_wrong_is_put_right(reader: EmbeddedReader, said: str, born: date) -> None:
    checking = (Field.DATE_OF_BIRTH, Field.PHONE, Field.NAME)
    context = Context(NOW, CHECK, "confirm", vocabulary=CLINIC, checking=checking)
    commands = reader.understand(context, Utterance(said)).commands
    assert Deny() in commands
    assert [c.value for c in commands if isinstance(c, Correct)] == [born]


def test_a_plain_no_puts_nothing_right(reader: EmbeddedReader) -> None:
    context = Context(NOW, CHECK, "confirm", vocabulary=CLINIC, checking=(Field.DATE_OF_BIRTH, Field.NAME))
    commands = reader.understand(context, Utterance("No, you are not listening to me at all.")).commands
    assert not [c for c in commands if isinstance(c, Correct)]
    whens: list[Whens] = [c.value for c in commands if getattr(c, "field", None) is Field.WHEN]  # type: ignore[attr-defined]
    assert whens == []
