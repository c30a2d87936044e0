"""Errands told in one breath with what led to them, read as a whole."""

from __future__ import annotations

from datetime import datetime

import pytest

from voice_agent.understanding.commands import Ask, Field, Handoff, HandoffReason, Set, Start, Task
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Term, Understanding, Utterance, Vocabulary

NOW = datetime.fromisoformat("2026-03-02T09:00")
CLINIC = Vocabulary(
    providers=(Term("Dr. Amara Osei"), Term("Dr. Susan Lee")),
    visit_types=(
        Term("Check-up", ("checkup", "physical")),
        Term("Vaccination", ("flu shot", "vaccine")),
        Term("Blood draw", ("blood work", "labs")),
    ),
)
CANCEL = "That's a check-up on Friday, March sixth, at ten with Doctor Susan Lee. Shall I cancel it?"


@pytest.fixture
def read(reader: EmbeddedReader):  # type: ignore[no-untyped-def]
    def understand(said: str, expecting: str = "task", agent: str = "How can I help you today?") -> Understanding:
        return reader.understand(Context(NOW, agent, expecting, vocabulary=CLINIC), Utterance(said))

    return understand


def tasks(understood: Understanding) -> list[Task]:
    return [c.task for c in understood.commands if isinstance(c, Start)]


@pytest.mark.parametrize(
    "said",
    [
        "I got your reminder about my checkup on Friday but I'm not going to be able to make it that day",
        "Hi, I have a physical on Thursday at ten. Is there anything a little later?",
        "My daughter's got a vaccine on Wednesday. Could we do something earlier?",
        "I can't do Friday the sixth, do you have another day?",
        "I'm scheduled for labs tomorrow, can I switch to a different time?",
        "We won't be able to keep my appointment on Monday, could I come later in the week?",
    ],
)
def test_a_visit_that_does_not_suit_is_to_be_moved(read, said: str) -> None:  # type: ignore[no-untyped-def]
    assert tasks(read(said)) == [Task.RESCHEDULE]


@pytest.mark.parametrize(
    ("said", "task"),
    [
        ("I need to book a checkup, I can't make mornings", Task.BOOK),
        ("I'd like to make an appointment for a flu shot on Friday", Task.BOOK),
        ("I can't make it on Friday so please cancel my appointment", Task.CANCEL),
        ("I need a physical before school starts", Task.BOOK),
    ],
)
def test_what_is_no_move_stays_what_it_is(read, said: str, task: Task) -> None:  # type: ignore[no-untyped-def]
    assert tasks(read(said)) == [task]


@pytest.mark.parametrize(
    "said",
    [
        "Hi, I have a missed call from this number.",
        "Somebody left me a voicemail this morning.",
        "I'm returning your call.",
    ],
)
def test_a_missed_call_is_asked_about(read, said: str) -> None:  # type: ignore[no-untyped-def]
    assert Ask("I had a missed call from you") in read(said).commands
    assert not tasks(read(said))


@pytest.mark.parametrize(
    "said",
    [
        "I'm running fifteen minutes late for my ten o'clock.",
        "Traffic is awful, I'll be about ten minutes late for my checkup with Dr. Lee.",
    ],
)
def test_who_runs_late_asks_and_books_nothing(read, said: str) -> None:  # type: ignore[no-untyped-def]
    commands = read(said).commands
    assert [type(c) for c in commands] == [Ask]


def test_records_and_results_are_no_blood_draws(read) -> None:  # type: ignore[no-untyped-def]
    assert not tasks(read("Could you fax her lab results to my new doctor?"))
    assert not tasks(read("I had my blood work done last week and I'm wondering if the results are back."))
    both = read("I need a copy of my records, and I need to cancel my appointment.")
    assert tasks(both) == [Task.CANCEL]
    assert any(isinstance(c, Ask) for c in both.commands)


def test_a_bill_goes_to_those_who_know(read) -> None:  # type: ignore[no-untyped-def]
    heard = read("I got a bill from you guys and it makes no sense to me")
    assert Handoff(HandoffReason.BILLING) in heard.commands


@pytest.mark.parametrize(
    "said",
    ["No, don't cancel it, can you just move it?", "Actually, can I switch it to Monday?", "Hm, could we reschedule?"],
)
def test_rather_moved_than_cancelled(read, said: str) -> None:  # type: ignore[no-untyped-def]
    assert Task.RESCHEDULE in tasks(read(said, "confirm", CANCEL))


def test_can_not_move_it_is_said_of_the_visit_that_was_spoken_of(reader: EmbeddedReader, read) -> None:  # type: ignore[no-untyped-def]
    assert not any(
        c.name == "emergency"
        for c in read("No, I can't move it.", "confirm", "Would you like to move a visit?").commands
    )
    assert any(
        c.name == "emergency" for c in read("It's my arm, I can't move it at all, and my face is drooping.").commands
    )


def test_an_arm_that_can_not_be_moved_is_one_though_visits_were_spoken_of(reader: EmbeddedReader, read) -> None:  # type: ignore[no-untyped-def]
    arm = read("No, it's my arm, I can't move it.", "confirm", "Would you like to move a visit?")
    assert any(c.name == "emergency" for c in arm.commands)


@pytest.mark.parametrize(
    "said",
    [
        "I'm not moving anything, I want to keep that one.",
        "I don't want to move it, I just want to know when it is.",
        "My throat's on fire.",
    ],
)
def test_figures_of_speech_raise_no_alarm(read, said: str) -> None:  # type: ignore[no-untyped-def]
    assert not any(c.name == "emergency" for c in read(said).commands)


@pytest.mark.parametrize(
    ("said", "relation"),
    [
        ("I need to move my son Peter's checkup", "son"),
        ("It's about my mother Ruth Brand, she needs her blood pressure checked", "mother"),
        ("book my daughter's flu shot, please", "daughter"),
    ],
)
def test_whose_visit_it_is(read, said: str, relation: str) -> None:  # type: ignore[no-untyped-def]
    assert Set(Field.RELATION, relation) in read(said).commands


def test_blood_pressure_is_no_blood_draw(read) -> None:  # type: ignore[no-untyped-def]
    kinds = [
        c.value
        for c in read("He wants his blood pressure looked at").commands
        if isinstance(c, Set) and c.field is Field.VISIT_TYPE
    ]
    assert kinds == []


def test_who_is_late_and_wants_somebody_told_is_put_through(read) -> None:  # type: ignore[no-untyped-def]
    assert Handoff(HandoffReason.ASKED) in read("Could you tell Dr. Lee I'm running late?").commands
    assert not any(
        isinstance(c, Handoff) for c in read("I just want to let you know I'll be there for my appointment.").commands
    )


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("I have a checkup on Friday, can I come a bit earlier?", "the visit's day"),
        ("Can I move my checkup to Friday instead? I can't make it that early.", "the wish"),
    ],
)
def test_which_day_is_the_visits(read, said: str, first: str) -> None:  # type: ignore[no-untyped-def]
    commands = read(said).commands
    names = [c.field.value if isinstance(c, Set) else c.name for c in commands if isinstance(c, Set | Start)]
    assert (names.index("when") < names.index("start")) is (first == "the visit's day")


def test_a_refill_of_pills_that_have_a_visit_named_after_them(read) -> None:  # type: ignore[no-untyped-def]
    assert not tasks(read("I need a refill on my flu shot pills."))
