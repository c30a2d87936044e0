"""Questions about the practice, searches for an opening, and calls that were meant for somebody else."""

from __future__ import annotations

import pytest

from tests.understanding.test_embedded import context, short
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Utterance

HOURS = (
    "do you close at four on Thursday",
    "do you guys work Sundays?",
    "she has a walker, could she get in?",
    "are you open over Easter",
    "is Dr. Lee in on Wednesdays",
    "does the office stay open past six on Monday",
    "could you tell me if you're open on Labor Day",
    "until when are you there on Friday",
    "so you shut at noon on Saturday?",
    "do you see patients on Sunday mornings",
    "is anybody there tomorrow at seven",
)
OPENINGS = (
    "do you have anything on Wednesday",
    "have you got a slot tomorrow morning",
    "can we come on Thursday at four?",
    "is Dr. Lee free next Monday",
    "are you available Tuesday at two",
    "is Friday at nine still free",
    "is there something left on Thursday afternoon",
)
FOR_OTHERS = (
    "is this the pizzeria",
    "hi, did I reach the auto shop",
    "I'd like to order two burgers and fries",
    "is my truck ready",
    "I'm calling about the house for rent, the apartment on Third",
    "I need an electrician",
    "my cat needs her shots",
    "is that the hair salon",
    "I want to return some shoes",
)


def read(reader: EmbeddedReader, expecting: str, said: str, *, offers: bool = False) -> list[str]:
    return [short(c) for c in reader.understand(context(expecting, offers=offers), Utterance(said)).commands]


@pytest.mark.parametrize("said", HOURS)
@pytest.mark.parametrize("expecting", ["task", "when", "offer"])
def test_a_question_about_hours_wishes_for_no_time(reader: EmbeddedReader, expecting: str, said: str) -> None:
    assert read(reader, expecting, said, offers=expecting == "offer") == ["ask"]


@pytest.mark.parametrize("said", OPENINGS)
def test_a_search_for_an_opening_begins_a_booking(reader: EmbeddedReader, said: str) -> None:
    commands = read(reader, "task", said)
    assert commands[0] == "start:book"
    assert "set:when" in commands


@pytest.mark.parametrize("said", OPENINGS)
def test_within_a_booking_it_is_the_time_that_is_wished_for(reader: EmbeddedReader, said: str) -> None:
    commands = read(reader, "when", said)
    assert "set:when" in commands
    assert {"ask", "start:book"}.isdisjoint(commands)


@pytest.mark.parametrize("said", FOR_OTHERS)
def test_who_wanted_a_shop_is_told_so(reader: EmbeddedReader, said: str) -> None:
    assert "out_of_scope" in read(reader, "task", said)
    assert not any(c.startswith("start") for c in read(reader, "task", said))


@pytest.mark.parametrize(
    "said",
    [
        "is this the clinic",
        "is this Dr. Lee's office",
        "my cat scratched me and it looks bad, can I come in today",
        "I was told to order more of my inhaler",
        "I need the doctor to look at my foot",
    ],
)
def test_what_belongs_to_the_clinic_stays_in_scope(reader: EmbeddedReader, said: str) -> None:
    assert "out_of_scope" not in read(reader, "task", said)


@pytest.mark.parametrize(
    ("said", "handoff"),
    [
        ("the pharmacy has been waiting on you for my atorvastatin", "clinical"),
        ("I'm out of my levothyroxine and the drug store says they faxed you", "clinical"),
        ("Walgreens hasn't heard back from you about my refill", "clinical"),
        ("he's out of his metformin", "clinical"),
        ("I got billed two times for one check-up", "billing"),
        ("I was charged twice for my son's visit, and nobody calls me back", "billing"),
        ("you sent me a duplicate bill for the same day", "billing"),
    ],
)
def test_what_staff_must_see_to_goes_to_them(reader: EmbeddedReader, said: str, handoff: str) -> None:
    assert f"handoff:{handoff}" in read(reader, "task", said)


@pytest.mark.parametrize("said", ["I'd like a big veggie pizza.", "a taxi for two people to the airport, please"])
def test_what_no_clinic_has_is_out_of_scope(reader: EmbeddedReader, said: str) -> None:
    commands = reader.understand(context("task"), Utterance(said)).commands
    assert [c.name for c in commands] == ["out_of_scope"]
