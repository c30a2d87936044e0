"""How fast is the agent silent when a caller speaks into its sentence, and does it know how far it was heard?

The truth about the latter: how much of its audio had been played when the line was cleared, and which words lie in
that, by Whisper's own word times over the whole sentence (a judge that knows nothing of the ledger).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Protocol

import numpy as np
from numpy.random import Generator

from voice_agent.audio import mulaw
from voice_agent.audio.mulaw import FRAME_SAMPLES, SAMPLE_RATE, Samples
from voice_agent.bench.endpointing.call import Course, Ears, Question, play
from voice_agent.bench.endpointing.sounds import line_noise, silence
from voice_agent.simulator.line import NoisyLine, Profile
from voice_agent.simulator.measure import speech
from voice_agent.simulator.voice import MANNERS, Voice

LINES_OF = {"clean": Profile(), "15db": Profile(background="babble", snr_db=15)}
SENTENCES = (
    "The first free time with Doctor Bennett is Tuesday morning, and there is another one on Thursday afternoon, or "
    "you could come in on Friday before lunch, if that would suit you better.",
    "Please bring your insurance card and a list of the medicines that you take, come ten minutes before your visit, "
    "and tell the front desk when you have arrived, so that the nurse can call you in.",
)
CALLERS = MANNERS[:3]
WORDS = (
    "Sorry, I need another day.",
    "Excuse me, can I ask something first?",
    "No, wait, that is not what I want.",
    "Thursday afternoon would be good.",
    "Could you say that again, please?",
)
FIRST_MS, EVERY_MS = 900.0, 730.0
AFTER_MS = 4_000.0


class WordTimes(Protocol):
    """The words of audio (float32 at 8,000 Hz), each with its beginning and end in ms."""

    def __call__(self, audio: Samples) -> Sequence[tuple[str, float, float]]: ...


@dataclass(frozen=True, slots=True)
class Interruption:
    """The caller says `words` at `at_ms` of a call whose agent says `sentence` from the beginning."""

    sentence: str
    words: str
    line: str
    at_ms: float
    caller: Samples
    onset_ms: float


@dataclass(frozen=True, slots=True)
class Reaction:
    """silent_ms: from the caller's first sound to the agent's silence; None where it spoke on. resumed: it took its
    sentence up again though there were words. words_off: heard words by the agent's memory less those by the line."""

    at_ms: float
    line: str
    silent_ms: float | None
    resumed: bool
    words_off: int | None


def interruptions(voice: Voice, ears: Ears, random: Generator, every_ms: float = EVERY_MS) -> list[Interruption]:
    """At many points of each sentence, words and voices in turn, on each kind of line."""
    found: list[Interruption] = []
    for sentence in SENTENCES:
        length = sum(clip.ms for clip in ears.synthesizer.render(sentence))
        for line, profile in LINES_OF.items():
            for at in np.arange(FIRST_MS, length - 1_500, every_ms):
                words, manner = WORDS[len(found) % len(WORDS)], CALLERS[len(found) % len(CALLERS)]
                at_ms = float(at + random.uniform(0, every_ms / 2))
                spoken = voice.say(words, manner)
                onset = at_ms + speech(spoken)[0].start_ms
                sound = np.concatenate([silence(at_ms), spoken, silence(AFTER_MS)])
                found.append(Interruption(sentence, words, line, at_ms, over(profile, sound, random), onset))
    return found


def over(profile: Profile, sound: Samples, random: Generator) -> Samples:
    """The caller's side as it leaves a line of this kind."""
    line, nothing = NoisyLine(profile, random), np.zeros(FRAME_SAMPLES, np.float32)
    frames = np.pad(sound, (0, -sound.size % FRAME_SAMPLES)).reshape(-1, FRAME_SAMPLES)
    carried = [line.carry(frame, nothing) for frame in frames]
    return np.concatenate([nothing if one is None else one for one in carried]) + line_noise(frames.size, random)


def measure(ears: Ears, cases: Sequence[Interruption], times: WordTimes) -> list[Reaction]:
    ends = {sentence: word_ends(sentence, audio_of(ears, sentence), times) for sentence in SENTENCES}
    return [
        reaction(case, play(ears, Question("", None, opening=case.sentence), case.caller), ends[case.sentence])
        for case in cases
    ]


def reaction(case: Interruption, course: Course, ends: Sequence[float]) -> Reaction:
    """ends: when each word of the sentence is over, ms of its audio."""
    clear = next((one for one in course.clears if one.at_ms >= case.onset_ms), None)
    if clear is None:
        return Reaction(case.at_ms, case.line, None, False, None)
    sounding = [one for one in speech(course.agent) if one.end_ms > clear.at_ms + 40]
    resumed = len(course.said) > 1
    silent_ms = None if sounding and not resumed else clear.at_ms - case.onset_ms
    heard = len(course.heard[0].split())
    true = sum(end <= clear.played_ms for end in ends)
    return Reaction(case.at_ms, case.line, silent_ms, resumed, heard - true)


def audio_of(ears: Ears, sentence: str) -> Samples:
    return mulaw.to_float(mulaw.decode(b"".join(clip.mulaw for clip in ears.synthesizer.render(sentence))))


def word_ends(sentence: str, audio: Samples, times: WordTimes) -> list[float]:
    """When the middle of each of the sentence's words is over: a word that was heard halfway counts as heard.

    A word that the judge did not hear as it is written lies evenly between its neighbours.
    """
    written = [_bare(word) for word in sentence.split()]
    told = times(audio)
    matcher = SequenceMatcher(a=written, b=[_bare(word) for word, _, _ in told], autojunk=False)
    at, middle = [-1.0], [0.0]
    for block in matcher.get_matching_blocks():
        for n in range(block.size):
            _, begin, end = told[block.b + n]
            at.append(block.a + n)
            middle.append((begin + end) / 2)
    at.append(len(written))
    middle.append(audio.size * 1000 / SAMPLE_RATE)
    return [float(one) for one in np.interp(np.arange(len(written)), at, middle)]


def figures_of(found: Sequence[Reaction]) -> dict[str, float]:
    silent = [one.silent_ms for one in found if one.silent_ms is not None]
    off = [abs(one.words_off) for one in found if one.words_off is not None]
    return {
        "barge_in_silent_ms_p50": float(np.percentile(silent, 50)) if silent else 0.0,
        "barge_in_silent_ms_p95": float(np.percentile(silent, 95)) if silent else 0.0,
        "barge_in_missed_rate": (len(found) - len(silent)) / len(found),
        "barge_in_resumed_rate": sum(one.resumed for one in found) / len(found),
        "memory_off_words_mean": float(np.mean(off)) if off else 0.0,
        "memory_off_words_max": float(max(off, default=0)),
        "memory_within_one_word_rate": sum(one <= 1 for one in off) / max(1, len(off)),
        "barge_ins": len(found),
    }


def _bare(word: str) -> str:
    return "".join(letter for letter in word.lower() if letter.isalnum())
