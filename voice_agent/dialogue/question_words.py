"""The words of a question, made comparable: endings dropped, what means the same made one word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_GRAMMAR = frozenset(
    "a an the i im you he she we they it me my your our his her their us them is are am was be been do does did have "
    "has had can could would should will shall may might must to of for in on at by with from as and or but if so that "
    "this these those there here what whats which who whom whose when where how much many any some one time get "
    "got go clinic office place".split()
)
_SUFFIXES = ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s", "y", "e")


class BadWords(ValueError):
    """The file of words cannot be used; the message says which, and why."""


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """`same`: what means the same as which one word, words by their stems. `general`: stems that tell little; `names`:
    those of who works there. `phrases`: several words that are read as one."""

    same: Mapping[str, str]
    general: frozenset[str]
    names: frozenset[str]
    phrases: re.Pattern[str] | None
    phrase_words: Mapping[str, str]

    @classmethod
    def load(cls, path: Path) -> QuestionWords:
        """From a YAML file; where there is none, words mean what they are. Raises BadWords."""
        if not path.exists():
            return cls.of({})
        try:
            found = yaml.safe_load(path.read_text(encoding="utf-8"))
            same = {str(word): [str(other) for other in others] for word, others in found["same"].items()}
            return cls.of(same, str(found["general"]).split(), str(found.get("names", "")).split())
        except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
            raise BadWords(
                f"{path} must hold `same` (lists of words by a word), `general` and perhaps `names` (words): {error}"
            ) from error

    @classmethod
    def of(
        cls, same: Mapping[str, Sequence[str]], general: Sequence[str] = (), names: Sequence[str] = ()
    ) -> QuestionWords:
        """From `same` (a word and all that means the same), `general` words and `names`, as a clinic writes them."""
        single: dict[str, str] = {}
        several: dict[str, str] = {}
        for word, others in same.items():
            for other in map(_plain, others):
                if " " in other:
                    several[other] = word
                elif _stem(other) not in _GRAMMAR:  # "cane" ends as "can" does
                    single[_stem(other)] = _stem(word)
        longest_first = sorted(several, key=lambda phrase: (-len(phrase), phrase))
        pattern = re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})s?\b") if several else None
        little = _GRAMMAR | {_stem(word) for word in general}
        return cls(single, little, frozenset(map(_stem, names)), pattern, several)

    def find(self, text: str) -> frozenset[str]:
        """The stems in a text."""
        plain = _plain(text)
        if self.phrases is not None:
            plain = self.phrases.sub(lambda match: f" {self.phrase_words[match[1]]} ", plain)
        stems = (_stem(word) for word in _WORD.findall(plain))
        return frozenset(self.same.get(stem, stem) for stem in stems)


def _plain(text: str) -> str:
    letters = re.sub(r"[^a-z-]+", " ", re.sub("['\u2019]", "", text.lower())).strip()
    return re.sub(r"\b(what|where|when|how|who|there)s\b", r"\1 is", letters)


def _stem(word: str) -> str:
    if word in _GRAMMAR:
        return word
    word = re.sub(r"(?<=[aeo]y)s$", "", word)  # "Sundays" and "Sunday"
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= (4 if suffix == "y" else 3):  # "busy" is no bus
            word = word.removesuffix(suffix)
            break
    return re.sub(r"([bcdfglmnprstz])\1$", r"\1", word)  # "cancelling" and "cancel", "missed" and "miss"
