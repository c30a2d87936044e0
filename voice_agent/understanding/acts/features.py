"""What the classifier of acts sees: the words and runs of words, alone and by situation, and what the rules made of
them. A feature is a 32-bit hash of its text, with a weight."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from zlib import crc32

from voice_agent.understanding.acts.act import Act
from voice_agent.understanding.acts.situation import Situation
from voice_agent.understanding.commands import Field
from voice_agent.understanding.intents.features import words_of
from voice_agent.understanding.vocabulary import Names

_WORDS_WEIGHT = 3.0
"""Of all words together: the square of it is shared out among them."""
_RULES_WEIGHT = 0.32
"""Of each act of the rules: it is taken into account ten times as reluctantly as a word."""
_GROUPS = {
    Situation.OPEN: "open",
    Situation.MORE: "open",
    Situation.BOOK: "confirm",
    Situation.MOVE: "confirm",
    Situation.DROP: "confirm",
    Situation.WHO: "confirm",
    Situation.YES_NO: "confirm",
    Situation.OFFER: "offer",
    Situation.WHICH: "offer",
}
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTHS = frozenset("january february april june july august september october november december".split())
"""Without "may" and "march", which are other words, too."""
_NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
)
"""Without "one", "first" and "second", which point at one of several."""
_PIECE = 4
_MOST_COUNTED = 14


def features_of(text: str, situation: Situation, by_rules: Iterable[Act], names: Names) -> dict[int, float]:
    """Hash to weight. by_rules: the acts of the commands that the rules made of the text."""
    words = _words(text, names)
    group = _GROUPS.get(situation, "field")
    everywhere = _runs(words)
    found = everywhere | {f"{group}|{run}" for run in everywhere}
    found |= {f"{situation}|1 {word}" for word in words}
    for word in words:
        if len(word) > _PIECE - 1:
            marked = f"<{word}>"
            found.update(f"c {marked[i : i + _PIECE]}" for i in range(len(marked) - _PIECE + 1))
    found.add(f"n {min(len(words), _MOST_COUNTED)}")
    weight = _WORDS_WEIGHT / max(1.0, float(len(found))) ** 0.5
    weighted = {crc32(feature.encode()): weight for feature in found}
    rules = {f"r {act}" for act in by_rules}
    rules |= {f"{group}|{rule}" for rule in rules} | {f"at {situation}"}
    return weighted | {crc32(rule.encode()): _RULES_WEIGHT for rule in rules}


def _runs(words: list[str]) -> set[str]:
    """Words, pairs, threes, twos with one between, and the words at either end."""
    padded = ["^", *words, "$"]
    threes = list(zip(padded, padded[1:], padded[2:], strict=False))
    runs = {f"1 {word}" for word in words} | {f"2 {a} {b}" for a, b in pairwise(padded)}
    runs |= {f"3 {a} {b} {c}" for a, b, c in threes} | {f"s {a} {c}" for a, _, c in threes}
    runs |= {f"f{at} {word}" for at, word in enumerate(words[:2])}
    return runs | {f"l{at} {word}" for at, word in enumerate(words[::-1][:2])}


def _words(text: str, names: Names) -> list[str]:
    """With one word for every doctor, office, day, month and number."""
    for mention in sorted(names.find(text), key=lambda m: -m.start):
        if mention.field in (Field.PROVIDER, Field.LOCATION):
            text = f"{text[: mention.start]} {mention.field}name {text[mention.end :]}"
    words: list[str] = []
    for word in words_of(text):
        plain = _plain(word)
        if plain != "num" or words[-1:] != ["num"]:
            words.append(plain)
    return words


def _plain(word: str) -> str:
    if word.removesuffix("s") in _DAYS:
        return "dayname"
    if word in _MONTHS:
        return "monthname"
    return "num" if word in _NUMBERS else word
