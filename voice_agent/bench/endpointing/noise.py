"""Half an hour in which nobody speaks: does the agent hear words that nobody said, is it stopped by a noise?

The agent asks again whenever the line has been silent for long, so it is speaking a good part of the time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.random import Generator

from voice_agent.audio.mulaw import SAMPLE_RATE, Samples
from voice_agent.bench.endpointing.call import Course, Ears, Question, play
from voice_agent.bench.endpointing.sounds import line_noise, silence
from voice_agent.simulator import noises
from voice_agent.simulator.recording import read_caller

LEVEL_DBFS = -35.0
BURST_EVERY_MS = 12_000.0
PROMPT = (
    "I am still here. If you would like to make an appointment, tell me which doctor you want to see and which day "
    "would suit you, and I will look for the first free time."
)
WAITING = Question("Which day would suit you?", "when", opening=PROMPT, prompt=PROMPT)


@dataclass(frozen=True, slots=True)
class Background:
    """burst: it comes and goes (a horn, a telephone), and is repeated with pauses; else it goes on and on."""

    name: str
    samples: Samples
    burst: bool = False


@dataclass(frozen=True, slots=True)
class Endured:
    """One background's call. invented: what was heard though nobody spoke; unheard: turns without words.

    prompts: replies that the agent said. stops: times it was stopped. lost: replies that were not heard to their end
    (of all but the last).
    """

    name: str
    minutes: float
    invented: tuple[str, ...]
    unheard: int
    prompts: int
    stops: int
    lost: int


def recorded(folder: Path) -> list[Background]:
    """Every FLAC of the folder; what is called burst… comes and goes."""
    return [
        Background(path.stem, read_caller(path), path.stem.startswith("burst"))
        for path in sorted(folder.glob("*.flac"))
    ]


def made_up(random: Generator, seconds: int = 60) -> list[Background]:
    """The simulator's own, where there are no recordings."""
    size = seconds * SAMPLE_RATE
    beds = [Background(name, make(size, random)) for name, make in noises.BACKGROUNDS.items()]
    return [*beds, Background("burst", noises.burst(random), burst=True)]


def track(background: Background, minutes: float, random: Generator) -> Samples:
    """The background at its level for so long, on a quiet line. A burst's level is that of the burst alone."""
    rms = float(np.sqrt(np.mean(np.square(background.samples, dtype=np.float64))))
    sound = background.samples * np.float32(10 ** (LEVEL_DBFS / 20) / rms)
    if background.burst:
        sound = np.concatenate([sound, silence(max(0.0, BURST_EVERY_MS - sound.size / 8))])
    size = round(minutes * 60 * SAMPLE_RATE)
    return np.resize(sound, size) + line_noise(size, random)


def endured(name: str, minutes: float, course: Course) -> Endured:
    words = tuple(turn.text for turn in course.turns if turn.text.strip())
    unheard, lost = len(course.turns) - len(words), _lost(course.said, course.heard)
    return Endured(name, minutes, words, unheard, len(course.said), len(course.clears), lost)


def measure(ears: Ears, backgrounds: Sequence[Background], minutes: float, random: Generator) -> list[Endured]:
    """minutes: of all backgrounds together, shared out equally."""
    each = minutes / len(backgrounds)
    return [endured(one.name, each, play(ears, WAITING, track(one, each, random))) for one in backgrounds]


def figures_of(found: Sequence[Endured]) -> Mapping[str, float]:
    minutes = sum(one.minutes for one in found)
    return {
        "invented_utterances": sum(len(one.invented) for one in found),
        "noise_turns_without_words": sum(one.unheard for one in found),
        "false_barge_ins_per_10_min": 10 * sum(one.stops for one in found) / minutes,
        "replies_lost_to_noise": sum(one.lost for one in found),
        "noise_minutes": minutes,
    }


def _lost(said: Sequence[str], heard: Sequence[str]) -> int:
    """A stopped reply is taken up again as a new one, its rest: so what counts is whether all words came in the end.

    The last reply may be under way when the call ends.
    """
    lost, rest = 0, ""
    for text, part in zip(said[:-1], heard[:-1], strict=True):
        if rest and text != rest:
            lost += 1
        rest = text[len(part) :].strip() if text.startswith(part) else text
    return lost
