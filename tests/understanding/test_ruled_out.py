"""Days and hours that stand in a reason against them are neither chosen nor looked for."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from tests.understanding.clinic import CLINIC
from voice_agent.understanding.commands import Alternatives, Choose, Command, Correct, Set, When
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Offer, Utterance

NOW = datetime(2026, 11, 30, 9)
TUESDAY, THURSDAY = date(2026, 12, 1), date(2026, 12, 3)
OFFERS = (
    Offer("a", datetime(2026, 12, 1, 10), "Dr. Susan Lee"),
    Offer("b", datetime(2026, 12, 3, 13, 30), "Dr. Susan Lee"),
)
AGENT = "I have Tuesday, December first at ten, or Thursday the third at one thirty. Which one?"


def read(reader: EmbeddedReader, said: str, offers: tuple[Offer, ...] = OFFERS) -> tuple[Command, ...]:
    return reader.understand(Context(NOW, AGENT, "offer", offers, None, CLINIC), Utterance(said)).commands


def wishes(commands: tuple[Command, ...]) -> list[When]:
    whens = [c.when for c in commands if isinstance(c, Alternatives) and c.when]
    whens += [c.value for c in commands if isinstance(c, Set | Correct) and isinstance(c.value, tuple)]
    return [w for when in whens for w in when]


@pytest.mark.parametrize(
    "said",
    [
        "no at ten I'm at work so it would need to be after three",
        "ten I'm in class, anything after three",
        "I can't do ten, do you have something after three",
        "I'm working at ten, so after three please",
        "no I get off at two, could it be after three",
    ],
)
def test_an_hour_she_is_at_work_is_not_chosen(reader: EmbeddedReader, said: str) -> None:
    commands = read(reader, said)
    assert not any(isinstance(c, Choose) for c in commands)
    assert [w.time_from for w in wishes(commands)] == [time(15)]


@pytest.mark.parametrize(
    "said",
    [
        "tomorrow's too soon, how about Friday",
        "tomorrow is a bit too soon for me what about Friday",
        "tomorrow's good but ten I'm at work how about Friday",
        "oh tomorrow would be too soon I already had my lunch break do you have Friday",
    ],
)
def test_a_day_too_soon_is_none_of_the_days_wished_for(reader: EmbeddedReader, said: str) -> None:
    commands = read(reader, said)
    assert not any(isinstance(c, Choose) for c in commands)
    assert {w.date_from for w in wishes(commands)} == {date(2026, 12, 4)}


def test_a_day_too_soon_alone_is_ruled_out(reader: EmbeddedReader) -> None:
    commands = read(reader, "hmm tomorrow's too soon")
    assert [w.not_dates for w in wishes(commands)] == [(TUESDAY,)]


def test_one_engagement_rules_out_one_day(reader: EmbeddedReader) -> None:
    commands = read(reader, "Thursday I've got a meeting at one, is there anything else")
    (when,) = wishes(commands)
    assert (when.not_dates, when.not_weekdays) == ((THURSDAY,), ())


@pytest.mark.parametrize("said", ["I'm on seven to three that week", "they have me on seven to three now"])
def test_a_shift_leaves_the_hours_behind_it(reader: EmbeddedReader, said: str) -> None:
    timed = [w for w in wishes(read(reader, said)) if w.time_from or w.time_to]
    assert [(w.time_from, w.time_to) for w in timed] == [(time(15), None)]


def test_a_late_shift_leaves_the_hours_before_it(reader: EmbeddedReader) -> None:
    whens = wishes(read(reader, "I work ten to six"))
    assert [(w.time_from, w.time_to) for w in whens] == [(None, time(10)), (time(18), None)]


@pytest.mark.parametrize("said", ["is Friday any good", "would Friday be okay at all", "and is Friday free"])
def test_a_day_asked_after_is_looked_for(reader: EmbeddedReader, said: str) -> None:
    assert {w.date_from for w in wishes(read(reader, said))} == {date(2026, 12, 4)}


def test_a_day_is_one_of_the_week_that_was_offered(reader: EmbeddedReader) -> None:
    later = (
        Offer("c", datetime(2026, 12, 8, 9), "Dr. Susan Lee"),
        Offer("d", datetime(2026, 12, 9, 9), "Dr. Susan Lee"),
    )
    assert {w.date_from for w in wishes(read(reader, "do you have Friday", later))} == {date(2026, 12, 11)}
