"""Whether a bare number is an hour: "at three", "make it two", "3 on Tuesday"; not "two of us", not "he is three"."""

from __future__ import annotations

from typing import Final

from voice_agent.understanding.numbers import cardinal_at
from voice_agent.understanding.when.calendar_words import WEEKDAYS
from voice_agent.understanding.when.durations import duration_at, unit_at
from voice_agent.understanding.when.hours import AT, BOUNDS, COMPARED, LABELS, after_ish, finished, hour_at
from voice_agent.understanding.when.phrases import Said, ends_phrase, is_number, phrases, skip, word
from voice_agent.understanding.when.pieces import Clock, Sense

_SUITS: Final = phrases(
    *(
        f"{verb} {how}"
        for verb in ("would be", "is", "will be")
        for how in ("good", "fine", "great", "perfect", "best")
    ),
    "works",
    "would work",
    "would suit",
    "suits",
)
_OBTAINED: Final = frozenset("get have take find want need book schedule there got prefer".split())
_THE_ONE: Final = frozenset(
    """
    the this that only other another any last first second third fourth next no which each every later earlier latter
    former same
    """.split()
)
_TAILS: Final = phrases("at the latest", "or later", "or earlier", "onwards", "at the earliest", "or so")
PARTS_OF_A_DAY: Final = frozenset({"morning", "lunchtime", "afternoon", "evening"})
_NAMED_DAY: Final = WEEKDAYS.keys() | {"today", "tomorrow"}
_ANY_DAY: Final = frozenset({"day", "days", "weekday", "weekdays", "afternoon", "evening"}) | WEEKDAYS.keys()


def bare_hour_at(said: Said, i: int, sense: Sense, after_time_words: bool) -> tuple[Clock, int] | None:
    """ "3", "three o'clock", "3 pm", "at three", and "three" where a time is expected."""
    number = hour_at(said, i)
    if number is None or _one_of_them(said, i):
        return None
    clock, last = finished(said, Clock(number.value), number.last)
    said_more = last > number.last or (not number.digits and word(said, i).endswith("ish"))
    nights = word(said, last - 1) == "night" and word(said, last - 2) not in {"the", "at"}  # "a 3 night stay"
    if said_more and word(said, last - 1) not in {"exactly", "so"} and (not nights or word(said, i - 1) in AT):
        return clock, last
    clock, last = Clock(number.value), after_ish(said, number.last)
    if number.value == 0 or word(said, last) == "of" or duration_at(said, i):
        return None
    if (
        not ends_phrase(said, last)
        or is_number(said, skip(said, last, {"uh", "um", "er", "erm"}))
        or is_number(said, i - 1)
    ):
        return None
    return (clock, last) if _hour_is_meant(said, i, last, sense, after_time_words) else None


def _one_of_them(said: Said, i: int) -> bool:
    """Whether "one" is an appointment: "is there one in the morning", "can I get one in the afternoon".

    Or some day: "one morning this week".
    """
    if word(said, i) != "one" or word(said, i - 1) in AT:
        return False
    if word(said, i + 1) in PARTS_OF_A_DAY:
        return word(said, i - 1) not in _NAMED_DAY  # "one morning", but "tomorrow one afternoon"
    if word(said, i + 1) in WEEKDAYS and word(said, i + 2) in PARTS_OF_A_DAY:
        return True  # "one Tuesday morning"
    if word(said, i + 1) != "in":
        return False
    return word(said, i + 3) in {"morning", "mornings"} or word(said, i - 1) in _OBTAINED


def _hour_is_meant(said: Said, i: int, last: int, sense: Sense, after_time_words: bool) -> bool:
    before, two_before = word(said, i - 1), word(said, i - 2)
    if before in LABELS or (before == "on" and two_before == "going"):
        return False
    if word(said, i) == "one" and (before in _THE_ONE or unit_at(said, last + 1)):
        return False  # "the one after", "one an hour"
    if _TAILS.at(said, last) or _clear_end(said, last):
        return before not in {"is", "he's", "she's", "i'm", "age", "aged", "number", "turned"}
    if before == "to" and two_before == "close":
        return True
    if before in {"", "or", "do", "for", "have", "say", "me"} and word(said, i) != "one" and day_follows(said, last):
        return True
    if _SUITS.at(said, last) and before in {"", ",", ".", "maybe", "then"}:
        return True
    if word(said, i) == "one" and word(said, last) in {"for", "on", "that"}:
        return False  # "book one for Monday"
    if after_time_words or before in AT | BOUNDS or (before == "it" and two_before == "make"):
        return not (before in {"of", "than"} and two_before in COMPARED)
    if before in {"for", "from", "to", "or", "and", "-", "not"}:
        return sense.expecting_when or (before == "for" and word(said, last) in {"on", "today", "tomorrow", "tonight"})
    if not sense.expecting_when or before in {
        "is",
        "he's",
        "she's",
        "i'm",
        "we're",
        "am",
        "age",
        "aged",
        "of",
        "number",
    }:
        return before in {"is"} and two_before == "time" and sense.expecting_when
    return True


def _clear_end(said: Said, last: int) -> bool:
    """Whether a range to a clear time follows: "2 to 4 pm"."""
    if word(said, last) not in {"to", "-", "until", "till", "or"}:
        return False
    number = hour_at(said, last + 1)
    if number is None:
        return False
    minutes = cardinal_at(said, number.last)
    if word(said, number.last) == ":" or (minutes and 10 <= minutes.value <= 59):
        return True
    any_day = word(said, number.last) in {"any", "every", "most", "each"} and word(said, number.last + 1) in _ANY_DAY
    return (
        any_day
        or day_follows(said, number.last)
        or finished(said, Clock(number.value), number.last)[0].half is not None
    )


def day_follows(said: Said, last: int) -> bool:
    """Whether a day is named right after: "do 3 on Tuesday"."""
    return word(said, skip(said, last, {"on"})) in WEEKDAYS.keys() | {"today", "tomorrow"}
