"""Cuts an utterance into clauses: the stretches that each ask for one thing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from voice_agent.understanding import how_to_come

_TITLES = r"(?<!\bdr)(?<!\bmr)(?<!\bms)(?<!\bmrs)(?<!\bst)(?<!\b[ap]\.m)(?<!\b[ap])(?<!\be\.g)"
_SPELLING = r"(?!i\b ?(?:am|want|need|would|have|can)\b)[a-z]\b(?!')"
_SENTENCE_END = re.compile(
    rf"{_TITLES}[.](?!\d)|[!?;]+|\s+-+\s+|\.(?=[A-Z][a-z])|:(?=\s)(?!\s*{_SPELLING})", re.IGNORECASE
)
_OPENERS = (
    r"(?:i(?:'d|'m|'ve|'ll)?|can|could|would|will|may|what(?:'s)?|where(?:'s)?|when(?:'s)?|who|how(?:'s)?|"
    r"which|do|does|is|are|"
    r"please|book|schedule|cancel|change|move|make|find|get|tell|give|let(?:'s)?|my|it(?:'s)?|that(?:'s)?|thanks?|"
    r"actually|no|yes|yeah|wait|put|reschedule|need|want|we(?:'d|'re)?|there(?:'s)?|go|see|just)"
)
_JOINT = re.compile(
    rf"\s*,\s*(?:and\s+|but\s+|so\s+|then\s+|also\s+)*(?={_OPENERS}\b)"
    rf"|\s+(?:and|but|so|then|because|also|cause)\s+(?:then\s+|also\s+)?"
    rf"(?=(?:i(?:'d|'m|'ve)?|can|could|would|what(?:'s)?|where(?:'s)?|please|need|want|we)\s)"
    rf"|(?<!ahead)(?<!call)(?<!go)(?<! in)(?<!try)(?<!come)\s+and\s+(?:then\s+)?(?=(?:book|cancel|move|"
    rf"reschedule|make|schedule|change|find|set up)\s)",
    re.IGNORECASE,
)
_CONNECTIVES = re.compile(r"\b(but|because|cause)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """`text` is `whole[start:end]`, trimmed. `contrast`: joined to what stood before it by "but"."""

    text: str
    start: int
    end: int
    contrast: bool = False


def split(text: str) -> list[Clause]:
    """The clauses of an utterance in the order said; none for one without words."""
    cuts = sorted({*how_to_come.cuts(text), *(m.span() for p in (_SENTENCE_END, _JOINT) for m in p.finditer(text))})
    clauses: list[Clause] = []
    start, contrast = 0, False
    for cut_start, cut_end in [*cuts, (len(text), len(text))]:
        if cut_start >= start:
            clause = _trimmed(text, start, cut_start, contrast)
            if clause is not None:
                clauses.append(clause)
            joint = _CONNECTIVES.search(text[cut_start:cut_end])
            contrast = joint is not None and joint.group().lower() == "but"
        start = max(start, cut_end)
    return clauses


def _trimmed(text: str, start: int, end: int, contrast: bool) -> Clause | None:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] == "."):
        end -= 1
    return Clause(text[start:end], start, end, contrast) if any(c.isalnum() for c in text[start:end]) else None
