"""A name in longer talk that nobody wrote with capitals: "hi it's emily carter i need …". Pure.

Some recognisers write small letters and no stops. There a name is a given name that callers have, and behind it a word
that is none of everyday talk, or one that many are called by ("emily young").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from voice_agent.understanding import name_talk
from voice_agent.understanding.given_names import GIVEN_NAMES
from voice_agent.understanding.masking import everyday_words
from voice_agent.understanding.red_flags.train import TEXTS

_WORD: Final = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_FAMILIES: Final = frozenset(
    """
    baker banks bell bird bishop black brooks brown bush butler carpenter chambers church cook cooper cross field fields
    fisher fox frost gardener glass green hall hart hill hunt hunter king knight lane lord love marsh mills moon moore
    noble page park parks pope porter reed rice rivers rose sharp shepherd singer stone summers swan walker wall ward
    waters weaver wells west white winter winters wolf wood woods young
    """.split()
)
"""Words of everyday talk that many are called by."""
_PARTICLES: Final = frozenset("al bin da de del della den der di do dos el ibn la le mac san st van von".split())
OTHERS: Final = frozenset(
    """
    association care center centre clinic company dental department doctors elementary family group health healthcare
    hospital imaging insurance lab labs laboratory medical medicine office pharmacy practice radiology school services
    surgery
    """.split()
)
"""Who is called so is no patient: a pharmacy, another office, an insurer."""
_NO_MORE: Final = frozenset("at from in of on with".split())
"""Behind a name: somebody who calls for a business, or is spoken of."""
_SPOKEN_OF: Final = frozenset("about at by from in near of saw see seen to with".split())
"""Before it: a place, or somebody else."""
_MOST_WORDS: Final = 4
_SAYS_WHO: Final = rf"(?:{name_talk.I_AM}|it is|(?:the )?name(?: is|'s))(?: u[hm],?)? "
_INTRODUCED: Final = re.compile(rf"(?<![\w'])(?P<lead>{_SAYS_WHO})", re.IGNORECASE)
_FIRST: Final = re.compile(rf"^\W*(?P<lead>{name_talk.OPENING})", re.IGNORECASE)
_KNOWN: Final = re.compile(
    rf"(?<![\w'])(?P<lead>{_SAYS_WHO}|(?:he|she)(?:'s| is) |(?:his|her) name(?:'s| is) |"
    r"my (?:son|daughter|husband|wife|mother|father|mom|mum|dad|boy|girl|baby)(?:'s| is)? )",
    re.IGNORECASE,
)
_OF_DOINGS: Final = re.compile(r"(?:ing|ed|ly)$")
_HERE: Final = re.compile(r",? (?:here|speaking|calling)\b", re.IGNORECASE)
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Talk:
    text: str
    words: tuple[re.Match[str], ...]

    def word(self, at: int) -> str:
        return self.words[at].group().lower() if 0 <= at < len(self.words) else ""

    def follows(self, at: int) -> bool:
        """Whether a word stands right behind the one before it, with nothing but a space between."""
        return at < len(self.words) and self.text[self.words[at - 1].end() : self.words[at].start()] == " "


def introduced(text: str) -> Span | None:
    """Where somebody says who she is, who was not asked: behind words that introduce, or as the first words of more."""
    talk = _talk(text)
    behind = (_name_from(talk, lead.end()) for lead in _INTRODUCED.finditer(text))
    found = next((span for span in behind if span), None)
    if found:
        return found
    first = _FIRST.match(text)
    bare = _name_from(talk, first.end()) if first else None
    return bare if bare and (_HERE.match(text[bare[1] :]) or re.search(r"\w", text[bare[1] :])) else None


def told_besides(text: str) -> Span | None:
    """Where a name stands in the answer of one who is known: introduced, as the first words, or as the last."""
    talk = _talk(text)
    leads = [*(m.end() for m in _KNOWN.finditer(text)), *(m.end() for m in [_FIRST.match(text)] if m)]
    found = next((span for at in leads if (span := _name_from(talk, at))), None)
    if found:
        return found
    for at in range(max(0, len(talk.words) - _MOST_WORDS), len(talk.words) - 1):
        last = _name_from(talk, talk.words[at].start())
        if last and last[1] == talk.words[-1].end() and talk.word(at - 1) not in _SPOKEN_OF:
            return last
    return None


def is_likely(name: str, text: str) -> bool:
    """Whether what was said unasked can be a name: it is written as names are, or is none of everyday talk."""
    if re.search(rf"(?<![\w'])(?i:{re.escape(name)})(?![\w'])", text) is None:
        return True  # put together of what was spelled
    if re.search(rf"(?<![\w']){re.escape(name)}(?![\w'])", text):
        return True
    first, *others = name.lower().split()
    called = first in GIVEN_NAMES or (others and first not in _everyday() and not _OF_DOINGS.search(first))
    return bool(called) and all(other in GIVEN_NAMES or _is_family(other) for other in others)


def _talk(text: str) -> _Talk:
    return _Talk(text, tuple(_WORD.finditer(text)))


def _name_from(talk: _Talk, place: int) -> Span | None:
    """The name that begins at a place of the text, if one does."""
    first = next((i for i, word in enumerate(talk.words) if word.start() == place), None)
    if first is None or talk.word(first) not in GIVEN_NAMES or talk.word(first - 1) in name_talk.TITLES:
        return None
    end = first + 1
    while talk.follows(end) and (talk.word(end) in GIVEN_NAMES or _is_particle(talk, end)):
        end += 1
    while talk.follows(end) and end - first < _MOST_WORDS and _is_family(talk.word(end)):
        end += 1
    words = [talk.word(i) for i in range(first, end)]
    if all(word.group()[0].isupper() for word in talk.words[first:end]):
        return None
    beyond = talk.word(end) if talk.follows(end) else ""
    if not 1 < len(words) <= _MOST_WORDS or words[-1] in _PARTICLES:
        return None
    if beyond in _NO_MORE or beyond.endswith("'s") or OTHERS & {*words, beyond}:
        return None
    if beyond == "and" and talk.word(end + 1) in GIVEN_NAMES:
        return None
    return talk.words[first].start(), talk.words[end - 1].end()


def _is_particle(talk: _Talk, at: int) -> bool:
    return talk.word(at) in _PARTICLES and talk.follows(at + 1) and talk.word(at + 1) not in _everyday()


def _is_family(word: str) -> bool:
    return (
        len(word) > 1 and not re.search(r"'s$|.{3}[^aeiou]ed$", word) and (word in _FAMILIES or word not in _everyday())
    )


@cache
def _everyday() -> frozenset[str]:
    """The words of everyday talk, and those that callers tell of an emergency with."""
    texts = " ".join(path.read_text(encoding="utf-8") for path in sorted(TEXTS.iterdir()) if path.is_file())
    return everyday_words() | {word for word in re.findall(r"[\w'’]+", texts) if word == word.lower()}
