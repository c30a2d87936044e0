"""Who says her name as she begins a call, unasked."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.understanding.clinic import CLINIC, values_of
from voice_agent.understanding.commands import Field, Value
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.introductions import introduction
from voice_agent.understanding.reader import Context, Utterance

BEGINNING = Context(datetime(2026, 11, 29, 9), "How can I help?", "task", vocabulary=CLINIC)


def _values(reader: EmbeddedReader, said: str) -> dict[Field, Value]:
    return values_of(reader.understand(BEGINNING, Utterance(said)).commands)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Hi, this is Teodora Brandt. I'd like a check-up.", "Teodora Brandt"),
        ("Hi, it's Teodora Brandt. I need a check-up with Dr. Osei next week.", "Teodora Brandt"),
        ("Hello, I'm Teodora Brandt, I'd like a check-up.", "Teodora Brandt"),
        ("Good morning, this is Teodora Brandt calling. I need to cancel my visit.", "Teodora Brandt"),
        ("Hey there, this is Jonah Pike. Can I move my appointment?", "Jonah Pike"),
        ("I need a check-up on Friday. My name's Jonah Pike.", "Jonah Pike"),
        ("Hi, Jonah Pike here. I need a check-up.", "Jonah Pike"),
        ("Yes, hi, it's Mary-Ann O'Brien here, about my appointment.", "Mary-Ann O'Brien"),
        ("Hi, it's Teodora M. Brandt, I need to come in.", "Teodora M. Brandt"),
        ("Jonah Pike. I'd like to move my visit.", "Jonah Pike"),
        ("Yeah, hello, Jonah Pike, I can't make it on Friday.", "Jonah Pike"),
        ("Good morning. Teodora Brandt, I need a check-up.", "Teodora Brandt"),
        ("Hi, Mary-Ann O'Brien. Could you tell me when my check-up is?", "Mary-Ann O'Brien"),
        ("Okay so, Teodora Brandt, May third, 1984, and I need a check-up.", "Teodora Brandt"),
        ("Jonah Pike, calling about my appointment on Tuesday.", "Jonah Pike"),
        ("June Carter. I need to cancel.", "June Carter"),
    ],
)
def test_her_name_is_taken(reader: EmbeddedReader, said: str, name: str) -> None:
    assert _values(reader, said)[Field.NAME] == name


@pytest.mark.parametrize(
    "said",
    [
        "Hi, it's Dr. Osei that I want to see.",
        "Hi, this is Dr. Osei's patient, I need a check-up.",
        "Hi, it's about my appointment on Tuesday.",
        "It's Monday Morning I want.",
        "It's Elm Street I'd like.",
        "Hi, it's Blue Shield calling about a claim.",
        "Hi, this is Corner Pharmacy, we have a question.",
        "Hi, I'm Calling about a check-up.",
        "Hi, it's the Brandt Family, we need a check-up.",
        "Good Morning. I need a check-up.",
        "Good Afternoon, I'd like to come in.",
        "Elm Street Clinic, I need to come in there.",
        "Susan Lee, I'd like a check-up with her.",
        "Monday Morning, I could come then.",
        "Blue Shield, I have that, do you take it?",
        "Happy Holidays! I need a check-up.",
        "Mount Sinai. I was told to call you.",
        "Medical Records. I need a copy.",
        "Corner Pharmacy, calling about a prescription.",
        "Jonah Pike",
        "Jonah Pike, he's my doctor over in Salem.",
    ],
)
def test_what_is_no_name_is_none(reader: EmbeddedReader, said: str) -> None:
    assert Field.NAME not in _values(reader, said)


@pytest.mark.parametrize(
    "said",
    [
        "Hi, this is Teodora Brandt, I'm calling for my son Jonah. He needs a check-up.",
        "Hi, my name is Teodora Brandt, I'm calling for my son. He needs a check-up.",
        "Hello, it's Teodora Brandt, I need a check-up for my mother.",
        "Teodora Brandt, I'm calling for my son. He needs a check-up.",
    ],
)
def test_who_calls_for_another_is_not_the_patient(reader: EmbeddedReader, said: str) -> None:
    values = _values(reader, said)
    assert Field.RELATION in values
    assert Field.NAME not in values


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Hi, I'm Frank Lee and I need a check-up.", "Frank Lee"),
        ("Hi, this is June Carter, I'd like a check-up.", "June Carter"),
    ],
)
def test_a_doctor_or_a_month_inside_of_her_name_is_neither(reader: EmbeddedReader, said: str, name: str) -> None:
    values = _values(reader, said)
    assert values[Field.NAME] == name
    assert not {Field.PROVIDER, Field.WHEN} & set(values)


def test_what_the_other_hypotheses_heard_goes_with_it() -> None:
    said = introduction(
        ("Hi, it's Jonah Pike, I need", "Hi, it's Jonah Pyke, I need", "Hi, it's Jonah Pike, I need", "Hi, it's June")
    )
    assert said is not None
    assert (said.name, said.candidates) == ("Jonah Pike", ("Jonah Pyke",))
    assert "Hi, it's Jonah Pike, I need"[said.start : said.end] == "Jonah Pike"
