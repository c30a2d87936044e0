"""Is a caller cut off in the middle, and how long does she wait once she has ended? One utterance to a call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from voice_agent.bench.endpointing.call import NOW, Course, Ears, Question, play
from voice_agent.bench.endpointing.sounds import Utterance, alone
from voice_agent.simulator.voice import MANNERS, Voice
from voice_agent.understanding.reader import Offer

TASK = Question("How can I help you?", "task")
PHONE = Question("What is the best phone number to reach you?", "phone")
DATE_OF_BIRTH = Question("What is your date of birth?", "date_of_birth")
CONFIRM = Question("Is that right?", "confirm")
OFFER = Question(
    "I have Tuesday at nine thirty, Tuesday at eleven, or Thursday at two. Which one would you like?",
    "offer",
    (
        Offer("o1", NOW.replace(day=3, hour=9, minute=30), "Dr. Lee"),
        Offer("o2", NOW.replace(day=3, hour=11), "Dr. Lee"),
        Offer("o3", NOW.replace(day=5, hour=14), "Dr. Ortega"),
    ),
)
SHORT_ANSWERS: tuple[tuple[Question, tuple[str, ...]], ...] = (
    (CONFIRM, ("Yes.", "Yes, please.", "No.", "That's right.", "No, that's wrong.", "Correct.")),
    (OFFER, ("The first one.", "The second one, please.", "Thursday at two.", "Nine thirty.", "The last one.")),
)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one utterance.

    turns: how many were made of it (1 is right). early: the first of them was over before she had ended.
    wait_ms: from her last sound to the end of the last turn; None where there was none.
    """

    name: str
    turns: int
    early: bool
    wait_ms: float | None

    @property
    def cut(self) -> bool:
        return self.turns > 1 or self.early


def taken(utterance: Utterance, course: Course) -> Taken:
    ends = [turn.at_ms for turn in course.turns]
    early = bool(ends) and ends[0] < utterance.end_ms
    return Taken(utterance.name, len(ends), early, ends[-1] - utterance.end_ms if ends else None)


def measure(
    ears: Ears, utterances: Sequence[tuple[Question, Utterance]], tell: Callable[[], None] = lambda: None
) -> list[Taken]:
    """Each utterance in a call of its own. `tell` is called after each."""
    found = []
    for question, utterance in utterances:
        found.append(taken(utterance, play(ears, question, utterance.samples)))
        tell()
    return found


def short_answers(voice: Voice, random: Generator) -> list[tuple[Question, Utterance]]:
    """The project's own, by several voices."""
    return [
        (question, alone(words, voice.say(words, manner), random))
        for question, answers in SHORT_ANSWERS
        for words in answers
        for manner in MANNERS
    ]


def in_two_rate(found: Sequence[Taken]) -> float:
    """Share of which more than one turn was made: for recordings, whose end is not known to the ms."""
    return sum(one.turns > 1 for one in found) / max(1, len(found))


def cut_rate(found: Sequence[Taken]) -> float:
    """Also those of which the first turn was over too early, and the rest lost."""
    return sum(one.cut for one in found) / max(1, len(found))


def unheard_rate(found: Sequence[Taken]) -> float:
    return sum(one.turns == 0 for one in found) / max(1, len(found))


def waits(found: Sequence[Taken]) -> list[float]:
    """Of those that were taken whole, ms."""
    return [one.wait_ms for one in found if one.wait_ms is not None and not one.cut]


def median(values: Sequence[float]) -> float:
    """0 of no values."""
    return float(np.median(values)) if values else 0.0
