"""A reader that asks others and waits for them, in a live call on a virtual clock."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace

import pytest

from tests.calls.live import Call, Said
from voice_agent.dialogue.acts import Act
from voice_agent.dialogue.replies import Reply
from voice_agent.understanding.commands import Command, Start, Task, Unclear
from voice_agent.understanding.reader import Context, Understanding, Utterance

GREETED = 6_000
"""The greeting is over."""
BOOK = {"I need an appointment.": (Start(Task.BOOK),)}


@dataclass
class Slow(Call):
    """Its reader takes `reading_s`; at first sight it understands `glanced`."""

    reading_s: float = 1.2
    glanced: tuple[Command, ...] = (Start(Task.BOOK),)
    broken_off: list[str] = field(default_factory=list)

    def glance(self, context: Context, utterance: Utterance) -> Understanding:
        return Understanding(self.glanced, 0.9, "table", 1.0)

    async def read(self, context: Context, utterance: Utterance) -> Understanding:
        try:
            await asyncio.sleep(self.reading_s)
        except asyncio.CancelledError:
            self.broken_off.append(utterance.text)
            raise
        return await super().read(context, utterance)


def silence_after(call: Call, end_ms: int) -> int:
    """How long the caller hears nothing of the agent after her last sound."""
    return next(ms for ms in range(0, call.length_ms, 20) if call.agent_sounds(end_ms + ms, end_ms + ms + 20))


@pytest.mark.parametrize("reading_s", [0.0, 0.5, 1.2, 4.0])
@pytest.mark.parametrize("glanced", [(Start(Task.BOOK),), (Unclear(),)])
def test_the_line_is_not_silent_for_long(reading_s: float, glanced: tuple[Command, ...]) -> None:
    call = Slow([Said(GREETED, 7_000, "I need an appointment.")], BOOK, reading_s=reading_s, glanced=glanced).play()
    assert silence_after(call, 7_000) <= 1_500
    [turn] = [turn for turn in call.record.turns if turn.heard]
    assert turn.commands == [{"name": "start", "task": "book"}]
    assert bool(call.record.fillers) == (reading_s > 1)


def test_the_words_are_read_once() -> None:
    call = Slow([Said(GREETED, 7_000, "I need an appointment.")], BOOK).play()
    assert call.read_texts == ["I need an appointment."]
    assert call.broken_off == []


def test_a_caller_who_goes_on_breaks_the_reading_off() -> None:
    said = [Said(GREETED, 7_000, "I need an"), Said(7_450, 8_000, "I need an appointment.")]
    call = Slow(said, BOOK, glanced=(Unclear(),)).play()
    assert call.broken_off == ["I need an"]
    assert [turn.heard for turn in call.record.turns if turn.heard] == ["I need an appointment."]


def test_an_answer_is_one_though_a_filler_was_said_before_it_was_read() -> None:
    """The question was heard in full when the caller began; the filler since then takes nothing from that."""
    call = Slow([Said(GREETED, 7_000, "I need an appointment.")], BOOK).play()
    assert call.clears == []
    assert "not_an_interruption" not in call.record.counts


def test_who_worded_each_reply_is_in_the_call_s_record() -> None:
    ways = iter(["late", "", "llm"])

    async def phrase(act: Act, reply: Reply) -> Reply:
        return replace(reply, worded=next(ways, "not_the_same"))

    call = Call([Said(GREETED, 7_000, "I need an appointment.")], BOOK, phrase=phrase).play()
    worded = [how for turn in call.record.turns for how in turn.worded]
    replies = sum(len(turn.acts) for turn in call.record.turns)
    assert worded == (["late", "llm"] + ["not_the_same"] * replies)[: replies - 1]
    assert "late" in call.record.turns[0].worded
