"""Was it one of the expected answers after all? Asked of the sound, where the free reading holds none of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from voice_agent.speech.substitution import Substitute, substitutes

Weigh = Callable[[Sequence[str]], Sequence[float]]
"""How well texts fit the sound: the sum of the log-probabilities of each one's tokens."""

_TRIED: Final = 8
_HEARD: Final = 3


@dataclass(frozen=True, slots=True)
class Leniency:
    """When an expected answer is believed.

    most_words: of what was heard; an answer misheard is short. behind: how far, in nats, a substitute may lie behind
    the best free reading if it sounded exactly like it. unlike: nats off that for likeness 0. least: mean
    log-probability of a substitute's words below which nothing is believed at all.
    """

    most_words: int = 8
    behind: float = 7.0
    unlike: float = 8.0
    least: float = -3.0


def second_opinion(
    texts: Sequence[str], answers: Sequence[str], weigh: Weigh, leniency: Leniency = Leniency()
) -> str | None:
    """The reading with an expected answer in it that fits the sound about as well as the best free one of `texts`
    (best first); None where none does."""
    heard = [text for text in texts[:_HEARD] if 0 < len(text.split()) <= leniency.most_words]
    tried = substitutes(heard, answers, _TRIED)
    if not heard or not tried:
        return None
    weights = weigh([*map(ended, heard), *(substitute.text for substitute in tried)])
    free = max(weights[: len(heard)])
    scored = [
        (weight - free + leniency.behind - leniency.unlike * (1 - substitute.likeness), weight, substitute)
        for weight, substitute in zip(weights[len(heard) :], tried, strict=True)
    ]
    score, weight, best = max(scored, key=lambda one: one[0])
    return best.text if score > 0 and weight / _size(best) > leniency.least else None


def _size(substitute: Substitute) -> int:
    """Its words and its full stop."""
    return len(substitute.text.split()) + 1


def ended(text: str) -> str:
    """With the one full stop that makes texts comparable."""
    return text.rstrip(" .,!?…") + "."
