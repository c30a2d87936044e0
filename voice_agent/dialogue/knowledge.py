"""Answers what the clinic has written down, and nothing else: one section of a Markdown file an answer.

A section is a question (its heading), other ways of asking it (lines that begin with "-"), and the answer, spoken as it
stands. A question is answered where enough of what it asks, weighed by how telling the words are, is in one of them.
What callers ask that shares its words with an answer and yet is another question stands in `not-here.md`, whose
sections have no answer: what fits one of those best is not answered.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from voice_agent.dialogue.outcomes import Answered, NoAnswer
from voice_agent.dialogue.question_words import BadWords, QuestionWords

ENOUGH = 0.6
"""How well a way of asking must fit the question, by `Knowledge._fit`."""
SUBJECT = 0.6
"""How much of the question's telling words must be in the section that answers it."""
ELSEWHERE = 0.6
"""How much a word counts that is in another way of asking of the same section."""
FAINT = 0.6
"""The weight of a general word; a telling one weighs 2 to 7, and one that is nowhere UNKNOWN."""
UNKNOWN = 4.0
NOT_HERE = "not-here.md"
_PARTS = re.compile(
    r"(?:\?\s+|,? \b)(?:and |also |plus )+(?=(?:is|are|do|does|did|can|could|what|what's|where|where's|when|how|who|"
    r"should|will)\b)",
    re.IGNORECASE,
)
"""Between two questions of one utterance."""

_REASON = re.compile(r"[ ,]+(?:'?cause|cuz|because|since|as|so that|that's the only)\b", re.IGNORECASE)
"""Why it is asked: "do you do Saturdays, because I drive all week?"."""
_RUN_ON = re.compile(
    r"(\b(?:what|where)(?:'s| is| are)(?: \w+){1,4}?) (?=(?:is it|is that|is there|are there|do i|do you|can i|how)\b)",
    re.IGNORECASE,
)
"""The first of two questions, where no mark parts them."""


class BadKnowledge(ValueError):
    """The clinic's knowledge cannot be used; the message says which file, and why."""


@dataclass(frozen=True, slots=True)
class Section:
    """`source`: file and heading, for the transcript. `ways`: how it is asked, the heading first. `answer`: empty
    where the clinic has none."""

    source: str
    ways: tuple[str, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class _Indexed:
    section: Section
    ways: tuple[frozenset[str], ...]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Scales:
    """How telling words are: those of `general` are faint, the others have `weights`."""

    weights: Mapping[str, float]
    general: frozenset[str]

    def weigh(self, found: Iterable[str]) -> float:
        return sum(FAINT if word in self.general else self.weights.get(word, UNKNOWN) for word in found)


class Knowledge:
    """An index over sections. `answer` is pure and takes less than a millisecond."""

    def __init__(self, sections: Sequence[Section], words: QuestionWords) -> None:
        self._words = words
        self._sections = tuple(_index(section, words) for section in sections)
        weights = _weights([way for section in self._sections for way in section.ways])
        self._scales = _Scales(weights, words.general | words.names)
        self._naming = _Scales(weights, words.general - words.names)

    @classmethod
    def load(cls, folder: Path) -> Knowledge:
        """All `*.md` of the folder, and its `words.yaml`. Raises BadKnowledge for a missing folder, a section without
        an answer (or with one, in `not-here.md`) and words that cannot be read."""
        if not folder.is_dir():
            raise BadKnowledge(f"no folder {folder}: set VOICE_AGENT_PROMPTS to the folder that holds `knowledge`")
        try:
            words = QuestionWords.load(folder / "words.yaml")
        except BadWords as error:
            raise BadKnowledge(str(error)) from error
        return cls([section for path in sorted(folder.glob("*.md")) for section in read_sections(path)], words)

    @property
    def sections(self) -> tuple[Section, ...]:
        """Those that have an answer."""
        return tuple(indexed.section for indexed in self._sections if indexed.section.answer)

    def answer(self, question: str) -> Answered | NoAnswer:
        """The section that the question asks for, if one clearly does; of two questions in one breath, both."""
        reason = _REASON.search(question)
        if reason and len(question[: reason.start()].split()) > 1:
            asked = self._answer(question[: reason.start()])
            if isinstance(asked, Answered):
                return asked
        whole = self._answer(question)
        parts = [part for part in _PARTS.split(_RUN_ON.sub(r"\1? and ", question)) if len(part.split()) > 1]
        found = [self._answer(part) for part in parts] if len(parts) > 1 else []
        answered = list(dict.fromkeys(one for one in found if isinstance(one, Answered)))[:2]
        if len(answered) < 2 and (isinstance(whole, Answered) or not answered):
            return whole
        return Answered(" ".join(one.text for one in answered), "; ".join(one.source for one in answered))

    def _answer(self, question: str) -> Answered | NoAnswer:
        """A name asks for what is written of her, if all else that is asked is; where it is not, a name says little."""
        asked = self._words.find(question)
        named = asked & self._words.names
        best = self._best(asked, self._naming) if named else None
        if best is None or named.isdisjoint(best.words) or not asked - self._scales.general <= best.words:
            best = self._best(asked, self._scales)
        return Answered(best.section.answer, best.section.source) if best else NoAnswer()

    def _best(self, asked: frozenset[str], scales: _Scales) -> _Indexed | None:
        """The section with an answer that fits well enough, and better than what has none."""
        telling = asked - scales.general
        fits = [(_best_fit(asked, telling, section, scales), section) for section in self._sections]
        fit, best = max(fits, key=lambda found: (found[0], bool(found[1].section.answer)), default=(0.0, None))
        if best is None or not best.section.answer or fit < ENOUGH:
            return None
        return best if scales.weigh(telling & best.words) >= SUBJECT * scales.weigh(telling) else None


def _best_fit(asked: frozenset[str], telling: frozenset[str], section: _Indexed, scales: _Scales) -> float:
    if telling.isdisjoint(section.words):
        return 0.0
    if not section.section.answer:  # "how long does ... last?" is not answered, whatever it is that lasts
        asked = frozenset(word for word in asked if word in scales.weights or word in scales.general)
    total = scales.weigh(asked)
    elsewhere = ELSEWHERE * scales.weigh(asked & section.words)
    return max(_fit(asked, way, total, elsewhere, scales) for way in section.ways)


def _fit(asked: frozenset[str], way: frozenset[str], total: float, elsewhere: float, scales: _Scales) -> float:
    """How much of the question is in this way of asking, and of the way in the question; 0..1."""
    shared = scales.weigh(asked & way)
    return 0.65 * (shared * (1 - ELSEWHERE) + elsewhere) / total + 0.35 * shared / (scales.weigh(way) or FAINT)


def _index(section: Section, words: QuestionWords) -> _Indexed:
    ways = tuple(words.find(way) for way in section.ways)
    return _Indexed(section, ways, frozenset().union(*ways))


def _weights(ways: Sequence[frozenset[str]]) -> dict[str, float]:
    counts = Counter(word for found in ways for word in found)
    return {word: math.log(1 + len(ways) / count) for word, count in counts.items()}


def read_sections(path: Path) -> list[Section]:
    """The sections of one file. Raises BadKnowledge."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadKnowledge(f"{path} cannot be read: {error}") from error
    return [_section(path, block) for block in re.split(r"^## ", text, flags=re.MULTILINE)[1:]]


def _section(path: Path, block: str) -> Section:
    heading, *lines = block.strip().splitlines()
    ways = [line.removeprefix("-").strip() for line in lines if line.startswith("-")]
    answer = " ".join(line.strip() for line in lines if line.strip() and not line.startswith("-"))
    if path.name == NOT_HERE and answer:
        raise BadKnowledge(f'{path}: the section "{heading}" has an answer; it belongs in a file of its own')
    if path.name != NOT_HERE and not answer:
        raise BadKnowledge(f'{path}: the section "{heading}" has no answer')
    return Section(f"{path.name}: {heading}", (heading, *ways), answer)
