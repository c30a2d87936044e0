"""Training sentences from templates: `(a|b)` chooses, `[x]` may be left out, `{list}` takes a line of a list.

One template a line, one file a label. `expand` draws distinct sentences; the same generator draws the same ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random

import yaml

TEXTS = Path(__file__).with_name("texts")

Lists = Mapping[str, Sequence[str]]


class TemplateError(ValueError):
    """A template that cannot be read, with its text and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, its label, and the template it came from (sentences of one template resemble each other)."""

    text: str
    label: str
    template: int


def fingerprint(folder: Path = TEXTS) -> str:
    """Changes whenever a sentence or a list does."""
    digest = sha256()
    for path in sorted(folder.iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def load(folder: Path = TEXTS) -> tuple[Lists, dict[str, list[str]]]:
    """The lists, and each label's templates, out of `lists.yaml` and `<label>.txt`."""
    lists = yaml.safe_load((folder / "lists.yaml").read_text(encoding="utf-8"))
    templates = {
        path.stem: [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        for path in sorted(folder.glob("*.txt"))
    }
    return lists, templates


def examples(lists: Lists, templates: Mapping[str, Sequence[str]], *, each: int, seed: int) -> list[Example]:
    """Up to `each` distinct sentences of every template, in a fixed order for a seed."""
    random = Random(seed)
    numbered = [(label, line) for label, lines in templates.items() for line in lines]
    return [
        Example(text, label, number)
        for number, (label, line) in enumerate(numbered)
        for text in expand(line, lists, random, each)
    ]


def expand(template: str, lists: Lists, random: Random, limit: int) -> list[str]:
    """Distinct sentences of one template, at most `limit`, in the order drawn. Raises TemplateError."""
    parts = _Parser(template, lists).parse()
    drawn: dict[str, None] = {}
    for _ in range(limit * 4):
        drawn[" ".join(_draw(parts, random).split())] = None
        if len(drawn) == limit:
            break
    return [text for text in drawn if text]


_Part = str | list["_Part"] | tuple["_Part", ...]
"""Words; a sequence (list); or a choice (tuple)."""


def _draw(part: _Part, random: Random) -> str:
    match part:
        case str():
            return part
        case list():
            return " ".join(_draw(p, random) for p in part)
        case tuple():
            return _draw(random.choice(part), random)


class _Parser:
    def __init__(self, template: str, lists: Lists) -> None:
        self.template = template
        self.lists = lists
        self.tokens = re.findall(r"[()\[\]|]|\{\w+\}|[^()\[\]|{}]+", template)
        self.at = 0

    def parse(self) -> _Part:
        parts = self._sequence()
        if self.at != len(self.tokens):
            raise TemplateError(f"{self.template!r}: unexpected {self.tokens[self.at]!r}; check the brackets")
        return parts

    def _sequence(self) -> list[_Part]:
        parts: list[_Part] = []
        while self.at < len(self.tokens) and self.tokens[self.at] not in (")", "]", "|"):
            token = self.tokens[self.at]
            self.at += 1
            if token in ("(", "["):
                parts.append(self._choice(")" if token == "(" else "]", optional=token == "["))
            elif token.startswith("{"):
                name = token[1:-1]
                if name not in self.lists:
                    raise TemplateError(f"{self.template!r}: no list {name!r} in lists.yaml")
                parts.append(tuple(self.lists[name]))
            else:
                parts.append(token)
        return parts

    def _choice(self, closing: str, *, optional: bool) -> _Part:
        options: list[_Part] = [self._sequence()]
        while self.at < len(self.tokens) and self.tokens[self.at] == "|":
            self.at += 1
            options.append(self._sequence())
        if self.at == len(self.tokens) or self.tokens[self.at] != closing:
            raise TemplateError(f"{self.template!r}: a bracket is not closed with {closing!r}")
        self.at += 1
        inner: _Part = tuple(options)
        return ("", inner) if optional else inner
