"""Questions with whom and where the offers are, and whether there is nobody else: nothing is chosen by them."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.understanding.clinic import CLINIC, values_of
from voice_agent.understanding.asked_of_offers import with_whom_or_where
from voice_agent.understanding.commands import Affirm, Alternatives, Ask, Choose, Command, Field, Start, Task
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Offer, Utterance

NOW = datetime.fromisoformat("2026-03-02T09:00")
TWO = (
    Offer("a", datetime.fromisoformat("2026-03-09T16:30"), "Dr. Susan Lee"),
    Offer("b", datetime.fromisoformat("2026-03-10T15:15"), "Dr. Amara Osei"),
)
ONE = (Offer("a", datetime.fromisoformat("2026-03-13T12:00"), "Dr. Susan Lee"),)


def commands(reader: EmbeddedReader, said: str, expecting: str, offers: tuple[Offer, ...] = TWO) -> tuple[Command, ...]:
    agent = "Shall I book it?" if expecting == "confirm" else "Which one?"
    context = Context(NOW, agent, expecting, offers=offers, vocabulary=CLINIC)
    return reader.understand(context, Utterance(said)).commands


@pytest.mark.parametrize(
    "said",
    [
        "Sorry, who was the first one with?",
        "Who are those with, again?",
        "It's with Osei, right?",
        "Is Doctor Lee on Elm Street or the other place?",
        "Is Lee at Elm Street?",
        "Whereabouts is that? Are they both at the same place?",
        "And the Tuesday one, where would that be?",
        "I was asking where the Monday appointment is.",
        "I asked which office the second one's at.",
        "That's Elm Street, yeah?",
        "Which one is with Doctor Osei?",
        "What location is it?",
    ],
)
def test_what_is_asked_of_them_chooses_nothing(reader: EmbeddedReader, said: str) -> None:
    read = commands(reader, said, "offer")
    assert read
    assert all(isinstance(c, Ask) for c in read)


@pytest.mark.parametrize(
    ("said", "ref"),
    [
        ("I'll take the second one. Where is that?", "b"),
        ("Tuesday at three fifteen. That's with Osei, yeah?", "b"),
        ("The first one, please. Which office is it at?", "a"),
        ("Monday works, who's that with?", "a"),
        ("The one with Doctor Lee, please.", "a"),
        ("Okay, Tuesday, with Osei.", "b"),
        ("The second one. Where do I park?", "b"),
    ],
)
def test_a_choice_beside_it_stands(reader: EmbeddedReader, said: str, ref: str) -> None:
    read = commands(reader, said, "offer")
    assert Choose(ref) in read
    assert Field.LOCATION not in values_of(read)


@pytest.mark.parametrize("expecting", ["name", "date_of_birth", "new_patient"])
def test_of_one_that_was_chosen(reader: EmbeddedReader, expecting: str) -> None:
    read = commands(reader, "I'm asking where the Tuesday appointment is.", expecting)
    assert not any(isinstance(c, Start | Choose) for c in read)
    assert any(isinstance(c, Ask) for c in read)


@pytest.mark.parametrize(
    "said",
    [
        "Isn't there anyone else, an ordinary doctor?",
        "Is there no one else around noon?",
        "I asked if she sees children. Don't you have anybody else?",
        "Nobody else at noon?",
        "Couldn't I see another doctor?",
    ],
)
@pytest.mark.parametrize("expecting", ["offer", "confirm"])
def test_somebody_else_is_another_opening(reader: EmbeddedReader, said: str, expecting: str) -> None:
    read = commands(reader, said, expecting, ONE)
    assert any(isinstance(c, Alternatives) for c in read)
    assert not any(isinstance(c, Choose | Affirm) or c == Start(Task.BOOK) for c in read)


@pytest.mark.parametrize("said", ["Nobody else, that's fine, Friday at noon.", "Friday. Can somebody else come along?"])
def test_somebody_else_of_no_matter(reader: EmbeddedReader, said: str) -> None:
    assert Choose("a") in commands(reader, said, "offer", ONE)


@pytest.mark.parametrize("text", ["Is that at ten?", "Is Tuesday at three still open?", "Where do I park?", "At noon?"])
def test_other_questions_are_none_of_these(text: str) -> None:
    assert not with_whom_or_where(text)
