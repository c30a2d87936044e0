"""Words between days and times: ranges, bounds, alternatives, exclusions, corrections; and parts of the day."""

from __future__ import annotations

from typing import Final

from voice_agent.understanding.commands import PartOfDay
from voice_agent.understanding.when.calendar_words import WEEKDAYS
from voice_agent.understanding.when.phrases import Phrases, Said, is_number, word
from voice_agent.understanding.when.pieces import Joint, Part


def _table(groups: dict[Joint, tuple[str, ...]]) -> Phrases[Joint]:
    return Phrases({phrase: joint for joint, group in groups.items() for phrase in group})


_UNABLE: Final = (
    "can't", "cannot", "cant", "can't make it", "cannot make it", "cant make it", "can't make anything", "can't come",
    "can't come in", "can't do", "can't do anything", "cannot do", "can't be there", "can't get there", "can't get away",
    "not free", "not available", "won't be free", "busy", "working", "i work", "at work", "don't want anything", "in class",
    "not able to come", "unable to come", "not able to make it", "in a meeting", "nothing", "in school", "tied up",
)  # fmt: skip
_JOINTS: Final = _table(
    {
        Joint.FROM: (
            *(f"{who}{unable} {bound}" for who in ("", "i ", "i'm ") for unable in _UNABLE for bound in ("before", "until", "till", "til", "earlier than")),
            "from", "starting", "starting from", "starting at", "starting on", "beginning", "as of", "not before",
            "no earlier than", "no sooner than", "not earlier than", "nothing before", "nothing earlier than",
            "not until", "not till", "on or after", "at or after", "beginning on", "not earlier then",
        ),
        Joint.BETWEEN: ("between", "anywhere between", "anywhere from", "in between"),
        Joint.TO: ("to", "-", "–", "—", "through", "thru", "up until", "through to", "and no later than"),
        Joint.AND: ("and", "&"),
        Joint.OR: ("or", "or else", "or maybe", "otherwise", "alternatively", "or if not", "if not", "failing that",
                   "or even", "or possibly", "either", "and or", "or perhaps", "or on", "or the"),
        Joint.NOT: (
            "not", "not on", "not at", "not the", "not in", "except", "except for", "except on", "except the",
            "but not", "but not on", "but not in", "other than", "other than on", "apart from", "besides", "excluding",
            "just not", "just not on", "anything but", "nothing on", "nothing on a", "nothing in the", "instead of", "rather than", "any day but", "any day except", "any day but not", "can't do",
            "cannot do", "can not do", "can't make", "cannot make", "can't make it on", "cannot make it on",
            "won't be able to make it on", "can't come on", "can't come in on", "can't on", "don't want", "not available",
            "not available on", "not free", "not free on", "unavailable", "unavailable on", "busy", "busy on", "away",
            "away on", "anytime but", "any time but", "anytime except", "any time except", "aside from", "never on",
            "working on", "i work", "i work on", "with the exception of", "avoid", "don't do", "save for",
        ),
        Joint.BUT_NOT: ("but",),
        Joint.BEFORE: ("before", "earlier than", "sooner than", "prior to", "ahead of", "before the"),
        Joint.BY: (
            *(f"{who}{unable} {bound}" for who in ("", "i ", "i'm ") for unable in _UNABLE for bound in ("after", "past", "later than")),
            "by", "no later than", "not later than", "not after", "nothing after", "nothing later than",
                   "at the latest by", "on or before", "by the latest", "at or before"),
        Joint.UNTIL: ("until", "till", "til", "up to", "up till"),
        Joint.AFTER: ("after", "later than", "past"),
        Joint.SINCE: ("since", "ever since", "since about", "since around"),
        Joint.TAKEN_BACK: (
            "no", "nope", "no no", "wait", "no wait", "wait no", "no sorry", "sorry", "sorry no", "i mean", "i meant",
            "no i mean", "no i meant", "sorry i mean", "sorry i meant", "actually", "no actually", "actually no",
            "scratch that", "make that", "make it", "no make it", "no make that", "rather", "or rather", "correction",
            "my mistake", "oops", "i said", "no i said", "change that to", "change it to", "better make it",
            "actually make it", "actually make that", "let's make it", "hang on", "hold on", "strike that", "excuse me",
            "wait actually", "actually wait", "i take that back", "that's wrong", "forget that", "no let's say",
        ),
        Joint.NO_GOOD: (
            "doesn't work", "does not work", "don't work", "do not work", "won't work", "will not work", "is no good",
            "isn't good", "is not good", "are no good", "aren't good", "is out", "are out", "is bad", "isn't possible",
            "is not possible", "doesn't suit", "don't suit", "isn't going to work", "is not going to work", "i can't",
            "isn't great", "is not great", "is impossible", "are bad", "i'm busy", "i'm away", "i work", "i can't do",
            "is not an option", "isn't an option", "is a no", "i cannot", "i'm working", "is no use", "is difficult",
        ),
        Joint.ONWARDS: ("onwards", "onward", "or later", "or after", "and later", "at the earliest", "and after",
                        "or any time after", "or anytime after", "and onwards"),
        Joint.LATEST: ("or earlier", "or before", "at the latest", "latest", "and earlier", "or sooner", "tops"),
        Joint.ANY: ("any day", "any time", "anytime", "whenever", "any day at all", "any time at all", "i'm flexible",
                    "no preference", "doesn't matter", "don't mind", "whatever works", "i'm easy", "i am flexible"),
        Joint.EARLIEST: (
            "the sooner the better", "sooner the better", "as soon as possible", "as soon as you can", "as soon as you have", "as soon as", "asap", "a s a p",
            "as early as possible", "as early as you can", "the earliest", "earliest", "the soonest", "soonest",
            "earliest possible", "the earliest possible", "first available", "the first available", "next available",
            "the next available", "first opening", "the first opening", "the next opening", "next opening",
            "the first you have", "the first one you have", "first one you have", "first thing you have", "right away",
            "the first thing you have", "straight away", "immediately", "right now", "the first appointment",
            "first appointment", "first you have", "the quickest", "as quickly as possible", "at once",
            "the first you've got", "the first one you've got", "the first slot", "first slot", "the next slot",
            "whatever's soonest", "whatever is soonest", "any time soon", "anytime soon", "sometime soon",
            "the first you can", "first opportunity", "the first opportunity", "earliest convenience", "soon as possible",
            "soon as you can", "the next free", "first free", "the first free", "next free", "the closest",
            "the next one available", "the first one available", "the next appointment you have", "as quick as",
        ),
    }
)  # fmt: skip


def _minutes(hour: int, minute: int = 0) -> int:
    return hour * 60 + minute


_MORNING, _NOON = Part(PartOfDay.MORNING), Part(PartOfDay.NOON)
_AFTERNOON, _EVENING = Part(PartOfDay.AFTERNOON), Part(PartOfDay.EVENING)
_WINDOWS: Final = {
    Part(PartOfDay.MORNING, earliest=True): ("first thing", "first thing in the morning", "first thing in the day",
        "at the crack of dawn", "the first thing", "bright and early"),
    _MORNING: ("morning", "mornings", "in the morning", "in the mornings", "a morning", "the morning", "the mornings",
        "sometime in the morning", "forenoon", "the morning time", "in the am", "in a morning"),
    Part(PartOfDay.MORNING, end=_minutes(10)): ("early morning", "early in the morning", "early in the day", "something early",
        "early mornings", "the early morning", "early am", "start of the day", "the start of the day", "nice and early",
        "beginning of the day", "the beginning of the day", "earlyish", "early ish", "early - ish", "in the early morning"),
    Part(PartOfDay.MORNING, _minutes(9, 30), _minutes(11)): ("mid morning", "mid - morning", "midmorning",
        "middle of the morning", "the middle of the morning", "mid mornings"),
    Part(PartOfDay.MORNING, start=_minutes(10, 30)): ("late morning", "late in the morning", "later in the morning",
        "late mornings", "end of the morning", "the late morning", "later morning", "latter part of the morning"),
    _NOON: ("lunchtime", "lunch time", "lunch", "lunch hour", "my lunch hour", "lunch break", "my lunch break",
        "my lunchtime", "noon time", "midday ish", "over lunch", "during lunch", "at lunch", "middle of the day",
        "the middle of the day", "dinnertime at noon", "lunchtimes", "around lunch"),
    Part(start=_minutes(13)): ("after lunch", "after lunchtime", "after my lunch", "after lunch time"),
    Part(end=_minutes(12)): ("before lunch", "before lunchtime", "before my lunch"),
    _AFTERNOON: ("afternoon", "afternoons", "in the afternoon", "in the afternoons", "an afternoon", "the afternoon",
        "the afternoons", "sometime in the afternoon", "in the pm", "of an afternoon"),
    Part(PartOfDay.AFTERNOON, end=_minutes(14)): ("early afternoon", "early in the afternoon", "the early afternoon",
        "early afternoons", "beginning of the afternoon", "start of the afternoon", "in the early afternoon"),
    Part(PartOfDay.AFTERNOON, _minutes(14), _minutes(16)): ("mid afternoon", "mid - afternoon", "midafternoon",
        "middle of the afternoon", "the middle of the afternoon"),
    Part(PartOfDay.AFTERNOON, start=_minutes(15, 30)): ("late afternoon", "late in the afternoon", "the late afternoon",
        "later in the afternoon", "late afternoons", "later afternoon", "towards the evening", "end of the afternoon",
        "in the late afternoon"),
    Part(start=_minutes(16)): ("end of the day", "the end of the day", "end of day", "late in the day", "last thing",
        "close of business", "late on", "last thing in the day", "just before you close", "before you close",
        "towards the end of the day", "later in the day", "end of the working day", "the end of the working day"),
    _EVENING: ("evening", "evenings", "in the evening", "in the evenings", "an evening", "the evening", "the evenings",
        "at night", "in the night", "dinnertime", "dinner time"),
    Part(PartOfDay.EVENING, end=_minutes(19)): ("early evening", "early in the evening", "the early evening"),
    Part(PartOfDay.EVENING, start=_minutes(19)): ("late evening", "late in the evening", "later in the evening"),
    Part(start=_minutes(17)): ("after work", "after hours", "after i finish work", "after i get off work", "when i get off work",
        "after office hours", "once i'm off work"),
    Part(end=_minutes(9)): ("before work", "before i start work", "on my way to work", "before i go to work"),
    Part(start=_minutes(15)): ("after school", "when school's out", "when school is out", "after the school run",
        "once school's out", "after pickup"),
    Part(end=_minutes(8, 30)): ("before school", "before the school run"),
}  # fmt: skip
_PARTS: Final = Phrases({phrase: part for part, group in _WINDOWS.items() for phrase in group})
_BEFORE_NIGHT: Final = WEEKDAYS.keys() | {"tomorrow", "the"}
_AFTER_EARLY: Final = WEEKDAYS.keys() | {"tomorrow", "on", "please", ""}
OPPOSITE: Final = {
    PartOfDay.MORNING: Part(start=_minutes(12)),
    PartOfDay.NOON: Part(),
    PartOfDay.AFTERNOON: Part(end=_minutes(12)),
    PartOfDay.EVENING: Part(end=_minutes(17)),
}
"""What is left of a day when a part of it is ruled out."""


def joint_at(said: Said, i: int) -> tuple[Joint, int] | None:
    """A joint at `i` and the index after it."""
    return _JOINTS.at(said, i)


def part_at(said: Said, i: int) -> tuple[Part, int] | None:
    """A part of the day, or a rough window of it, at `i` and the index after it."""
    found = _PARTS.at(said, i)
    if found is None and word(said, i) == "night" and (word(said, i - 1) in _BEFORE_NIGHT or is_number(said, i + 1)):
        return _EVENING, i + 1
    if found is None and word(said, i) == "early" and word(said, i + 1) in _AFTER_EARLY:
        return Part(PartOfDay.MORNING, end=_minutes(10)), i + 1
    return found
