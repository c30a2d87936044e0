"""Placeholders for what tells who somebody is: names, dates of birth, telephone and other long numbers.

No register of names is needed: a word counts as a name unless everyday talk or the clinic's vocabulary has it. To mask
too much does no harm, since a placeholder stands for its words when values are made of them on our side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from voice_agent.understanding import numbers
from voice_agent.understanding.dates_of_birth import read_date_of_birth
from voice_agent.understanding.digits import digits_of
from voice_agent.understanding.intents.templates import TEXTS
from voice_agent.understanding.name_talk import NOT_NAMES, TITLES
from voice_agent.understanding.reader import DateOrder
from voice_agent.understanding.vocabulary import Names

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_PLACEHOLDER = re.compile(r"\[(?:NAME|DATE|NUMBER)_\d+\]")
_MONTHS = "january february march april may june july august september october november december".split()
_SHORT_MONTHS = "jan feb mar apr jun jul aug sep sept oct nov dec".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_FIGURES = (
    frozenset(numbers.UNITS)
    | frozenset(numbers.TEENS)
    | frozenset(numbers.TENS)
    | frozenset(numbers.ORDINAL_UNITS)
    | frozenset(numbers.ORDINAL_TEENS)
    | frozenset(numbers.ORDINAL_TENS)
    | numbers.ZEROS
    | {"hundred", "thousand", "double", "triple"}
)
_IN_FIGURES = frozenset({"and", "of", "the"})
_ANNOUNCES = re.compile(
    r"\b(?:names?(?:'s| is| was| are)?(?: of)?|this is|called|i'm|i am|speaking with|"
    r"(?:my|our) (?:son|daughter|husband|wife|mother|father|mom|mum|dad|child|partner|brother|sister|friend|baby))"
    r"[\s,:]+(?=([^\W\d_][\w'’-]*)((?:\s+[^\W\d_][\w'’-]*){0,2}))",
    re.IGNORECASE,
)
"""What comes before a name, so that one which is also a word of everyday talk is seen."""
_SPEAKING = re.compile(r"(?:\S+\s+){1,3}(?:speaking|calling|here)\b", re.IGNORECASE)
LONG_NUMBER = 5
"""Digits from which a number is taken for one that tells who somebody is."""
Span = tuple[int, int]


@cache
def everyday_words() -> frozenset[str]:
    """The words of everyday talk: those that the training sentences write in lower case, numbers, days and months."""
    texts = " ".join(path.read_text(encoding="utf-8") for path in sorted(TEXTS.iterdir()) if path.is_file())
    lower = {word.replace("’", "'") for word in _WORD.findall(texts) if word == word.lower()}
    return frozenset(lower) | NOT_NAMES | _FIGURES | TITLES | frozenset([*_MONTHS, *_SHORT_MONTHS, *_DAYS, "am", "pm"])


@dataclass
class Mask:
    """One request's: the same words get the same placeholder. `names` are the clinic's own, which may go out."""

    names: Names
    order: DateOrder
    today: date
    hidden: dict[str, str] = field(default_factory=dict)

    def mask(self, text: str) -> str:
        """The text with a placeholder for everything that might tell who somebody is."""
        spans = sorted([*_figures(text, self.order, self.today), *_names(text, self.names)])
        out, end = [], 0
        for (start, stop), kind in spans:
            if start < end:
                continue
            out += [text[end:start], self._placeholder(kind, text[start:stop])]
            end = stop
        return "".join([*out, text[end:]])

    def unmask(self, text: str) -> str:
        """The words back in the place of their placeholders. An unknown placeholder stays."""
        return _PLACEHOLDER.sub(lambda match: self.hidden.get(match.group(), match.group()), text)

    def _placeholder(self, kind: str, words: str) -> str:
        known = next((key for key, hidden in self.hidden.items() if hidden == words), None)
        if known is None:
            known = f"[{kind}_{len(self.hidden) + 1}]"
            self.hidden[known] = words
        return known


def _figures(text: str, order: DateOrder, today: date) -> Iterator[tuple[Span, str]]:
    """Runs of numbers that could be a date of birth, or are long."""
    for start, end in _runs(text):
        run = text[start:end]
        if len(digits_of(run)) >= LONG_NUMBER or sum(c.isdigit() for c in run) >= LONG_NUMBER + 4:
            yield (start, end), "NUMBER"
        elif read_date_of_birth([run], order, today).best is not None:
            yield (start, end), "DATE"


def _runs(text: str) -> Iterator[Span]:
    """Numbers, months and what joins them, as far as they follow one another."""
    run: list[numbers.Word] = []
    for word in numbers.words(text):
        if _is_figure(word.text) or (run and (word.text in _IN_FIGURES or not word.text[0].isalnum())):
            run.append(word)
            continue
        yield from _trimmed(run)
        run = []
    yield from _trimmed(run)


def _trimmed(run: list[numbers.Word]) -> Iterator[Span]:
    while run and not _is_figure(run[-1].text):
        run = run[:-1]
    if len(run) > 1 or (run and len(run[0].text) >= LONG_NUMBER and run[0].text.isdecimal()):
        yield run[0].start, run[-1].end


def _is_figure(word: str) -> bool:
    return word[0].isdecimal() or word in _FIGURES or word in _MONTHS or word in _SHORT_MONTHS


def _names(text: str, names: Names) -> Iterator[tuple[Span, str]]:
    """Words that are nobody's but a person's, with the words of a name beside them; neighbours are one name."""
    clinic = [(m.start, m.end) for m in names.find(text)]
    said = [(m.group().lower().replace("’", "'"), m.span()) for m in _WORD.finditer(text)]
    unknown = {i for i, (word, span) in enumerate(said) if not _harmless(word, span, text, clinic)}
    unknown |= set(_announced(text, said, clinic))
    for i in sorted(unknown):
        for step in (-1, 1):
            j = i + step
            while 0 <= j < len(said) and j not in unknown and _goes_with(text, said[j], said[j - step]):
                unknown.add(j)
                j += step
    yield from (((said[first][1][0], said[last][1][1]), "NAME") for first, last in _groups(unknown, text, said))


def _harmless(word: str, span: Span, text: str, clinic: Iterable[Span]) -> bool:
    if any(start <= span[0] and span[1] <= end for start, end in clinic) or word[0].isdecimal():
        return True
    written, proper = text[span[0] : span[1]], word in (*_DAYS, *_MONTHS, *_SHORT_MONTHS) or word in TITLES
    before = text[: span[0]].rstrip().rstrip("\"'“").rstrip()
    begins = not before or before[-1] in ".?!"
    if written[0].isupper() and not begins and not proper and word.split("'")[0] not in ("i", "ok", "okay"):
        return False
    parts = re.split("[-']", word)
    if len(parts) > 2 and max(map(len, parts)) == 1:
        return False  # spelled
    known = everyday_words()
    return word in known or (len(parts) > 1 and all(part in known or len(part) < 3 for part in parts))


def _announced(text: str, said: list[tuple[str, Span]], clinic: list[Span]) -> Iterator[int]:
    """After "my name is": up to three words, as far as none is of those that no name has."""
    for match in _ANNOUNCES.finditer(text):
        lead = match.group().lower()
        surely = "name" in lead or "called" in lead or (lead.startswith("this") and _SPEAKING.match(text, match.end()))
        first = next((i for i, (_, span) in enumerate(said) if span[0] >= match.end()), len(said))
        for i in range(first, min(first + 3, len(said))):
            word, (start, end) = said[i]
            if word in NOT_NAMES or any(a <= start and end <= b for a, b in clinic):
                break
            if not surely and word in everyday_words() and not text[start].isupper():
                break
            yield i


def _goes_with(text: str, word: tuple[str, Span], beside: tuple[str, Span]) -> bool:
    """A capitalised word right beside a name is part of it ("Rose" in "Rose Quillfeather")."""
    (start, end), (other_start, other_end) = word[1], beside[1]
    between = text[min(end, other_end) : max(start, other_start)]
    return between == " " and text[start].isupper() and word[0] not in NOT_NAMES and word[0] not in TITLES


def _groups(marked: set[int], text: str, said: list[tuple[str, Span]]) -> Iterator[tuple[int, int]]:
    first: int | None = None
    for i in sorted(marked):
        first = i if first is None else first
        joined = i + 1 in marked and text[said[i][1][1] : said[i + 1][1][0]].strip(" ,.") == ""
        if not joined:
            yield first, i
            first = None
