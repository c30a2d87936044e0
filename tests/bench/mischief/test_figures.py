from __future__ import annotations

from datetime import datetime

import pytest

from voice_agent.bench.mischief.figures import Rung, Wait, figures_of, waits, wrong_writes
from voice_agent.bench.mischief.run import plan
from voice_agent.evaluation.ledger import Change
from voice_agent.simulator.llm_mischief import Mischief
from voice_agent.simulator.scenario import CallerSpec, Expectation, LineSpec, Scenario

BOOKS = Scenario("books", caller=CallerSpec(lines=(LineSpec("Hello."),)), expect=Expectation(outcome=("booked",)))
BOOKED = Change("booked", 7, 1, "Annual physical", "Dr. Lee", datetime(2026, 12, 1, 9))
AGAIN = Change("booked", 8, 1, "Annual physical", "Dr. Lee", datetime(2026, 12, 2, 9))
CANCELLED = Change("cancelled", 3, 2)


@pytest.mark.parametrize(
    ("made", "failed", "wrong"),
    [
        ((), (), 0),
        ((BOOKED,), (), 0),
        ((BOOKED,), ("the appointment is on 2026-12-01, not on 2026-12-08",), 1),
        ((BOOKED, AGAIN), (), 1),
        ((BOOKED, CANCELLED), (), 1),
        ((CANCELLED,), ("outcome is cancelled, not booked",), 1),
        ((), ("outcome is abandoned, not booked",), 0),
    ],
)
def test_what_the_scenario_does_not_ask_for_is_a_wrong_write(
    made: tuple[Change, ...], failed: tuple[str, ...], wrong: int
) -> None:
    assert len(wrong_writes(BOOKS, made, failed)) == wrong


def test_only_answered_turns_have_a_wait() -> None:
    answered = {"longest_wait_ms": 1_180.0, "endpoint_ms": 420.0, "understand_ms": 1_206.0}
    alone = {"longest_wait_ms": 900.0, "endpoint_ms": None, "understand_ms": None}
    unanswered = {"longest_wait_ms": None, "endpoint_ms": None, "understand_ms": None}
    assert waits({"turns": [answered, alone, unanswered]}) == (Wait(1_180.0, 420.0, 1_206.0), Wait(900.0, 0.0, 0.0))


def test_calls_that_no_llm_read_are_told_apart() -> None:
    rung = [
        Rung("book", None, (), (), (Wait(3_000, 0, 0),)),
        Rung("book", Mischief.STALL, (), (), (Wait(900, 280, 1_200), Wait(2_100, 280, 1_205)), 2, {"late": 2}),
        Rung("cancel", Mischief.LEAK, ("the call failed",), ("cancelled #3",), ()),
    ]
    figures = figures_of(rung, real_time=False)
    assert figures["mischief_calls"] == 2
    assert figures["mischief_completed"] == 1
    assert figures["mischief_wrong_writes"] == 1
    assert figures["mischief_longest_silence_ms"] == 2_100
    assert figures["mischief_silences_over_2_s"] == 1
    assert figures["embedded_longest_silence_ms"] == 3_000


def test_every_mischief_meets_every_scenario_in_as_many_rounds() -> None:
    planned = plan(4)
    met = {(scenario.name, mischief) for scenario, mischief in planned if mischief}
    assert len(met) == 4 * len(Mischief)
    assert [mischief for _, mischief in planned[:4]] == [None] * 4
