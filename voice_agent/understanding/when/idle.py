"""Words that name a time elsewhere and mean none here: "the Tuesday one", "Morning. Quick one", "a shop on Fifth"."""

from __future__ import annotations

from typing import Final

from voice_agent.understanding.numbers import ordinal_at
from voice_agent.understanding.when.calendar_words import WEEKDAYS
from voice_agent.understanding.when.phrases import MARKS, STOPS, Said, word
from voice_agent.understanding.when.pieces import Sense

_NAMED: Final = WEEKDAYS.keys() | {"today", "tomorrow"}
_POINTING: Final = frozenset({"the", "that", "this", "my", "your", "other"})
_HAVING: Final = frozenset({"got", "have", "had", "get", "want", "need", "book", "booked"})
_OWNERS: Final = frozenset({"i", "we", "you", "he", "she", "they"})
_AFTER_PRONOUN: Final = frozenset(
    {"i", "we", "more", "last", "other", "quick", "thing", "question", "is", "isn't", "stays"}
)
_MORE: Final = frozenset({"more", "last", "other", "quick", "thing", "question"})
_GREETINGS: Final = frozenset({"morning", "afternoon", "evening"})
_WISHES_ON: Final = frozenset(
    "please if or not and around preferably ideally any is works would on at but maybe before after for yes".split()
)
_PLACES: Final = frozenset(
    """
    pharmacy drugstore store shop clinic office hospital building place church school bank cafe restaurant gym library
    station corner house walgreens cvs costco walmart aid supermarket market entrance practice
    """.split()
)
_FROM_THERE: Final = 3
"""Words of a place's name between "from" and "on", at most."""
_STREETS: Final = frozenset({"street", "avenue", "ave", "st", "road", "boulevard"})
_HERS: Final = frozenset({"my", "our", "the", "this"})
_LEADS: Final = frozenset({",", "so", "and", "but", "sorry", "oh", "well", "because"})
_DOING: Final = frozenset({"is", "are", "was", "were", "keeps", "has"})
_LONGEST_SUBJECT: Final = 5
_WISHED: Final = frozenset("can could want need like come coming see free available open works better please".split())
_STATES: Final = frozenset(
    "wild crazy loud noisy bad slow awful terrible busy mad late sick up down hopeless dead broken low".split()
)


def means_no_time(said: Said, i: int, sense: Sense) -> int:
    """How many words from `i` on mean no time: 0 where they may."""
    if word(said, i) == "one" and _is_pronoun(said, i, sense):
        return 1
    if word(said, i) in _GREETINGS and _greets(said, i, sense):
        return 1
    if (word(said, i), word(said, i + 1)) == ("last", "thing") and _is_the_last_question(said, i):
        return 2
    if word(said, i) == "today" and _tells_of_today(said, i):
        return 1
    return _street(said, i) - i if word(said, i) == "on" else 0


def _is_pronoun(said: Said, i: int, sense: Sense) -> bool:
    """Whether "one" is a visit: "the Tuesday one", "Friday one I keep", "I've got one already", "one last thing"."""
    after = word(said, i + 1)
    if word(said, i - 1) in _NAMED and (not after or after in MARKS | _OWNERS | {"please", "then", "is", "and", "for"}):
        alone = word(said, i - 2) in STOPS | {"", ","}
        return word(said, i - 2) in _POINTING or (alone and (bool(sense.offers) or after in _OWNERS))
    if after in _MORE or word(said, i - 1) == "quick":
        return True
    return word(said, i - 1) in _HAVING and (not after or after in MARKS | {"already", "with"})


def _tells_of_today(said: Said, i: int) -> bool:
    """ "My phone is acting up today", "the kids are wild today": how something is doing, and no day to come on."""
    start = i
    while start and word(said, start - 1) not in STOPS | _LEADS:
        start -= 1
    talk = [word(said, at) for at in range(start, i)]
    verb = next((at for at, text in enumerate(talk) if text in _DOING), 0)
    if not 1 < verb < _LONGEST_SUBJECT or talk[0] not in _HERS or _WISHED & {*talk}:
        return False
    return any(text.endswith("ing") or text in _STATES for text in talk[verb + 1 :])


def _greets(said: Said, i: int, sense: Sense) -> bool:
    """Whether "Morning" opens the call: "Morning. I'd like ...", but "morning, if you can" answers."""
    opens = i == 0 or (i <= 2 and word(said, 0) in {"hi", "hello", "hey", "oh", "yes", "hiya"})
    if (
        sense.expecting_when
        or sense.offers
        or not opens
        or word(said, i + 1) not in STOPS | {","}
        or not word(said, i + 2)
    ):
        return False
    return word(said, i + 2) not in _WISHES_ON | _NAMED


def _is_the_last_question(said: Said, i: int) -> bool:
    """ "One last thing, can my wife ...": no late visit."""
    led = word(said, i - 1) in {"one", "just", "final", "a", "another", "only"}
    return led or (
        word(said, i - 1) in STOPS | {"", ",", "and", "oh"}
        and word(said, i + 2) in {",", ":", ".", "before"}
        and bool(word(said, i + 3))
    )


def _street(said: Said, i: int) -> int:
    """The index after "on Fifth" where a shop is there, else `i`: no article, and a place before it."""
    number = ordinal_at(said, i + 1)
    if number is None or word(said, number.last) == "of":
        return i
    if word(said, number.last) in _STREETS:
        return number.last + 1
    before = {word(said, k) for k in range(max(0, i - _FROM_THERE), i)}
    place = word(said, i - 1) in _PLACES or ("from" in before and word(said, i - 1) not in _NAMED)
    return number.last if place else i


def pronoun_after_minutes(said: Said, i: int, last: int) -> bool:
    """Whether the "one" that ends said[i:last] is no minute: "the ten twenty one" is the opening at ten twenty."""
    return word(said, i - 1) == "the" and last - i > 2 and word(said, last - 1) == "one"
