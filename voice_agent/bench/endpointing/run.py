"""The bench: every kind of case against today's session, figures, a plot, and a line for each case."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from voice_agent.assembly import embedded_reader, networks_of
from voice_agent.audio.vad import SileroModel
from voice_agent.bench.caller_lines import LINES
from voice_agent.bench.endpointing import barge_in, noise, plot, sentences, sounds, utterances
from voice_agent.bench.endpointing.barge_in import Reaction
from voice_agent.bench.endpointing.call import Ears, Question
from voice_agent.bench.endpointing.engines import TimedSynthesizer, TimedTranscriber, Workshop, workshop
from voice_agent.bench.endpointing.noise import Endured
from voice_agent.bench.endpointing.sentences import Sentence
from voice_agent.bench.endpointing.sounds import Utterance
from voice_agent.bench.endpointing.utterances import Taken
from voice_agent.bench.endpointing.word_times import WhisperWordTimes
from voice_agent.commands.clinic import vocabulary_of
from voice_agent.config import Settings
from voice_agent.simulator.voice import HibariVoice, Manner
from voice_agent.speech.models import resolve_whisper
from voice_agent.speech.piper import load_synthesizer
from voice_agent.speech.whisper import load_transcriber

VOICES = Path("build/voices")
SEED = 20


@dataclass(frozen=True, slots=True)
class Sizes:
    """every: of the recorded commands (or the project's lines), each n-th. turns: of the spoken turns, each n-th.

    numbers: phone numbers and dates, half each. noise_minutes: over all backgrounds. barge_in_every_ms: how densely the
    agent's sentences are interrupted.
    """

    every: int
    turns: int
    numbers: int
    noise_minutes: float
    barge_in_every_ms: float


QUICK = Sizes(every=5, turns=4, numbers=24, noise_minutes=5, barge_in_every_ms=2_000)
FULL = Sizes(every=1, turns=1, numbers=120, noise_minutes=30, barge_in_every_ms=600)


@dataclass(frozen=True, slots=True)
class Found:
    """All cases of a run. patience: the short answers once more, with decodes that take no time.

    recorded: the commands and backgrounds are recordings of the data folder; else the project's own lines and noises.
    """

    commands: Sequence[Taken]
    numbers: Sequence[Taken]
    sentences: Sequence[Sentence]
    short: Sequence[Taken]
    patience: Sequence[Taken]
    noise: Sequence[Endured]
    barge_ins: Sequence[Reaction]
    recorded: bool


def measure(settings: Settings, data: Path | None, sizes: Sizes, tell: Callable[[str], None]) -> Found:
    """data: a folder with `audio/commands`, `audio/digits` and `audio/noise`; without it no numbers are composed.

    tell: is told what is being measured. Raises ModelError, VoiceMissingError.
    """
    audio = data / "audio" if data else None
    random, voice = np.random.default_rng(SEED), HibariVoice(VOICES)
    with _ears(settings) as (ears, free):
        tell("commands")
        commands = utterances.measure(ears, _commands(audio, voice, sizes.every, random))
        tell("numbers and dates")
        numbers = utterances.measure(ears, _numbers(audio, sizes.numbers, random) if audio else [])
        tell("sentences")
        spoken = sentences.measure(ears, voice, sizes.turns)
        tell("short answers")
        answers = utterances.short_answers(voice, random)
        short, patience = utterances.measure(ears, answers), utterances.measure(free, answers)
        tell("noise")
        backgrounds = noise.recorded(audio / "noise") if audio else noise.made_up(random)
        endured = noise.measure(ears, backgrounds, sizes.noise_minutes, random)
        tell("barge-in")
        cases = barge_in.interruptions(voice, ears, random, sizes.barge_in_every_ms)
        reactions = barge_in.measure(ears, cases, WhisperWordTimes(resolve_whisper(settings.whisper_model)))
    return Found(commands, numbers, spoken, short, patience, endured, reactions, recorded=audio is not None)


def figures_of(found: Found) -> dict[str, float]:
    """`commands_cut_rate` and `digits_cut_rate` are there only where the data folder was; else `lines_cut_rate`.

    short_answer_wait_ms: from the answer's last sound to the turn's end, the decode (as processor time) included;
    short_answer_patience_ms: the same without it, which is what the endpointer waits of its own will.
    """
    waits, patience = utterances.waits(found.short), utterances.waits(found.patience)
    figures = {
        ("commands_cut_rate" if found.recorded else "lines_cut_rate"): utterances.in_two_rate(found.commands),
        "unheard_rate": utterances.unheard_rate([*found.commands, *found.numbers, *found.short]),
        "utterances": len(found.commands),
    }
    if found.numbers:
        figures |= {
            "digits_cut_rate": utterances.cut_rate(found.numbers),
            "digits_wait_ms_p50": utterances.median(utterances.waits(found.numbers)),
            "digits_numbers": len(found.numbers),
        }
    return {
        **figures,
        **sentences.figures_of(found.sentences),
        "short_answer_wait_ms_p50": utterances.median(waits),
        "short_answer_wait_ms_p95": float(np.percentile(waits, 95)) if waits else 0.0,
        "short_answer_patience_ms_p50": utterances.median(patience),
        "short_answer_cut_rate": utterances.cut_rate(found.short),
        **noise.figures_of(found.noise),
        **barge_in.figures_of(found.barge_ins),
    }


def run(
    settings: Settings, data: Path | None, sizes: Sizes, folder: Path, tell: Callable[[str], None]
) -> dict[str, float]:
    """Measures, and leaves `endpointing.png` and `endpointing-cases.jsonl` in the folder. Returns the figures."""
    found = measure(settings, data, sizes, tell)
    folder.mkdir(parents=True, exist_ok=True)
    plot.draw(found.short, found.patience, found.noise, found.barge_ins, folder / "endpointing.png")
    (folder / "endpointing-cases.jsonl").write_text("".join(json.dumps(case) + "\n" for case in _cases(found)))
    return figures_of(found)


def _cases(found: Found) -> Iterator[dict[str, Any]]:
    groups: dict[str, Sequence[Any]] = {
        "command": found.commands,
        "number": found.numbers,
        "sentence": found.sentences,
        "short answer": found.short,
        "short answer, free decode": found.patience,
        "noise": found.noise,
        "barge-in": found.barge_ins,
    }
    return ({"kind": kind, **asdict(case)} for kind, cases in groups.items() for case in cases)


@contextmanager
def _ears(settings: Settings) -> Iterator[tuple[Ears, Ears]]:
    """With decodes that take their time, and with decodes that take none."""
    with workshop() as shop:
        ears = _load(settings, shop)
        yield ears, replace(ears, transcriber=ears.transcriber.without_time())


def _load(settings: Settings, shop: Workshop) -> Ears:
    vad = SileroModel()
    return Ears(
        vad,
        TimedTranscriber(load_transcriber(networks_of(settings), vad=vad), shop),
        TimedSynthesizer(load_synthesizer(settings.voice), shop),
        embedded_reader(settings),
        asyncio.run(vocabulary_of(settings)),
    )


def _commands(
    audio: Path | None, voice: HibariVoice, every: int, random: np.random.Generator
) -> list[tuple[Question, Utterance]]:
    if audio:
        return [(utterances.TASK, one) for one in sounds.commands(audio / "commands", every, random)]
    spoken = [(line, voice.say(line, Manner())) for line in LINES[::every]]
    return [(utterances.TASK, sounds.alone(line, sound, random)) for line, sound in spoken]


def _numbers(audio: Path, count: int, random: np.random.Generator) -> list[tuple[Question, Utterance]]:
    """Phone numbers and dates in turn, by all speakers, in all groupings."""
    speakers = sorted(sounds.digits(audio / "digits").items())
    found = []
    for n in range(count):
        question = utterances.PHONE if n % 2 else utterances.DATE_OF_BIRTH
        groupings = sounds.PHONE_GROUPS if n % 2 else sounds.DATE_GROUPS
        (name, takes), groups = speakers[n % len(speakers)], groupings[n // 2 % len(groupings)]
        label = f"{question.expecting} {'-'.join(map(str, groups))} {name}"
        found.append((question, sounds.alone(label, sounds.number(takes, groups, random), random)))
    return found
