"""A small language for phrases in speech, as rule files use it, compiled to regular expressions over plain words.

word            that word               chok*     any word that begins so
one|two words?  either; `_` is a space inside an alternative ("passed_out|fainted"); a final `?` makes it optional
{name}          any of a named class of words
..  and  ...    up to two, and up to eight, words of any kind (never past a full stop)
$               the end of a clause: of the sentence, or before a comma, "and", "but", "because" or "so"
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_WORD = r"[^\s.]+"
_GAPS = {"..": rf"(?:{_WORD} ){{0,2}}", "...": rf"(?:{_WORD} ){{0,8}}"}

_END = r"(?=$|[.,] |(?:and|but|because|so) )"


class PatternError(ValueError):
    """A phrase pattern that cannot be read; the message says which and why."""


def compile_patterns(patterns: Sequence[str], classes: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """One expression for all patterns; it runs over words that are each followed by one space. Raises PatternError."""
    return re.compile(r"(?<!\S)(?:" + "|".join(_expression(pattern, classes) for pattern in patterns) + ")")


def _expression(pattern: str, classes: Mapping[str, Sequence[str]]) -> str:
    parts = pattern.split()
    if not parts or parts[0] in _GAPS or parts[-1] in _GAPS:
        raise PatternError(f"pattern {pattern!r}: it must begin and end with a word")
    return "".join(_part(part, pattern, classes) for part in parts)


def _part(part: str, pattern: str, classes: Mapping[str, Sequence[str]]) -> str:
    if part in _GAPS:
        return _GAPS[part]
    if part == "$":
        return _END
    optional = part.endswith("?")
    alternatives: list[str] = []
    for alternative in part.removesuffix("?").split("|"):
        if alternative.startswith("{") and alternative.endswith("}"):
            name = alternative[1:-1]
            if name not in classes:
                raise PatternError(f"pattern {pattern!r}: there is no class {name!r}")
            alternatives += classes[name]
        else:
            alternatives.append(alternative)
    words = "|".join(_words(alternative, pattern) for alternative in alternatives)
    return f"(?:{words})" + ("?" if optional else "")


def _words(alternative: str, pattern: str) -> str:
    words = alternative.replace("_", " ").split()
    if not words or not all(re.fullmatch(r"[\w']+\*?|[.,]", word) for word in words):
        raise PatternError(f"pattern {pattern!r}: {alternative!r} is not a word, nor words joined by `_`")
    return "".join(re.escape(word.rstrip("*")) + (r"[^\s.,]* " if word.endswith("*") else " ") for word in words)
