"""What a caller is likely to say in answer to the open question, for the decoder; and what to make of its guess."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import cycle

from voice_agent.dialogue import spoken
from voice_agent.speech.transcriber import Bias
from voice_agent.understanding.commands import Affirm, Correct, Field, Goodbye, OutOfScope, Set, Thanks, Unclear
from voice_agent.understanding.reader import Term, Understanding, Vocabulary

GUESSED = 0.3
"""Confidence, at most, in words that were not heard but fit the sound."""
_SAID_MOST = 2
"""Everyday names of each visit type that the decoder is told: it takes few words before it forgets where to stop."""


_WISHES = ("I need {}.", "I'm due for {}.", "Can I book {}, please?", "It's for {}.")
"""How a caller puts what she wants: in sentences the decoder is told more than in a list."""
_DAYS_AND_TIMES = (
    "next Monday, the week after next, Tuesday the fifteenth, tomorrow morning, in the afternoon, after three, any day "
    "next week"
)
_INSURERS = ("Medicare", "Medicaid", "Aetna", "Cigna", "Humana", "Kaiser", "UnitedHealthcare", "Blue Cross")
"""What callers ask about most often that is named by no word of everyday talk."""
_CHOICES = (
    "Wednesday, please. The second one, please. Tuesday works for me. The first would be great. Neither of those."
)
_OF_TIME = (
    "monday tuesday wednesday thursday friday saturday sunday tomorrow week next morning afternoon after earliest "
    "first january february march april june july august september october november december"
)


class ExpectedWords:
    """Made once for a clinic."""

    def __init__(self, vocabulary: Vocabulary = Vocabulary()) -> None:
        providers = tuple(term.value for term in vocabulary.providers)
        kinds = tuple(map(spoken.common, _all(vocabulary.visit_types)))
        said_most = [spoken.a(name) for term in vocabulary.visit_types for name in _names(term)[: 1 + _SAID_MOST]]
        wishes = [
            wish.format(spoken.a(kind.value))
            for wish, kind in zip(cycle(_WISHES), vocabulary.visit_types, strict=False)
        ]
        self._words = {
            Field.VISIT_TYPE.value: kinds,
            Field.LOCATION.value: tuple(name for term in vocabulary.locations for name in _names(term)[:3]),
            Field.WHEN.value: tuple(_OF_TIME.split()),
            "offer": (*_OF_TIME.split()[:7], "first", "second", "third", "neither", "either"),
            "task": (*kinds, *providers, *_INSURERS),
        }
        self._otherwise = providers
        self._likely = {
            Field.WHEN.value: _DAYS_AND_TIMES,
            "offer": _CHOICES,
            Field.VISIT_TYPE.value: " ".join(f"{name[:1].upper()}{name[1:]}." for name in said_most),
            "task": " ".join([*wishes, f"It's about {', '.join(_INSURERS)}."]),
        }
        self._answers = {
            Field.VISIT_TYPE.value: kinds,
            Field.PROVIDER.value: _all(vocabulary.providers),
            Field.LOCATION.value: _all(vocabulary.locations),
        }

    def bias(self, expecting: str | None, *, again: bool = False) -> Bias:
        """For an answer to what the agent asked for (a field's name, "confirm", …). again: it was missed before."""
        asked = expecting or ""
        words = self._words.get(asked, self._otherwise)
        return Bias(words, expecting, self._answers.get(asked, ()), self._likely.get(asked, ""), again)


def leaves_open(understanding: Understanding, bias: Bias) -> bool:
    """Nothing was understood, or no more than words for the open field that the clinic has no use for."""
    answers = {answer.casefold() for answer in bias.answers}
    for command in understanding.commands:
        match command:
            case Unclear() | OutOfScope() | Thanks() | Affirm() | Goodbye():
                continue
            case Set(field, value) | Correct(field, value):
                if field.value != bias.expecting or str(value).casefold() in answers:
                    return False
            case _:
                return False
    return True


def answered(understanding: Understanding, bias: Bias) -> bool:
    """The open field has a value that the clinic knows, and nothing else was understood but a reason ("a cough")."""
    answers = {answer.casefold() for answer in bias.answers}
    found = False
    for command in understanding.commands:
        match command:
            case Set(Field.REASON):
                continue
            case Set(field, value) if field.value == bias.expecting and str(value).casefold() in answers:
                found = True
            case _:
                return False
    return found


def _all(terms: Iterable[Term]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for term in terms for name in _names(term)))


def _names(term: Term) -> tuple[str, ...]:
    return (term.value, *term.aliases)
