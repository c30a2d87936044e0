"""Who says her name as she begins: "Hi, it's Ann Wells, I need …", "Ann Wells here", "Ann Wells. I need …". Pure.

Nobody asked for a name, so only what is certainly one is taken: two to four words with capitals, or a name that callers
have without (`unwritten_names`), behind words that introduce, or bare as the very first words, before what she wants or
when she was born. Who calls for somebody else
gives her own name, which is not the patient's: `values` tells the two apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from voice_agent.understanding import name_talk, unwritten_names
from voice_agent.understanding.names import as_written, looks_like_a_name

_WORD = r"[A-ZÀ-Ý][^\W\d_]*(?:['-][^\W\d_]{2,}|-[^\W\d_]+)*"
_NAME = rf"(?P<name>{_WORD}(?: (?:[A-ZÀ-Ý]\.|{_WORD})){{0,2}} {_WORD})"
_OPENS = rf"(?:^|(?<=[.!?,]) )\W*(?i:{name_talk.OPENING})"
_I_AM = rf"(?i:(?:{name_talk.I_AM}|it is|the name(?: is|'s))(?: u[hm],?)?) "
_ENDS = (
    r"(?=\W*$|[,.;!?] |(?: -|,)? (?i:here|speaking|calling|and i|i|i'm|i'd|i've|can|could|date of birth|born|my|do|is|"
    r"please)\b)"
)
_INTRODUCED = re.compile(rf"{_OPENS}{_I_AM}{_NAME}{_ENDS}")
_HERE = re.compile(rf"{_OPENS}{_NAME},? (?i:here|speaking)\b")
_SHE_GOES_ON = (
    r"(?=(?:\.|!|;| -) \w|, (?i:i|i'm|i'd|i've|i'll|we|we'd|we've|my|can|could|would|calling|need|looking|trying|just|"
    r"born|date of birth|dob|birth ?day|the|about|january|february|march|april|may|june|july|august|september|"
    r"october|november|december|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+teenth|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|\w+teen|twenty|thirty|\d+)\b)"
)
_BARE = re.compile(rf"^\W*(?i:{name_talk.OPENING}){_NAME}{_SHE_GOES_ON}")
_THINGS = frozenset(
    """
    afternoon avenue billing blue boulevard cancel central
    christmas city confirm county customer dear desk doc drive easter
    emergency evening everybody everyone excuse flu folks friday front general god good goodness gracious great
    greetings guys happy health hello hey hi holiday holidays hospital human ladies lane lord madam merry monday
    morning mount my nurse operator pain people physical prescription question quick reception records referral refill
    representative reschedule results road saturday shot sick sir street sunday test thanksgiving therapy thursday
    tuesday visit wednesday year
    """.split()
)
"""With one of these in it, what stands bare at the beginning is a greeting, a place or a thing that she wants."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """A name as the first hypothesis has it, `text[start:end]`; candidates: what the others have in its place."""

    name: str
    start: int
    end: int
    candidates: tuple[str, ...] = ()


def introduction(hypotheses: Sequence[str]) -> Introduction | None:
    """Who introduces herself in an utterance, from its hypotheses (best first). None where nobody does in the first."""
    first, *others = map(_introduced, hypotheses)
    if first is None:
        return None
    names = dict.fromkeys(other.name for other in others if other)
    return Introduction(first.name, first.start, first.end, tuple(n for n in names if n != first.name))


def _introduced(text: str) -> Introduction | None:
    found = _INTRODUCED.search(text) or _HERE.search(text)
    bare = None if found else _BARE.search(text)
    found = found or bare
    if found and looks_like_a_name(found["name"]):
        words = set(found["name"].lower().replace(".", "").split())
        none = words & (unwritten_names.OTHERS | name_talk.TITLES | (_THINGS if bare else frozenset()))
        return None if none else Introduction(found["name"], *found.span("name"))
    span = unwritten_names.introduced(text)
    return Introduction(as_written(text[slice(*span)].lower()), *span) if span else None
