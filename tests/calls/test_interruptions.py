from __future__ import annotations

from datetime import date

import pytest

from tests.calls.live import Call, Said
from tests.dialogue.world import World
from voice_agent.dialogue.effects import Book, EndCall
from voice_agent.understanding.commands import (
    Affirm,
    Ask,
    Choose,
    Command,
    Correct,
    Emergency,
    Field,
    Goodbye,
    Set,
    Start,
    Task,
    Unclear,
    When,
)

ALL = "A check-up on Tuesday, I'm Nora Whitfield, born March fifth."
COMMANDS: dict[str, tuple[Command, ...]] = {
    ALL: (
        Start(Task.BOOK),
        Set(Field.VISIT_TYPE, "check-up"),
        Set(Field.WHEN, (When(date_from=date(2026, 12, 1), date_to=date(2026, 12, 1)),)),
        Set(Field.NEW_PATIENT, False),
        Set(Field.NAME, "Nora Whitfield"),
        Set(Field.DATE_OF_BIRTH, date(1984, 3, 5)),
    ),
    "The first one.": (Choose("o1"),),
    "Yes.": (Affirm(),),
    "No, Wednesday.": (Correct(Field.WHEN, (When(date_from=date(2026, 12, 2), date_to=date(2026, 12, 2)),)),),
    "Bye.": (Goodbye(),),
    "One more thing.": (Unclear(),),
    "Is there parking?": (Ask("Is there parking?"),),
    "My chest hurts.": (Emergency("my chest hurts"),),
}
READ_BACK_ASKED = [Said(6_000, 7_000, ALL), Said(14_000, 15_000, "The first one.")]
"""The agent begins to read back soon after."""


def call(*said: Said, length_ms: int = 60_000, write_s: float = 0.0) -> Call:
    return Call([*said], COMMANDS, length_ms=length_ms, clinic=World(), write_s=write_s).play()


def read_back(of: Call) -> tuple[int, str]:
    """When it begins to sound, ms, and its words."""
    turn = next(turn for turn in of.record.turns if "Shall I book it?" in turn.agent)
    begin = of.sounds_from(15_300)
    assert begin is not None
    return begin, turn.agent


def test_a_yes_to_a_read_back_that_was_not_heard_in_full_writes_nothing() -> None:
    begin, _ = read_back(call(*READ_BACK_ASKED))
    hasty = call(*READ_BACK_ASKED, Said(begin + 800, begin + 1_400, "Yes."), length_ms=begin + 4_000)
    assert hasty.written == []
    patient = call(*READ_BACK_ASKED, Said(begin + 9_000, begin + 9_600, "Yes."))
    assert [type(one) for one in patient.written] == [Book]


def test_a_correction_into_a_read_back_stops_it_and_writes_nothing() -> None:
    begin, _ = read_back(call(*READ_BACK_ASKED))
    made = call(*READ_BACK_ASKED, Said(begin + 1_500, begin + 2_600, "No, Wednesday."), length_ms=begin + 9_000)
    assert any(begin + 1_500 < at < begin + 2_600 for at in made.clears)
    assert made.written == []


@pytest.mark.parametrize("into_ms", [300, 900, 1_800])
def test_a_write_in_progress_is_finished_whatever_the_caller_says(into_ms: int) -> None:
    begin, _ = read_back(call(*READ_BACK_ASKED))
    yes = Said(begin + 9_000, begin + 9_600, "Yes.")
    said = Said(yes.end_ms + into_ms, yes.end_ms + into_ms + 900, "Is there parking?")
    made = call(*READ_BACK_ASKED, yes, said, write_s=2.5)
    assert [type(one) for one in made.written] == [Book]
    told = " ".join(turn.agent for turn in made.record.turns)
    assert "You're booked" in told
    assert "from eight to five" in told


def test_a_caller_who_hangs_up_during_the_write_has_her_visit() -> None:
    begin, _ = read_back(call(*READ_BACK_ASKED))
    made = call(*READ_BACK_ASKED, Said(begin + 9_000, begin + 9_600, "Yes."), write_s=2.5, length_ms=begin + 11_000)
    assert [type(one) for one in made.written] == [Book]


def ended(*into: Said) -> Call:
    return Call([Said(6_000, 6_600, "Bye."), *into], COMMANDS, length_ms=30_000, clinic=World()).play()


@pytest.mark.parametrize("text", ["One more thing.", "Is there parking?", "My chest hurts."])
def test_a_goodbye_is_taken_back_for_a_caller_who_goes_on(text: str) -> None:
    made = ended(Said(7_500, 8_600, text))
    assert [turn.heard for turn in made.record.turns if turn.heard] == ["Bye.", text]
    assert made.record.turns[2].agent
    assert made.record.counts["goodbyes_taken_back"] == 1


@pytest.mark.parametrize("text", ["Bye.", "mm-hm", ""])
def test_a_goodbye_stands_for_a_caller_who_says_no_more(text: str) -> None:
    made = ended(Said(7_500, 8_300, text))
    assert isinstance(made.session.conversation.closing, EndCall)
    assert made.agent_sounds(8_400, 10_000)  # the rest of it
    assert made.now_ms < 13_000


@pytest.mark.parametrize("echo_ms", [20, 160, 400])
def test_the_agents_own_echo_neither_stops_it_nor_makes_turns(echo_ms: int) -> None:
    made = Call([Said(0, 0, "")], COMMANDS, echo_ms=echo_ms, length_ms=6_000).play()
    assert made.clears == []
    assert [turn.heard for turn in made.record.turns if turn.heard] == []


def test_words_over_the_echo_are_heard() -> None:
    made = Call(
        [Said(1_000, 2_200, "Is there parking?")], COMMANDS, echo_ms=160, length_ms=9_000, clinic=World()
    ).play()
    assert made.clears
    assert made.clears[0] - 1_000 <= 400
    assert [turn.heard for turn in made.record.turns if turn.heard] == ["Is there parking?"]


def test_lost_packets_neither_split_a_turn_nor_stop_the_clock() -> None:
    lost = tuple((at, at + 60) for at in range(6_200, 7_400, 300))
    made = Call([Said(6_000, 7_500, "Is there parking?")], COMMANDS, lost=lost, length_ms=12_000, clinic=World()).play()
    assert [turn.heard for turn in made.record.turns if turn.heard] == ["Is there parking?"]
    [turn] = [turn for turn in made.record.turns if turn.heard]
    assert turn.at_ms < 8_600


def test_a_noise_in_the_silence_is_no_miss() -> None:
    made = Call([Said(6_000, 6_200, ""), Said(8_000, 8_200, "")], COMMANDS, length_ms=10_000, clinic=World()).play()
    assert len(made.record.turns) == 1  # the greeting
    assert made.session.conversation.state.misses == 0
