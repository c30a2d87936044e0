"""What is wrong with what was offered, and what is missed among it."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from tests.understanding.clinic import CLINIC
from voice_agent.understanding.commands import (
    Alternatives,
    Ask,
    Choose,
    Command,
    Correct,
    Goodbye,
    PartOfDay,
    Set,
    When,
)
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Offer, Utterance

NOW = datetime(2026, 11, 30, 9)
OFFERS = (
    Offer("a", datetime(2026, 12, 1, 8, 30), "Dr. Susan Lee"),
    Offer("b", datetime(2026, 12, 3, 9), "Dr. Amara Osei"),
)
AGENT = "I have Tuesday, December first at eight thirty, or Thursday the third at nine. Which one?"
LATE = (
    Offer("c", datetime(2026, 11, 30, 16, 30), "Dr. Susan Lee"),
    Offer("d", datetime(2026, 12, 1, 14, 30), "Dr. Susan Lee"),
)
LATE_AGENT = "I have Monday, November thirtieth at four thirty, or Tuesday, December first at two thirty. Which one?"


def read(reader: EmbeddedReader, said: str, offers: tuple[Offer, ...] = OFFERS) -> tuple[Command, ...]:
    agent = AGENT if offers is OFFERS else LATE_AGENT
    return reader.understand(Context(NOW, agent, "offer", offers, None, CLINIC), Utterance(said)).commands


def wishes(commands: tuple[Command, ...]) -> list[When]:
    whens = [c.when for c in commands if isinstance(c, Alternatives)]
    whens += [c.value for c in commands if isinstance(c, Set | Correct) and isinstance(c.value, tuple)]  # type: ignore[misc]
    return [w for when in whens if when for w in when]


@pytest.mark.parametrize(
    "said",
    [
        "Those are both mornings.",
        "No, they're all in the morning.",
        "But those are mornings.",
        "All of those are while I'm at the office",
        "Hmm, those are both when I'm teaching",
        "Those are all during my shift.",
        "That's right when I'm in class.",
        "They're both in the middle of my workday",
        "I'm at work at those times.",
        "I'm in class then.",
        "That's when I fetch the children.",
    ],
)
def test_what_is_wrong_with_them_is_no_wish(reader: EmbeddedReader, said: str) -> None:
    commands = read(reader, said)
    assert any(isinstance(c, Alternatives) for c in commands)
    assert not [c for c in commands if isinstance(c, Choose | Goodbye)]
    assert wishes(commands) == []


@pytest.mark.parametrize(
    "said",
    [
        "No, those are mornings. Tuesday or Friday, after three.",
        "Those are all when I'm at work. Tuesday or Friday, any time after three o'clock.",
        "They're in the morning, so no. Could it be Tuesday or Friday after three?",
    ],
)
def test_the_wish_behind_it_is_in_the_afternoon(reader: EmbeddedReader, said: str) -> None:
    commands = read(reader, said)
    told = wishes(commands)
    assert told
    assert not [c for c in commands if isinstance(c, Choose)]
    assert all((w.time_from, w.part_of_day) == (time(15), None) for w in told)


@pytest.mark.parametrize(
    ("said", "ref"),
    [
        ("Those are mornings, perfect, the first one.", "a"),
        ("Mornings are good. The second one.", "b"),
        ("Thursday at nine, that's when I'm free.", "b"),
    ],
)
def test_what_suits_is_chosen(reader: EmbeddedReader, said: str, ref: str) -> None:
    assert Choose(ref) in read(reader, said)


@pytest.mark.parametrize("said", ["That's when I'm free.", "Those are both when I'm off."])
def test_when_she_is_free_is_no_fault(reader: EmbeddedReader, said: str) -> None:
    assert not [c for c in read(reader, said) if isinstance(c, Alternatives)]


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("Nothing between one and three?", time(13), time(15)),
        ("Is there nothing between one and three, with any doctor?", time(13), time(15)),
        ("There's nothing after five?", time(17), None),
        ("So nothing later in the afternoon, with whoever?", time(15, 30), None),
        ("Is there nothing later in the afternoon, whoever it is?", time(15, 30), None),
    ],
)
def test_what_is_missed_is_asked_for(reader: EmbeddedReader, said: str, start: time, end: time | None) -> None:
    commands = read(reader, said)
    (when,) = wishes(commands)
    assert (when.time_from, when.time_to) == (start, end)
    assert not [c for c in commands if isinstance(c, Choose | Goodbye | Ask)]


def test_what_would_do_is_not_taken_while_another_is_asked_for(reader: EmbeddedReader) -> None:
    commands = read(reader, "Four thirty I suppose, nothing between three and four?", LATE)
    (when,) = wishes(commands)
    assert (when.time_from, when.time_to) == (time(15), time(16))
    assert not [c for c in commands if isinstance(c, Choose | Goodbye)]


def test_nothing_else_is_no_refusal(reader: EmbeddedReader) -> None:
    assert Choose("d") in read(reader, "Tuesday at two thirty, please, there's nothing else I need.", LATE)


def test_an_afternoon_is_asked_for_beside_it(reader: EmbeddedReader) -> None:
    told = wishes(read(reader, "No, those are all mornings, I need an afternoon."))
    assert {w.part_of_day for w in told} == {PartOfDay.AFTERNOON}
