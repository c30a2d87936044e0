"""Hours, and what follows them: "o'clock", "ish", "pm", "in the evening"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from voice_agent.understanding.numbers import UNITS, Number, cardinal_at
from voice_agent.understanding.when.homophones import hour_sounding_at
from voice_agent.understanding.when.phrases import Phrases, Said, phrases, skip, word
from voice_agent.understanding.when.pieces import Clock, Half

_HALVES: Final = Phrases(
    {
        "am": Half.AM,
        "a m": Half.AM,
        "pm": Half.PM,
        "p m": Half.PM,
        "in the morning": Half.MORNING,
        "in the mornings": Half.MORNING,
        "in morning": Half.MORNING,
        "of the morning": Half.MORNING,
        "morning": Half.MORNING,
        "in the afternoon": Half.AFTERNOON,
        "in the afternoons": Half.AFTERNOON,
        "in afternoon": Half.AFTERNOON,
        "of an afternoon": Half.AFTERNOON,
        "afternoon": Half.AFTERNOON,
        "in the evening": Half.EVENING,
        "in the evenings": Half.EVENING,
        "in evening": Half.EVENING,
        "evening": Half.EVENING,
        "in the night": Half.NIGHT,
        "at night": Half.NIGHT,
        "night": Half.NIGHT,
        "noon": Half.AFTERNOON,
    }
)
O_CLOCK: Final = phrases("o'clock", "oclock", "o clock", "o ' clock", 'o " clock', "o - clock", "a clock")
AT: Final = frozenset({"at", "around", "about", "approximately", "roughly", "say", "@", "circa"})
BOUNDS: Final = frozenset({"before", "after", "by", "until", "till", "til", "between", "past", "than"})
COMPARED: Final = frozenset({"more", "less", "older", "younger", "fewer", "greater", "higher", "lower", "one"})
LABELS: Final = frozenset(
    """
    room suite apartment apt unit flat extension ext number box # option point year grade level type foot feet floor
    turned turns dose line part version stage chapter gate platform bus route covid code
    """.split()
)
"""Words in front of a number that is a label or an age."""
_ISH: Final = re.compile(r"([a-z]+|)ish\Z")


def half_at(said: Said, i: int) -> tuple[Half, int] | None:
    """A word for the half of the day: "pm", "in the evening", "morning". Also after a comma-less "-"."""
    return _HALVES.at(said, i)


def after_ish(said: Said, i: int) -> int:
    """Past "ish", "-ish", "sharp", "or so", "on the dot"."""
    j = skip(said, i, {"-"})
    if word(said, j) in {"ish", "sharp", "exactly"}:
        return j + 1
    if word(said, i) == "or" and word(said, i + 1) in {"so", "thereabouts"}:
        return i + 2
    return i


def hour_at(said: Said, i: int) -> Number | None:
    """An hour from 0 to 24 in digits or words, "threeish" too."""
    text = word(said, i)
    ish = _ISH.match(text)
    if ish and (ish.group(1) in UNITS or ish.group(1) in {"ten", "eleven", "twelve"}):
        value = UNITS.get(ish.group(1)) or {"ten": 10, "eleven": 11, "twelve": 12}[ish.group(1)]
        return Number(value, i, i + 1)
    number = cardinal_at(said, i) or hour_sounding_at(said, i)
    return number if number and 0 <= number.value <= 24 and len(number.digits) <= 2 else None


def finished(said: Said, clock: Clock, last: int) -> tuple[Clock, int]:
    """Take in "ish", "o'clock" and the half of the day that follow."""
    last = after_ish(said, last)
    o_clock = O_CLOCK.at(said, last)
    last = o_clock[1] if o_clock else last
    half = half_at(said, skip(said, last, {"-"}))
    if half:
        clock, last = replace(clock, half=half[0]), half[1]
        again = half_at(said, last)
        last = again[1] if again and again[0] is not Half.AM else last
    return clock, after_ish(said, last)
