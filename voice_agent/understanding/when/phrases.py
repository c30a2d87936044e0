"""Fixed phrases looked up in what was said, and small look-arounds shared by the grammar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from voice_agent.understanding.numbers import Word, cardinal_at, words

T = TypeVar("T")
Said = Sequence[Word]

STOPS = frozenset({".", "?", "!", ";"})
MARKS = STOPS | {",", ":", "-", "–", "—", "…", "`", '"', "'", ")", "("}


class Phrases(Generic[T]):
    """A table phrase -> value; `at` finds the longest phrase that begins at a word."""

    def __init__(self, table: Mapping[str, T]) -> None:
        self._tree = _Node[T]()
        for phrase, value in table.items():
            node = self._tree
            for part in words(phrase):
                node = node.next.setdefault(part.text, _Node())
            node.values = (value,)

    def at(self, said: Said, i: int, *, contracted: bool = False) -> tuple[T, int] | None:
        """(value, index after the phrase), or None. contracted: its last word may be "morning's"."""
        found: tuple[T, int] | None = None
        parent = self._tree
        while True:
            text = word(said, i)
            node = parent.next.get(text)
            if node is None:
                with_is = parent.next.get(text[:-2]) if contracted and text.endswith("'s") else None
                return (with_is.values[0], i + 1) if with_is and with_is.values else found
            i += 1
            if node.values:
                found = node.values[0], i
            parent = node


@dataclass(slots=True)
class _Node(Generic[T]):
    """What may follow the words that lead here, and the value (or none) of the phrase that ends here."""

    next: dict[str, _Node[T]] = field(default_factory=dict)
    values: tuple[T, ...] = ()


def phrases(*group: str) -> Phrases[bool]:
    """A table of phrases that all mean the same."""
    return Phrases(dict.fromkeys(group, True))


def listed(group: str) -> list[str]:
    """The phrases of a text that separates them by "|"."""
    return [" ".join(phrase.split()) for phrase in group.split("|")]


def word(said: Said, i: int) -> str:
    """The word at `i`, "" outside of what was said."""
    return said[i].text if 0 <= i < len(said) else ""


def skip(said: Said, i: int, which: Iterable[str]) -> int:
    """The first index from `i` on whose word is not in `which`."""
    while word(said, i) in which:
        i += 1
    return i


def is_number(said: Said, i: int) -> bool:
    """Whether a number, in digits or words, stands at `i`."""
    return word(said, i)[:1].isdecimal() or cardinal_at(said, i) is not None


# What may follow a bare number that is an hour or a day of the month. A noun may not: "at 3 sites", "the 5th floor".
_FUNCTION_WORDS = frozenset(
    w.text
    for w in words(
        """
        a about actually after afternoon all also alright am an and any anytime apart are around as aside at barring
        because before besides excluding save beginning between but by can
        could day do does don't either early else end evening except exactly fine for
        from good great have he hopefully how i i'd i'll i'm if in instead is isn't ish it it'll it's just last late
        later let like maybe me might mine morning my next no noon not now o'clock of ok okay on onwards onward or
        our perfect please possibly preferably really right said same say see she should since so sometime start
        soon sorry sounds sharp still suits than thank thanks that that'll that's the then there these they this
        though through thru tight till to today tomorrow tonight too under until wait was we we'd we'll we're week
        weekend well were what when which while will with won't works work would yeah yes you your best better ideal
        ideally open available free myself cos coz cuz cause only unless whenever whatever wherever where who nor
        once tops we've i've you've they've they're they'll there's he'll she'll he's she's you'll you'd let's
        what's that'd it'd didn't doesn't wasn't aren't can't couldn't wouldn't shouldn't must shall did always
        usually normally generally sometimes never again alternatively cheers ta love mate dear sir madam doctor
        lovely brilliant perhaps sure yep yup uh um er erm hmm oh ah honestly actually basically obviously
        unfortunately look looks sound suit whilst depending provided assuming instead anyway although where's
        when's pm january february march april may june july august september october november december monday
        tuesday wednesday thursday friday saturday sunday
        """
    )
)


def ends_phrase(said: Said, i: int) -> bool:
    """Whether a number phrase can end before `i`: at the end, a mark, or a word that no number counts."""
    text = word(said, i)
    return not text or text in MARKS or text in _FUNCTION_WORDS
