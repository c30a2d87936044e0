"""Several things told in one breath: who calls and when she was born, a visit and a wish, a choice and a question."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from voice_agent.understanding.commands import (
    Affirm,
    Alternatives,
    Ask,
    Choose,
    Command,
    Field,
    Restart,
    Set,
    Start,
    Task,
)
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Offer, Term, Utterance, Vocabulary

NOW = datetime.fromisoformat("2026-03-02T09:00")
NINE = datetime.fromisoformat("2026-03-03T09:00")
OFFERS = (Offer("a", NINE, "Dr. Amara Osei"), Offer("b", NINE + timedelta(hours=2, minutes=30), "Dr. Susan Lee"))
CLINIC = Vocabulary(
    providers=(Term("Dr. Amara Osei"), Term("Dr. Susan Lee")),
    visit_types=(Term("Check-up", ("checkup", "physical")), Term("Blood draw", ("blood work",))),
)


def read(
    reader: EmbeddedReader, said: str, expecting: str = "task", agent: str = "How can I help you?"
) -> tuple[Command, ...]:
    offers = OFFERS if expecting == "offer" else ()
    return reader.understand(Context(NOW, agent, expecting, offers, None, CLINIC), Utterance(said)).commands


def values(commands: tuple[Command, ...]) -> dict[Field, object]:
    return {c.field: c.value for c in commands if isinstance(c, Set)}


@pytest.mark.parametrize(
    ("said", "name", "born"),
    [
        ("This is Ruth Brand, July 2nd, 1991. I'd like to confirm my appointment.", "Ruth Brand", date(1991, 7, 2)),
        ("Peter Holt, May 14th, 1962, and I need a physical.", "Peter Holt", date(1962, 5, 14)),
    ],
)
def test_a_name_and_a_birthday(reader: EmbeddedReader, said: str, name: str, born: date) -> None:
    told = values(read(reader, said))
    assert (told[Field.NAME], told[Field.DATE_OF_BIRTH]) == (name, born)


def test_a_birthday_is_not_the_day_that_is_wanted(reader: EmbeddedReader) -> None:
    told = values(read(reader, "Hi, it's Ruth Brand, born May 6th, 1980, and I'd like to come in on Thursday."))
    assert told[Field.DATE_OF_BIRTH] == date(1980, 5, 6)
    (when,) = told[Field.WHEN]  # type: ignore[misc]
    assert when.date_from == date(2026, 3, 5)


def test_the_day_of_the_visit_that_she_has_is_no_wish_for_the_waitlist(reader: EmbeddedReader) -> None:
    heard = read(
        reader,
        "Can you put me on the waitlist? I have a checkup with Dr. Lee on April 9th but I want in before Easter.",
    )
    assert Start(Task.WAITLIST) in heard
    assert Start(Task.BOOK) not in heard
    assert values(heard)[Field.NEW_PATIENT] is False
    assert date(2026, 4, 9) not in [
        w.date_from for c in heard if isinstance(c, Set) and c.field is Field.WHEN for w in c.value
    ]  # type: ignore[union-attr]


def test_a_refill_and_a_name(reader: EmbeddedReader) -> None:
    heard = read(reader, "Hi, this is Ruth Brand, I need a refill of my lisinopril.")
    assert values(heard)[Field.NAME] == "Ruth Brand"
    assert any(isinstance(c, Ask) for c in heard)


def test_who_an_order_is_from_is_not_whom_she_wants_to_see(reader: EmbeddedReader) -> None:
    assert Field.PROVIDER not in values(read(reader, "I need blood work, Dr. Osei ordered it."))
    assert values(read(reader, "I need a checkup with Dr. Osei."))[Field.PROVIDER] == "Dr. Amara Osei"


@pytest.mark.parametrize(
    ("said", "ref"),
    [
        ("Eleven thirty's better, I have to drop the kids off first.", "b"),
        ("Nine's better, that gives me time to get to work.", "a"),
        ("Nine, no, wait, the other one.", "b"),
        ("Okay, forget it, I'll take the first one.", "a"),
        ("The first.", "a"),
    ],
)
def test_the_opening_that_is_meant(reader: EmbeddedReader, said: str, ref: str) -> None:
    assert Choose(ref) in read(reader, said, "offer", "I have Tuesday at nine or eleven thirty. Which one?")


@pytest.mark.parametrize(
    "said", ["Is the first one with a nurse?", "Which is the one with Dr. Lee?", "It's my first time at this place."]
)
def test_what_is_asked_or_told_chooses_nothing(reader: EmbeddedReader, said: str) -> None:
    heard = read(reader, said, "offer", "I have Tuesday at nine or eleven thirty. Which one?")
    assert not any(isinstance(c, Choose) for c in heard)


def test_work_that_starts_is_no_new_beginning(reader: EmbeddedReader) -> None:
    heard = read(
        reader,
        "I start at nine. Do you have anything earlier?",
        "offer",
        "I have Tuesday at nine or eleven thirty. Which one?",
    )
    assert Restart() not in heard
    assert any(isinstance(c, Alternatives) for c in heard)


def test_a_question_with_a_tag_is_no_no(reader: EmbeddedReader) -> None:
    heard = read(
        reader, "I have to fast for that one, don't I?", "offer", "I have Tuesday at nine or eleven thirty. Which one?"
    )
    assert any(isinstance(c, Ask) for c in heard)
    assert not any(c.name == "deny" for c in heard)


@pytest.mark.parametrize(
    "said", ["I was in there three weeks ago.", "I've been seeing Dr. Lee for years.", "We came in last spring."]
)
def test_she_is_known(reader: EmbeddedReader, said: str) -> None:
    assert values(read(reader, said, "new_patient", "Are you a new patient with us?"))[Field.NEW_PATIENT] is False


def test_can_i_come_in_tells_nothing_of_it(reader: EmbeddedReader) -> None:
    assert Field.NEW_PATIENT not in values(read(reader, "My tooth hurts, can I come in today?"))


def test_a_yes_and_who_it_is(reader: EmbeddedReader) -> None:
    heard = read(reader, "Yes, please. It's Ruth Brand.", "confirm", "Would you like to hear about your visits?")
    assert Affirm() in heard
    assert values(heard)[Field.NAME] == "Ruth Brand"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("I need a checkup on Thursday. My name's Ruth Brand, born May 6th, 1980.", date(2026, 3, 5)),
        (
            "It's Ruth Brand, date of birth June 8th, 1949. I need a physical next Wednesday if you can.",
            date(2026, 3, 11),
        ),
    ],
)
def test_a_birthday_takes_no_day_away(reader: EmbeddedReader, said: str, day: date) -> None:
    told = values(read(reader, said))
    assert Field.DATE_OF_BIRTH in told
    assert day in [when.date_from for when in told[Field.WHEN]]  # type: ignore[attr-defined]


def test_a_choice_beside_a_question_and_who_she_is(reader: EmbeddedReader) -> None:
    agent = "I have Tuesday at nine or eleven thirty. Which one?"
    assert Choose("a") in read(reader, "The first one is perfect. Is there a copay?", "offer", agent)
    heard = read(reader, "Nine, please. My name's Ruth Brand, born May 6th, 1980.", "offer", agent)
    assert Choose("a") in heard
    assert values(heard)[Field.NAME] == "Ruth Brand"


def test_another_doctor_in_place_of_one(reader: EmbeddedReader) -> None:
    assert (
        values(read(reader, "Can I see Dr. Lee instead of Dr. Osei for my checkup?"))[Field.PROVIDER] == "Dr. Susan Lee"
    )


def test_openings_of_a_doctor_are_looked_for(reader: EmbeddedReader) -> None:
    heard = read(
        reader, "Does Dr. Lee have anything instead?", "offer", "I have Tuesday at nine or eleven thirty. Which one?"
    )
    assert not any(isinstance(c, Ask) for c in heard)
    assert values(heard)[Field.PROVIDER] == "Dr. Susan Lee"


def test_an_infection_is_no_injection(reader: EmbeddedReader) -> None:
    clinic = Vocabulary(visit_types=(Term("Vaccination", ("shot", "injection")), Term("Check-up")))
    heard = reader.understand(
        Context(NOW, "", "task", vocabulary=clinic), Utterance("I have a sinus infection")
    ).commands
    assert Field.VISIT_TYPE not in values(heard)


def test_a_shot_at_the_same_time_is_asked_about_beside_a_yes(reader: EmbeddedReader) -> None:
    heard = read(
        reader,
        "Yes. And can she get her blood work while she's there?",
        "confirm",
        "A check-up on Friday. Shall I book it?",
    )
    assert Affirm() in heard
    assert Field.VISIT_TYPE not in values(heard)
