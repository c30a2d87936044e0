"""Answers what the clinic has written down, and nothing else: one section of a Markdown file an answer.

A section is a question (its heading), other ways of asking it (lines that begin with "-"), and the answer, spoken as it
stands. A question is answered where enough of what it asks, weighed by how telling the words are, is in one of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from operator import itemgetter
from pathlib import Path

from voice_agent.dialogue.effects import Answered, NoAnswer

ENOUGH = 0.5
"""How well a way of asking must fit the question, by `Knowledge._fit`."""
FAINT = 0.6
"""The weight of a common word; a telling one weighs 2 to 5."""
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_COMMON = frozenset(
    "a an the i im you he she we they it me my your our his her their us them is are am was be been do does did have "
    "has had can could would should will shall may might must to of for in on at by with from as and or but if so that "
    "this these those there here what whats which who whom whose when where why how much many any some one time get "
    "got go clinic office place".split()
)
_CHATTER = frozenset(
    "please hi hello hey well just exactly actually guys tell know question wondering wondered want wanted like ask "
    "about okay ok um uh also quick somewhere somebody anybody someone anyone something anything".split()
)
_SUFFIXES = ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s", "y", "e")
_SAME = {
    "hour": "open", "clos": "open", "openin": "open",
    "kid": "child", "children": "child", "childre": "child", "teenager": "minor",
    "physician": "doctor", "provider": "doctor", "medication": "medicin", "med": "medicin", "drug": "medicin",
    "shot": "vaccin", "vaccinat": "vaccin", "immuniz": "vaccin", "jab": "vaccin", "car": "park", "lot": "park",
    "lab": "test", "fil": "record", "prescript": "refill", "prescription": "refill", "renew": "refill",
    "visit": "appointment", "appoint": "appointment", "appointment": "appointment",
    "addres": "address", "locat": "address", "direct": "address", "situat": "address", "location": "address",
    "pric": "cost", "charg": "cost", "fee": "cost", "expens": "cost", "cover": "insuranc", "plan": "insuranc",
    "telemedicin": "telehealth", "video": "telehealth", "virtual": "telehealth",
    "saturda": "saturday", "sunda": "sunday", "accept": "tak",
}  # fmt: skip
"""Stems that mean the same to a clinic."""


class BadKnowledge(ValueError):
    """The clinic's knowledge cannot be used; the message says which file, and why."""


@dataclass(frozen=True, slots=True)
class Section:
    """`source`: file and heading, for the transcript. `ways`: how it is asked, the heading first."""

    source: str
    ways: tuple[str, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class _Way:
    """One way of asking for a section: its words, and what they weigh."""

    section: Section
    words: frozenset[str]
    weight: float


class Knowledge:
    """An index over sections. `answer` is pure and takes about a millisecond."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = tuple(sections)
        asked = [(section, words(way)) for section in self._sections for way in section.ways]
        self._weights = _weights([found for _, found in asked])
        self._rarest = max(self._weights.values(), default=FAINT)
        self._ways = [_Way(section, found, self._weigh(found)) for section, found in asked]

    @classmethod
    def load(cls, folder: Path) -> Knowledge:
        """All `*.md` of the folder. Raises BadKnowledge for a missing folder or a section without an answer."""
        if not folder.is_dir():
            raise BadKnowledge(f"no folder {folder}: set VOICE_AGENT_PROMPTS to the folder that holds `knowledge`")
        return cls([section for path in sorted(folder.glob("*.md")) for section in read_sections(path)])

    @property
    def sections(self) -> tuple[Section, ...]:
        return self._sections

    def answer(self, question: str) -> Answered | NoAnswer:
        """The section that the question asks for, if one clearly does."""
        asked = words(question)
        if not asked - _COMMON:
            return NoAnswer()
        weight = self._weigh(asked)
        fits = [(self._fit(asked, weight, way), way.section) for way in self._ways if not asked.isdisjoint(way.words)]
        fit, section = max(fits, key=itemgetter(0), default=(0.0, None))
        return Answered(section.answer, section.source) if section and fit >= ENOUGH else NoAnswer()

    def _fit(self, asked: frozenset[str], weight: float, way: _Way) -> float:
        """How much of the question is in this way of asking, and of the way in the question; 0..1."""
        shared = self._weigh(asked & way.words)
        return 0.65 * shared / weight + 0.35 * shared / way.weight

    def _weigh(self, found: frozenset[str]) -> float:
        return sum(FAINT if word in _COMMON else self._weights.get(word, self._rarest) for word in found) or FAINT


def words(text: str) -> frozenset[str]:
    """The words of a text, the telling ones reduced to their stems; what means the same is made the same."""
    found = frozenset(_WORD.findall(text.lower().replace("'", "")))
    return frozenset(map(_stem, found - _CHATTER))


def _stem(word: str) -> str:
    if word in _COMMON:
        return word
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word.removesuffix(suffix)
            break
    word = re.sub(r"([bcdfglmnprstz])\1$", r"\1", word)  # "cancelling" and "cancel", "missed" and "miss"
    return _SAME.get(word, word)


def _weights(ways: Sequence[frozenset[str]]) -> dict[str, float]:
    counts = Counter(word for found in ways for word in found)
    return {word: log(1 + len(ways) / count) for word, count in counts.items()}


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
    if not answer:
        raise BadKnowledge(f'{path}: the section "{heading}" has no answer')
    return Section(f"{path.name}: {heading}", (heading, *ways), answer)
