"""What is asked beside a choice or a yes, and what looks like it and is another wish."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.understanding.test_embedded import CLINIC, NOW, OFFERS, short
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Utterance

HERS = datetime.fromisoformat("2026-03-09T10:00")
OFFERED = "I have Tuesday, March third at nine or ten thirty, or Thursday the fifth at two. Which one?"
BOOKED = (
    "Let me check: a check-up with Doctor Amara Osei on Tuesday, March third, at nine in the morning, at Elm Street, "
    "for Ella Novak. Shall I book it?"
)
MOVED = (
    "Let me check: your visit on Monday, March ninth, at ten in the morning moves to Tuesday, March third, at nine in "
    "the morning, with Doctor Amara Osei. Shall I move it?"
)
LIST = "I'd note you for a check-up with Doctor Susan Lee. Shall I put you on the waitlist?"


def read(reader: EmbeddedReader, agent: str, said: str) -> list[str]:
    hers = None if agent == BOOKED else HERS
    where = Context(NOW, agent, "offer" if agent == OFFERED else "confirm", OFFERS, hers, CLINIC)
    return [short(c) for c in reader.understand(where, Utterance(said)).commands]


@pytest.mark.parametrize(
    "said",
    [
        "Thursday at two is fine. But, sorry, what's the one I've got? Is it Monday?",
        "The Thursday one. Which day do I have at the moment? Was it Monday?",
        "Thursday. And when's my old one, on the ninth?",
        "Thursday at two. When do you close on Tuesdays?",
        "Thursday at two, and is it Monday that I have now?",
    ],
)
def test_a_question_beside_a_choice(reader: EmbeddedReader, said: str) -> None:
    commands = read(reader, OFFERED, said)
    assert [c for c in commands if not c.startswith("ask")] == ["choose:c"]
    assert commands != ["choose:c"]


@pytest.mark.parametrize(
    "said",
    [
        "Thursday at two, that's for Ella, right?",
        "The last one. That's with Dr. Lindqvist, isn't it?",
        "Thursday, so that's in three days, right?",
        "Thursday at two, and I keep my Monday one, right?",
    ],
)
def test_a_tag_beside_a_choice_is_told_anyway(reader: EmbeddedReader, said: str) -> None:
    assert read(reader, OFFERED, said) == ["choose:c"]


@pytest.mark.parametrize("said", ["Is it with Dr. Lindqvist? Then Thursday.", "Is that him? Thursday at two if it is."])
def test_a_choice_behind_a_question(reader: EmbeddedReader, said: str) -> None:
    assert "choose:c" in read(reader, OFFERED, said)


@pytest.mark.parametrize(
    "said",
    [
        "Do you have anything on Monday?",
        "Is Monday possible?",
        "Is that Tuesday? I can't do Tuesday.",
        "Or Monday, right?",
    ],
)
def test_what_is_no_choice(reader: EmbeddedReader, said: str) -> None:
    assert not any(c.startswith("choose") for c in read(reader, OFFERED, said))


@pytest.mark.parametrize(
    "said",
    [
        "Yes, please. What time do you open on Thursday?",
        "Yes. And when does the office close on Thursdays?",
        "Yes, and does Dr. Lindqvist work on Thursdays?",
    ],
)
def test_hours_asked_beside_a_yes(reader: EmbeddedReader, said: str) -> None:
    assert read(reader, BOOKED, said) == ["affirm", "ask"]


@pytest.mark.parametrize(
    "said",
    [
        "Yes please. Can you do Thursday?",
        "Yes. Is Thursday possible?",
        "Sure. Would Thursday work?",
        "Yes. Could it be Thursday?",
        "Yes, what do you have on Thursdays?",
        "Yes. Are you free on Thursday?",
    ],
)
def test_another_day_asked_for_is_no_yes(reader: EmbeddedReader, said: str) -> None:
    assert "affirm" not in read(reader, BOOKED, said)


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (BOOKED, "Yes, that's for Ella, right?"),
        (BOOKED, "Yes, that's tomorrow, right?"),
        (BOOKED, "Yes please, and it's at Elm Street, isn't it?"),
        (BOOKED, "Sure, and I keep my other one, right?"),
        (LIST, "Yes please, but I still have my Monday one, right?"),
    ],
)
def test_a_tag_that_is_so(reader: EmbeddedReader, agent: str, said: str) -> None:
    assert read(reader, agent, said) == ["affirm"]


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (BOOKED, "Yes, that's for Noah, right?"),
        (BOOKED, "Yes, it's free, right?"),
        (MOVED, "Yes, and I still keep my Monday one, right?"),
    ],
)
def test_a_tag_that_was_not_read_back_is_read_once_more(reader: EmbeddedReader, agent: str, said: str) -> None:
    assert read(reader, agent, said) == ["repeat"]


@pytest.mark.parametrize("said", ["Yes, that's on Friday, right?", "Yes, that's with Dr. Lee, right?"])
def test_a_tag_that_is_otherwise_is_no_plain_yes(reader: EmbeddedReader, said: str) -> None:
    assert read(reader, BOOKED, said) != ["affirm"]
