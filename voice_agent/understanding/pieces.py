"""An utterance taken apart: each set phrase and each clause, with what it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from voice_agent.understanding import evidence
from voice_agent.understanding.answers import Answer, AnswerKind, peel
from voice_agent.understanding.clauses import Clause, split
from voice_agent.understanding.intents.classifier import Classifier
from voice_agent.understanding.intents.features import WHEN, words_of
from voice_agent.understanding.names import looks_like_a_name

INFORM = "inform"
OUT_OF_SCOPE = "out_of_scope"
UNKNOWN = "unknown"
SURE = 0.97
"""Probability of what a set phrase or a grammar says."""

ACTS_FROM = 0.45
"""Least probability of a clause that does something to the calendar or to staff's time."""

FAMILIAR = 0.34
"""Least share of words that the training sentences have; of a clause with fewer, the classifier knows nothing."""

Span = tuple[int, int]

_LIKE_NAMES = frozenset({OUT_OF_SCOPE, UNKNOWN, "affirm", "deny", "book", "goodbye", "done", "handoff_clinical"})
"""Kinds that the classifier gives to names, of which it knows few."""
_SET_PHRASE = {
    AnswerKind.YES: "yes",
    AnswerKind.OK: "ok",
    AnswerKind.NO: "no",
    AnswerKind.LATER: "no",
    AnswerKind.THANKS: "thanks",
    AnswerKind.BYE: "goodbye",
    AnswerKind.DONE: "done",
    AnswerKind.WAIT: "hold_on",
}
_LITTLE = frozenset(
    (
        "a an the at on in for to by of or and be is it make that would like want prefer i me my we please if "
        "possible around about how what let us do say works work fine good great best will can could you need "
        "so maybe instead sometime anytime then with this one time day date better ok okay sounds am pm "
    ).split()
)


@dataclass(frozen=True, slots=True)
class Piece:
    """`kind`: a label of the classifier, "yes", "ok", "no", or UNKNOWN. `text` is what was said at start..end.

    clause: it was read by the classifier, not known as a set phrase. contrast: joined by "but" to what stood before.
    """

    kind: str
    probability: float
    text: str
    start: int
    end: int
    clause: bool = True
    contrast: bool = False


def take_apart(text: str, when_spans: Sequence[Span], classifier: Classifier) -> list[Piece]:
    """The pieces in the order said. `when_spans`: where the date grammar read something."""
    return [piece for clause in split(text) for piece in _pieces(clause, when_spans, classifier)]


def as_name(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of an answer to "your name, please?": a clause that can be a name is one."""
    return [
        replace(p, kind=INFORM) if p.clause and p.kind in _LIKE_NAMES and looks_like_a_name(p.text) else p
        for p in pieces
    ]


def _pieces(clause: Clause, when_spans: Sequence[Span], classifier: Classifier) -> list[Piece]:
    peeled = peel(clause.text)
    pieces = _set_phrases(peeled.before, clause)
    if peeled.rest:
        start = clause.start + peeled.start
        pieces.append(_labelled(peeled.rest, start, when_spans, classifier, clause.contrast))
    return [*pieces, *_set_phrases(peeled.after, clause)]


def _set_phrases(answers: Sequence[Answer], clause: Clause) -> list[Piece]:
    return [
        Piece(_SET_PHRASE[a.kind], SURE, a.text, at := clause.start + a.start, at + len(a.text), False, clause.contrast)
        for a in answers
        if a.kind in _SET_PHRASE
    ]


def _labelled(text: str, start: int, when_spans: Sequence[Span], classifier: Classifier, contrast: bool) -> Piece:
    end = start + len(text)
    masked = mask(text, start, when_spans)
    if evidence.is_attack(text):
        return Piece(OUT_OF_SCOPE, SURE, text, start, end, contrast=contrast)
    if WHEN in masked and all(w in _LITTLE or w == WHEN for w in words_of(masked)):
        return Piece(INFORM, SURE, text, start, end, contrast=contrast)
    if evidence.is_refused(text):
        return Piece("deny", SURE, text, start, end, contrast=contrast)
    told = evidence.told(text)
    if told is not None and not evidence.is_foreign(text):
        return Piece(told, SURE, text, start, end, contrast=contrast)
    if evidence.is_bare(text):
        return Piece(INFORM, SURE, text, start, end, contrast=contrast)
    guess = classifier.guess(masked)
    if classifier.familiarity(masked) < FAMILIAR:
        return Piece(UNKNOWN, guess.probability, text, start, end, contrast=contrast)
    for label, probability in ((guess.label, guess.probability), (guess.second, guess.second_probability)):
        acts = label in evidence.ACTIONS
        if probability < max(classifier.reject, ACTS_FROM if acts else 0.0) or not evidence.supports(label, masked):
            continue
        if acts and evidence.is_foreign(text):
            return Piece(OUT_OF_SCOPE, probability, text, start, end, contrast=contrast)
        return Piece(label, probability, text, start, end, contrast=contrast)
    return Piece(UNKNOWN, guess.probability, text, start, end, contrast=contrast)


def mask(text: str, start: int, spans: Sequence[Span]) -> str:
    """`text`, which stands at `start`, with every span of days and times that lies in it made one word."""
    parts: list[str] = []
    at = 0
    for span_start, span_end in sorted(spans):
        left, right = span_start - start, span_end - start
        if at <= left < right <= len(text):
            parts += [text[at:left], f" {WHEN} "]
            at = right
    return re.sub(r"\s+", " ", "".join([*parts, text[at:]])).strip()
