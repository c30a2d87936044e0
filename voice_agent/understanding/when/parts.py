"""Parts of the day, and rough windows of it."""

from __future__ import annotations

from typing import Final

from voice_agent.understanding.commands import PartOfDay
from voice_agent.understanding.when.calendar_words import WEEKDAYS
from voice_agent.understanding.when.phrases import Phrases, Said, is_number, listed, word
from voice_agent.understanding.when.pieces import Clock, ClockRange, Half, Part


def _minutes(hour: int, minute: int = 0) -> int:
    return hour * 60 + minute


_MORNING, _NOON = Part(PartOfDay.MORNING), Part(PartOfDay.NOON)
_AFTERNOON, _EVENING = Part(PartOfDay.AFTERNOON), Part(PartOfDay.EVENING)
_WINDOWS: Final = {
    Part(PartOfDay.MORNING, earliest=True): """
        as early in the morning as | as early in the day as | first thing | first thing in the morning |
        first thing in the day | at the crack of dawn | the first thing | bright and early |
        the first appointment of the day | the first slot of the day | the first one of the day | the first of the day |
        the first appointment in the morning | the first slot in the morning | the first one in the morning |
        the first appointment of the morning | the first slot of the morning | the first opening of the day |
        your first appointment of the day | when you open | as soon as you open | right when you open |
        the earlier in the morning the better | the earlier in the day the better | the minute you open
    """,
    _MORNING: """
        morning | mornings | in the morning | in the mornings | a morning | the morning | the mornings |
        sometime in the morning | one morning | some morning |
        one of these mornings | forenoon | earlier in the day | something earlier in the day | earlier on in the day |
        anything earlier in the day | the morning time | in the am | in a morning
    """,
    Part(PartOfDay.MORNING, end=_minutes(10)): """
        early morning | early in the morning | early in the day | something early | early mornings | the early morning
        | early am | start of the day | the start of the day | nice and early | beginning of the day |
        the beginning of the day | earlyish | on the early side |
        on the earlier side | early ish | early - ish | in the early morning
    """,
    Part(PartOfDay.MORNING, _minutes(9, 30), _minutes(11)): """
        mid morning | mid - morning | midmorning | middle of the morning | the middle of the morning | mid mornings
    """,
    Part(PartOfDay.MORNING, start=_minutes(10, 30)): """
        late morning | late in the morning | later in the morning | late mornings | end of the morning |
        the late morning | later morning | latter part of the morning
    """,
    _NOON: """
        lunchtime | lunch time | lunch | lunch hour | my lunch hour | the lunch hour |
        in the lunch hour | lunch break | my lunch break | my lunchtime |
        one lunchtime | some lunchtime |
        noon time | midday ish | over lunch | during lunch | at lunch | middle of the day | the middle of the day |
        dinnertime at noon | lunchtimes | around lunch
    """,
    Part(start=_minutes(13)): "after lunch | after lunchtime | after my lunch | after lunch time",
    Part(end=_minutes(12)): "before lunch | before lunchtime | before my lunch",
    _AFTERNOON: """
        afternoon | afternoons | in the afternoon | in the afternoons | an afternoon | the afternoon | the afternoons
        | sometime in the afternoon | one afternoon | some afternoon |
        one of these afternoons | in the pm | of an afternoon
    """,
    Part(PartOfDay.AFTERNOON, end=_minutes(14)): """
        early afternoon | early in the afternoon | the early afternoon | early afternoons | beginning of the afternoon
        | start of the afternoon | in the early afternoon
    """,
    Part(PartOfDay.AFTERNOON, _minutes(14), _minutes(16)): """
        mid afternoon | mid - afternoon | midafternoon | middle of the afternoon | the middle of the afternoon
    """,
    Part(PartOfDay.AFTERNOON, start=_minutes(15, 30)): """
        late afternoon | late in the afternoon | the late afternoon | later in the afternoon | late afternoons |
        later afternoon | towards the evening | end of the afternoon | in the late afternoon
    """,
    Part(start=_minutes(10)): """
        not first thing | not first thing in the morning | nothing first thing | not too early |
        not too early in the morning | not too early in the day | not so early
    """,
    Part(end=_minutes(16)): "not last thing | not too late | not too late in the day | not so late",
    Part(start=_minutes(16)): """
        end of the day | the end of the day | end of day | late in the day | last thing | close of business |
        late on | last thing in the day | just before you close | before you close | towards the end of the day |
        later in the day | the end of the working day | as late as possible | late as possible | as late as you can |
        the later the better | the last appointment of the day | the last slot of the day | the last one of the day |
        the last opening of the day | your last appointment of the day | your last slot of the day | your last slot |
        your last opening | the last spot of the day | the last thing of the day | the tail end of the day |
        latish | lateish | late ish | late - ish | on the late side | on the later side | toward the end of the day |
        the latest you have | as late as you have | the latest you've got | as late in the day as
    """,
    _EVENING: """
        evening | evenings | in the evening | in the evenings | an evening | the evening | the evenings | at night |
        one evening | some evening | one of these evenings | in the night | dinnertime | dinner time
    """,
    Part(PartOfDay.EVENING, end=_minutes(19)): "early evening | early in the evening | the early evening",
    Part(PartOfDay.EVENING, start=_minutes(19)): "late evening | late in the evening | later in the evening",
    Part(start=_minutes(17)): """
        after work | after hours | after i finish work | after i get off work | when i get off work |
        after office hours | once i'm off work | after my shift | after i clock out | after the office |
        once i get off work | when i'm off work | when i finish work | once i finish work
    """,
    Part(end=_minutes(9)): """
        before work | before i start work | on my way to work | before i go to work | on the way to work |
        before i head to work | before my shift
    """,
    Part(start=_minutes(15)): """
        after school | when school's out | when school is out | after the school run | once school's out |
        after pickup | after pick up | after school pickup | after school lets out | when school lets out |
        once school lets out | after school is out | after school's out
    """,
    Part(end=_minutes(8, 30)): "before school | before the school run | before school starts",
}
_TABLE: Final = {phrase: part for part, group in _WINDOWS.items() for phrase in listed(group)}
_PARTS: Final = Phrases({phrase.removeprefix("the "): part for phrase, part in _TABLE.items()} | _TABLE)
_BEFORE_NIGHT: Final = WEEKDAYS.keys() | {"tomorrow", "the"}
_AFTER_HALF: Final = frozenset({"", ".", ",", "?", "please", "or", "if", "is", "would", "works"})
_BEFORE_LATE: Final = WEEKDAYS.keys() | {"tomorrow", "even", "pretty", "quite", "fairly"}
_AFTER_EARLY: Final = WEEKDAYS.keys() | {"tomorrow", "on", "please", ""}
LUNCH: Final = ClockRange(Clock(12), Clock(14, half=Half.AS_WRITTEN))
_OPPOSITE: Final = {
    PartOfDay.MORNING: Part(start=_minutes(12)),
    PartOfDay.AFTERNOON: Part(end=_minutes(12)),
    PartOfDay.EVENING: Part(end=_minutes(17)),
}


_SCHOOL_ENDS: Final = frozenset({"lets", "gets", "is", "ends", "finishes"})


def _half_of_a_day(said: Said, i: int) -> tuple[Part, int] | None:
    """ "Tuesday pm", "a.m. is better": "am" without its points is a verb, but for one behind a day."""
    text = word(said, i)
    last = i + 1
    if text in {"a", "p"} and word(said, i + 1) == "m":
        text, last = f"{text}m", i + 2
        if _is_letter(word(said, i - 1)) or _is_letter(word(said, last)):
            return None  # "Sam, S A M", "A M Y"
    if is_number(said, i - 1) and said[i - 1].text.isdecimal():
        return None
    if text == "pm":
        return _AFTERNOON, last
    dotted = text == "am" and said[last - 1].end - said[i].start > len("am")
    behind = word(said, i - 1) in WEEKDAYS.keys() | {"tomorrow"} and word(said, last) in _AFTER_HALF
    return (_MORNING, last) if text == "am" and (dotted or behind) else None


def _is_letter(text: str) -> bool:
    return len(text) == 1 and text.isalpha()


def opposite(part: Part) -> Part:
    """What is left of a day when a part of it is ruled out; of a window open at one side, what is beyond its bound."""
    if part.earliest:
        return Part(start=_minutes(10))
    if part.start is None and part.end is not None:
        return Part(start=part.end)
    if part.start is not None and part.end is None:
        return Part(end=part.start)
    return _OPPOSITE.get(part.part, Part()) if part.part else Part()


def part_at(said: Said, i: int) -> tuple[Part, int] | None:
    """A part of the day, or a rough window of it, at `i` and the index after it."""
    found = _PARTS.at(said, i, contracted=True) or _half_of_a_day(said, i)
    if found is None and word(said, i) == "night" and (word(said, i - 1) in _BEFORE_NIGHT or is_number(said, i + 1)):
        return _EVENING, i + 1
    if found is None and word(said, i) == "early" and word(said, i + 1) in _AFTER_EARLY:
        return Part(PartOfDay.MORNING, end=_minutes(10)), i + 1
    if found is None and word(said, i) == "late" and word(said, i - 1) in _BEFORE_LATE:
        return (Part(start=_minutes(16)), i + 1) if word(said, i + 1) in _AFTER_HALF else None
    starts = word(said, i) == "before" and found is not None and word(said, found[1] - 1) == "school"
    if found and starts and word(said, found[1]) in _SCHOOL_ENDS:
        return None  # "before school lets out at three"
    return found
