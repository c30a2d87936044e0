"""A visit needed in so many words is booked without being asked once more whether one is to be booked."""

from __future__ import annotations

import pytest

from tests.understanding.test_embedded import context, short
from voice_agent.dialogue.errands import LOW_UNDERSTANDING
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Utterance

WISHES = (
    "I need an annual physical",
    "I'm due a check-up",
    "I'm overdue for my check-up",
    "my daughter needs her shots",
    "I've got to get my blood pressure looked at",
    "my son is due for a physical before school starts",
    "they told me to get a flu shot",
    "it's about time for my yearly physical",
    "I have to have a physical for the new job",
    "my husband wants a flu shot",
    "we're looking to get check-ups, a check-up for each of us",
    "I'm calling about a flu shot",
    "I'm calling for a physical",
    "my cardiologist says I need a check-up",
    "I need somebody to look at my shoulder",
    "I've got a lump I want looked at",
    "I need to have my ears checked",
    "my grandma needs to see somebody",
    "we need a sports physical",
    "I need to be seen about my back",
    "I want this mole checked out",
    "can somebody check a mole for me",
    "the school wants him to get a vaccination",
    "I haven't had a physical in years",
    "I guess I need a check-up",
    "I was supposed to get a vaccination",
    "a flu shot for my wife please",
    "I gotta get a physical for camp",
    "she'd like a check-up with Dr. Lee",
    "I should really get a flu shot",
    "I need to get in to see the doctor this week",
    "my knee is killing me and I want to see someone",
    "I need a check-up. Tommy, get down from there! Sorry, the kids are wild today.",
)


@pytest.mark.parametrize("said", WISHES)
def test_a_plain_need_starts_a_booking(reader: EmbeddedReader, said: str) -> None:
    heard = reader.understand(context("task"), Utterance(said))
    assert "start:book" in [short(c) for c in heard.commands]
    assert heard.confidence >= LOW_UNDERSTANDING


@pytest.mark.parametrize(
    "said",
    [
        "I had a physical last month and want to know what the results are",
        "we had our flu shot on Friday, how do I get a copy of the record",
        "my son got his vaccination yesterday, is there a form for school",
        "do I need a physical for that",
        "I don't want a new visit",
        "I didn't ask for an appointment",
    ],
)
def test_a_visit_that_is_only_spoken_of_is_not_begun(reader: EmbeddedReader, said: str) -> None:
    commands = [short(c) for c in reader.understand(context("task"), Utterance(said)).commands]
    assert {"start:book", "set:visit_type", "set:when"}.isdisjoint(commands)


def test_what_is_not_wanted_is_no_kind_of_visit(reader: EmbeddedReader) -> None:
    heard = reader.understand(context("visit_type"), Utterance("I don't want any new appointment"))
    assert [short(c) for c in heard.commands] == ["deny"]


@pytest.mark.parametrize(
    ("said", "task"),
    [
        ("can I see about signing up as a patient", "register"),
        ("I was thinking of signing my mother up as a patient", "register"),
        ("yes, I'm ringing to confirm", "confirm_visit"),
        ("okay so I'm calling back to confirm", "confirm_visit"),
        ("I need to shift my skin check", "reschedule"),
        ("sorry, I have to push back my blood test", "reschedule"),
        ("I want to postpone his flu shot", "reschedule"),
        ("could I get a check-up with nurse Okun", "book"),
        ("I'd like to join the waiting list for a check-up my name is Ida Stern", "waitlist"),
        ("can you put me on the cancellation list", "waitlist"),
        ("I'd like a flu shot from one of your nurses", "book"),
    ],
)
def test_other_plain_wishes(reader: EmbeddedReader, said: str, task: str) -> None:
    assert f"start:{task}" in [short(c) for c in reader.understand(context("task"), Utterance(said)).commands]


@pytest.mark.parametrize(
    "said", ["can the nurse call me about my flu shot", "I'd like to ask a nurse about my vaccination"]
)
def test_a_nurses_word_is_no_visit(reader: EmbeddedReader, said: str) -> None:
    assert "start:book" not in [short(c) for c in reader.understand(context("task"), Utterance(said)).commands]


@pytest.mark.parametrize(
    ("said", "command"),
    [("take me off the waiting list", "handoff:other"), ("how long is the waiting list", "ask")],
)
def test_talk_of_the_waiting_list_joins_none(reader: EmbeddedReader, said: str, command: str) -> None:
    assert [short(c) for c in reader.understand(context("task"), Utterance(said)).commands] == [command]
