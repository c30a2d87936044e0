"""Names in longer talk, written in small letters and without stops."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.understanding.clinic import CLINIC, values_of
from voice_agent.understanding.commands import Deny, Field, HoldOn, Value
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Utterance

NOW = datetime(2026, 11, 29, 9)
BEGINNING = Context(NOW, "How can I help?", "task", vocabulary=CLINIC)
NEW = Context(NOW, "Are you a new patient with us?", Field.NEW_PATIENT.value, vocabulary=CLINIC)
NAME = Context(NOW, "What's your full name, please?", Field.NAME.value, vocabulary=CLINIC)


def _values(reader: EmbeddedReader, context: Context, said: str) -> dict[Field, Value]:
    return values_of(reader.understand(context, Utterance(said)).commands)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("hi this is nora fielding i need a check-up next week", "Nora Fielding"),
        ("hey there it's carlos ibarra and i gotta cancel my visit", "Carlos Ibarra"),
        ("good afternoon my name is beatriz de la cruz i'd like a check-up", "Beatriz De La Cruz"),
        ("wendy okonkwo here can you tell me when my visit is", "Wendy Okonkwo"),
        ("hello jonas lindqvist calling i have to move friday", "Jonas Lindqvist"),
        ("um yeah it's rachel young i want to see somebody about my elbow", "Rachel Young"),
        ("i need to come in for a check-up it's piotr zielinski", "Piotr Zielinski"),
    ],
)
def test_who_calls(reader: EmbeddedReader, said: str, name: str) -> None:
    assert _values(reader, BEGINNING, said)[Field.NAME] == name


@pytest.mark.parametrize(
    "said",
    [
        "this is driving me crazy i need somebody to look at it",
        "it's kind of embarrassing i have a thing on my leg",
        "this is julia from the hospital lab",
        "it's emma's appointment i'm calling about",
        "it's julia i need a check-up",
        "i'm walter's daughter can you tell me when he comes in",
        "this is susan lee's patient i need a check-up",
        "it's susan lee i'd like to see",
        "hi it's martin pharmacy calling about a prescription",
        "i'm having trouble sleeping can somebody see me",
        "it's really swollen can i come today",
    ],
)
def test_who_does_not_say_who_calls(reader: EmbeddedReader, said: str) -> None:
    assert Field.NAME not in _values(reader, BEGINNING, said)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("no i come in every year nora fielding", "Nora Fielding"),
        ("nope you've got me in there already it's carlos ibarra", "Carlos Ibarra"),
        ("no she goes to you guys her name is wendy okonkwo", "Wendy Okonkwo"),
        ("nah he's been with you since he was a baby jonas lindqvist", "Jonas Lindqvist"),
        ("no my daughter beatriz ibarra has been going for years", "Beatriz Ibarra"),
    ],
)
def test_who_is_known_here(reader: EmbeddedReader, said: str, name: str) -> None:
    commands = reader.understand(NEW, Utterance(said)).commands
    assert Deny() in commands
    assert values_of(commands)[Field.NAME] == name


@pytest.mark.parametrize(
    "said",
    [
        "no i saw susan lee in the spring",
        "no i was there last month",
        "no my old doctor was in jackson mississippi",
        "no my son got vaccinated there",
        "no i'm at elm street all the time",
    ],
)
def test_who_is_known_and_not_named(reader: EmbeddedReader, said: str) -> None:
    assert Field.NAME not in _values(reader, NEW, said)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("nora fielding i told you that already", "Nora Fielding"),
        ("it's carlos ibarra and i only want to know the time", "Carlos Ibarra"),
        ("Wendy Okonkwo you asked me that before", "Wendy Okonkwo"),
        ("jonas lindqvist l i n d q v i s t you should have it", "Jonas Lindqvist"),
        ("Beatriz Ibarra, I already said. I-B-A-R-R-A.", "Beatriz Ibarra"),
        ("edith hill h i l l and she's my mother", "Edith Hill"),
        ("Nora Fielding hon", "Nora Fielding"),
        ("carlos ibarra my dear", "Carlos Ibarra"),
        ("Wendy Okonkwo, love", "Wendy Okonkwo"),
        ("courtney love", "Courtney Love"),
    ],
)
def test_talk_behind_a_name_is_no_part_of_it(reader: EmbeddedReader, said: str, name: str) -> None:
    assert _values(reader, NAME, said)[Field.NAME] == name


@pytest.mark.parametrize(
    "said",
    ["jonah pike j o n a h and he was born the ninth of may two thousand eighteen", "jonah pike born may ninth 2018"],
)
def test_a_name_spelled_and_a_birthday_in_one_breath(reader: EmbeddedReader, said: str) -> None:
    assert _values(reader, NAME, said) == {Field.NAME: "Jonah Pike", Field.DATE_OF_BIRTH: date(2018, 5, 9)}


@pytest.mark.parametrize(
    "said",
    [
        "Philippa with a P, Schaeffer, S-C-H-A-F-E-R, no sorry, it's S-C-H-A-E-F-F-E-R",
        "Philippa Schaeffer s c h a e f e r wait i always miss one s c h a e f f e r",
    ],
)
def test_letters_taken_back(reader: EmbeddedReader, said: str) -> None:
    assert _values(reader, NAME, said)[Field.NAME] == "Philippa Schaeffer"


def test_letters_taken_back_answer_nothing_else(reader: EmbeddedReader) -> None:
    said = "the name's Philippa Schaeffer, S-C-H-A-F-E-R, no wait, S-C-H-A-E-F-F-E-R"
    commands = reader.understand(NEW, Utterance(said)).commands
    assert values_of(commands) == {Field.NAME: "Philippa Schaeffer"}
    assert not {Deny(), HoldOn()} & set(commands)
