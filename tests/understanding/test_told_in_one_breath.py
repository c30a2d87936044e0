"""A visit that is held, told with the wish to move it; kin who are no patients; what it costs and where it is done."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.understanding.clinic import CLINIC, values_of
from voice_agent.understanding.commands import Alternatives, Ask, Command, Field, Start, Task
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Utterance

NOW = datetime.fromisoformat("2026-03-02T09:00")
OPENS, MORE = "What can I do for you?", "Is there anything else?"


def commands(reader: EmbeddedReader, said: str, agent: str = OPENS) -> tuple[Command, ...]:
    return reader.understand(Context(NOW, agent, "task", vocabulary=CLINIC), Utterance(said)).commands


@pytest.mark.parametrize(
    "said",
    [
        "I have a check-up with Lee on the ninth at ten and I need it pushed back a week, mornings are best.",
        "I've got a check-up with Doctor Osei Thursday and I want it bumped to Friday.",
        "There's a check-up I have on Tuesday that I'd like put off till next week.",
        "I'm seeing Doctor Lee on the tenth and I'd like that pushed out a month.",
        "I have a check-up on Monday at two and it needs to be moved up a few days.",
        "My check-up's on the third, can we bump that to the week after?",
    ],
)
def test_a_visit_held_is_moved(reader: EmbeddedReader, said: str) -> None:
    started = [c.task for c in commands(reader, said) if isinstance(c, Start)]
    assert started == [Task.RESCHEDULE]


@pytest.mark.parametrize(
    "said",
    [
        "I've put off my check-up long enough, I want one next week.",
        "I need a check-up, I've got a week off from the eleventh.",
        "I have a check-up to book that I've been putting off.",
    ],
)
def test_one_put_off_is_booked(reader: EmbeddedReader, said: str) -> None:
    assert Start(Task.RESCHEDULE) not in commands(reader, said)


@pytest.mark.parametrize(
    "said",
    [
        "I need a check-up, but I have my daughter on Fridays.",
        "Not Mondays, that's when I have my kids, I have my son then.",
        "I need a check-up, my wife will be bringing me.",
        "I need a check-up, my son can drive me on Tuesday.",
    ],
)
def test_who_is_no_patient(reader: EmbeddedReader, said: str) -> None:
    assert Field.RELATION not in values_of(commands(reader, said))


@pytest.mark.parametrize(
    ("said", "kin"),
    [
        ("I'd like to have my son seen.", "son"),
        ("I have my daughter here, she needs a check-up.", "daughter"),
        ("My husband can't sleep, I want a visit for him.", "husband"),
    ],
)
def test_who_is_one(reader: EmbeddedReader, said: str, kin: str) -> None:
    assert values_of(commands(reader, said))[Field.RELATION] == kin


def test_the_waitlist_is_for_getting_in_sooner(reader: EmbeddedReader) -> None:
    read = commands(reader, "If somebody drops out, can you put me on a list so I'd get in sooner? I'm keeping mine.")
    assert Start(Task.WAITLIST) in read
    assert not any(isinstance(c, Alternatives) for c in read)


@pytest.mark.parametrize(
    "said",
    [
        "What would a visit cost me with no insurance?",
        "I was asking what you charge somebody who's self-pay.",
        "So how much is it if I'm paying out of pocket?",
        "What does it run you if you're uninsured?",
        "Do you draw blood there, or do we go somewhere else?",
        "Can you do ultrasounds there, or would I have to go to a hospital?",
        "Is the lab there or somewhere else?",
    ],
)
def test_what_is_only_asked(reader: EmbeddedReader, said: str) -> None:
    read = commands(reader, said, MORE)
    assert any(isinstance(c, Ask) for c in read)
    assert not any(isinstance(c, Alternatives | Start) for c in read)
    assert Field.INSURANCE not in values_of(read)


def test_insurance_that_she_has_not_is_told(reader: EmbeddedReader) -> None:
    assert values_of(commands(reader, "I don't have insurance and I need a check-up."))[Field.INSURANCE] == "none"
