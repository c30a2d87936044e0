"""Is a caller cut off who pauses within what she says, and how long does she wait where she does not go on?

Each turn is said by one of the simulator's voices, its parts apart by pauses of a length drawn for each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from voice_agent.audio.mulaw import Samples
from voice_agent.bench.endpointing import utterances
from voice_agent.bench.endpointing.call import Ears, Question
from voice_agent.bench.endpointing.sounds import Utterance, alone, silence
from voice_agent.bench.endpointing.spoken_turns import SpokenTurn, spoken_turns
from voice_agent.bench.endpointing.utterances import Taken
from voice_agent.simulator.voice import MANNERS, Voice

PAUSE_MS = (250.0, 900.0)
SEED = 21
QUESTIONS: Mapping[str, Question] = {
    "task": utterances.TASK,
    "when": Question("When would you like to come in?", "when"),
    "name": Question("What is your full name?", "name"),
    "date_of_birth": utterances.DATE_OF_BIRTH,
    "phone": utterances.PHONE,
    "new_patient": Question("Have you been here before?", "new_patient"),
    "visit_type": Question("What kind of visit would you like?", "visit_type"),
    "confirm": utterances.CONFIRM,
    "offer": utterances.OFFER,
    "else": Question("Is there anything else?", "task"),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A turn of `form`, and what became of it. checks: as in `SpokenTurn`."""

    form: str
    checks: bool
    taken: Taken


def measure(ears: Ears, voice: Voice, every: int = 1) -> list[Sentence]:
    """Every n-th turn in a call of its own, by the callers in turn. Raises VoiceMissingError."""
    found = []
    for number, turn in list(enumerate(spoken_turns()))[::every]:
        utterance = said(voice, turn, number)
        [taken] = utterances.measure(ears, [(QUESTIONS[turn.asked], utterance)])
        found.append(Sentence(turn.form, turn.checks, taken))
    return found


def said(voice: Voice, turn: SpokenTurn, number: int) -> Utterance:
    """The turn as the number-th caller says it; the same each time."""
    random = np.random.default_rng([SEED, number])
    pieces: list[Samples] = []
    for part in turn.parts:
        pieces += [voice.say(part, MANNERS[number % len(MANNERS)]), silence(random.uniform(*PAUSE_MS))]
    return alone(turn.text, np.concatenate(pieces[:-1]), random)


def figures_of(found: Sequence[Sentence]) -> dict[str, float]:
    """Rates and waits over all, of the turns that check, and of each form."""
    forms: dict[str, list[Taken]] = defaultdict(list)
    for one in found:
        forms[one.form].append(one.taken)
    waits = utterances.waits([one.taken for one in found])
    return {
        "sentences": len(found),
        "sentences_cut_rate": utterances.cut_rate([one.taken for one in found]),
        "sentences_check_cut_rate": utterances.cut_rate([one.taken for one in found if one.checks]),
        "sentences_wait_ms_p50": utterances.median(waits),
        "sentences_wait_ms_p95": float(np.percentile(waits, 95)) if waits else 0.0,
        **{f"sentences_{_key(form)}_cut_rate": utterances.cut_rate(taken) for form, taken in forms.items()},
        **{f"sentences_{_key(form)}_wait_ms_p50": utterances.median(utterances.waits(t)) for form, t in forms.items()},
    }


def _key(form: str) -> str:
    return form.replace(" ", "_")
