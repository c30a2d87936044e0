"""Finds the clinic's own names (providers, visit types, locations) in what was said, over slips of the transcriber."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jellyfish import metaphone
from rapidfuzz.distance import JaroWinkler

from voice_agent.understanding.commands import Field
from voice_agent.understanding.reader import Term, Vocabulary

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_TITLES = frozenset(
    {"dr", "doctor", "doc", "nurse", "mr", "mrs", "ms", "miss", "prof", "professor", "np", "md", "dds", "pa"}
)
_DEGREES = frozenset({"np", "md", "dds", "pa"})
_ARTICLES = frozenset({"a", "an", "the"})
ALIKE = 0.9
"""Jaro-Winkler likeness from which two words of five letters or more count as one, slips and all."""
_LONGEST_ENDING = 3
"""By so many letters, at the most, is a word that counts as another longer or shorter: "cough", "coughing"."""
_KEPT = 4_096
"""Words looked up of late; most of what callers say are the same few thousand."""
_THINGS = ("thing", "things", "one", "ones", "appointment", "appt", "visit", "stuff", "business")
_SAME = 0.95
_SEES = re.compile(r"\b(?:with|see|seeing|by|from|and|named) (?:the |my |our )?$", re.IGNORECASE)
_OTHER_WORDS = {
    "sick": ("ill", "unwell", "poorly", "under the weather", "feeling rotten", "coming down with"),
    "physical": ("full medical", "medical exam", "medical examination"),
    "blood test": ("blood taken", "blood drawn", "bloods", "blood checked", "cholesterol checked", "cholesterol test"),
    "shot": ("jab", "jabs", "inoculation"),
    "physical therapy": ("physio", "physiotherapy"),
    "well baby visit": (
        "well baby",
        "well baby check",
        "well baby checkup",
        "baby checkup",
        "baby check",
        "month checkup",
        "month check up",
        "month old checkup",
        "month visit",
    ),
    "well child visit": ("well child", "well child checkup", "well child exam", "child checkup", "kid checkup"),
    "follow up": (
        "go over my results",
        "go over my test results",
        "go over my lab results",
        "go over the results",
        "go over my labs",
        "discuss my results",
        "talk about my results",
        "medication check",
        "medicine check",
        "med check",
    ),
    "annual physical": ("my annual", "an annual", "the annual", "annual check", "my yearly"),
    "birth control visit": ("birth control", "contraception", "contraceptive"),
}
"""What people say for a word that a clinic has for one of its types, where it has that word."""
_EXACTLY = frozenset({"bloods", "one", "ones", "injection", "yearly"})
"""Words that another by a letter or two is not: "blood pressure" is no test, "on" no "one", an infection no jab, an
early one no yearly one."""
_COMMON = frozenset("first new return check not spot urgent school".split())
"""Words of types' names that say too little of the type by themselves."""


@dataclass(frozen=True, slots=True)
class Mention:
    """`value` is the canonical name; `score` 0..1 says how well the words at `start..end` fit it."""

    field: Field
    value: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class _Entry:
    field: Field
    value: str
    words: tuple[str, ...]
    titled: bool
    weight: float


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How like a word of a name a heard one is, 0..1: by itself, and where a title or other words hold it."""

    bare: float
    held: float


class Names:
    """A vocabulary made ready for looking up: build it once for a clinic, use it for every utterance."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._entries = sorted(
            [
                *_entries(Field.PROVIDER, vocabulary.providers),
                *_entries(Field.VISIT_TYPE, vocabulary.visit_types),
                *_entries(Field.LOCATION, vocabulary.locations),
            ],
            key=lambda e: -len(e.words),
        )
        self._sounds = {word: metaphone(word) for entry in self._entries for word in entry.words}
        self._alike = lru_cache(_KEPT)(self._words_alike)

    def find(self, text: str) -> list[Mention]:
        """Mentions in the order said, not overlapping; of overlapping ones the better, then the longer, is kept."""
        said = [(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(text)]
        alike = {heard: self._alike(heard) for heard, _, _ in said}
        meant = {word for words in alike.values() for word in words}
        able = (entry for entry in self._entries if meant.issuperset(entry.words))
        found = [mention for entry in able for mention in _mentions(entry, said, alike)]
        types = {(m.start, m.end) for m in found if m.field is Field.VISIT_TYPE and m.score >= _SAME}
        found = [  # "the physio", "my labs": a visit, unless she says that she sees him
            m
            for m in found
            if m.field is not Field.PROVIDER or (m.start, m.end) not in types or _SEES.search(text[: m.start])
        ]
        kept: list[Mention] = []
        for mention in sorted(found, key=lambda m: (-m.score, m.start - m.end)):
            if all(mention.end <= k.start or mention.start >= k.end for k in kept):
                kept.append(mention)
        return sorted(kept, key=lambda m: m.start)

    def _words_alike(self, heard: str) -> Mapping[str, _Likeness]:
        """The words of the clinic's names that this may be."""
        sound = metaphone(heard)
        likenesses = (
            (word, _likeness(word, sounds, heard, sound))
            for word, sounds in self._sounds.items()
            if abs(len(word) - len(heard)) <= _LONGEST_ENDING
        )
        return {word: likeness for word, likeness in likenesses if likeness.held >= ALIKE}


def _entries(field: Field, terms: Iterable[Term]) -> list[_Entry]:
    entries: dict[tuple[str, ...], _Entry] = {}
    surnames: dict[str, set[str]] = {}
    kinds: dict[str, set[str]] = {}
    for term in terms:
        for alias in (term.value, *term.aliases):
            words = tuple(w for w in (m.group().lower() for m in _WORD.finditer(alias)) if w not in _ARTICLES)
            titled = bool(words) and words[0] in _TITLES
            bare = _without_titles(words)
            if bare:
                entries.setdefault(bare, _Entry(field, term.value, bare, titled and field is Field.PROVIDER, 1.0))
            if field is Field.VISIT_TYPE and len(bare) > 1:
                kinds.setdefault(bare[0], set()).add(term.value)
            if field is Field.PROVIDER and len(bare) > 1:
                surnames.setdefault(bare[-1], set()).add(term.value)
    for said, others in _OTHER_WORDS.items() if field is Field.VISIT_TYPE else ():
        known = {e.value for e in entries.values() if " ".join(e.words) == said}
        for other in others if len(known) == 1 else ():
            words = tuple(other.split())
            entries.setdefault(words, _Entry(field, next(iter(known)), words, False, 1.0 if len(words) > 1 else 0.96))
    for surname, values in surnames.items():
        if len(values) == 1:
            entries.setdefault((surname,), _Entry(field, next(iter(values)), (surname,), True, 0.98))
    for kind, values in kinds.items():  # "the annual one", "my skin thing": a word that only one type begins with
        if len(values) == 1 and kind not in _COMMON:
            for thing in _THINGS:
                entries.setdefault((kind, thing), _Entry(field, next(iter(values)), (kind, thing), False, 0.97))
    return list(entries.values())


def _without_titles(words: tuple[str, ...]) -> tuple[str, ...]:
    """A title stands in front, a degree behind; the doctor of "the kids' doctor" is neither."""
    first = next((i for i, word in enumerate(words) if word not in _TITLES), len(words))
    last = len(words)
    while last > first and words[last - 1] in _DEGREES:
        last -= 1
    return words[first:last]


def _mentions(
    entry: _Entry, said: list[tuple[str, int, int]], alike: Mapping[str, Mapping[str, _Likeness]]
) -> Iterable[Mention]:
    size = len(entry.words)
    for i in range(len(said) - size + 1):
        window = said[i : i + size]
        words = [alike[heard].get(word) for word, (heard, _, _) in zip(entry.words, window, strict=True)]
        titled = i > 0 and said[i - 1][0] in _TITLES
        held = size > 1 or titled
        score = min(0.0 if word is None else word.held if held else word.bare for word in words)
        if score < ALIKE or (entry.titled and size == 1 and score < 1.0 and not titled):
            continue
        start = said[i - 1][1] if titled else window[0][1]
        yield Mention(entry.field, entry.value, start, window[-1][2], score * entry.weight)


def _likeness(word: str, sound: str, heard: str, heard_sound: str) -> _Likeness:
    """1 for the word itself; short words are compared by sound only where a title or other words hold them."""
    if word in _EXACTLY:
        return _Likeness(float(word == heard), float(word == heard))
    if word == heard or heard in (f"{word}s", f"{word}'s", f"{word}es") or word == f"{heard}s":
        return _Likeness(1.0, 1.0)
    if len(word) > 3 and heard == f"{word}ing":  # "I've been coughing": the clinic wrote down a cough
        return _Likeness(1.0, 1.0)
    short = min(len(word), len(heard)) < 5
    apart = abs(len(word) - len(heard))
    if apart > 2:
        return _Likeness(0.0, 0.0)
    same = bool(sound) and sound == heard_sound and word[0] == heard[0]
    spelt = 0.0 if short else float(JaroWinkler.similarity(word, heard))
    return _Likeness(
        0.0 if apart > 1 else 0.95 if same and not short else spelt,
        0.95 if same else spelt,
    )
