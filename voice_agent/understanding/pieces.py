"""An utterance taken apart: each set phrase and each clause, with what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from voice_agent.understanding import evidence
from voice_agent.understanding.answers import Answer, AnswerKind, peel
from voice_agent.understanding.clauses import Clause, split
from voice_agent.understanding.intents.classifier import Classifier
from voice_agent.understanding.intents.features import WHEN, words_of
from voice_agent.understanding.names import looks_like_a_name, read_name
from voice_agent.understanding.spelling import spelled_runs

INFORM = "inform"
OUT_OF_SCOPE = "out_of_scope"
UNKNOWN = "unknown"
MENTIONED = "mentioned"
"""The kind of a clause that explains the wish of another one and asks for nothing itself."""
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
_BIRTHDAY = re.compile(
    r",? (?:and )?(?:(?:i was |was )?born|(?:my )?(?:date of birth|birth ?day|birth ?date|d\.?o\.?b))\b"
    r"|, (?:the \w+(?: \w+)? of )?(?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december)\b"
)
_HESITATION = re.compile(r"(?:let me|let's) (?:see|think)(?: now)?", re.IGNORECASE)
_CANCEL_WORD = re.compile(
    r"\b(?:cancel\w*|call(?:ed)? (?:it |that |them )?off|get rid of|drop|delete|scrap|take me off|"
    r"don't (?:need|want))\b",
    re.IGNORECASE,
)
_NEED = re.compile(r"\b(?:it|that)(?:'s| has| needs|'d have)? (?:got )?(?:to be|must be|should be)\b", re.IGNORECASE)
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
        replace(p, kind=INFORM)
        if (p.clause and p.kind in _LIKE_NAMES and _can_be_a_name(p.text.lower()))
        or (p.kind == "ask" and p.text.lower().startswith("is ") and looks_like_a_name(p.text[3:]))
        else p
        for p in pieces
    ]


def _can_be_a_name(text: str) -> bool:
    """A name, or one that is spelled or told with a birthday too ("Ann Wells, spelled W, E, L, L, S")."""
    text = _BIRTHDAY.split(text, maxsplit=1)[0].strip(" ,")
    spelled = bool(spelled_runs(re.findall(r"[a-z]+", text)))
    return looks_like_a_name(text) or (spelled and read_name((text,)).best is not None)


def without_hesitation(pieces: Sequence[Piece]) -> list[Piece]:
    """ "Let me see, yes": in front of an answer it fills a pause, alone it asks for one."""
    return [
        p
        for i, p in enumerate(pieces)
        if not (p.kind == "hold_on" and _HESITATION.fullmatch(p.text) and any(q.kind != "hold_on" for q in pieces[i:]))
    ]


def as_move(pieces: Sequence[Piece], when_spans: Sequence[Span], *, inside: bool) -> list[Piece]:
    """ "I can't make it, I need another day": to be moved, not cancelled. inside: a time was being looked for already.

    A day that is named beside "I can't" alone is the one that does not suit, so it is no wish.
    """
    unable = next((p for p in pieces if p.kind == "cancel" and not _CANCEL_WORD.search(p.text)), None)
    another = next((p for p in pieces if p.kind in ("alternatives", "reschedule")), None)
    if unable is None or another is None:
        return list(pieces)
    if inside:
        return [replace(p, kind=MENTIONED) if p is unable else p for p in pieces]
    if any(another.start <= start < another.end for start, _ in when_spans):
        kinds = {id(unable): "reschedule", id(another): INFORM}
    else:
        kinds = {id(unable): MENTIONED, id(another): "reschedule"}
    return [replace(p, kind=kinds.get(id(p), p.kind)) for p in pieces]


def as_questions(pieces: Sequence[Piece], spans: Sequence[Span]) -> list[Piece]:
    """The pieces; clauses that stand where something is asked, questions."""
    return [
        replace(p, kind="ask", probability=SURE) if p.clause and any(s <= p.start < e for s, e in spans) else p
        for p in pieces
    ]


def as_needs(pieces: Sequence[Piece], when_spans: Sequence[Span]) -> list[Piece]:
    """ "It has to be a Friday because I'm off then": a wish, whatever else its words are like."""
    return [
        replace(p, kind=INFORM)
        if p.clause
        and p.kind == OUT_OF_SCOPE
        and (need := _NEED.search(p.text))
        and any(p.start + need.end() <= start < p.end for start, _ in when_spans)
        else p
        for p in pieces
    ]


def _pieces(clause: Clause, when_spans: Sequence[Span], classifier: Classifier) -> list[Piece]:
    peeled = peel(clause.text)
    pieces = _set_phrases(peeled.before, clause)
    if peeled.rest:
        start = clause.start + peeled.start
        pieces.append(_labelled(peeled.rest, start, when_spans, classifier, clause.contrast))
    pieces += _set_phrases(peeled.after, clause)
    if clause.contrast and not pieces:  # "yes, but please": something was to be said against it
        pieces.append(Piece(UNKNOWN, 0.0, clause.text, clause.start, clause.end, contrast=True))
    return pieces


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
    if evidence.is_unsure(text):
        return Piece(UNKNOWN, SURE, text, start, end, contrast=contrast)
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


def blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with the spans made blanks: as long as it was, so that places in it stay what they are."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
