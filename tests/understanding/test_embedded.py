"""The reader as a whole: sentences of callers in, commands out (`readings.yaml`)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voice_agent.understanding.commands import Affirm, Command, Correct, Emergency, Field, Set, Unclear, to_json
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Offer, Term, Utterance, Vocabulary

NOW = datetime.fromisoformat("2026-03-02T09:00")
NINE = datetime.fromisoformat("2026-03-03T09:00")
OFFERS = (
    Offer("a", NINE, "Dr. Amara Osei"),
    Offer("b", NINE + timedelta(hours=1, minutes=30), "Dr. Susan Lee"),
    Offer("c", NINE + timedelta(days=2, hours=5), "Dr. Jonas Lindqvist"),
)
CLINIC = Vocabulary(
    providers=(Term("Dr. Amara Osei"), Term("Dr. Jonas Lindqvist"), Term("Dr. Susan Lee")),
    visit_types=(Term("Check-up", ("checkup", "physical")), Term("Vaccination", ("flu shot",))),
    locations=(Term("Elm Street", ("main office",)),),
)
GROUPS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "readings.yaml").read_text(encoding="utf-8"))
CASES = [
    pytest.param(group, said, commands, id=f"{group['expecting']}: {said}")
    for group in GROUPS
    for said, commands in group["read"].items()
]
READ_BACK = "That is Tuesday, March third, at three in the afternoon. Shall I book it?"


def context(expecting: str | None = None, agent: str = "", *, offers: bool = False) -> Context:
    return Context(NOW, agent, expecting, OFFERS if offers else (), None, CLINIC)


def short(command: Command) -> str:
    plain = to_json(command)
    detail = next((plain[key] for key in ("task", "reason", "field", "ref") if key in plain), None)
    return f"{command.name}:{detail}" if detail else command.name


@pytest.mark.parametrize(("group", "said", "commands"), CASES)
def test_sentences_are_read(reader: EmbeddedReader, group: dict[str, Any], said: str, commands: list[str]) -> None:
    where = context(group["expecting"], group.get("agent", ""), offers=group.get("offers", False))
    assert [short(c) for c in reader.understand(where, Utterance(said)).commands] == commands


def test_values_are_the_clinics_own(reader: EmbeddedReader) -> None:
    heard = reader.understand(
        context("task"), Utterance("a flu shot with doctor lindquist on Thursday at two for my son")
    )
    values = {c.field: c.value for c in heard.commands if isinstance(c, Set)}
    whens = values.pop(Field.WHEN)
    assert values == {
        Field.VISIT_TYPE: "Vaccination",
        Field.PROVIDER: "Dr. Jonas Lindqvist",
        Field.RELATION: "son",
    }
    assert isinstance(whens, tuple)
    assert [(w.date_from, w.at) for w in whens if not isinstance(w, str)] == [(date(2026, 3, 5), time(14))]


def test_an_emergency_in_any_hypothesis_comes_before_all_else(reader: EmbeddedReader) -> None:
    heard = reader.understand(context("confirm"), Utterance("yes please", ("yes please", "I can't breathe")))
    assert [type(c) for c in heard.commands] == [Emergency]


def test_a_clinic_books_no_tables_but_a_hotel_does(reader: EmbeddedReader) -> None:
    hotel = Context(NOW, expecting="task", vocabulary=Vocabulary(visit_types=(Term("table"),)))
    said = Utterance("reserve a table for four")
    assert short(reader.understand(hotel, said).commands[0]) == "start:book"
    assert short(reader.understand(context("task"), said).commands[0]) == "out_of_scope"


def test_without_the_agents_words_a_value_beside_a_yes_is_no_yes(reader: EmbeddedReader) -> None:
    heard = reader.understand(context("confirm"), Utterance("yes, Tuesday at three"))
    assert Affirm() not in heard.commands
    assert any(isinstance(c, Correct) for c in heard.commands)


def test_what_is_not_understood_has_little_confidence(reader: EmbeddedReader) -> None:
    unclear = reader.understand(context("task"), Utterance("zorble quux frindle"))
    clear = reader.understand(context("task"), Utterance("please cancel my appointment"))
    assert unclear.commands == (Unclear(),)
    assert unclear.confidence < 0.5 < clear.confidence


async def test_read_gives_what_understand_gives(reader: EmbeddedReader) -> None:
    where, said = context("task"), Utterance("I need an appointment")
    read, understood = await reader.read(where, said), reader.understand(where, said)
    assert (read.commands, read.confidence, read.reader) == (understood.commands, understood.confidence, "embedded")


EXPECTING = st.sampled_from([None, "confirm", "offer", "task", *(f.value for f in Field)])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(text=st.text(max_size=300), expecting=EXPECTING, offers=st.booleans())
def test_no_text_makes_it_fail(reader: EmbeddedReader, text: str, expecting: str | None, offers: bool) -> None:
    heard = reader.understand(context(expecting, READ_BACK, offers=offers), Utterance(text))
    assert heard.commands
    assert 0 <= heard.confidence <= 1
    assert [to_json(c)["name"] for c in heard.commands]


WORDS = st.lists(
    st.sampled_from(
        "yes yeah okay sure right please but if wait no not never Thursday four instead Dr. Osei cancel hold on "
        "maybe what stop actually rather except unless wrong".split()
    ),
    min_size=1,
    max_size=6,
).map(" ".join)
DOUBT = {"but", "if", "wait", "no", "not", "never", "thursday", "instead", "cancel", "hold", "stop", "except", "unless"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None)
@given(said=WORDS)
def test_nothing_ambiguous_is_a_yes_to_a_read_back(reader: EmbeddedReader, said: str) -> None:
    heard = reader.understand(context("confirm", READ_BACK), Utterance(said))
    if DOUBT & set(said.lower().split()):
        assert Affirm() not in heard.commands, said
