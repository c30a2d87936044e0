"""A no followed by a plain wish is that wish; visits she has, staff and customs asked for in other words."""

from __future__ import annotations

import pytest

from tests.understanding.test_embedded import OFFERS, context, short
from voice_agent.dialogue.errands import LOW_UNDERSTANDING
from voice_agent.understanding.commands import Ask, Choose, Deny
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Utterance

BOOK = "Would you like to book a visit?"
CANCEL = "Would you like to cancel a visit?"
MOVE = "Would you like to move a visit?"
READ_BACK = "That is a physical on Tuesday, March third, at nine with Dr. Amara Osei. Shall I cancel it?"


def read(reader: EmbeddedReader, where: Context, said: str) -> list[str]:
    return [short(c) for c in reader.understand(where, Utterance(said)).commands]


@pytest.mark.parametrize(
    ("agent", "said", "wish"),
    [
        (BOOK, "No, I'm a school nurse, I need somebody at the front desk.", "handoff:asked"),
        (BOOK, "No, I need a real person.", "handoff:asked"),
        (MOVE, "No, I want to drop both of them.", "start:cancel"),
        (BOOK, "No. She moved away. I want you to take her visit off.", "start:cancel"),
        (BOOK, "No, I only want to see what I have booked.", "start:lookup"),
        (BOOK, "No, I'd just like to hear what's on my schedule.", "start:lookup"),
        (CANCEL, "No, I just wanted to check the day of my physical.", "start:lookup"),
        (BOOK, "No, I only want to know which office my physical is at.", "start:lookup"),
        (BOOK, "No, I just wanted to check where my appointment is.", "start:lookup"),
        (BOOK, "No, we have one already. It's with Dr. Lee, on the ninth.", "start:lookup"),
        (BOOK, "No, I already have a physical on the tenth with Dr. Lee.", "start:lookup"),
        (BOOK, "No, I need a refill.", "ask"),
        (CANCEL, "No, don't cancel it, I'd like it later that week.", "start:reschedule"),
        (MOVE, "No, book a flu shot. One for the wife.", "start:book"),
        (MOVE, "No, a new one. A flu shot.", "start:book"),
    ],
)
def test_a_no_and_a_wish_are_both_heard(reader: EmbeddedReader, agent: str, said: str, wish: str) -> None:
    heard = read(reader, context("confirm", agent), said)
    assert "deny" in heard
    assert wish in heard


def test_a_no_and_a_question_are_both_heard(reader: EmbeddedReader) -> None:
    said = "No, I only want to know about food before my flu shot."
    heard = reader.understand(context("confirm", BOOK), Utterance(said)).commands
    assert heard == (Deny(), Ask("food before my flu shot"))


@pytest.mark.parametrize(
    "said", ["No thanks.", "No, I don't need a visit.", "No, I don't want one.", "No, we have a car already."]
)
def test_a_no_alone_begins_nothing(reader: EmbeddedReader, said: str) -> None:
    heard = read(reader, context("confirm", BOOK), said)
    assert "deny" in heard
    assert not [c for c in heard if c.startswith("start")]


def test_a_yes_counts_beside_what_else_is_told(reader: EmbeddedReader) -> None:
    said = "Yes please, for my boy. He's so small, he hasn't got any papers with you."
    assert "affirm" in read(reader, context("confirm", BOOK), said)


@pytest.mark.parametrize(
    ("said", "task"),
    [
        ("I wanna make sure I've still got a physical on the tenth", "lookup"),
        ("can you check whether I'm still booked for Wednesday", "lookup"),
        ("do I have anything on the fifth", "lookup"),
        ("when am I next due", "lookup"),
        ("you've got us down twice, I think", "lookup"),
        ("I'm supposed to be in at two on Friday and the sitter is ill, could we do Monday", "reschedule"),
        ("what have I got booked with you in April", "lookup"),
        ("I've got like two physicals on my calendar", "lookup"),
        (
            "I'm due in on Tuesday at ten for my physical and I got called in to work, same time after",
            "reschedule",
        ),
        ("my physical isn't till the end of June, could I get in any sooner", "reschedule"),
        ("flu shots for me and my girl, one after the other", "book"),
    ],
)
def test_visits_she_has_are_told_from_new_ones(reader: EmbeddedReader, said: str, task: str) -> None:
    heard = reader.understand(context("task"), Utterance(said))
    assert f"start:{task}" in [short(c) for c in heard.commands]
    assert heard.confidence >= LOW_UNDERSTANDING


@pytest.mark.parametrize(
    "said",
    [
        "Lovely. One more, could my wife come the same afternoon? She's never been seen by you.",
        "Yes, my sister needs one too.",
        "And could you do the same for my dad?",
        "Now the same for Ella, nine thirty, please.",
    ],
)
def test_a_visit_for_somebody_else_does_not_end_the_call(reader: EmbeddedReader, said: str) -> None:
    heard = reader.understand(context("task", "Is there anything else I can help with?"), Utterance(said))
    assert "start:book" in [short(c) for c in heard.commands]
    assert "deny" not in [short(c) for c in heard.commands]
    assert heard.confidence >= LOW_UNDERSTANDING


def test_the_other_one_who_is_named_is_no_other_time(reader: EmbeddedReader) -> None:
    where = context("new_patient", "Are you a new patient with us?")
    assert "alternatives" not in read(reader, where, "No. I'm Ada Moss, and the other one is Finn Moss.")


@pytest.mark.parametrize(
    "said", ["can one come without appointment, or how is it here", "do I must have appointment or I just come"]
)
def test_walking_in_is_asked_about(reader: EmbeddedReader, said: str) -> None:
    assert [c for c in read(reader, context("task"), said) if c.startswith("ask")]


@pytest.fixture
def cancelling() -> Context:
    whole = context("confirm", READ_BACK)
    return Context(whole.now, READ_BACK, "confirm", OFFERS, None, whole.vocabulary, own_visits=True)


@pytest.mark.parametrize(
    "said",
    [
        "Wait, which one's with Dr. Lee, the ten thirty on the third, right? I keep that.",
        "Yes. I'll keep the one with Dr. Lee.",
        "Hang on, is the one with Dr. Lindqvist on Thursday? That one has to stay.",
    ],
)
def test_a_visit_to_be_kept_is_not_chosen(reader: EmbeddedReader, cancelling: Context, said: str) -> None:
    assert not [c for c in reader.understand(cancelling, Utterance(said)).commands if isinstance(c, Choose)]


def test_another_visit_kept_takes_no_yes_back(reader: EmbeddedReader, cancelling: Context) -> None:
    assert read(reader, cancelling, "Yes, cancel it. I'll keep the one with Dr. Lindqvist.") == ["affirm"]


@pytest.mark.parametrize(
    "said",
    [
        "I want to keep this one.",
        "Yes, keep Tuesday the third.",
        "Yes, I keep it.",
        "Yes but leave Dr. Amara Osei",
    ],
)
def test_the_visit_read_back_is_kept(reader: EmbeddedReader, cancelling: Context, said: str) -> None:
    assert "affirm" not in read(reader, cancelling, said)


def test_another_of_her_visits_is_still_chosen(reader: EmbeddedReader, cancelling: Context) -> None:
    assert "choose:c" in read(reader, cancelling, "No, the one on Thursday with Dr. Lindqvist.")
