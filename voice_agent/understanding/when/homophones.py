"""Numbers that a transcriber wrote as words that sound like them: "for o'clock", "to thirty pm", "the forth of May"."""

from __future__ import annotations

from typing import Final

from voice_agent.understanding.numbers import Number, cardinal_at, ordinal_at
from voice_agent.understanding.when.phrases import Said, phrases, word

_HOURS: Final = {"won": 1, "to": 2, "too": 2, "for": 4, "fore": 4, "ate": 8}
_O_CLOCK: Final = frozenset({"o'clock", "oclock"})
_HALVES: Final = phrases("am", "pm", "a m", "p m", "o'clock", "oclock", "in the morning", "in the afternoon")
_BEHIND_HOUR: Final = frozenset({"", ".", ",", "?", "please", "is", "works", "would", "on"})
_DAYS: Final = frozenset("today tomorrow monday tuesday wednesday thursday friday saturday sunday".split())
_ORDINALS: Final = {"forth": 4, "fith": 5, "eigth": 8, "nineth": 9, "twelth": 12, "twentyth": 20}


def hour_sounding_at(said: Said, i: int) -> Number | None:
    """An hour written as another word, where what stands beside it leaves no other reading."""
    text = word(said, i)
    value = _HOURS.get(text)
    if value is None or cardinal_at(said, i - 1):
        return None
    number, following = Number(value, i, i + 1), word(said, i + 1)
    at = word(said, i - 1) in {"at", "around", "about"}
    if following in _O_CLOCK or (following in {"am", "pm"} and (at or text not in {"to", "for"})):
        return number
    if word(said, i - 1) == "at" and (following in _BEHIND_HOUR or (following in _DAYS and text != "for")):
        return number
    minutes = cardinal_at(said, i + 1)
    if minutes is None or minutes.digits or not 13 <= minutes.value <= 59:
        return None
    alone = i == 0 and minutes.value % 5 == 0 and word(said, minutes.last) in _BEHIND_HOUR | _DAYS
    return number if _HALVES.at(said, minutes.last) or word(said, i - 1) == "at" or alone else None


def ordinal_sounding_at(said: Said, i: int) -> Number | None:
    """An ordinal, also one spelled as it sounds: "the forth", "forth of", never "back and forth"."""
    number = ordinal_at(said, i)
    value = _ORDINALS.get(word(said, i)) if number is None else None
    if value is None:
        return number
    placed = word(said, i - 1) == "the" or word(said, i + 1) == "of" or word(said, i) != "forth"
    return Number(value, i, i + 1, ordinal=True) if placed else None
