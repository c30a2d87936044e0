"""Where a name was asked for, everyday words may be one, and nobody leaves without a farewell."""

from __future__ import annotations

from datetime import date

import pytest

from tests.understanding.test_embedded import context, short
from voice_agent.understanding.commands import Field, Set
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Understanding, Utterance


def read(reader: EmbeddedReader, said: str) -> Understanding:
    return reader.understand(context("name", "What is your full name?"), Utterance(said))


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("bill Cox", "Bill Cox"),
        ("it's Bill Ward", "Bill Ward"),
        ("my name is Bill Payne", "Bill Payne"),
        ("Jill later", "Jill Later"),
        ("skip Moore", "Skip Moore"),
        ("ray minute", "Ray Minute"),
        ("Pat wait", "Pat Wait"),
        ("Frank Lee", "Frank Lee"),
        ("dawn early", "Dawn Early"),
        ("chase bank", "Chase Bank"),
        ("hang on, it's Rosa Marchetti", "Rosa Marchetti"),
        ("let me think, Anna Bell", "Anna Bell"),
    ],
)
def test_words_are_the_name_that_was_asked_for(reader: EmbeddedReader, said: str, name: str) -> None:
    heard = read(reader, said)
    assert [c.value for c in heard.commands if isinstance(c, Set) and c.field is Field.NAME] == [name]
    assert len(heard.commands) == 1


@pytest.mark.parametrize("said", ["all done", "I'm done", "that's all", "later", "how we met", "hope all"])
def test_what_may_be_a_misheard_name_ends_nothing(reader: EmbeddedReader, said: str) -> None:
    assert [short(c) for c in read(reader, said).commands] == ["unclear"]


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("goodbye", "goodbye"),
        ("okay bye now", "goodbye"),
        ("good night", "goodbye"),
        ("I gotta go", "goodbye"),
        ("see you later", "goodbye"),
        ("never mind", "abort"),
        ("forget it", "abort"),
        ("hold on", "hold_on"),
        ("one moment", "hold_on"),
        ("talk to a person", "handoff:asked"),
        ("can I talk to billing", "handoff:billing"),
        ("I have a question about my bill", "handoff:billing"),
        ("I want to cancel", "start:cancel"),
        ("how much is it", "ask"),
        ("I have chest pain", "emergency"),
        ("chest pain", "emergency"),
    ],
)
def test_what_is_said_in_so_many_words_is_meant(reader: EmbeddedReader, said: str, command: str) -> None:
    heard = read(reader, said)
    assert command in [short(c) for c in heard.commands]
    assert not any(isinstance(c, Set) for c in heard.commands)


def test_whose_kin_she_is_comes_before_the_name(reader: EmbeddedReader) -> None:
    commands = read(reader, "I'm Ruth Adler, her mother. She's Miriam Katz.").commands
    assert commands == (Set(Field.RELATION, "child"), Set(Field.NAME, "Miriam Katz"))


def test_who_names_only_herself_leaves_the_name_open(reader: EmbeddedReader) -> None:
    assert read(reader, "I'm Ruth Adler, her mother.").commands == (Set(Field.RELATION, "child"),)


def test_a_name_behind_a_name_that_was_the_callers(reader: EmbeddedReader) -> None:
    commands = read(reader, "Ruth Adler. No, wait, that's me. It's Miriam Katz.").commands
    assert [getattr(c, "value", c) for c in commands] == ["Miriam Katz"]


def test_a_figure_birthday_behind_a_name(reader: EmbeddedReader) -> None:
    values = {c.field: c.value for c in read(reader, "Ruth Adler, four nine sixty-one").commands if isinstance(c, Set)}
    assert values == {Field.NAME: "Ruth Adler", Field.DATE_OF_BIRTH: date(1961, 4, 9)}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("sorry my husband always does these calls I'm Greta Lowell", "Greta Lowell"),
        ("there's a lot of noise here my name is Greta Lowell", "Greta Lowell"),
        ("Old Greta Lowell.", "Greta Lowell"),
    ],
)
def test_a_name_at_the_end_of_talk_without_marks(reader: EmbeddedReader, said: str, name: str) -> None:
    heard = reader.understand(context("name"), Utterance(said))
    assert [c.value for c in heard.commands if isinstance(c, Set) and c.field is Field.NAME] == [name]


@pytest.mark.parametrize("said", ["it's really loud here I'm standing outside", "it's noisy because I'm at work"])
def test_talk_without_a_name_at_its_end_is_none(reader: EmbeddedReader, said: str) -> None:
    heard = reader.understand(context("name"), Utterance(said))
    assert not any(isinstance(c, Set) and c.field is Field.NAME for c in heard.commands)
