"""The decoder's guess in a live call: it stands in for words that mean nothing, and for no others."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from tests.calls.live import Call, Said
from tests.dialogue.world import FACTS
from voice_agent.calls.expected_words import GUESSED, ExpectedWords
from voice_agent.speech.transcriber import Bias, Samples, Transcription
from voice_agent.understanding.commands import (
    Affirm,
    Command,
    Emergency,
    Field,
    Handoff,
    HandoffReason,
    Set,
    Start,
    Task,
    Unclear,
)

KIND = FACTS.vocabulary.visit_types[0].value
BOOK, ANSWER = Said(6_000, 7_000, "I need an appointment."), Said(14_000, 15_000, "a herring pest")
READINGS: dict[str, tuple[Command, ...]] = {
    "I need an appointment.": (Start(Task.BOOK),),
    "A guess.": (Set(Field.VISIT_TYPE, KIND),),
}


@dataclass
class Guessing(Call):
    """Wherever an answer out of a closed set is expected, the decoder guesses `guess`."""

    guess: str | None = "A guess."

    def __post_init__(self) -> None:
        super().__post_init__()
        expected = ExpectedWords(FACTS.vocabulary)
        self.session.hearing._bias = lambda: expected.bias(self.session.conversation.expecting)

    async def transcribe(self, audio: Samples, bias: Bias = Bias(), *, urgent: bool = False) -> Transcription:
        heard = await super().transcribe(audio, bias, urgent=urgent)
        return replace(heard, guess=self.guess if bias.answers else None)


def played(*heard: Command) -> Guessing:
    call = Guessing([BOOK, ANSWER], READINGS | {"a herring pest": heard})
    call.play()
    return call


@pytest.mark.parametrize("heard", [Unclear(), Affirm(), Set(Field.VISIT_TYPE, "herring pest")])
def test_a_guess_stands_in_for_words_that_mean_nothing(heard: Command) -> None:
    call = played(heard)
    frame = call.session.conversation.state.frame
    assert frame is not None
    assert frame.want.visit_type == KIND
    assert call.record.turns[-1].heard == "A guess."
    assert call.record.turns[-1].hearing <= GUESSED


@pytest.mark.parametrize("heard", [Emergency("she fainted"), Handoff(HandoffReason.ASKED), Start(Task.CANCEL)])
def test_what_was_understood_stands(heard: Command) -> None:
    call = played(heard)
    assert call.record.turns[-1].heard == "a herring pest"
    assert "A guess." not in call.read_texts


def test_a_guess_that_answers_nothing_is_dropped() -> None:
    call = Guessing([BOOK, ANSWER], READINGS, guess="Cancel it all.")
    call.commands = {**READINGS, "Cancel it all.": (Start(Task.CANCEL),), "a herring pest": (Unclear(),)}
    call.play()
    assert call.record.turns[-1].heard == "a herring pest"
