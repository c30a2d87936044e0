"""Where people are named: to the classifier of red flags, names look like words that it does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

_KIN: Final = (
    "mother|father|mom|dad|mum|mama|papa|wife|husband|sister|brother|son|daughter|aunt|uncle|niece|nephew|cousin|partner|"
    "(?:grand|step)(?:ma|pa|mother|father|mom|dad|son|daughter)|guardian|girlfriend|boyfriend|fiancee?|carer|caregiver"
)
_BEFORE_NAMES: Final = re.compile(
    rf"i'm|am|is|it's|that's|this's|he's|she's|they're|name's|mine's|hers|{_KIN}|dr|doctor"
)
OF_NAMES: Final = re.compile(
    rf"{_KIN}|i'm|am|he|she|it|it's|that's|this|he's|she's|his|her|hers|my|mine|mine's|our|their|name|names|name's|called|"
    r"surname|spelled|spelt|dash|hyphen|double|here|hi|hello|yes|no|and|not|sorry|the|a|patient|dr|doctor|baby|baby's|a's"
)
"""Words that people are named with."""
_LONGEST_NAME: Final = 3


def names_in(text: str, plain: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The bounds in `plain` of the names that follow a word people are named with: "I'm Ewa Lis, her aunt Jo".

    plain: the words and stops of `text`, in small letters, each followed by a space; spans: where in `text` each is.
    Only what is written with capitals is taken for a name.
    """
    words = list(re.finditer(r"\S+", plain))
    capital: list[bool] = []
    for word, (start, _) in zip(words, spans, strict=True):
        joined = text[max(0, start - 1) : start] == "-" and bool(capital) and capital[-1]  # "Ji-woo"
        capital.append(joined or (text[start : start + 1].isupper() and len(word.group()) > 1))
    at = 1
    while at < len(words):
        last = at
        while last < len(words) and capital[last] and not OF_NAMES.fullmatch(words[last].group()):
            last += 1
        if at < last <= at + _LONGEST_NAME and _BEFORE_NAMES.fullmatch(words[at - 1].group()):
            yield words[at].start(), words[last - 1].end()
        at = max(last, at + 1)
