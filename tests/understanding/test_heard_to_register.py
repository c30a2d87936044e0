"""From what was heard to who is meant: the reader's readings of a name and a date of birth, held against a register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import pytest

from scheduling.lockout import LockoutRules
from scheduling.matching import choose
from voice_agent.understanding.commands import Field, Set
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, DateOrder, Utterance

NOW = datetime(2026, 3, 2, 9)
ASKED = {Field.NAME: "What is the full name?", Field.DATE_OF_BIRTH: "What is the date of birth?"}
BORN = date(1963, 6, 9)
REGISTER = (
    ("Michael Penhaligon", BORN),
    ("Louise Penhaligon", date(1960, 6, 9)),
    ("Nora Tillotson", BORN),
    ("Roy Hackett", BORN),
    ("Tessa Martinez", BORN),
    ("Tessa Marsden", BORN),
)


def _readings(reader: EmbeddedReader, field: Field, heard: Sequence[str]) -> tuple[object, ...]:
    context = Context(now=NOW, agent=ASKED[field], asked=ASKED[field], expecting=field.value, date_order=DateOrder.DMY)
    understood = reader.understand(context, Utterance(heard[0], tuple(heard)))
    said = next((c for c in understood.commands if isinstance(c, Set) and c.field is field), None)
    return (said.value, *said.candidates) if said else ()


def _meant(reader: EmbeddedReader, name: Sequence[str], born: Sequence[str]) -> str | None:
    """The person of the likeliest day that was heard on which somebody of that name was born."""
    names = [str(reading) for reading in _readings(reader, Field.NAME, name)]
    for day in _readings(reader, Field.DATE_OF_BIRTH, born)[: 1 + LockoutRules().other_dates]:
        people = [person for person, registered in REGISTER if registered == day]
        chosen = choose(names, people)
        if chosen is not None:
            return people[chosen]
    return None


@pytest.mark.parametrize(
    ("name", "born", "person"),
    [
        (["Mycal Penhaligan"], ["9th of June 1963"], "Michael Penhaligon"),
        (["Louis Penhaligon"], ["9th of June 1960"], "Louise Penhaligon"),
        (["n o ra t i ll OT s on"], ["09 06 1963"], "Nora Tillotson"),
        (["romeo oscar yanky", "Roy Hackett"], ["ninth of the sixth sixty three"], "Roy Hackett"),
        (["Michael Penhaligon"], ["9th of June 1960", "9th of June 1960 3"], "Michael Penhaligon"),
        (["Tessa Martinez and the last name is spelled N-A-R-T-I-M-E-C."], ["9th of June 1963"], "Tessa Martinez"),
        (["Tessa Kimber and the last name is spelled N-A-R-T-I-M-E-C."], ["9th of June 1963"], "Tessa Martinez"),
        (["Tessa can do it M-A-R-T-I-M-E-C, Tessa Kimber."], ["9th of June 1963"], "Tessa Martinez"),
        (["Hackett H-A-T-K-E-D-D. Roy Hackett, that's H-A-T-K-E-D-D."], ["9th of June 1963"], "Roy Hackett"),
    ],
)
def test_who_is_meant(reader: EmbeddedReader, name: list[str], born: list[str], person: str) -> None:
    assert _meant(reader, name, born) == person


@pytest.mark.parametrize(
    ("name", "born"),
    [
        (["Michael Penhaligon"], ["10th of June 1963"]),
        (["Michael"], ["9th of June 1963"]),
        (["m i ch ae l"], ["9th of June 1963"]),
        (["Rory Hockney"], ["9th of June 1963"]),
        (["Michael Hackett"], ["9th of June 1963"]),
        (["Louise Penhaligon"], ["9th of June 1963"]),
        (["Tessa Martinez and the last name is spelled H-O-L-L-I-S"], ["9th of June 1963"]),
        (["Tessa Hollis, that's H-O-L-L-I-F"], ["9th of June 1963"]),
    ],
)
def test_nobody_is_meant(reader: EmbeddedReader, name: list[str], born: list[str]) -> None:
    assert _meant(reader, name, born) is None
