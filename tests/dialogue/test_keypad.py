"""Keys pressed as answers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dialogue.world import FACTS, World, play
from voice_agent.dialogue import events
from voice_agent.dialogue.keypad import as_heard, birth_date
from voice_agent.dialogue.state import State
from voice_agent.understanding import commands as c
from voice_agent.understanding.reader import DateOrder

TODAY = date(2026, 11, 24)


@given(st.dates(date(1900, 1, 1), TODAY), st.sampled_from(list(DateOrder)))
def test_every_birth_date_can_be_keyed(born: date, order: DateOrder) -> None:
    form = "%m%d%Y" if order is DateOrder.MDY else "%d%m%Y"
    assert birth_date(born.strftime(form), order, TODAY) == born


@pytest.mark.parametrize("digits", ["", "0305198", "030519844", "13321984", "02302001", "01011899", "11252026"])
def test_what_is_no_birth_date(digits: str) -> None:
    assert birth_date(digits, DateOrder.MDY, TODAY) is None


LOOKUP, WAITLIST = [c.Start(c.Task.LOOKUP)], [c.Start(c.Task.WAITLIST), c.Set(c.Field.VISIT_TYPE, "check-up")]
NAMED = [*LOOKUP, c.Set(c.Field.NAME, "Nora Whitfield")]


@pytest.mark.parametrize(
    ("said", "keys", "command"),
    [
        ([], "0", c.Handoff()),
        ([], "7", c.Unclear()),
        (LOOKUP, "0", c.Handoff()),
        (NAMED, "03051984#", c.Set(c.Field.DATE_OF_BIRTH, date(1984, 3, 5))),
        (NAMED, "99", c.Unclear()),
        (WAITLIST, "1", c.Affirm()),
        (WAITLIST, "2", c.Deny()),
        (WAITLIST, "5", c.Unclear()),
    ],
)
def test_keys_answer_the_open_question(said: list[c.Command], keys: str, command: c.Command) -> None:
    state, _ = play(State.initial("call"), events.CallStarted(), World())
    if said:
        state, _ = play(state, events.Heard("", tuple(said)), World())
    assert as_heard(state, events.KeyPressed(keys), FACTS).commands == (command,)


def test_an_offer_is_chosen_by_its_number() -> None:
    wish = (c.Start(c.Task.BOOK), c.Set(c.Field.VISIT_TYPE, "check-up"), c.Set(c.Field.WHEN, (c.When(earliest=True),)))
    state, _ = play(State.initial("call"), events.CallStarted(), World())
    state, _ = play(state, events.Heard("", wish), World())
    assert as_heard(state, events.KeyPressed("2"), FACTS).commands == (c.Choose("o2"),)
    assert as_heard(state, events.KeyPressed("9"), FACTS).commands == (c.Unclear(),)
