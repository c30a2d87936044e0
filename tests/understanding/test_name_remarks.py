"""Remarks beside a name are no part of it, and a name that a doctor has too is hers where her name was asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from tests.understanding.clinic import CLINIC, values_of
from tests.understanding.test_embedded import context
from voice_agent.understanding.commands import Choose, Field
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.name_remarks import is_remark
from voice_agent.understanding.reader import Offer, Utterance

ASKED = replace(context("name", "What's your full name, please?"), vocabulary=CLINIC)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("It's quite an awkward one. Aoife, A O I F E, and then Zielinska, Z I E L I N S K A.", "Aoife Zielinska"),
        ("Okay, this is a funny one. Krzysztof, K R Z Y S Z T O F, Nowak, N O W A K.", "Krzysztof Nowak"),
        ("Nobody ever gets it. Saoirse Okonkwo, S A O I R S E, O K O N K W O.", "Saoirse Okonkwo"),
        ("You'll want a pen for this. It's Anneliese Vanderhoeven.", "Anneliese Vanderhoeven"),
        ("Not an easy one. Niamh, N I A M H, last name Brzezinska, B R Z E Z I N S K A.", "Niamh Brzezinska"),
        ("Brandt. You already got that one.", "Brandt"),
        ("Zielinska. You had it right the first time.", "Zielinska"),
        ("Aoife, and then the last name's Murphy.", "Aoife Murphy"),
    ],
)
def test_a_remark_is_no_name(reader: EmbeddedReader, said: str, name: str) -> None:
    assert values_of(reader.understand(ASKED, Utterance(said)).commands) == {Field.NAME: name}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Susan, S U S A N, Novak, N O V A K.", "Susan Novak"),
        ("Lee. You got that bit right.", "Lee"),
        ("Amara", "Amara"),
    ],
)
def test_a_name_that_a_doctor_has_too_is_hers(reader: EmbeddedReader, said: str, name: str) -> None:
    assert values_of(reader.understand(ASKED, Utterance(said)).commands) == {Field.NAME: name}


@pytest.mark.parametrize("said", ["I want to see Dr. Lee. My name is Greta Lowell.", "Greta Lowell, with Dr. Lee."])
def test_a_doctor_told_as_one_stays(reader: EmbeddedReader, said: str) -> None:
    assert values_of(reader.understand(ASKED, Utterance(said)).commands)[Field.PROVIDER] == "Dr. Susan Lee"


@pytest.mark.parametrize(
    "said", ["It's Greta Lowell.", "The last name is Lowell.", "G as in good, R as in right", "Yes."]
)
def test_what_tells_a_name_is_no_remark(said: str) -> None:
    assert not is_remark(said)


def test_a_name_put_right_chooses_no_doctor(reader: EmbeddedReader) -> None:
    offers = (Offer("a", datetime(2026, 12, 1, 13, 30), "Dr. Amara Osei"),)
    said_back = replace(ASKED, agent="Is that right?", expecting="confirm", checking=(Field.NAME,), offers=offers)
    commands = reader.understand(said_back, Utterance("No, my first name is Amara, A M A R A.")).commands
    assert values_of(commands) == {Field.NAME: "Amara"}
    assert not any(isinstance(c, Choose) for c in commands)
