"""Talk of visits that are settled, not wanted, or wanted besides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.understanding.test_embedded import context, short
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Utterance

BOOKED = "You're booked: Thursday, March fifth, at ten, with Doctor Susan Lee at Elm Street. Is there anything else?"
WHEN = context("when", "When would you like to come in?")
NONE = replace(context("confirm"), agent="I see no coming visit. Would you like to book one?")


def _read(reader: EmbeddedReader, where: Context, said: str) -> list[str]:
    return [short(c) for c in reader.understand(where, Utterance(said)).commands]


def _begins(commands: list[str]) -> list[str]:
    return [c for c in commands if c.startswith(("start", "set", "correct", "alternatives", "choose"))]


@pytest.mark.parametrize(
    "said",
    [
        "We already made that appointment.",
        "But you've just booked me.",
        "I already scheduled my check-up, thanks.",
        "No, it's already booked.",
        "Oh no, I only just made one.",
        "I already have my check-up.",
    ],
)
def test_what_is_booked_is_not_booked_again(reader: EmbeddedReader, said: str) -> None:
    assert not _begins(_read(reader, context("task", BOOKED), said))


@pytest.mark.parametrize(
    "said",
    [
        "And that's at the main office, right?",
        "Dr. Lee's the tall one, yeah?",
        "It's on Thursday, correct?",
        "So do I have to come in for that, or could someone send it to me?",
        "Does he need to be seen for a school form or can you just sign it?",
        "Would I have to see a doctor for that?",
    ],
)
def test_a_question_about_it_is_one(reader: EmbeddedReader, said: str) -> None:
    commands = _read(reader, context("task", BOOKED), said)
    assert "ask" in commands
    assert not _begins(commands)


@pytest.mark.parametrize(
    "said",
    [
        "I don't actually want to come in.",
        "Honestly I'd rather not come in.",
        "I'm not looking to make an appointment, sorry.",
        "I wasn't calling about that, I don't want to book anything.",
        "Oh, I already booked it.",
    ],
)
def test_a_booking_that_is_not_wanted_is_given_up(reader: EmbeddedReader, said: str) -> None:
    commands = _read(reader, WHEN, said)
    assert "abort" in commands
    assert not _begins(commands)


@pytest.mark.parametrize(
    "said",
    ["I don't want to come in that early.", "I don't want to come in on Monday.", "I'd rather come in on Friday."],
)
def test_a_time_that_is_not_wanted_gives_up_nothing(reader: EmbeddedReader, said: str) -> None:
    assert "abort" not in _read(reader, WHEN, said)


@pytest.mark.parametrize(
    "said",
    [
        "Could I get a second session the Friday after?",
        "Okay, and the next one, let's do Tuesday at noon.",
        "Add three more of those, same hour.",
        "As well as that one I'd like another visit on Monday.",
        "Now for the second one, can we do Wednesday at nine?",
        "And I want an additional appointment, on Friday.",
    ],
)
def test_one_more_is_booked(reader: EmbeddedReader, said: str) -> None:
    commands = _read(reader, context("task", BOOKED), said)
    assert "start:book" in commands
    assert "start:reschedule" not in commands
    assert not [c for c in commands if c.startswith("alternatives")]


@pytest.mark.parametrize(
    "said",
    ["No, I don't want to change it, I want one more.", "No, I didn't want to move it. Another one, a second visit."],
)
def test_one_more_is_no_other_time(reader: EmbeddedReader, said: str) -> None:
    commands = _read(reader, context("confirm", "Would you like to move a visit?"), said)
    assert "deny" in commands
    assert "start:book" in commands
    assert "start:reschedule" not in commands


@pytest.mark.parametrize(
    ("said", "task"),
    [
        ("I need to cancel another appointment.", "start:cancel"),
        ("I have another visit on Friday, can I move it to Monday?", "start:reschedule"),
        ("I don't want to move it, I want to cancel it.", "start:cancel"),
        ("I already booked one for Friday but I need to move it.", "start:reschedule"),
    ],
)
def test_other_visits_are_not_one_more(reader: EmbeddedReader, said: str, task: str) -> None:
    commands = _read(reader, context("task", BOOKED), said)
    assert [c for c in commands if c.startswith("start")] == [task]


@pytest.mark.parametrize(
    "said",
    [
        "What do you mean she isn't there anymore?",
        "What do you mean you can't?",
        "Are you sure?",
    ],
)
def test_a_protest_asks_for_nothing_new(reader: EmbeddedReader, said: str) -> None:
    assert _read(reader, WHEN, said) == ["repeat"]


@pytest.mark.parametrize(
    "said",
    [
        "Nothing on Thursday? Are you sure?",
        "I don't have anything on Thursday?",
        "There's nothing booked for Thursday? I thought it was at ten.",
        "We didn't have an appointment on Thursday? I could have sworn.",
    ],
)
def test_the_day_of_a_visit_that_is_not_there_is_no_wish(reader: EmbeddedReader, said: str) -> None:
    commands = _read(reader, NONE, said)
    assert not _begins(commands)
    assert not {"ask", "goodbye", "affirm"} & set(commands)


@pytest.mark.parametrize(
    "said",
    [
        "When am I supposed to come in, and where is it?",
        "I forgot when my check-up is, and who am I seeing?",
        "When is my next visit, and at which office is it?",
    ],
)
def test_what_she_is_read_out_anyway_is_not_asked_besides(reader: EmbeddedReader, said: str) -> None:
    commands = _read(reader, context("task", "How can I help you?"), said)
    assert "start:lookup" in commands
    assert "ask" not in commands


@pytest.mark.parametrize(
    "said", ["We're out of coffee, order me some more.", "My car needs another one of those filters."]
)
def test_more_of_what_no_clinic_has_is_no_visit(reader: EmbeddedReader, said: str) -> None:
    assert "start:book" not in _read(reader, context("task", "How can I help you?"), said)
