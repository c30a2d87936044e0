"""Where the number of visits was asked for, a number is that, and no hour."""

from __future__ import annotations

from datetime import datetime

import pytest

from voice_agent.understanding.commands import Command, Correct, Field, Goodbye, Set, When
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Utterance
from voice_agent.understanding.visit_counts import visit_count
from voice_agent.understanding.when import find_whens

ASKED = "Every two weeks: how many visits in all?"


def _read(reader: EmbeddedReader, said: str, agent: str = ASKED) -> tuple[Command, ...]:
    context = Context(datetime(2026, 3, 5, 9), agent, Field.WHEN.value)
    return reader.understand(context, Utterance(said)).commands


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("Eight.", 8),
        ("I need eight", 8),
        ("Eight in all.", 8),
        ("Eight times.", 8),
        ("Let's say ten visits, please.", 10),
        ("ten altogether", 10),
        ("Twelve.", 12),
        ("I'd like eight, two a week", 8),
    ],
)
def test_a_number_is_how_many(reader: EmbeddedReader, said: str, count: int) -> None:
    commands = _read(reader, said)
    whens = [c.value for c in commands if isinstance(c, Set | Correct) and c.field is Field.WHEN]
    assert whens == [(When(count=count),)]
    assert not any(isinstance(c, Goodbye) for c in commands)


def test_elsewhere_it_is_an_hour(reader: EmbeddedReader) -> None:
    (command,) = _read(reader, "eight", "What day and time would you like?")
    assert isinstance(command, Set)
    assert isinstance(command.value, tuple)
    assert command.value[0].at is not None


@pytest.mark.parametrize("said", ["every eight weeks", "at eight", "six or eight", "eight o'clock", "the eighth", "no"])
def test_what_counts_no_visits(said: str) -> None:
    assert visit_count(said) is None


def test_a_farewell_is_one(reader: EmbeddedReader) -> None:
    assert Goodbye() in _read(reader, "Goodbye")


@pytest.mark.parametrize("said", ["twice weekly for four weeks", "two times weekly for four weeks"])
def test_so_many_times_weekly_is_as_many_a_week(said: str) -> None:
    (found,) = find_whens(said, datetime(2026, 3, 5, 9))
    assert [(when.every, when.count) for when in found.whens] == [("P3D", 8)]
